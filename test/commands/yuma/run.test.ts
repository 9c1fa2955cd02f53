import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violations } from '../../support/schema.ts'
import { asCsv, asDenseJson, asJson, OUTPUT, type ReferenceEpoch, referenceEpochs, yuma } from './support.ts'

interface UidJson {
  readonly uid: number
  readonly bonds: readonly { readonly uid: number; readonly bond: number }[]
  readonly [key: string]: unknown
}

interface ResultJson {
  readonly method: string
  readonly shared_by: string
  readonly uids: readonly UidJson[]
  readonly explanation: unknown
}

const NETWORK = {
  stakes: [6, 4, 0, 0],
  weights: { 0: { 2: 3, 3: 1 }, 1: { 2: 3, 3: 1 } },
  yuma3_enabled: false,
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'taokit-yuma-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs it on a file of that content, or on standard input. */
const runOn = (content: string | object, flags = '') =>
  yuma(`yuma run - ${flags}`, { stdin: typeof content === 'string' ? content : JSON.stringify(content) })

async function results(content: string | object): Promise<ResultJson> {
  const outcome = await runOn(content, '--json')
  expect(outcome.stderr).toBe('')
  return outcome.json<ResultJson>()
}

describe('yuma run', () => {
  test('prints consensus, trust, incentive, dividends and emission of each UID', async () => {
    const { stdout, code } = await yuma('yuma run -', {
      stdin: JSON.stringify(NETWORK),
      terminal: { stdout: true },
      env: { NO_COLOR: '1' },
    })
    expect(code).toBe(0)
    const [head, , ...rows] = stdout.split('\n')
    expect(head!.trim().split(/ {2,}/)).toEqual([
      ...['UID', 'Stake', 'Active', 'Permit', 'Consensus', 'Trust', 'Incentive', 'Dividends', 'Emission'],
    ])
    expect(rows.slice(0, 4).map(row => row.trim().replaceAll(/ +/g, ' ').replace(/0* α$/, ' α'))).toEqual([
      '0 6 α yes yes 0.00000 1.00000 0.00000 0.60000 0.3 α',
      '1 4 α yes yes 0.00000 1.00000 0.00000 0.39998 0.199999999 α',
      '2 0 α yes no 0.75000 0.00000 0.75000 0.00000 0.375 α',
      '3 0 α yes no 0.24999 0.00000 0.24999 0.00000 0.124999999 α',
    ])
  })

  test('gives a pipe the numbers that the chain stores', async () => {
    const { stdout } = await runOn(NETWORK)
    expect(stdout.split('\n')[2]).toBe('2\t0\tyes\tno\t49151\t0\t49151\t0\t0.375')
  })

  test('reads a file, or standard input', async () => {
    const path = join(folder, 'network.json')
    writeFileSync(path, JSON.stringify(NETWORK))
    expect((await yuma(['yuma', 'run', path])).stdout).toBe((await runOn(NETWORK)).stdout)
    const missing = await yuma(['yuma', 'run', join(folder, 'none.json'), '--json'])
    expect(missing.code).toBe(1)
    expect(missing.error()).toMatchObject({ code: 'not_found' })
    const none = await yuma('yuma run --json')
    expect([none.code, none.error().missing]).toEqual([2, ['--file']])
  })

  test('opens no chain, and fits its schema', async () => {
    const outcome = await yuma('yuma run - --explain 2 --json', {
      stdin: JSON.stringify({ ...NETWORK, bonds: { 0: { 2: 9 } } }),
      openChain: () => Promise.reject(new Error('a chain was opened')),
    })
    expect(violations(OUTPUT, outcome.json())).toEqual([])
  })

  test('tells which way of bonding it used, and warns of a switch without effect', async () => {
    const methodOf = async (parameters: object) => {
      const { stdout, stderr } = await runOn({ ...NETWORK, ...parameters }, '--json')
      return [(JSON.parse(stdout) as ResultJson).method, /Liquid alpha was not used/.test(stderr)]
    }
    expect(await methodOf({})).toEqual(['classic', false])
    expect(await methodOf({ yuma3_enabled: true })).toEqual(['Yuma 3', false])
    const liquid = { liquid_alpha_enabled: true }
    expect(await methodOf({ ...liquid, yuma3_enabled: true })).toEqual(['Yuma 3 with liquid alpha', false])
    expect(await methodOf(liquid)).toEqual(['classic', true])
    expect(await methodOf({ ...liquid, yuma3_enabled: true, weights: {} })).toEqual(['Yuma 3', true])
  })

  test('has the defaults of a new subnet', async () => {
    const { uids } = await results({ stakes: [6, 4, 0, 0], weights: NETWORK.weights })
    const spelledOut = await results({
      stakes: ['6', '4.000000000', 0, '0.0'],
      weights: [{ 2: 3, 3: 1 }, [null, null, 3, 1], null, {}],
      bonds: [null, {}, null, null],
      validator_permits: [true, true, null, true],
      last_updates: [1000, '1000', null, null],
      registered_at: [0, 0, 0, null],
      emission: '1',
      block: 1000,
      last_epoch: 0,
      owner_uid: null,
      stake_threshold: 0,
      tempo: 360,
      activity_cutoff_factor: 13_889,
      max_validators: 64,
      kappa: 32_767,
      bonds_penalty: 65_535,
      bonds_moving_avg: 900_000,
      yuma3_enabled: true,
      liquid_alpha_enabled: false,
      alpha_low: 45_875,
      alpha_high: 58_982,
      alpha_sigmoid_steepness: 1_000,
    })
    expect(spelledOut.uids).toEqual(uids)
  })

  test('distinguishes no weight from a weight of 0, and no commit from an old one', async () => {
    const bondOf = async (weights: object) => {
      const network = { stakes: [6, 4, 0, 0], weights, bonds: { 0: { 3: 60_000 } }, liquid_alpha_enabled: true }
      return (await results(network)).uids[0]!.bonds.find(({ uid }) => uid === 3)?.bond
    }
    expect(await bondOf({ 0: { 2: 1 }, 1: { 2: 1 } })).toBeUndefined()
    expect(await bondOf({ 0: { 2: 1, 3: 0 }, 1: { 2: 1 } })).toBeGreaterThan(0)
    const incentive = async (committed: number | null) => {
      const commits = { committed_at: [committed, null, null, null], registered_at: [0, 0, 0, 500] }
      return (await results({ ...NETWORK, ...commits, weights: { 0: { 2: 1, 3: 1 } } })).uids[3]!.incentive_u16
    }
    expect(await incentive(null)).toBeGreaterThan(0)
    expect(await incentive(499)).toBe(0)
  })
})

describe('epochs of the reference come out as the reference has them', () => {
  const cases = referenceEpochs()
  const isSorted = (row: readonly (readonly [number, number])[]) =>
    row.every(([uid], k) => k === 0 || row[k - 1]![0] < uid)
  /** A dense row has no order of its own. */
  const sorted = cases.filter(({ in: { weights, bonds } }) => [...weights, ...bonds].every(isSorted))

  function check({ out }: ReferenceEpoch, { uids }: ResultJson): void {
    const given = (key: string) => uids.map(result => result[key])
    expect(given('consensus_u16')).toEqual(out.consensus)
    expect(given('validator_trust_u16')).toEqual(out.validator_trust)
    expect(given('incentive_u16')).toEqual(out.incentive)
    expect(given('dividends_u16')).toEqual(out.dividend)
    expect(given('stake_weight_u16')).toEqual(out.stake_weight)
    expect(given('validator_permit')).toEqual(out.new_validator_permit)
    expect(given('active')).toEqual(out.active)
    expect(given('emission_rao')).toEqual(out.emission)
    expect(given('server_emission_rao')).toEqual(out.server_emission)
    expect(given('validator_emission_rao')).toEqual(out.validator_emission)
    expect(uids.map(({ bonds }) => bonds.map(({ uid, bond }) => [uid, bond]))).toEqual(out.bond)
  }

  test('from JSON', async () => {
    expect(cases.length).toBeGreaterThan(20)
    for (const epoch of cases) check(epoch, await quietly(asJson(epoch)))
  })

  test('from JSON with dense rows, and from CSV', async () => {
    expect(sorted.length).toBeGreaterThan(5)
    for (const epoch of sorted) {
      check(epoch, await quietly(asDenseJson(epoch)))
      check(epoch, await quietly(asCsv(epoch)))
    }
    check(sorted[0]!, await quietly(asCsv(sorted[0]!, ';')))
    check(sorted[0]!, await quietly(`\ufeff${asCsv(sorted[0]!, '\t')}`))
  })

  async function quietly(content: string): Promise<ResultJson> {
    const outcome = await runOn(content, '--json')
    expect(outcome.code, outcome.stderr).toBe(0)
    return outcome.json()
  }
})
