/** What stands where a new key should go, and what a person is asked before it is replaced. */
import { TaoError } from '../../../primitives/errors.ts'
import { lookAt } from '../../../wallet/files.ts'
import { checkNewName } from '../../../wallet/names.ts'
import { describePlace, type KeyPlace } from '../../../wallet/places.ts'
import { type Occupant, occupantOf } from '../../../wallet/saving.ts'
import type { Consent } from '../../kit/plan.ts'
import type { Wallets } from '../../kit/wallets.ts'

export interface Target {
  readonly place: KeyPlace
  readonly occupant: Occupant | undefined
}

/** The coldkey of a wallet of exactly this name: WALLET/HOTKEY names more than is meant. @throws TaoError `invalid_argument` */
export function coldkeyNamed(name: string, wallets: Wallets): KeyPlace {
  if (name.includes('/')) checkNewName('wallet', name)
  return wallets.coldkey(name)
}

/** A place for a new key, with the name checked as early as can be. @throws TaoError `invalid_argument` */
export function targetAt(place: KeyPlace): Target {
  const occupant = occupantOf(place)
  if (lookAt(place.wallet.folder) === undefined) checkNewName('wallet', place.wallet.name)
  if (place.role === 'hotkey' && occupant === undefined) checkNewName('hotkey', place.name)
  return { place, occupant }
}

/** @throws TaoError `already_exists` */
export function requireFree({ place, occupant }: Target, overwrite: boolean): void {
  if (occupant === undefined || overwrite) return
  throw new TaoError('already_exists', `The ${describePlace(place)} exists already`, {
    why: whatItIs(occupant),
    remedy: 'Choose another name. To replace the key, ask for it with --overwrite: the old files are kept.',
    data: { address: occupant.address },
  })
}

/** What a person must know and agree to before keys are replaced; nothing when none is. */
export function replacing(targets: readonly Target[]): {
  readonly warnings: readonly string[]
  readonly consent?: Consent
} {
  const taken = targets.filter(({ occupant }) => occupant !== undefined)
  const [first] = taken
  if (first === undefined) return { warnings: [] }
  const { wallet, role, name } = first.place
  return {
    warnings: taken.map(
      ({ place, occupant }) =>
        `The ${describePlace(place)} is replaced. ${whatItIs(occupant!)} Its files are kept under ${wallet.backups}.`,
    ),
    // --overwrite is consent enough where nobody can be asked.
    consent: { typed: role === 'coldkey' ? wallet.name : name, unattended: true },
  }
}

function whatItIs({ address, hasSecret }: Occupant): string {
  const what = hasSecret ? 'a key' : 'a public file'
  return address === undefined ? `It is ${what} of an unknown account.` : `It is ${what} of ${address}.`
}
