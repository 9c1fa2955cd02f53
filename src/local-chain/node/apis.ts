/** Answers runtime APIs: from bytes to bytes, as clients ask with `state_call`. */
import { TaoError } from '../../primitives/errors.ts'
import type { ApiMethod, RuntimeApi } from '../runtime/api.ts'
import { coreApis } from '../runtime/apis/core.ts'
import type { Ctx } from '../runtime/context.ts'
import type { VerifySignature } from '../runtime/extrinsic.ts'
import type { Profile } from '../runtime/profile.ts'
import { Runtime } from '../runtime/runtime.ts'
import { Reader } from '../scale/buffer.ts'
import { encode } from '../scale/codec.ts'

/** The runtime of a profile, with the APIs that every node answers. `verify` judges transactions that clients ask about. */
export function runtimeOf(profile: Profile, verify: VerifySignature): Runtime {
  const core = new Map(coreApis(verify).map(api => [api.name, api]))
  const others = (profile.apis ?? []).filter(api => !core.has(api.name))
  return new Runtime({ ...profile, apis: [...core.values(), ...others] })
}

/**
 * @param name the API and its method, e.g. `AccountNonceApi_account_nonce`
 * @param input SCALE of the arguments, one after the other
 * @returns SCALE of the answer
 * @throws TaoError `not_found`, `invalid_argument`
 */
export function runApi(ctx: Ctx, name: string, input: Uint8Array): Uint8Array {
  const method = methodOf(ctx.runtime.apis, name)
  if (method === undefined) throw new TaoError('not_found', `Exported method ${name} is not found`)
  const { outer } = ctx.runtime
  const reader = new Reader(input, outer)
  const inputs = method.codec.read(reader)
  reader.end()
  return encode(method.output, method.run(ctx, inputs as never), outer)
}

function methodOf(apis: ReadonlyMap<string, RuntimeApi>, name: string): ApiMethod | undefined {
  const end = name.indexOf('_')
  const methods = apis.get(name.slice(0, end))?.methods
  const method = name.slice(end + 1)
  return methods !== undefined && Object.hasOwn(methods, method) ? methods[method] : undefined
}
