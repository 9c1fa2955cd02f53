import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes, fromHex, toHex } from '../../../src/primitives/bytes.ts'
import { decryptTimelocked, encryptTimelocked, type SealingChance } from '../../../src/primitives/crypto/timelock.ts'
import { sharedPath } from '../../local-chain/support/shared.ts'

const ROUND = 1000n
/** What quicknet published for that round. */
const SIGNATURE = fromHex(
  '0xb44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39',
)

describe('time-lock encryption', () => {
  test('opens with the signature of its round, and with nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), message => {
        const sealed = encryptTimelocked(message, ROUND)
        expect(decryptTimelocked(sealed, SIGNATURE)).toEqual(message)
        expect(decryptTimelocked(encryptTimelocked(message, 1001n), SIGNATURE)).toBeUndefined()
      }),
      { numRuns: 4 },
    )
    const sealed = encryptTimelocked(Uint8Array.of(1, 2, 3), ROUND)
    for (const at of [0, 100, 140, sealed.length - 17]) {
      expect(decryptTimelocked(sealed.with(at, sealed[at]! ^ 1), SIGNATURE)).toBeUndefined()
    }
    expect(decryptTimelocked(sealed.slice(0, -16), SIGNATURE)).toBeUndefined()
  })

  test('is never the same twice', () => {
    const message = Uint8Array.of(1, 2, 3)
    expect(encryptTimelocked(message, ROUND)).not.toEqual(encryptTimelocked(message, ROUND))
  })
})

const FEATURES = sharedPath('vectors/scenarios_features.json')

describe.skipIf(!existsSync(FEATURES))('what the reference sealed', () => {
  const sealed = existsSync(FEATURES) ? sealedCommits(JSON.parse(readFileSync(FEATURES, 'utf8'))) : []

  test('is there', () => expect(sealed.length).toBeGreaterThanOrEqual(3))

  test.each(sealed)('opens, and is sealed to the same bytes with the same chance', hex => {
    const bytes = fromHex(hex)
    const message = decryptTimelocked(bytes, SIGNATURE)!
    expect(message.length).toBeGreaterThan(32)
    expect(toHex(encryptTimelocked(message, ROUND, chanceOf(bytes)))).toBe(hex)
  })
})

interface Step {
  readonly call?: string
  readonly args?: { readonly commit?: string; readonly reveal_round?: string | number }
}

/** The commits to the round whose signature is known that really open. */
function sealedCommits(scenarios: readonly { readonly steps: readonly Step[] }[]): string[] {
  return scenarios
    .flatMap(({ steps }) => steps)
    .filter(({ call }) => call === 'SubtensorModule.commit_timelocked_weights')
    .flatMap(({ args }) => (String(args?.reveal_round) === '1000' && args?.commit ? [args.commit] : []))
    .filter(hex => decryptTimelocked(fromHex(hex), SIGNATURE) !== undefined)
}

/** What chance gave, found with the signature. */
function chanceOf(sealed: Uint8Array): SealingChance {
  const { G1, G2 } = bls12_381
  const { c0, c1 } = bls12_381.pairing(G1.Point.fromBytes(SIGNATURE), G2.Point.fromBytes(sealed.subarray(0, 96)))
  const coordinates = [c0, c1].flatMap(six => [six.c0, six.c1, six.c2]).flatMap(two => [two.c0, two.c1])
  const shared = concatBytes(...coordinates.map(number => bls12_381.fields.Fp.toBytes(number).reverse()))
  const sigma = xor(sealed.subarray(104, 136), sha256(shared))
  // The nonce is the last of all but the name of the cipher.
  return { sigma, key: xor(sealed.subarray(144, 176), sha256(sigma)), nonce: sealed.slice(-28, -16) }
}

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const xor = (a: Uint8Array, b: Uint8Array): Uint8Array => Uint8Array.from(a, (byte, i) => byte ^ b[i]!)
