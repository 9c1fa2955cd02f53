/**
 * The Yuma epoch: from stakes, weights and bonds to incentives, dividends and emission, as the chain computes them.
 *
 * The arithmetic is in the kernel (../kernel/assembly). This file hands it the input and shows its results.
 *
 * Reference: epoch/run_epoch.rs epoch_mechanism.
 */
import { assert } from '../../primitives/errors.ts'
import { type Kernel, kernel, MAX_ENTRIES, MAX_UIDS } from '../kernel/kernel.ts'
import { readTrace } from './trace.ts'
import type { EpochInput, EpochOutput, EpochTrace, PackedRows, Row, TracedEpoch } from './types.ts'

/**
 * Runs the epoch of one mechanism.
 *
 * The result is a view of the kernel's memory: **valid until the next call**. Take what is to last with `copyOutput`,
 * `bondsRow` or `slice`. After the first epoch of a size nothing is allocated.
 *
 * `trace` gets what was computed on the way, copied.
 *
 * @throws TaoError `internal` when the input's parts do not have the sizes that EpochInput gives
 */
export function runEpoch(input: EpochInput, trace?: (epoch: EpochTrace) => void): EpochOutput {
  const machine = open()
  load(machine, input)
  machine.kernel.exports.run(input.n)
  if (trace !== undefined) trace(readTrace(machine.kernel, input))
  return outputOf(machine, input.n)
}

/** Runs the epoch of one mechanism and copies its result and its trace: what explaining it takes. */
export function traceEpoch(input: EpochInput): TracedEpoch {
  let trace: EpochTrace | undefined
  const output = copyOutput(
    runEpoch(input, epoch => {
      trace = epoch
    }),
  )
  assert(trace !== undefined, 'an epoch that is traced gives its trace')
  return { input, output, trace }
}

/** `ActivityCutoffFactorMilli` · tempo / 1000 blocks, at least 1. Reference: utils/misc.rs get_activity_cutoff_blocks. */
export function activityCutoff(factorMilli: number, tempo: number): bigint {
  const blocks = (BigInt(factorMilli) * BigInt(tempo)) / 1000n
  return blocks > 1n ? blocks : 1n
}

/** The bonds to store for a UID, copied. */
export function bondsRow({ bonds }: EpochOutput, uid: number): Row {
  return bonds.entries.slice(2 * bonds.starts[uid]!, 2 * bonds.starts[uid + 1]!)
}

/** A result that outlives the next epoch. */
export function copyOutput(output: EpochOutput): EpochOutput {
  return {
    n: output.n,
    active: output.active.slice(),
    validatorPermit: output.validatorPermit.slice(),
    stake: output.stake.slice(),
    stakeWeight: output.stakeWeight.slice(),
    consensus: output.consensus.slice(),
    incentive: output.incentive.slice(),
    dividends: output.dividends.slice(),
    validatorTrust: output.validatorTrust.slice(),
    emission: output.emission.slice(),
    serverEmission: output.serverEmission.slice(),
    validatorEmission: output.validatorEmission.slice(),
    bonds: copyRows(output.bonds),
  }
}

function copyRows({ starts, entries }: PackedRows): PackedRows {
  return { starts: starts.slice(), entries: entries.slice(0, 2 * starts[starts.length - 1]!) }
}

/** The kernel and the views through which it is fed. */
interface Machine {
  readonly kernel: Kernel
  readonly params64: BigUint64Array
  readonly params32: Int32Array
  readonly stake: BigUint64Array
  readonly lastUpdate: BigUint64Array
  readonly registeredAt: BigUint64Array
  readonly committedAt: BigUint64Array
  readonly permit: Uint8Array
  readonly weightStarts: Uint32Array
  readonly weights: Uint16Array
  readonly bondStarts: Uint32Array
  readonly bonds: Uint16Array
  /** Views of the results by the number of UIDs, made when first needed. */
  readonly outputs: (EpochOutput | undefined)[]
}

let machine: Machine | undefined

function open(): Machine {
  machine ??= view(kernel())
  return machine
}

function view(kernel: Kernel): Machine {
  return {
    kernel,
    params64: kernel.u64('PARAMS_64', 8),
    params32: kernel.i32('PARAMS_32', 16),
    stake: kernel.u64('STAKE_IN', 2 * MAX_UIDS),
    lastUpdate: kernel.u64('LAST_UPDATE', MAX_UIDS),
    registeredAt: kernel.u64('REGISTERED_AT', MAX_UIDS),
    committedAt: kernel.u64('COMMITTED_AT', MAX_UIDS),
    permit: kernel.u8('PERMIT_IN', MAX_UIDS),
    weightStarts: kernel.u32('WEIGHTS_IN_STARTS', MAX_UIDS + 1),
    weights: kernel.u16('WEIGHTS_IN', 2 * MAX_ENTRIES),
    bondStarts: kernel.u32('BONDS_IN_STARTS', MAX_UIDS + 1),
    bonds: kernel.u16('BONDS_IN', 2 * MAX_ENTRIES),
    outputs: [],
  }
}

function load(machine: Machine, input: EpochInput): void {
  const { n, commitBlock, validatorPermit } = input
  checkSizes(input)
  loadParameters(machine, input)
  machine.stake.set(input.stake)
  machine.lastUpdate.set(input.lastUpdate)
  machine.registeredAt.set(input.blockAtRegistration)
  if (commitBlock !== undefined) machine.committedAt.set(commitBlock)
  for (let uid = 0; uid < n; uid++) machine.permit[uid] = validatorPermit[uid] ? 1 : 0
  loadRows(machine.weightStarts, machine.weights, input.weights, n)
  loadRows(machine.bondStarts, machine.bonds, input.bonds, n)
}

/** Messages are constant: what an epoch allocates would be garbage a moment later. */
function checkSizes(input: EpochInput): void {
  const { n, commitBlock } = input
  assert(Number.isInteger(n) && n >= 0 && n <= MAX_UIDS, 'a subnet has 0 to 256 UIDs')
  assert(
    input.stake.length === 2 * n &&
      input.lastUpdate.length === n &&
      input.blockAtRegistration.length === n &&
      input.validatorPermit.length === n &&
      (commitBlock === undefined || commitBlock.length === n) &&
      input.weights.length === n &&
      input.bonds.length === n,
    'every vector of an epoch has an element for each UID, and every matrix a row',
  )
}

/** In the order of the indices in assembly/layout.ts. */
function loadParameters({ params64, params32 }: Machine, input: EpochInput): void {
  params64[0] = input.block
  params64[1] = input.activityCutoff
  params64[2] = input.lastMechanismStepBlock
  params64[3] = input.stakeThreshold
  params64[4] = input.emission
  params64[5] = input.bondsMovingAverage
  params32[0] = input.tempo
  params32[1] = input.ownerUid ?? -1
  params32[2] = input.maxAllowedValidators
  params32[3] = input.kappa
  params32[4] = input.bondsPenalty
  params32[5] = input.yuma3 ? 1 : 0
  params32[6] = input.liquidAlpha ? 1 : 0
  params32[7] = input.alphaLow
  params32[8] = input.alphaHigh
  params32[9] = input.alphaSigmoidSteepness
  params32[10] = input.commitBlock === undefined ? 0 : 1
}

function loadRows(starts: Uint32Array, entries: Uint16Array, rows: readonly Row[], n: number): void {
  let at = 0
  for (let uid = 0; uid < n; uid++) {
    const row = rows[uid]!
    assert(row.length % 2 === 0 && row.length <= 2 * MAX_UIDS, 'a row consists of at most 256 pairs')
    starts[uid] = at >> 1
    entries.set(row, at)
    at += row.length
  }
  starts[n] = at >> 1
}

function outputOf(machine: Machine, n: number): EpochOutput {
  machine.outputs[n] ??= viewOutput(machine.kernel, n)
  return machine.outputs[n]
}

function viewOutput(kernel: Kernel, n: number): EpochOutput {
  return {
    n,
    active: kernel.u8('ACTIVE_OUT', n),
    validatorPermit: kernel.u8('PERMIT_OUT', n),
    stake: kernel.u64('STAKE_OUT', n),
    stakeWeight: kernel.u16('STAKE_WEIGHT_OUT', n),
    consensus: kernel.u16('CONSENSUS_OUT', n),
    incentive: kernel.u16('INCENTIVE_OUT', n),
    dividends: kernel.u16('DIVIDENDS_OUT', n),
    validatorTrust: kernel.u16('VALIDATOR_TRUST_OUT', n),
    emission: kernel.u64('EMISSION_OUT', n),
    serverEmission: kernel.u64('SERVER_EMISSION_OUT', n),
    validatorEmission: kernel.u64('VALIDATOR_EMISSION_OUT', n),
    bonds: { starts: kernel.u32('BONDS_OUT_STARTS', n + 1), entries: kernel.u16('BONDS_OUT', 2 * MAX_ENTRIES) },
  }
}
