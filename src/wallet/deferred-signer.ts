/** A signer for a key that is still locked. */
import { TaoError } from '../primitives/errors.ts'
import { describePlace, type KeyPlace } from './places.ts'
import { readAddress } from './public-half.ts'
import type { Signer } from './signer.ts'
import type { UnlockOptions } from './unlocking.ts'
import type { WalletKey } from './wallet-key.ts'

export interface DeferredSignerOptions extends UnlockOptions {
  /** Told once the key is open: what a person should know. */
  readonly onWarnings?: ((warnings: readonly string[]) => void) | undefined
}

export interface DeferredSigner extends Signer {
  /** Wipes the key. Signing afterwards is refused. */
  close(): void
}

/**
 * A signer that tells its address from the public file and asks for the password at the first signature: a transaction can
 * be planned, shown and refused without the key ever being in memory. Several signatures need one unlocking.
 * @throws TaoError `not_found`, `invalid_file`, `locked`; signing throws as `unlock`
 */
export function deferredSigner(place: KeyPlace, options: DeferredSignerOptions): DeferredSigner {
  const half = readAddress(place)
  let unlocking: Promise<WalletKey> | undefined
  let isClosed = false
  const open = async (): Promise<WalletKey> => {
    const { unlock } = await import('./unlocking.ts')
    const { key, warnings } = await unlock(place, options)
    if (!isClosed && key.publicKey === half.publicKey && key.cryptoType === half.cryptoType) {
      if (warnings.length > 0) options.onWarnings?.(warnings)
      return key
    }
    key.wipe()
    throw isClosed ? closed(place) : changed(place)
  }
  return {
    address: half.address,
    publicKey: half.publicKey,
    cryptoType: half.cryptoType,
    async sign(bytes) {
      if (isClosed) throw closed(place)
      unlocking ??= open().catch(error => {
        // A wrong password may be followed by the right one.
        unlocking = undefined
        throw error
      })
      return (await unlocking).sign(bytes)
    },
    close() {
      isClosed = true
      unlocking?.then(
        key => key.wipe(),
        () => {},
      )
    },
  }
}

function closed(place: KeyPlace): TaoError {
  return new TaoError('locked', `The ${describePlace(place)} is locked again`)
}

function changed(place: KeyPlace): TaoError {
  return new TaoError('invalid_file', `The ${describePlace(place)} is not the key that its public file announced`, {
    why: 'The file changed in the meantime, or it does not state its kind.',
    remedy: 'Look at the wallet with: tao wallet list',
  })
}
