/**
 * Calls that only sudo may make, signed with the key that everybody can make. They are transactions like any other: what they
 * do stands in a block, and the chain can be made again from its blocks.
 */
import { toHex } from '../../../../primitives/bytes.ts'
import { keyPairFromUri } from '../../../../primitives/crypto/secret-uri.ts'
import { TaoError } from '../../../../primitives/errors.ts'
import { sudoEvents } from '../../../pallets/sudo/events.ts'
import { SudoKey } from '../../../pallets/sudo/storage.ts'
import { BlockHash, SystemAccount, SystemEvents, SystemNumber } from '../../../pallets/system/storage.ts'
import type { RuntimeCall } from '../../../runtime/call.ts'
import { type DispatchErrorData, dispatchErrorCodec } from '../../../runtime/dispatch-error.ts'
import { encodeSigned, signedPayload } from '../../../runtime/extrinsic.ts'
import { Reader } from '../../../scale/buffer.ts'
import { encode } from '../../../scale/codec.ts'
import type { Chain } from '../../chain.ts'
import type { DevelopmentAccount } from '../../spec.ts'

/** Extensions that are not named carry nothing, or its zero. */
const NOTHING = new Uint8Array(64)

/** Makes a block with a call of the Sudo pallet. @returns the block, and how the call within ended */
export async function sudoBlock(chain: Chain, call: RuntimeCall) {
  const encoded = signedBySudo(chain, call)
  await chain.submit(encoded)
  const block = chain.produceBlock()
  const index = chain.block(block.hash)!.extrinsics.findIndex(each => Buffer.compare(each, encoded) === 0)
  if (index < 0) {
    throw new TaoError('chain_busy', 'The block is full', {
      why: 'Other transactions came first.',
      remedy: 'Try again.',
    })
  }
  const error = innerError(chain, index)
  return { block, success: error === undefined, dispatchError: error ? toHex(encode(dispatchErrorCodec, error)) : null }
}

/** Signs as sudo, with the next nonce. @throws TaoError `not_permitted` where another than a development account is sudo */
function signedBySudo(chain: Chain, call: RuntimeCall): Uint8Array {
  const { runtime, head } = chain
  return chain.look(ctx => {
    const { uri, account: signer } = accountOf(chain, SudoKey.get(ctx))
    // The extensions look back from the block that is to be made.
    SystemNumber.put(ctx, head.number + 1)
    BlockHash.put(ctx, head.number, head.hash)
    const named = new Map<string, unknown>([
      ['CheckNonce', SystemAccount.get(ctx, signer).nonce],
      ['CheckMortality', undefined],
      ['CheckMetadataHash', { mode: 'Disabled' }],
    ])
    const extra = runtime.profile.extensions.map(({ identifier, explicit }) =>
      named.has(identifier) ? named.get(identifier) : explicit.read(new Reader(NOTHING)),
    )
    const bytes = encode(runtime.outer.RuntimeCall, call, runtime.outer)
    const value = toHex(keyPairFromUri('sr25519', uri).sign(signedPayload(ctx, bytes, extra)))
    return encodeSigned(runtime, call, { signer, signature: { type: 'Sr25519', value }, extra })
  })
}

function accountOf(chain: Chain, sudo: string | undefined): DevelopmentAccount {
  const found = chain.spec.accounts.find(({ account }) => account === sudo)
  if (found !== undefined) return found
  throw new TaoError('not_permitted', 'Sudo is not a development account on this chain', {
    why: 'Its key is not known here.',
    remedy: 'Send the call yourself.',
  })
}

const ENDED: readonly unknown[] = [sudoEvents.Sudid.decl, sudoEvents.SudoAsDone.decl]

/** How the call that an extrinsic of the newest block made as sudo failed. */
function innerError(chain: Chain, index: number): DispatchErrorData | undefined {
  const events = chain.look(ctx => SystemEvents.get(ctx))
  const own = events.filter(({ phase }) => phase.type === 'ApplyExtrinsic' && phase.value === index)
  const ended = own.findLast(({ event }) => ENDED.includes(event.event))
  return (ended?.event.data as { readonly sudo_result: DispatchErrorData | undefined } | undefined)?.sudo_result
}
