/** What signs for an account: an unlocked key, or anything else that can, such as a device. */
import type { AccountId } from '../primitives/account.ts'
import type { KeyKind } from '../primitives/crypto/kinds.ts'

export interface Signer {
  /** The Bittensor address. */
  readonly address: string
  readonly publicKey: AccountId
  readonly cryptoType: KeyKind
  /**
   * A signature of 64 bytes over exactly these bytes. It becomes a `MultiSignature` with `KIND_NUMBER[cryptoType]` before
   * it. An extrinsic payload above 256 bytes is hashed with blake2-256 by the caller.
   */
  sign(bytes: Uint8Array): Promise<Uint8Array>
}
