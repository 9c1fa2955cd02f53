/** Looking a key over without opening it: how it is protected and who else could read it. */
import { formatOf, isWeak, type KeyfileFormat, PREFIX_BYTES } from './encryption/formats.ts'
import { guardFile, guardFolders, looseMode, readStart } from './files.ts'
import type { KeyPlace } from './places.ts'
import { readPublicHalfIfAny, type StatedPublicHalf } from './public-half.ts'

export interface Examined {
  /** Undefined when there is no secret. */
  readonly format: KeyfileFormat | undefined
  readonly publicHalf: StatedPublicHalf | undefined
  /** Files and folders that other users can get at. */
  readonly looseModes: readonly string[]
  /** Whether the encryption is of an old, weak kind. */
  readonly isWeak: boolean
}

/** Reads the public file and the first bytes of the secret one. @throws TaoError `not_permitted`, `invalid_file` */
export function examineKey(place: KeyPlace): Examined {
  const { wallet, secretFile } = place
  guardFolders(wallet)
  const hasSecret = guardFile(secretFile) !== undefined
  const format = hasSecret ? formatOf(readStart(secretFile, PREFIX_BYTES)) : undefined
  const paths = [
    wallet.folder,
    ...(place.role === 'hotkey' ? [wallet.hotkeys] : []),
    ...(hasSecret ? [secretFile] : []),
  ]
  return {
    format,
    publicHalf: readPublicHalfIfAny(place),
    looseModes: paths.map(path => looseMode(path)).filter(text => text !== undefined),
    isWeak: format !== undefined && isWeak(format),
  }
}
