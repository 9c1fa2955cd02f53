/** A signer whose key is on a device without a network: it reads the transaction from the screen, and shows the signature. */
import { TaoError } from '../../primitives/errors.ts'
import type { PublicHalf } from '../public-half.ts'
import type { Signer } from '../signer.ts'

/**
 * Shows a request until the device has read it, and brings back its answer. `defect` tells why an answer is none, so that a
 * person can be asked again.
 */
export type VaultExchange = (request: Uint8Array, defect: (answer: string) => string | undefined) => Promise<string>

/** @returns a signer; its `signPayload` throws as `readAnswer` and the exchange do */
export function vaultSigner(half: PublicHalf, exchange: VaultExchange): Signer {
  return {
    address: half.address,
    publicKey: half.publicKey,
    cryptoType: half.cryptoType,
    async signPayload(payload) {
      const [{ vaultRequest }, { readAnswer }] = await Promise.all([import('./request.ts'), import('./answer.ts')])
      const defect = (answer: string): string | undefined => {
        try {
          readAnswer(answer, half, payload)
          return undefined
        } catch (error) {
          if (!(error instanceof TaoError)) throw error
          return [error.message, ...error.why].join('. ')
        }
      }
      return readAnswer(await exchange(vaultRequest(half, payload), defect), half, payload)
    },
    async sign() {
      throw new TaoError('locked', `The key of ${half.address} is not here`, {
        why: 'With Polkadot Vault, transactions are signed here, and nothing else.',
        remedy: 'Do it where the secret is, or bring it here: tao wallet regen-coldkey',
      })
    },
  }
}
