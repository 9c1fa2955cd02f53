/** What signs for an account: an unlocked key, or anything else that can, such as a device. */
import type { AccountId } from '../primitives/account.ts'
import type { Hex } from '../primitives/bytes.ts'
import type { KeyKind } from '../primitives/crypto/kinds.ts'

export interface Signer {
  /** The Bittensor address. */
  readonly address: string
  readonly publicKey: AccountId
  readonly cryptoType: KeyKind
  /**
   * A signature of 64 bytes over exactly these bytes. It becomes a `MultiSignature` with `KIND_NUMBER[cryptoType]` before
   * it.
   */
  sign(bytes: Uint8Array): Promise<Uint8Array>
  /**
   * A signature over `signedBytes(payload)`, for those who read what they sign: a device gets the call and the extensions
   * apart and decodes them by itself. Absent where `sign` does as well.
   */
  signPayload?(payload: Payload): Promise<Uint8Array>
}

/** A transaction as it is signed, in the parts that a device takes apart. */
export interface Payload {
  readonly call: Uint8Array
  /** The transaction extensions: what they add to the transaction, then what is signed beside it. */
  readonly extensions: Uint8Array
  readonly genesisHash: Hex
}
