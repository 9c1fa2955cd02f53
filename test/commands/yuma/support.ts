/** The command alone; and epochs of the reference, written down as the files that it reads. */
import { readFileSync } from 'node:fs'
import run from '../../../src/commands/yuma/run.ts'
import type { MemoryOptions } from '../support/memory-host.ts'
import { catalogueOf, type Outcome, taoWith } from '../support/tao.ts'

/** `tao yuma run …` without all the other commands. */
export const yuma = (line: string | readonly string[], options: MemoryOptions = {}): Promise<Outcome> =>
  taoWith({ 'yuma run': run }, line, options)

/** The schema of its JSON. */
export const OUTPUT = catalogueOf({ 'yuma run': run }).tree().commands[0]!.output

interface Inputs {
  readonly n: number
  readonly block: string
  readonly tempo: number
  readonly total_stake_I64F64: readonly string[]
  readonly stake_threshold: string
  readonly kappa: number
  readonly bonds_moving_average: string
  readonly bonds_penalty: number
  readonly yuma3_on: boolean
  readonly liquid_alpha_on: boolean
  readonly alpha_low: number
  readonly alpha_high: number
  readonly alpha_sigmoid_steepness: number
  readonly max_allowed_validators: number
  readonly activity_cutoff_factor_milli: number
  readonly last_mechanism_step_block: string
  readonly owner_uid: number | null
  readonly validator_permit: readonly boolean[]
  readonly last_update: readonly string[]
  readonly block_at_registration: readonly string[]
  readonly weights: readonly Row[]
  readonly bonds: readonly Row[]
}

type Row = readonly (readonly [uid: number, value: number])[]

export interface ReferenceEpoch {
  readonly in: Inputs
  readonly rao_emission: string
  readonly out: {
    readonly consensus: readonly number[]
    readonly validator_trust: readonly number[]
    readonly incentive: readonly number[]
    readonly dividend: readonly number[]
    readonly stake_weight: readonly number[]
    readonly new_validator_permit: readonly boolean[]
    readonly active: readonly boolean[]
    readonly emission: readonly string[]
    readonly server_emission: readonly string[]
    readonly validator_emission: readonly string[]
    readonly bond: readonly Row[]
  }
}

const VECTORS = new URL('../../vectors/', import.meta.url)
const WHOLE = 1n << 64n

/** Those whose stakes are whole rao, as a file has them, and which have a UID. */
export function referenceEpochs(): ReferenceEpoch[] {
  const { cases } = JSON.parse(readFileSync(new URL('epoch_small.json', VECTORS), 'utf8')) as {
    cases: ReferenceEpoch[]
  }
  return cases.filter(
    ({ in: inputs }) => inputs.n > 0 && inputs.total_stake_I64F64.every(bits => BigInt(bits) % WHOLE === 0n),
  )
}

const decimal = (rao: bigint | string): string => {
  const digits = rao.toString().padStart(10, '0')
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`
}

function numbersOf({ in: inputs, rao_emission }: ReferenceEpoch): Record<string, string | number | boolean> {
  return {
    emission: decimal(rao_emission),
    block: inputs.block,
    last_epoch: inputs.last_mechanism_step_block,
    ...(inputs.owner_uid === null ? {} : { owner_uid: inputs.owner_uid }),
    stake_threshold: decimal(inputs.stake_threshold),
    tempo: inputs.tempo,
    activity_cutoff_factor: inputs.activity_cutoff_factor_milli,
    max_validators: inputs.max_allowed_validators,
    kappa: inputs.kappa,
    bonds_penalty: inputs.bonds_penalty,
    bonds_moving_avg: inputs.bonds_moving_average,
    yuma3_enabled: inputs.yuma3_on,
    liquid_alpha_enabled: inputs.liquid_alpha_on,
    alpha_low: inputs.alpha_low,
    alpha_high: inputs.alpha_high,
    alpha_sigmoid_steepness: inputs.alpha_sigmoid_steepness,
  }
}

const stakesOf = ({ in: inputs }: ReferenceEpoch) =>
  inputs.total_stake_I64F64.map(bits => decimal(BigInt(bits) / WHOLE))

/** JSON with rows of pairs as objects, in their order. */
export function asJson(epoch: ReferenceEpoch): string {
  const row = (pairs: Row) => `{${pairs.map(([uid, value]) => `"${uid}":${value}`).join(',')}}`
  const rows = (matrix: readonly Row[]) => `[${matrix.map(row).join(',')}]`
  const { in: inputs } = epoch
  const rest = JSON.stringify({
    ...numbersOf(epoch),
    stakes: stakesOf(epoch),
    validator_permits: inputs.validator_permit,
    last_updates: inputs.last_update,
    registered_at: inputs.block_at_registration,
  })
  return `{"weights":${rows(inputs.weights)},"bonds":${rows(inputs.bonds)},${rest.slice(1)}`
}

/** The whole in dense rows: `null` where there is no entry. Only the order within a row is lost. */
export function asDenseJson(epoch: ReferenceEpoch): string {
  const { in: inputs } = epoch
  const dense = (rows: readonly Row[]) =>
    rows.map(row => Array.from({ length: inputs.n }, (_, uid) => row.find(([j]) => j === uid)?.[1] ?? null))
  return JSON.stringify({
    ...(JSON.parse(asJson(epoch)) as object),
    weights: dense(inputs.weights),
    bonds: dense(inputs.bonds),
  })
}

/** CSV as a spreadsheet exports it: lines filled up, UIDs from the last to the first. */
export function asCsv(epoch: ReferenceEpoch, separator = ','): string {
  const { in: inputs } = epoch
  const uids = Array.from({ length: inputs.n }, (_, uid) => uid)
  const head = ['uid', 'stake', 'validator_permit', 'last_update', 'registered_at']
  const columns = [...head, ...uids.map(uid => `w${uid}`), ...uids.map(uid => `b${uid}`)]
  const cell = (row: Row, uid: number) => row.find(([j]) => j === uid)?.[1] ?? ''
  const stakes = stakesOf(epoch)
  const table = uids
    .toReversed()
    .map(uid => [
      uid,
      `"${stakes[uid]}"`,
      inputs.validator_permit[uid] === true ? 'TRUE' : 'false',
      inputs.last_update[uid],
      inputs.block_at_registration[uid],
      ...uids.map(j => cell(inputs.weights[uid]!, j)),
      ...uids.map(j => cell(inputs.bonds[uid]!, j)),
    ])
  const filled = (line: readonly unknown[]) => [...line, ...Array(columns.length - line.length).fill('')]
  const lines = [...Object.entries(numbersOf(epoch)).map(filled), columns, ...table]
  return ['# An epoch of the reference', ...lines.map(line => line.join(separator))].join('\r\n')
}
