import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { toHex } from '../../../src/primitives/bytes.ts'
import { KeyPair } from '../../../src/primitives/crypto/keypair.ts'
import {
  generateMnemonic,
  mnemonicToSeed,
  readMnemonic,
  WORD_COUNTS,
  type WordCount,
} from '../../../src/primitives/crypto/mnemonic.ts'
import { allText, expectCode, failureOf, leaks } from '../../wallet/support/errors.ts'
import { type KeyResult, readVectors } from '../../wallet/support/vectors.ts'

// Curve arithmetic on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

interface MnemonicVectors {
  readonly vectors: readonly { words: number; mnemonic: string; sr25519: KeyResult; ed25519: KeyResult }[]
  readonly edge_cases: readonly { case: string; mnemonic: string; '11.3.0': string }[]
}

const { vectors, edge_cases: edgeCases } = readVectors<MnemonicVectors>('mnemonics.json')

describe('phrases of the reference tools', () => {
  test.each(vectors.map(v => [v.words, v.mnemonic, v] as const))('%i words: %s', (_, mnemonic, vector) => {
    const seed = mnemonicToSeed(mnemonic)
    for (const kind of ['sr25519', 'ed25519'] as const) {
      const pair = KeyPair.fromSeed(kind, seed)
      expect(toHex(seed)).toBe(vector[kind].seed)
      expect(pair.publicKey).toBe(vector[kind].publicKey)
      expect(pair.address).toBe(vector[kind].ss58)
      expect(toHex(pair.privateKey())).toBe(vector[kind].privateKey)
    }
  })

  test.each(edgeCases.map(v => [v.case, v.mnemonic, v['11.3.0']] as const))('as 11.3.0: %s', (_, text, expected) => {
    if (!expected.startsWith('ERROR')) {
      expect(KeyPair.fromSeed('sr25519', mnemonicToSeed(text)).address).toBe(expected)
      return
    }
    for (const action of [() => mnemonicToSeed(text), () => readMnemonic(text)]) {
      const error = expectCode(failureOf(action), 'invalid_argument')
      expect(leaks(allText(error), text)).toBe(false)
    }
  })
})

describe('readMnemonic', () => {
  const phrase = vectors[0]!.mnemonic

  test('takes numbered words and any white space', () => {
    const numbered = phrase.split(' ').map((word, i) => `${i + 1}-${word}`)
    expect(readMnemonic(numbered.join(' '))).toBe(phrase)
    expect(readMnemonic(`\t${phrase.replaceAll(' ', ' \r\n ')} `)).toBe(phrase)
  })

  test('tells which words are unknown, by number', () => {
    const words = phrase.split(' ')
    const error = failureOf(() => readMnemonic(words.with(2, 'bittensor').with(6, 'subtensor').join(' ')))
    expect(error.why.join()).toContain('Words 3, 7')
    expect(allText(error)).not.toMatch(/bittensor|subtensor/)
  })

  test('one word changed for another is found out, but for the one in sixteen that the checksum misses', () => {
    const words = phrase.split(' ')
    const others = ['zoo', 'abandon', 'ability', 'wild', 'frog', 'ladder', 'ocean', 'unit']
    const missed = words.flatMap((_, i) => others.filter(other => isPhrase(words.with(i, other).join(' '))))
    expect(missed.length).toBeLessThan((words.length * others.length) / 6)
  })
})

describe('generateMnemonic', () => {
  test.each(WORD_COUNTS)('%i words that are a valid phrase, different each time', words => {
    const phrases = Array.from({ length: 20 }, () => generateMnemonic(words))
    expect(new Set(phrases).size).toBe(phrases.length)
    for (const phrase of phrases) {
      expect(phrase.split(' ')).toHaveLength(words)
      expect(readMnemonic(phrase)).toBe(phrase)
    }
  })

  test('uses the whole word list', () => {
    const words = new Set(Array.from({ length: 800 }, () => generateMnemonic(24)).flatMap(phrase => phrase.split(' ')))
    expect(words.size).toBeGreaterThan(2000)
  })

  test.each([0, 11, 13, 25])('refuses %i words', words => {
    expectCode(
      failureOf(() => generateMnemonic(words as WordCount)),
      'invalid_argument',
    )
  })
})

test('a password gives another seed', () => {
  const phrase = vectors[0]!.mnemonic
  expect(toHex(mnemonicToSeed(phrase, 'x'))).not.toBe(toHex(mnemonicToSeed(phrase)))
})

test('whatever is no phrase is refused without a piece of it', () => {
  const word = fc.oneof(fc.constantFrom(...vectors[0]!.mnemonic.split(' ')), fc.string(), fc.string({ unit: 'binary' }))
  const text = fc.array(word, { maxLength: 26 }).map(words => words.join(' '))
  fc.assert(
    fc.property(text, value => {
      if (isPhrase(value)) return
      const error = expectCode(
        failureOf(() => readMnemonic(value)),
        'invalid_argument',
      )
      expect(leaks(allText(error), value)).toBe(false)
    }),
    { seed: 1, numRuns: 2000 },
  )
})

function isPhrase(text: string): boolean {
  try {
    readMnemonic(text)
    return true
  } catch {
    return false
  }
}
