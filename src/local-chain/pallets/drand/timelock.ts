/** Opens what was sealed until a drand round. Reference: coinbase/reveal_commits.rs, pallets/commitments/src/lib.rs. */
import { decryptTimelocked } from '../../../primitives/crypto/timelock.ts'
import type { Pulse } from './types.ts'

/** What the pulse opens; undefined where the seal or the pulse is no good. */
export const openWithPulse = (sealed: Uint8Array, { signature }: Pulse): Uint8Array | undefined =>
  decryptTimelocked(sealed, withoutHexMark(signature))

/** Some pulses carry a leading `0x` in their bytes. */
const withoutHexMark = (signature: Uint8Array): Uint8Array =>
  signature[0] === 0x30 && signature[1] === 0x78 ? signature.subarray(2) : signature
