import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { U64F64 } from '../../src/consensus/fixed/types.ts'
import { expDecay, isZeroLock, type LockMode, newLock, rollForwardLock } from '../../src/consensus/lock-state.ts'
import { alpha } from '../../src/primitives/amounts.ts'

const TAO = 1_000_000_000n
const RATES = { unlock: 934_866n, maturity: 934_866n }
const DECAYING: LockMode = { owner: false, perpetual: false }
const PERPETUAL: LockMode = { owner: false, perpetual: true }
const OWNER: LockMode = { owner: true, perpetual: false }

const conviction = (value: U64F64) => U64F64.toU64(value)

test('locks as the reference rolled them', () => {
  const decayed = rollForwardLock(newLock(alpha(18_015_920_398n), 1n), 13n, RATES, DECAYING).lock
  expect(decayed).toEqual({
    locked_mass: 18_015_689_145n,
    conviction: 4_265_819_576_118_162_486_050_032n,
    last_update: 13n,
  })
  const more = rollForwardLock({ ...decayed, locked_mass: alpha(24_020_995_944n) }, 28n, RATES, DECAYING).lock
  expect(more.locked_mass).toBe(24_020_610_528n)
  const kept = rollForwardLock(newLock(alpha(8_549_808_008n), 13n), 28n, RATES, PERPETUAL).lock
  expect(kept).toEqual({
    locked_mass: 8_549_808_008n,
    conviction: 2_530_547_505_082_948_888_011_552n,
    last_update: 28n,
  })
})

describe('decay', () => {
  test('begins at one, follows e, and ends at 40 lifetimes', () => {
    expect(expDecay(0n, 0n)).toBe(U64F64.ONE)
    expect(expDecay(1n, 0n)).toBe(0n)
    // e^-1, to the seven digits that the series' e has.
    const e = expDecay(1_000n, 1_000n)
    expect((e * 10n ** 7n) >> 64n).toBe(3_678_794n)
    expect(expDecay(40_000n, 1_000n)).toBe(expDecay(10n ** 12n, 1_000n))
  })

  test('a mass is halved after ln 2 of the rate, and conviction grows to it', () => {
    const half = (RATES.unlock * 693_147n) / 1_000_000n
    const { lock } = rollForwardLock(newLock(alpha(100n * TAO), 0n), half, RATES, DECAYING)
    expect(lock.locked_mass > 49n * TAO && lock.locked_mass < 51n * TAO).toBe(true)
    // m·(dt/M)·e^(-dt/M) = 100·0.693·0.5
    expect(conviction(lock.conviction) / TAO).toBe(34n)
    const ages = rollForwardLock(newLock(alpha(100n * TAO), 0n), 12n * RATES.unlock, RATES, PERPETUAL).lock
    expect(conviction(ages.conviction) / TAO).toBe(99n)
  })

  test('with different rates conviction is the integral of both', () => {
    const rates = { unlock: 2_000n, maturity: 1_000n }
    const { lock } = rollForwardLock(newLock(alpha(1_000n * TAO), 0n), 1_000n, rates, DECAYING)
    // U·(e^-0.5 - e^-1)/(U - M) = 2·(0.60653 - 0.36788)
    expect(conviction(lock.conviction) / 1_000_000n).toBe(477_302n)
    const never = rollForwardLock(newLock(alpha(TAO), 0n), 10n, { unlock: 0n, maturity: 1_000n }, DECAYING).lock
    expect(never).toEqual({ locked_mass: 0n, conviction: 0n, last_update: 10n })
  })
})

test("on the owner's hotkey conviction is the mass", () => {
  const { lock } = rollForwardLock(newLock(alpha(50n * TAO), 0n), 100n, RATES, OWNER)
  expect(lock.conviction).toBe(U64F64.satFromInt(lock.locked_mass))
  const now = rollForwardLock(newLock(alpha(50n * TAO), 5n), 5n, RATES, OWNER).lock
  expect(now.conviction).toBe(U64F64.satFromInt(50n * TAO))
})

test('a lock below a hundred rao of mass and of conviction is nothing', () => {
  expect(isZeroLock(newLock(alpha(99n), 0n))).toBe(true)
  expect(isZeroLock(newLock(alpha(100n), 0n))).toBe(false)
  expect(isZeroLock({ ...newLock(alpha(0n), 0n), conviction: U64F64.satFromInt(100n) })).toBe(false)
  expect(rollForwardLock(newLock(alpha(99n), 0n), 0n, RATES, DECAYING)).toEqual({
    lock: { locked_mass: 0n, conviction: 0n, last_update: 0n },
    delta: { lockedMass: 99n, conviction: 0n },
  })
})

test('time only ever takes mass away; what is reported lost is what was lost', () => {
  const anyLock = fc.record({
    locked_mass: fc.bigInt({ min: 0n, max: 21_000_000n * TAO }).map(alpha),
    conviction: fc.bigInt({ min: 0n, max: (21_000_000n * TAO) << 64n }).map(bits => U64F64.fromBits(bits)),
    last_update: fc.bigInt({ min: 0n, max: 10_000_000n }),
  })
  fc.assert(
    fc.property(
      anyLock,
      fc.bigInt({ min: 0n, max: 20_000_000n }),
      fc.boolean(),
      fc.boolean(),
      (lock, now, owner, perpetual) => {
        const { lock: rolled, delta } = rollForwardLock(lock, now, RATES, { owner, perpetual })
        expect(rolled.locked_mass <= lock.locked_mass).toBe(true)
        expect(delta.lockedMass).toBe(lock.locked_mass - rolled.locked_mass)
        expect(delta.conviction).toBe(U64F64.satSub(lock.conviction, rolled.conviction))
        if (perpetual && lock.locked_mass >= 100n) expect(rolled.locked_mass).toBe(lock.locked_mass)
        expect(rolled.last_update).toBe(now > lock.last_update ? now : lock.last_update)
      },
    ),
    { seed: 41, numRuns: 60 },
  )
})
