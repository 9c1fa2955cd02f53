import { describe, expect, test, vi } from 'vitest'
import { toHex } from '../../../src/primitives/bytes.ts'
import { keyPairFromUri } from '../../../src/primitives/crypto/secret-uri.ts'
import { allText, expectCode, failureOf, leaks } from '../../wallet/support/errors.ts'
import { type KeyResult, readVectors } from '../../wallet/support/vectors.ts'

// Curve arithmetic on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

interface DerivationVectors {
  readonly mnemonic: string
  readonly vectors: readonly { uri: string; sr25519?: KeyResult; ed25519?: KeyResult }[]
}

const { mnemonic, vectors } = readVectors<DerivationVectors>('derivation.json')

describe('keys of the reference tools', () => {
  const cases = vectors.flatMap(({ uri, ...kinds }) =>
    (['sr25519', 'ed25519'] as const).flatMap(kind => {
      const result = kinds[kind]
      return result === undefined ? [] : [[kind, uri.replace(mnemonic, '<phrase>') || '(empty)', uri, result] as const]
    }),
  )

  test.each(cases)('%s %s', (kind, _, uri, result) => {
    if (result.error !== undefined) {
      const error = expectCode(
        failureOf(() => keyPairFromUri(kind, uri)),
        'invalid_argument',
      )
      expect(leaks(allText(error), uri)).toBe(false)
      return
    }
    const pair = keyPairFromUri(kind, uri)
    expect(pair.publicKey).toBe(result.publicKey)
    expect(pair.address).toBe(result.ss58)
    const privateKey = toHex(pair.privateKey())
    if (result.privateKey !== undefined) expect(privateKey).toBe(result.privateKey)
    // The other half is random after a soft step.
    else expect(privateKey.slice(0, 66)).toBe(result.privateScalar)
  })

  test('cover hard, soft, numbers, texts and passwords', () => expect(cases.length).toBeGreaterThan(50))
})

describe('corner cases, as the reference answers them', () => {
  test.each([
    ['//+7', '5GEvoP4WBpnPpUayNQaBxmfvcZVqhriTy9CBhVxZCpKJY3tG'],
    ['//-7', '5GKXcBUo3UwDmeL37Agohvpt1Lt5o9yRZXDd1B2hCgun6qz3'],
    ['///pässwörd', '5D7BQVJJ14J21skX8TxZXCBqsc7tqQaciu5phrftzYzebRyi'],
    ['//x///pa/ss//w', '5FWzcSZXDGcRqQ2DAQ5hDqcTQoEA4YYzmqmFPCEf2q4GSjEm'],
    ['///', '5EjygH2754pDt5DkwHKySXfK1rXQt33nWUTH5mCrdPe7LH2x'],
    ['//a b', '5EvBUfYgYGUvPBLDupQ4GwxGzHJEcuksxAy1ahVP374Q2bLw'],
    ['//a\tb', '5FdwvQnsDqeDAo1nBmXP4cFg5pcejxBovUjhN4obPdMMpTLc'],
  ])('<phrase>%s', (suffix, address) => {
    expect(keyPairFromUri('sr25519', mnemonic + suffix).address).toBe(address)
  })

  test('a seed may have capital digits; its password is ignored', () => {
    const seed = `0x${'AB'.repeat(32)}`
    expect(keyPairFromUri('sr25519', seed).address).toBe('5ERxhxyG15TfeiZ27PFdTQRpJghy17kkffvLEYuVMtfZZTrn')
    expect(keyPairFromUri('ed25519', `${seed}///x`).address).toBe('5Ctcp4FqDjV2myvXFZJKnGPzRqDhURmHG3mU4xSC6iBEsMcj')
  })

  test.each(['0xzz', `0x${'11'.repeat(31)}`, `0x${'11'.repeat(64)}`, ` 0x${'11'.repeat(32)}`, 'lonely', '0x'])(
    'refuses %j',
    uri => {
      const error = expectCode(
        failureOf(() => keyPairFromUri('sr25519', uri)),
        'invalid_argument',
      )
      expect(leaks(allText(error), uri)).toBe(false)
    },
  )

  test('a soft step of an ed25519 key is refused', () => {
    expectCode(
      failureOf(() => keyPairFromUri('ed25519', '//Alice/soft')),
      'invalid_argument',
    )
  })
})
