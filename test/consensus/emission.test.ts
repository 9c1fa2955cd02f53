import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blockEmission, HALVINGS, issuanceAfter, MAX_SUPPLY, projectSchedule } from '../../src/consensus/emission.ts'

const TAO = 1_000_000_000n

describe('block emission', () => {
  test('halves each time half of the rest is issued', () => {
    const [first, second, third] = HALVINGS
    expect(first).toEqual({ step: 1, issuance: 10_500_000n * TAO, emission: TAO / 2n })
    expect(second).toEqual({ step: 2, issuance: 15_750_000n * TAO, emission: TAO / 4n })
    expect(third).toEqual({ step: 3, issuance: 18_375_000n * TAO, emission: TAO / 8n })
  })

  test('ends after thirty halvings, a few rao below 21 million', () => {
    expect(HALVINGS).toHaveLength(30)
    const last = HALVINGS.at(-1)!
    expect(last.emission).toBe(0n)
    expect(MAX_SUPPLY - last.issuance).toBe(19_557_774n)
  })

  test('steps exactly at the thresholds', () => {
    for (const { issuance, emission } of HALVINGS) {
      expect(blockEmission(issuance)).toBe(emission)
      expect(blockEmission(issuance - 1n)).toBeGreaterThan(emission)
    }
  })

  test('is a power of two of a TAO, never rises and is 0 from the cap on', () => {
    const issuances = fc.bigInt({ min: 0n, max: MAX_SUPPLY + TAO })
    fc.assert(
      fc.property(issuances, issuances, (a, b) => {
        const emission = blockEmission(a)
        expect(emission <= blockEmission(b) || a < b || a === b).toBe(true)
        expect(Array.from({ length: 31 }, (_, k) => TAO >> BigInt(k))).toContain(emission)
        expect(a + emission <= MAX_SUPPLY || a >= MAX_SUPPLY).toBe(true)
      }),
      { seed: 1, numRuns: 300 },
    )
    expect(blockEmission(MAX_SUPPLY)).toBe(0n)
    expect(blockEmission(0xffff_ffff_ffff_ffffn)).toBe(0n)
  })
})

describe('the schedule', () => {
  const eras = projectSchedule({ block: 0n, issuance: 0n, timestamp: 0n })

  test('from nothing: four years of one TAO every 12 seconds', () => {
    expect(eras[0]).toEqual({ step: 0, emission: TAO, block: 0n, issuance: 0n, timestamp: 0n })
    expect(eras[1]).toMatchObject({ step: 1, block: 10_500_000n, issuance: 10_500_000n * TAO })
    expect(eras[1]!.timestamp).toBe(10_500_000n * 12_000n)
    expect(eras[2]!.block).toBe(21_000_000n)
    expect(eras).toHaveLength(31)
  })

  test('issues what the rule of each block would', () => {
    for (const [i, era] of eras.slice(0, -1).entries()) {
      const next = eras[i + 1]!
      const blocks = next.block - era.block
      expect(blockEmission(era.issuance)).toBe(era.emission)
      expect(next.issuance).toBe(era.issuance + blocks * era.emission)
      // The last block of the era still pays the old reward, the first of the next the new one.
      expect(blockEmission(next.issuance - era.emission)).toBe(era.emission)
      expect(blockEmission(next.issuance)).toBe(next.emission)
    }
    const end = eras.at(-1)!
    expect(end.emission).toBe(0n)
    expect(end.issuance).toBeLessThanOrEqual(MAX_SUPPLY)
  })

  test('from anywhere, with other blocks, with or without a clock', () => {
    const start = { block: 4_000_000n, issuance: 10_499_999n * TAO + 1n }
    const projected = projectSchedule(start)
    // One whole TAO more crosses the threshold by less than a TAO.
    expect(projected[1]).toEqual({ step: 1, emission: TAO / 2n, block: 4_000_001n, issuance: 10_500_000n * TAO + 1n })
    expect(projectSchedule({ ...start, timestamp: 5n }, 250n)[1]!.timestamp).toBe(255n)
    expect(projectSchedule({ block: 7n, issuance: MAX_SUPPLY })).toEqual([
      { step: 30, emission: 0n, block: 7n, issuance: MAX_SUPPLY },
    ])
  })

  test('comes later the more is recycled', () => {
    const recycled = projectSchedule({ block: 1_000n, issuance: 900n * TAO })
    expect(recycled[1]!.block - eras[1]!.block).toBe(100n)
  })

  test('says what exists after so many blocks', () => {
    const start = fc.bigInt({ min: 0n, max: MAX_SUPPLY })
    fc.assert(
      fc.property(start, fc.integer({ min: 0, max: 300 }), (issuance, blocks) => {
        let issued = issuance
        for (let i = 0; i < blocks; i++) issued += blockEmission(issued)
        expect(issuanceAfter(issuance, BigInt(blocks))).toBe(issued)
      }),
      { seed: 2, numRuns: 50, examples: [[10_499_990n * TAO, 300]] },
    )
    expect(issuanceAfter(0n, 1_000_000_000_000n)).toBe(eras.at(-1)!.issuance)
  })
})
