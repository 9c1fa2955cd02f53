/** Signs calls as a client would, with the chain's own codecs. */

import type { Chain } from '../../../src/local-chain/node/chain.ts'
import { BlockHash, SystemAccount, SystemNumber } from '../../../src/local-chain/pallets/system/storage.ts'
import type { RuntimeCall } from '../../../src/local-chain/runtime/call.ts'
import { encodeSigned, signedPayload } from '../../../src/local-chain/runtime/extrinsic.ts'
import type { Era } from '../../../src/local-chain/runtime/types.ts'
import { Reader } from '../../../src/local-chain/scale/buffer.ts'
import { encode } from '../../../src/local-chain/scale/codec.ts'
import type { AccountId } from '../../../src/primitives/account.ts'
import { toHex } from '../../../src/primitives/bytes.ts'
import { keyPairFromUri } from '../../../src/primitives/crypto/secret-uri.ts'

export interface SigningOptions {
  readonly nonce?: number
  readonly era?: Era
  readonly withMetadata?: boolean
}

const pairs = new Map<string, ReturnType<typeof keyPairFromUri>>()

export function pairOf(uri: string) {
  const pair = pairs.get(uri) ?? keyPairFromUri('sr25519', uri)
  pairs.set(uri, pair)
  return pair
}

export const accountOf = (uri: string): AccountId => pairOf(uri).publicKey

/** A signed extrinsic for the chain as it stands, with the signer's next nonce if none is given. */
export function sign(chain: Chain, uri: string, call: RuntimeCall, options: SigningOptions = {}): Uint8Array {
  const { hash, number } = chain.head
  const signer = accountOf(uri)
  return chain.look(ctx => {
    SystemNumber.put(ctx, number + 1)
    BlockHash.put(ctx, number, hash)
    const explicit: Record<string, unknown> = {
      CheckNonce: options.nonce ?? SystemAccount.get(ctx, signer).nonce,
      CheckMortality: options.era,
      CheckMetadataHash: { mode: options.withMetadata === true ? 'Enabled' : 'Disabled' },
    }
    const extra = chain.runtime.profile.extensions.map(extension =>
      extension.identifier in explicit ? explicit[extension.identifier] : extension.explicit.read(new Reader(ZEROS)),
    )
    const callBytes = encode(chain.runtime.outer.RuntimeCall, call, chain.runtime.outer)
    const value = toHex(pairOf(uri).sign(signedPayload(ctx, callBytes, extra)))
    return encodeSigned(chain.runtime, call, { signer, signature: { type: 'Sr25519', value }, extra })
  })
}

const ZEROS = new Uint8Array(64)
