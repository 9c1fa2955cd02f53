import { toHex } from '../../../../primitives/bytes.ts'
import { decodeAddress } from '../../../../primitives/ss58.ts'
import { eventRecord } from '../../../pallets/system/types.ts'
import { dispatchErrorCodec } from '../../../runtime/dispatch-error.ts'
import { NO_ORIGIN, ROOT_ORIGIN, signedBy } from '../../../runtime/origin.ts'
import type { Runtime } from '../../../runtime/runtime.ts'
import { encode } from '../../../scale/codec.ts'
import { vec } from '../../../scale/collections.ts'
import type { DryRun, DryRunRequest } from '../../dry-run.ts'
import { INVALID_PARAMS, RpcError } from '../error.ts'
import { method } from '../method.ts'
import { blockHash, bytes, object, oneOf, optional, param, text } from '../params.ts'
import { invalidTransaction } from '../transaction-errors.ts'

const request = object(
  optional('extrinsic', bytes),
  optional('call', bytes),
  optional('signer', text),
  optional('origin', oneOf('root', 'none')),
)

/**
 * Runs a signed extrinsic, or a call from a signer or origin, as the next block would, and drops it.
 *
 *     tao_dryRun({ "call": "0x…", "signer": "5GrwvaEF…" })
 *
 * Events are SCALE of `Vec<EventRecord>`; changes are raw keys with the values before and after.
 */
export const taoDryRun = method({
  name: 'tao_dryRun',
  unsafe: true,
  params: [param('request', request), optional('at', blockHash)],
  run: async ({ chain }, asked, at) => dryRunJson(chain.runtime, await chain.dryRun(requestOf(asked), at)),
})

type Asked = NonNullable<ReturnType<typeof request.read>>

function requestOf({ extrinsic, call, signer, origin }: Asked): DryRunRequest {
  if (extrinsic !== undefined && call === undefined && signer === undefined && origin === undefined)
    return { extrinsic }
  if (extrinsic === undefined && call !== undefined && (signer === undefined) !== (origin === undefined)) {
    if (signer !== undefined) return { call, origin: signedBy(decodeAddress(signer)) }
    return { call, origin: origin === 'root' ? ROOT_ORIGIN : NO_ORIGIN }
  }
  throw new RpcError(INVALID_PARAMS, 'Invalid params: give either extrinsic, or call with either signer or origin')
}

function dryRunJson(runtime: Runtime, { block, invalid, outcome, weight, pays, events, changes }: DryRun) {
  const [code, message, data] = invalid === undefined ? [] : invalidTransaction(invalid)
  const error = outcome?.error
  return {
    block,
    /** As submitting it would be refused. */
    invalid: invalid === undefined ? null : { code, message, data },
    success: outcome !== undefined && error === undefined,
    error: error?.label ?? null,
    dispatchError: error === undefined ? null : toHex(encode(dispatchErrorCodec, runtime.errorData(error))),
    weight: weight === undefined ? null : { refTime: `${weight.ref_time}`, proofSize: `${weight.proof_size}` },
    paysFee: pays === undefined ? null : pays === 'Yes',
    events: toHex(encode(vec(eventRecord), events, runtime.outer)),
    changes: changes.map(({ key, before, after }) => [toHex(key), orNull(before), orNull(after)]),
  }
}

const orNull = (value: Uint8Array | undefined) => (value === undefined ? null : toHex(value))
