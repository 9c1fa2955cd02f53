/** Random epochs for property tests: small ones of every kind, with the ends of every range among them. */
import fc from 'fast-check'
import { type EpochInput, NO_COMMIT, type Row } from '../../../src/consensus/epoch/types.ts'

const U64_MAX = 0xffff_ffff_ffff_ffffn

/** Four times out of five the first. */
const mostly = <T>(usual: fc.Arbitrary<T>, other: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: other })

/** A number of u16 that is often at or near an end. */
const u16 = fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0, 1, 32_767, 32_768, 0xfffe, 0xffff))

/** I64F64 bits of a stake: nothing, dust, usual amounts, all there will ever be. */
const usualStake = fc.oneof(
  fc.constant(0n),
  fc.bigInt({ min: 0n, max: 1n << 64n }),
  fc.bigInt({ min: 1n << 64n, max: (10n ** 15n) << 64n }),
  fc.bigInt({ min: (10n ** 12n) << 64n, max: (10n ** 13n) << 64n }),
  fc.bigInt({ min: (999n * 10n ** 12n) << 64n, max: (21n * 10n ** 15n) << 64n }),
)

/** Any bits, as no chain has them. */
const wildStake = fc.bigInt({ min: -(1n << 127n), max: (1n << 127n) - 1n })

interface Sizes {
  readonly maxUids: number
  /** Also inputs that no chain can have. */
  readonly wild: boolean
}

/** Rows of distinct UIDs in any order; `max` may lie beyond the subnet's last UID. */
const row = (max: number, uids: number) =>
  fc
    .uniqueArray(fc.tuple(fc.integer({ min: 0, max }), u16), {
      maxLength: Math.min(max + 1, uids),
      selector: ([uid]) => uid,
    })
    .map((pairs): Row => Uint16Array.from(pairs.flat()))

/** Rows like a validator's: all UIDs from some on, in ascending order. */
const denseRow = (n: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: n }), fc.array(u16, { minLength: n, maxLength: n }))
    .map(([from, values]): Row => Uint16Array.from(values.flatMap((value, uid) => (uid < from ? [] : [uid, value]))))

const vector = (n: number, element: fc.Arbitrary<bigint>) =>
  fc.array(element, { minLength: n, maxLength: n }).map(items => BigUint64Array.from(items))

const limbs = (stakes: readonly bigint[]) =>
  BigUint64Array.from(stakes.flatMap(bits => [BigInt.asUintN(64, bits), BigInt.asUintN(64, bits >> 64n)]))

export const epochInputs = ({ maxUids, wild }: Sizes): fc.Arbitrary<EpochInput> =>
  fc.integer({ min: 0, max: maxUids }).chain(n => {
    const lastUid = Math.max(n - 1, 0) + (wild ? 3 : 0)
    return fc.record(
      {
        n: fc.constant(n),
        block: fc.bigInt({ min: 900n, max: 1_100n }),
        tempo: fc.constantFrom(0, 1, 10, 360, 0xffff),
        lastMechanismStepBlock: fc.oneof(fc.constant(0n), fc.bigInt({ min: 400n, max: 999n })),
        activityCutoff: fc.oneof(fc.bigInt({ min: 1n, max: 600n }), fc.constant(wild ? U64_MAX : 5_000n)),
        emission: fc.oneof(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.constant(U64_MAX)),
        stake: fc.array(wild ? fc.oneof(usualStake, wildStake) : usualStake, { minLength: n, maxLength: n }).map(limbs),
        stakeThreshold: fc.oneof({ weight: 3, arbitrary: fc.constant(0n) }, fc.bigInt({ min: 0n, max: 10n ** 14n })),
        ownerUid: fc.option(fc.integer({ min: 0, max: Math.max(n - 1, 0) }), { nil: undefined, freq: 2 }),
        validatorPermit: fc.array(mostly(fc.constant(true), fc.constant(false)), { minLength: n, maxLength: n }),
        maxAllowedValidators: fc.oneof(fc.integer({ min: 0, max: n + 2 }), fc.constant(64)),
        lastUpdate: vector(n, mostly(fc.bigInt({ min: 900n, max: 1_100n }), fc.bigInt({ min: 300n, max: 900n }))),
        blockAtRegistration: vector(
          n,
          mostly(fc.bigInt({ min: 0n, max: 300n }), fc.bigInt({ min: 300n, max: 1_000n })),
        ),
        commitBlock: fc.option(vector(n, mostly(fc.constant(NO_COMMIT), fc.bigInt({ min: 0n, max: 1_000n }))), {
          nil: undefined,
        }),
        weights: fc.array(fc.oneof(row(lastUid, n), denseRow(n)), { minLength: n, maxLength: n }),
        bonds: fc.array(fc.oneof(row(lastUid, n), denseRow(n)), {
          minLength: n,
          maxLength: n,
        }),
        kappa: mostly(fc.constant(32_767), u16),
        bondsPenalty: u16,
        bondsMovingAverage: fc.oneof(
          fc.bigInt({ min: 0n, max: 1_000_000n }),
          fc.constant(900_000n),
          wild ? fc.bigInt({ min: 0n, max: U64_MAX }) : fc.constant(0n),
        ),
        yuma3: fc.boolean(),
        liquidAlpha: fc.boolean(),
        alphaLow: u16,
        alphaHigh: u16,
        alphaSigmoidSteepness: fc.oneof(
          fc.constantFrom(-32_768, 0, 1_000, 32_767),
          fc.integer({ min: -2_000, max: 2_000 }),
        ),
      },
      { noNullPrototype: true },
    )
  })
