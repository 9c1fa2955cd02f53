/** Keys that are not here. */
import { TaoError } from '../primitives/errors.ts'
import { describePlace, type KeyPlace } from './places.ts'
import { readPublicHalfIfAny } from './public-half.ts'

/** The address that the public file of a key tells; undefined if there is none, or it is damaged. */
export function addressIfKnown(place: KeyPlace): string | undefined {
  try {
    return readPublicHalfIfAny(place)?.address
  } catch {
    return undefined
  }
}

/** Why a key cannot be opened that has no secret here, and what to do instead. */
export function secretMissing(place: KeyPlace): TaoError {
  const { role, wallet, secretFile } = place
  const address = addressIfKnown(place)
  if (address === undefined) {
    return new TaoError('not_found', `There is no ${describePlace(place)}`, {
      why: `${secretFile} does not exist.`,
      remedy: 'See which keys there are with: tao wallet list',
    })
  }
  return new TaoError('not_found', `The ${describePlace(place)} is only watched here`, {
    why: `The secret of ${address} is elsewhere.`,
    remedy: `Do it where the secret is, or bring it here: tao wallet regen-${role} ${wallet.name}. Transactions can be signed by a device: --sign-with vault`,
  })
}
