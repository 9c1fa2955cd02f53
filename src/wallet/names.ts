/**
 * Names of wallets and hotkeys. They become file names, so a name that leaves its folder, hides or passes for another
 * file is refused.
 */
import { TaoError } from '../primitives/errors.ts'

export type Named = 'wallet' | 'hotkey'

const NEW_NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/
/** Endings that mean something else in a wallet folder: public files, lock files, files being written. */
const RESERVED_ENDING = /(?:pub\.txt|\.lock|\.tmp)$/i
const MAX_LENGTH = 255

/**
 * A name under which something may be made.
 * @throws TaoError `invalid_argument`
 */
export function checkNewName(what: Named, name: string): string {
  if (!NEW_NAME.test(name)) {
    throw refuse(what, name, 'A name has 1 to 64 of A-Z a-z 0-9 _ . - and begins with a letter or digit.')
  }
  if (RESERVED_ENDING.test(name)) {
    throw refuse(what, name, 'A name cannot end in pub.txt, .lock or .tmp: such files are not keys.')
  }
  return name
}

/**
 * A name under which something may be looked for: whatever the other tools allowed, so long as it stays in its folder.
 * @throws TaoError `invalid_argument`
 */
export function checkName(what: Named, name: string): string {
  if (name === '' || name === '.' || name === '..' || /[/\\\0]/.test(name) || Buffer.byteLength(name) > MAX_LENGTH) {
    throw refuse(what, name, 'A name is one file name: not empty, not a path, at most 255 bytes.')
  }
  return name
}

/** A name for use in messages: control characters visible, at most 60 characters. */
export function quoteName(name: string): string {
  const short = name.length > 60 ? `${name.slice(0, 60)}…` : name
  return `"${short.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} …]/gu, escapeCharacter)}"`
}

function escapeCharacter(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`
}

function refuse(what: Named, name: string, why: string): TaoError {
  return new TaoError('invalid_argument', `Not a name for a ${what}: ${quoteName(name)}`, {
    why,
    remedy: `Choose a plain name, like ${what === 'wallet' ? 'main' : 'validator-1'}.`,
  })
}
