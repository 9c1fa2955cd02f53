/**
 * Which passwords are good enough for a new key.
 *
 * The salt of the format is the same for everybody, so one table of guesses serves an attacker against all stolen
 * wallets: common passwords are found at once, whatever a guess costs.
 */
import { TaoError } from '../../primitives/errors.ts'

export const MIN_CHARACTERS = 8
const MIN_DISTINCT = 5

const LOOKALIKES: Readonly<Record<string, string>> = { '@': 'a', $: 's', 0: 'o', 1: 'i', 3: 'e', 5: 's', '!': 'i' }

/** Beginnings of the usual lists, without digits and signs, in small letters. */
const COMMON = new Set(
  `password passwort passw pass word qwerty qwertz qwertyui qwertyuiop azerty asdf asdfgh asdfghjkl zxcvbn zxcvbnm
  qazwsx qazwsxedc iloveyou sunshine princess football baseball superman batman starwars dragon monkey shadow master
  welcome letmein trustno michael jennifer jordan charlie whatever computer internet secret admin administrator
  changeme default login access hello abcdefg abcdefgh abcdefghij bittensor opentensor subtensor tensor wallet coldkey
  hotkey bitcoin ethereum crypto satoshi nakamoto blockchain polkadot validator miner testtest test`.split(/\s+/),
)

/** Why a password is too weak for a new key; undefined if it is not. */
export function passwordWeakness(password: string): string | undefined {
  const characters = [...password]
  if (characters.length < MIN_CHARACTERS)
    return `It has ${characters.length} characters; at least ${MIN_CHARACTERS} are needed.`
  if (password !== password.trim()) return 'It begins or ends with white space, which some tools cannot type.'
  if (new Set(characters).size < MIN_DISTINCT) return 'It repeats a few characters.'
  if (isCommon(password.toLowerCase())) return 'It is a common word with some decoration.'
  if (isSequence(characters)) return 'It is a run of neighbouring characters.'
  return undefined
}

/** @throws TaoError `invalid_argument` */
export function requireStrong(password: string): void {
  const why = passwordWeakness(password)
  if (why === undefined) return
  throw new TaoError('invalid_argument', 'This password is too weak for a new key', {
    why,
    remedy: 'Take four or five words chosen by chance, or let a password manager make one.',
  })
}

/** Digits and signs are taken off, or read as the letters that they stand for. */
function isCommon(password: string): boolean {
  const withoutEnd = password.replace(/[\W\d_]+$/, '')
  return [password, withoutEnd]
    .flatMap(text => [text, text.replace(/[@$0135!]/g, sign => LOOKALIKES[sign]!)])
    .some(text => COMMON.has(text.replace(/[^a-z]/g, '')))
}

/** `12345678`, `hgfedcba`, `24681012`: every step from one character to the next is small and the same. */
function isSequence(characters: readonly string[]): boolean {
  const codes = characters.map(character => character.codePointAt(0)!)
  const steps = codes.slice(1).map((code, i) => code - codes[i]!)
  const same = steps.filter(step => step === steps[0]).length
  return Math.abs(steps[0]!) <= 2 && same >= steps.length - 1
}
