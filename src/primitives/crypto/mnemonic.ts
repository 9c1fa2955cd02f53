/**
 * Mnemonics: BIP-39 English words, turned into a seed the way Substrate does it.
 *
 * Errors tell how many words there are and where one is wrong, never a word.
 */
import { pbkdf2Sync, randomBytes } from 'node:crypto'
import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { utf8 } from '../bytes.ts'
import { TaoError } from '../errors.ts'
import { wipe } from './wipe.ts'

export type WordCount = 12 | 15 | 18 | 21 | 24
export const WORD_COUNTS: readonly WordCount[] = [12, 15, 18, 21, 24]

const SEED_LENGTH = 32
const ITERATIONS = 2048
const WORDS: ReadonlySet<string> = new Set(wordlist)

/** A new phrase; 12 words hold 128 bits, 24 words 256. */
export function generateMnemonic(words: WordCount = 12): string {
  if (!WORD_COUNTS.includes(words)) {
    throw new TaoError('invalid_argument', `A mnemonic cannot have ${words} words`, {
      why: `It has ${WORD_COUNTS.join(', ')}.`,
    })
  }
  const entropy = randomBytes((words * 4) / 3)
  const phrase = entropyToMnemonic(entropy, wordlist)
  wipe(entropy)
  return phrase
}

/**
 * A phrase as typed or pasted, checked and with single spaces. Any white space separates words, and numbered words
 * (`1-wild 2-frog …`), as btcli prints them, are understood.
 * @throws TaoError `invalid_argument`
 */
export function readMnemonic(text: string): string {
  const phrase = wordsOf(text).join(' ')
  wipe(entropyOf(phrase))
  return phrase
}

/**
 * The 32-byte seed of a phrase: PBKDF2 over its entropy, which is not the seed of BIP-39.
 * Reference: substrate-bip39 mini_secret_from_entropy
 * @throws TaoError `invalid_argument`
 */
export function mnemonicToSeed(text: string, password = ''): Uint8Array {
  const entropy = entropyOf(wordsOf(text).join(' '))
  const long = pbkdf2Sync(entropy, utf8(`mnemonic${password}`), ITERATIONS, 2 * SEED_LENGTH, 'sha512')
  const seed = Uint8Array.from(long.subarray(0, SEED_LENGTH))
  wipe(entropy, long)
  return seed
}

function wordsOf(text: string): string[] {
  const words = text.split(/\s+/).filter(word => word !== '')
  const numbered = words.every((word, i) => word.startsWith(`${i + 1}-`))
  return numbered ? words.map((word, i) => word.slice(`${i + 1}-`.length)) : words
}

function entropyOf(phrase: string): Uint8Array {
  const words = phrase === '' ? [] : phrase.split(' ')
  if (!(WORD_COUNTS as readonly number[]).includes(words.length)) {
    throw refuse(`It has ${words.length} words; a mnemonic has ${WORD_COUNTS.join(', ')}.`)
  }
  const unknown = words.flatMap((word, i) => (WORDS.has(word) ? [] : [i + 1]))
  if (unknown.length > 0) {
    const which = unknown.length === 1 ? `Word ${unknown[0]} is` : `Words ${unknown.join(', ')} are`
    throw refuse(`${which} not in the English BIP-39 list (whole words, small letters).`)
  }
  try {
    return mnemonicToEntropy(phrase, wordlist)
  } catch {
    throw refuse('Its checksum is wrong: a word was mistaken for another, or the order was changed.')
  }
}

function refuse(why: string): TaoError {
  return new TaoError('invalid_argument', 'Not a mnemonic', {
    why,
    remedy: 'Compare it with your paper, word by word.',
  })
}
