/** Whole epochs: everything one reads, and the terms of every UID. */
import { activityCutoff, bondsRow, runEpoch } from '../../../src/consensus/epoch/epoch.ts'
import { EMPTY_ROW, type EpochInput, NO_COMMIT, type Row } from '../../../src/consensus/epoch/types.ts'
import type { Json, Kind } from '../kind.ts'

/** The `in` of a case, with the names of the reference. */
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
  readonly activity_cutoff_blocks: string
  readonly last_mechanism_step_block: string
  readonly owner_uid: number | null
  readonly validator_permit: readonly boolean[]
  readonly last_update: readonly string[]
  readonly block_at_registration: readonly string[]
  readonly commit_reveal_enabled: boolean
  readonly weights: readonly (readonly [uid: number, value: number][])[]
  readonly bonds: readonly (readonly [uid: number, value: number][])[]
}

export interface EpochCase {
  readonly in: Inputs
  readonly rao_emission: string
  readonly out: { readonly [term: string]: Json }
}

export const epochs: Kind = {
  name: 'whole epochs',
  matches: ({ data }) => casesOf(data).length > 0,
  run({ data }, check) {
    for (const [i, epoch] of casesOf(data).entries()) {
      const { in: inputs, out } = epoch
      check(`epoch ${i}, activity cutoff`, inputs.activity_cutoff_blocks, cutoff(inputs))
      const terms = runTerms(epochInput(epoch))
      for (const term of new Set([...Object.keys(out), ...Object.keys(terms)])) {
        check(`epoch ${i}, ${term}`, out[term] ?? null, terms[term])
      }
    }
  },
}

function casesOf(data: { readonly [key: string]: Json }): readonly EpochCase[] {
  const cases = Array.isArray(data.cases) ? (data.cases as unknown as readonly EpochCase[]) : []
  return cases.every(({ in: inputs }) => inputs?.total_stake_I64F64 !== undefined) ? cases : []
}

const cutoff = (inputs: Inputs) => activityCutoff(inputs.activity_cutoff_factor_milli, inputs.tempo)

export function epochInput({ in: inputs, rao_emission }: EpochCase): EpochInput {
  const { n } = inputs
  return {
    n,
    block: BigInt(inputs.block),
    tempo: inputs.tempo,
    lastMechanismStepBlock: BigInt(inputs.last_mechanism_step_block),
    activityCutoff: cutoff(inputs),
    emission: BigInt(rao_emission),
    stake: BigUint64Array.from(inputs.total_stake_I64F64.flatMap(bits => [BigInt(bits), BigInt(bits) >> 64n])),
    stakeThreshold: BigInt(inputs.stake_threshold),
    ownerUid: inputs.owner_uid ?? undefined,
    validatorPermit: inputs.validator_permit,
    maxAllowedValidators: inputs.max_allowed_validators,
    lastUpdate: BigUint64Array.from(inputs.last_update, BigInt),
    blockAtRegistration: BigUint64Array.from(inputs.block_at_registration, BigInt),
    commitBlock: inputs.commit_reveal_enabled ? new BigUint64Array(n).fill(NO_COMMIT) : undefined,
    weights: rows(inputs.weights, n),
    bonds: rows(inputs.bonds, n),
    kappa: inputs.kappa,
    bondsPenalty: inputs.bonds_penalty,
    bondsMovingAverage: BigInt(inputs.bonds_moving_average),
    yuma3: inputs.yuma3_on,
    liquidAlpha: inputs.liquid_alpha_on,
    alphaLow: inputs.alpha_low,
    alphaHigh: inputs.alpha_high,
    alphaSigmoidSteepness: inputs.alpha_sigmoid_steepness,
  }
}

function rows(pairs: readonly (readonly [number, number][])[], n: number): Row[] {
  return Array.from({ length: n }, (_, i) => (pairs[i] === undefined ? EMPTY_ROW : Uint16Array.from(pairs[i].flat())))
}

/** The terms under the reference's names. */
function runTerms(input: EpochInput): { readonly [term: string]: unknown } {
  const output = runEpoch(input)
  const flags = (bytes: Uint8Array) => Array.from(bytes, byte => byte === 1)
  return {
    active: flags(output.active),
    new_validator_permit: flags(output.validatorPermit),
    stake: output.stake,
    stake_weight: output.stakeWeight,
    consensus: output.consensus,
    incentive: output.incentive,
    dividend: output.dividends,
    validator_trust: output.validatorTrust,
    emission: output.emission,
    server_emission: output.serverEmission,
    validator_emission: output.validatorEmission,
    bond: Array.from({ length: input.n }, (_, uid) => pairs(bondsRow(output, uid))),
  }
}

function pairs(row: Row): [uid: number, value: number][] {
  return Array.from({ length: row.length / 2 }, (_, i) => [row[2 * i]!, row[2 * i + 1]!])
}
