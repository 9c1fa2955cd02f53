/** What `yuma run --explain` prints is checked as a reader would: by its own numbers, and against the UID's results. */
import { describe, expect, test } from 'vitest'
import { asJson, type ReferenceEpoch, referenceEpochs, yuma } from './support.ts'

const ONE = 1n << 32n

interface Step {
  readonly a: number
  readonly b: number
  readonly result: number
  readonly remainder: number
}

interface Pay {
  readonly share: Step | null
  readonly amount: {
    readonly a: number
    readonly b_rao: string
    readonly result_rao: string
    readonly remainder: number
  }
}

interface Explained {
  readonly stake: { readonly quantised: Step; readonly active_share: Step }
  readonly incentive: {
    readonly consensus: {
      readonly kappa: Step
      readonly votes: readonly { readonly weight: number; readonly stake: Step }[]
      readonly weight: number
      readonly quantised: Step
    }
    readonly ratings: readonly {
      readonly weight: Step
      readonly clipped: number
      readonly cut: number
      readonly part: Step
    }[]
    readonly rank: number
    readonly share: Step
    readonly quantised: Step
  }
  readonly trust: { readonly weights: readonly { readonly clipped: number }[]; readonly quantised: Step }
  readonly bonds: {
    readonly bonds: readonly {
      readonly server: number
      readonly kept: Step
      readonly added: Step
      readonly bond: number
      readonly share: Step
      readonly income: Step
      readonly after: Step
    }[]
    readonly stored: boolean
    readonly staked: Step | null
    readonly share: Step
    readonly quantised: Step
  }
  readonly emission: { readonly server: Pay; readonly validator: Pay; readonly combined: Pay }
}

interface Result {
  readonly uids: readonly Readonly<Record<string, unknown>>[]
  readonly explanation: Explained
}

const explained = new Map<ReferenceEpoch, Promise<Result[]>>()

/** All UIDs of an epoch, from the program's JSON. */
function explainAll(epoch: ReferenceEpoch): Promise<Result[]> {
  const known = explained.get(epoch) ?? explainEach(epoch)
  explained.set(epoch, known)
  return known
}

async function explainEach(epoch: ReferenceEpoch): Promise<Result[]> {
  const stdin = asJson(epoch)
  const uids = Array.from({ length: epoch.in.n }, (_, uid) => uid)
  return Promise.all(
    uids.map(async uid => (await yuma(`yuma run - --explain ${uid} --json`, { stdin })).json<Result>()),
  )
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + BigInt(b), 0n)
const product = (a: number | bigint, b: number | bigint) => Number((BigInt(a) * BigInt(b)) >> 32n)
const quotient = (a: number | bigint, b: number | bigint) => Number((BigInt(a) << 32n) / BigInt(b))
const stored = (share: number) => product(share, 65_535)

const epochs = referenceEpochs().filter(({ in: { n } }) => n >= 6 && n <= 24)
const kinds = ['classic', 'Yuma 3', 'liquid alpha'] as const
const ofKind = (kind: (typeof kinds)[number]) =>
  epochs
    .filter(
      ({ in: { yuma3_on, liquid_alpha_on } }) => (yuma3_on ? (liquid_alpha_on ? 2 : 1) : 0) === kinds.indexOf(kind),
    )
    .filter(({ out }) => out.incentive.some(incentive => incentive > 0))
    .slice(0, 2)

describe.each(kinds)('the parts of every UID sum to what the reference gave it: %s', kind => {
  test('consensus and incentive, from who weighed it with what stake', async () => {
    for (const epoch of ofKind(kind)) {
      for (const [uid, { explanation }] of (await explainAll(epoch)).entries()) {
        const { consensus, ratings, share } = explanation.incentive
        const supporters = consensus.votes.filter(vote => vote.weight >= consensus.weight)
        expect(sum(supporters.map(vote => vote.stake.result))).toBeGreaterThanOrEqual(consensus.kappa.result)
        expect(stored(consensus.weight)).toBe(epoch.out.consensus[uid])
        // By what was set and by stake alone: the rest is recomputed here.
        const parts = ratings.map(rating => {
          const weight = quotient(rating.weight.a, rating.weight.b)
          const clipped = Math.min(weight, consensus.weight)
          expect([clipped, weight - clipped]).toEqual([rating.clipped, rating.cut])
          return product(rating.part.a, clipped)
        })
        const rank = sum(parts)
        expect(stored(rank === 0n ? 0 : quotient(rank, share.b))).toBe(epoch.out.incentive[uid])
      }
    }
  })

  test('the ranks of all are what each incentive is a share of', async () => {
    for (const epoch of ofKind(kind)) {
      const all = (await explainAll(epoch)).map(({ explanation }) => explanation.incentive)
      for (const { share } of all) expect(BigInt(share.b)).toBe(sum(all.map(({ rank }) => rank)))
    }
  })

  test('trust, from what consensus left of its weights', async () => {
    for (const epoch of ofKind(kind)) {
      for (const [uid, { explanation }] of (await explainAll(epoch)).entries()) {
        const trust = sum(explanation.trust.weights.map(({ clipped }) => clipped))
        expect(stored(Number(trust))).toBe(epoch.out.validator_trust[uid])
      }
    }
  })

  test('bonds and dividends, from old bonds and instant ones', async () => {
    for (const epoch of ofKind(kind)) {
      for (const [uid, { explanation }] of (await explainAll(epoch)).entries()) {
        const { bonds, share, staked, stored: isStored } = explanation.bonds
        for (const bond of bonds) {
          const average = product(bond.kept.a, bond.kept.b) + product(bond.added.a, bond.added.b)
          expect(bond.bond).toBe(kind === 'liquid alpha' ? Math.min(average, Number(ONE)) : average)
        }
        const income = sum(bonds.map(bond => product(quotient(bond.bond, bond.share.b || 1), bond.income.b)))
        const earnings = staked === null ? income : product(income, staked.b)
        expect(stored(Number(earnings) === 0 ? 0 : quotient(earnings, share.b))).toBe(epoch.out.dividend[uid])
        const row = isStored
          ? bonds.filter(({ bond }) => bond > 0).map(bond => [bond.server, stored(bond.after.a)])
          : []
        expect(row).toEqual(epoch.out.bond[uid]!.toSorted(([a], [b]) => a - b))
      }
    }
  })

  test('emission, from shares and what rounding cut off', async () => {
    for (const epoch of ofKind(kind)) {
      const all = (await explainAll(epoch)).map(({ explanation }) => explanation.emission)
      const paid = (pay: Pay) => {
        const [a, b, result] = [BigInt(pay.amount.a), BigInt(pay.amount.b_rao), BigInt(pay.amount.result_rao)]
        expect(a * b).toBe(result * ONE + BigInt(pay.amount.remainder))
        return result.toString()
      }
      expect(all.map(({ server }) => paid(server))).toEqual(epoch.out.server_emission)
      expect(all.map(({ validator }) => paid(validator))).toEqual(epoch.out.validator_emission)
      expect(all.map(({ combined }) => paid(combined))).toEqual(epoch.out.emission)
    }
  })
})

describe('what a person reads', () => {
  const print = (epoch: ReferenceEpoch, uid: number) =>
    yuma(`yuma run - --explain ${uid} --full`, {
      stdin: asJson(epoch),
      terminal: { stdout: true },
      columns: 400,
      env: { NO_COLOR: '1' },
    })

  const PRODUCT = /(-?\d+) · (-?\d+) \/ 2\^32 = (-?\d+)(?: rao)?(?:, rest (\d+))?/g
  const QUOTIENT = /(-?\d+) · 2\^32 \/ (-?\d+) = (-?\d+)(?:, rest (\d+))?/g

  test('every step that is printed is right', async () => {
    let steps = 0
    for (const epoch of kinds.flatMap(kind => ofKind(kind).slice(0, 1))) {
      for (let uid = 0; uid < epoch.in.n; uid += 3) {
        const { stdout } = await print(epoch, uid)
        for (const [line, ...numbers] of stdout.matchAll(PRODUCT)) {
          const [a, b, result, rest] = numbers.map(digits => BigInt(digits ?? 0))
          expect(a! * b!, line).toBe(result! * ONE + rest!)
          steps++
        }
        for (const [line, ...numbers] of stdout.matchAll(QUOTIENT)) {
          const [a, b, result, rest] = numbers.map(digits => BigInt(digits ?? 0))
          expect(a! * ONE, line).toBe(result! * b! + rest!)
          steps++
        }
      }
    }
    expect(steps).toBeGreaterThan(150)
  })

  test.each([
    ['classic', ['Instant bond', 'Greatest'], ['Liquid alpha', 'Times stake']],
    ['Yuma 3', ['Times stake'], ['Liquid alpha', 'Instant bond']],
    ['liquid alpha', ['Times stake', 'Liquid alpha', 'e^x'], ['Instant bond']],
  ] as const)('the sections are those of the way of bonding: %s', async (kind, present, absent) => {
    const [epoch] = ofKind(kind)
    const uid = epoch!.out.dividend.findIndex(dividend => dividend > 0)
    const { stdout } = await print(epoch!, uid)
    for (const words of [
      'Stake',
      'Consensus (3)',
      'Incentive',
      'Trust',
      'Bonds (6)',
      'Dividends',
      'Emission E (7)',
      ...present,
    ]) {
      expect(stdout).toContain(words)
    }
    for (const words of absent) expect(stdout).not.toContain(words)
  })

  test('weights that do not count are told with the reason', async () => {
    const stdin = JSON.stringify({
      stakes: [5, 5, 0],
      weights: { 0: { 0: 7, 1: 8, 2: 9 }, 1: { 2: 1 } },
      registered_at: [0, 1000, 0],
      validator_permits: [true, false, true],
      bonds: { 0: { 1: 12_345 } },
    })
    const own = (await yuma('yuma run - --explain 0', { stdin })).stdout
    expect(own).toContain('0\t7\ton itself\n1\t8\tnot updated since the server registered\n')
    expect(own).toContain('1\t12345\n')
    expect((await yuma('yuma run - --explain 1', { stdin })).stdout).toContain('2\t1\tno permit\n')
  })

  test('without consensus it is told what emission goes by', async () => {
    const read = async (network: object) =>
      (await yuma('yuma run - --explain 0', { stdin: JSON.stringify({ stakes: [5, 5], weights: {}, ...network }) }))
        .stdout
    expect(await read({})).toContain('by active stake, because there is no consensus')
    expect(await read({ validator_permits: [false, false] })).toContain('neither consensus nor active stake')
  })

  test('a UID that there is not is refused', async () => {
    const outcome = await yuma('yuma run - --explain 2 --json', { stdin: '{"stakes":[1,2],"weights":{}}' })
    expect([outcome.code, outcome.error().code]).toEqual([2, 'invalid_argument'])
    expect((await yuma('yuma run - --explain 256', { stdin: '' })).code).toBe(2)
  })
})
