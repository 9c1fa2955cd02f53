/**
 * Runs the epoch of one mechanism on the chain's state: gathers what it reads, stores what it gives. The arithmetic is in
 * src/consensus/epoch. Reference: epoch/run_epoch.rs.
 */
import { bondsRow, runEpoch } from '../../../../consensus/epoch/epoch.ts'
import { EMPTY_ROW, type EpochInput, type EpochOutput, NO_COMMIT, type Row } from '../../../../consensus/epoch/types.ts'
import type { AccountId } from '../../../../primitives/account.ts'
import { type Alpha, alpha } from '../../../../primitives/amounts.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import type { Origin } from '../../../runtime/origin.ts'
import { errors } from '../errors.ts'
import { events } from '../events.ts'
import { getStakeWeightsForNetwork } from '../staking/stake-utils/stake-weights.ts'
import { StakeThreshold } from '../storage/global.ts'
import {
  AlphaSigmoidSteepness,
  AlphaValues,
  BondsMovingAverage,
  BondsPenalty,
  BondsResetOn,
  CommitRevealWeightsEnabled,
  Kappa,
  LiquidAlphaOn,
  MaxAllowedValidators,
  Yuma3On,
} from '../storage/hyperparameters.ts'
import {
  Active,
  BlockAtRegistration,
  Bonds,
  Consensus,
  Dividends,
  Emission,
  Incentive,
  Keys,
  LastUpdate,
  StakeWeight,
  TimelockedWeightCommits,
  Uids,
  ValidatorPermit,
  ValidatorTrust,
  WeightCommits,
  Weights,
} from '../storage/neurons.ts'
import { LastMechansimStepBlock, SubnetworkN, Tempo } from '../storage/subnet.ts'
import { getMechanismStorageIndex } from '../subnets/mechanism.ts'
import { isCommitExpired } from '../subnets/weights.ts'
import { ensureSubnetOwnerOrRoot, getActivityCutoffBlocks, getOwnerUid } from '../utils/misc.ts'

/** The results that hold for a subnet as a whole, by UID. */
export interface EpochTerms {
  readonly active: readonly boolean[]
  readonly validatorPermit: readonly boolean[]
  readonly stake: readonly bigint[]
  readonly stakeWeight: Uint16Array
  readonly consensus: Uint16Array
  readonly dividends: Uint16Array
  readonly validatorTrust: Uint16Array
  readonly emission: readonly Alpha[]
  readonly serverEmission: readonly Alpha[]
  readonly validatorEmission: readonly Alpha[]
}

/**
 * The epoch of one mechanism. The output is a view that the next epoch overwrites.
 * Reference: epoch_mechanism.
 */
export function epochMechanism(ctx: Ctx, netuid: NetUid, mechanism: number, emission: Alpha): EpochOutput {
  const input = epochInput(ctx, netuid, mechanism, emission)
  const { trace } = ctx
  return trace === undefined
    ? runEpoch(input)
    : runEpoch(input, epoch => trace({ kind: 'epoch', netuid, detail: { mechanism, input, epoch } }))
}

/** Everything that the epoch of a mechanism reads, from the state as it is now. */
export function epochInput(ctx: Ctx, netuid: NetUid, mechanism: number, emission: Alpha): EpochInput {
  const index = getMechanismStorageIndex(netuid, mechanism)
  const n = SubnetworkN.get(ctx, netuid)
  const [alphaLow, alphaHigh] = AlphaValues.get(ctx, netuid)
  return {
    n,
    block: ctx.block,
    tempo: Tempo.get(ctx, netuid),
    lastMechanismStepBlock: LastMechansimStepBlock.get(ctx, netuid),
    activityCutoff: getActivityCutoffBlocks(ctx, netuid),
    emission,
    stake: stakeLimbs(ctx, netuid, n),
    stakeThreshold: StakeThreshold.get(ctx),
    ownerUid: getOwnerUid(ctx, netuid),
    validatorPermit: padded(ValidatorPermit.get(ctx, netuid), n, false),
    maxAllowedValidators: MaxAllowedValidators.get(ctx, netuid),
    lastUpdate: BigUint64Array.from(padded(LastUpdate.get(ctx, index), n, 0n)),
    blockAtRegistration: registrationBlocks(ctx, netuid, n),
    commitBlock: CommitRevealWeightsEnabled.get(ctx, netuid) ? commitBlocks(ctx, netuid, index, n) : undefined,
    weights: rows(ctx, Weights, index, n),
    bonds: rows(ctx, Bonds, index, n),
    kappa: Kappa.get(ctx, netuid),
    bondsPenalty: BondsPenalty.get(ctx, netuid),
    bondsMovingAverage: BondsMovingAverage.get(ctx, netuid),
    yuma3: Yuma3On.get(ctx, netuid),
    liquidAlpha: LiquidAlphaOn.get(ctx, netuid),
    alphaLow,
    alphaHigh,
    alphaSigmoidSteepness: AlphaSigmoidSteepness.get(ctx, netuid),
  }
}

/** Exactly `n` elements. */
function padded<T>(values: readonly T[], n: number, filler: T): readonly T[] {
  if (values.length === n) return values
  return Array.from({ length: n }, (_, i) => values[i] ?? filler)
}

/** Total stakes as I64F64 in two little-endian limbs each. */
function stakeLimbs(ctx: Ctx, netuid: NetUid, n: number): BigUint64Array {
  const limbs = new BigUint64Array(2 * n)
  getStakeWeightsForNetwork(ctx, netuid).total.forEach((stake, uid) => {
    limbs[2 * uid] = stake
    limbs[2 * uid + 1] = stake >> 64n
  })
  return limbs
}

function registrationBlocks(ctx: Ctx, netuid: NetUid, n: number): BigUint64Array {
  const blocks = new BigUint64Array(n)
  for (let uid = 0; uid < n; uid++) {
    if (Keys.has(ctx, netuid, uid)) blocks[uid] = BlockAtRegistration.get(ctx, netuid, uid)
  }
  return blocks
}

/** The stored rows of weights or bonds, without what points beyond the subnet. */
function rows(ctx: Ctx, item: typeof Weights, index: number, n: number): readonly Row[] {
  const all: Row[] = new Array(n).fill(EMPTY_ROW)
  for (let uid = 0; uid < n; uid++) all[uid] = within(item.find(ctx, index, uid) ?? EMPTY_ROW, n)
  return all
}

function within(row: Row, n: number): Row {
  for (let i = 0; i < row.length; i += 2) {
    if (row[i]! >= n) return dropBeyond(row, n)
  }
  return row
}

function dropBeyond(row: Row, n: number): Row {
  const kept: number[] = []
  for (let i = 0; i < row.length; i += 2) {
    if (row[i]! < n) kept.push(row[i]!, row[i + 1]!)
  }
  return Uint16Array.from(kept)
}

/** The block of each UID's earliest commit that can still be revealed. */
function commitBlocks(ctx: Ctx, netuid: NetUid, index: number, n: number): BigUint64Array {
  const blocks = new BigUint64Array(n).fill(NO_COMMIT)
  const note = (who: AccountId, block: bigint): void => {
    const uid = Uids.get(ctx, netuid, who)
    if (uid !== undefined && uid < n && block < blocks[uid]!) blocks[uid] = block
  }
  for (const { keys, value } of WeightCommits.entries(ctx, index)) {
    const active = value.find(([, commitEpoch]) => !isCommitExpired(ctx, netuid, commitEpoch))
    if (active !== undefined) note(keys[1], active[2])
  }
  for (const { keys, value } of TimelockedWeightCommits.entries(ctx, index)) {
    if (isCommitExpired(ctx, netuid, keys[1])) continue
    for (const [who, block] of value) note(who, block)
  }
  return blocks
}

/** The parts of an output that hold for the subnet, copied. */
export function epochTerms(output: EpochOutput): EpochTerms {
  return {
    active: Array.from(output.active, Boolean),
    validatorPermit: Array.from(output.validatorPermit, Boolean),
    stake: Array.from(output.stake),
    stakeWeight: output.stakeWeight.slice(),
    consensus: output.consensus.slice(),
    dividends: output.dividends.slice(),
    validatorTrust: output.validatorTrust.slice(),
    emission: Array.from(output.emission, alpha),
    serverEmission: Array.from(output.serverEmission, alpha),
    validatorEmission: Array.from(output.validatorEmission, alpha),
  }
}

/** Stores what is kept for each mechanism. Reference: persist_mechanism_epoch_terms. */
export function persistMechanismEpochTerms(ctx: Ctx, netuid: NetUid, mechanism: number, output: EpochOutput): void {
  const index = getMechanismStorageIndex(netuid, mechanism)
  Incentive.put(ctx, index, output.incentive.slice())
  const emissions = Array.from(output.serverEmission, alpha)
  ctx.deposit(events.IncentiveAlphaEmittedToMiners({ netuid: index, emissions }))
  for (let uid = 0; uid < output.n; uid++) {
    const row = bondsRow(output, uid)
    const stored = Bonds.find(ctx, index, uid)
    // Miners have no bonds, epoch after epoch: an empty row in place of an empty row is no write.
    if (row.length > 0 || stored === undefined || stored.length > 0) Bonds.put(ctx, index, uid, row)
  }
}

/** Stores what is kept for the subnet. Reference: persist_netuid_epoch_terms. */
export function persistNetuidEpochTerms(ctx: Ctx, netuid: NetUid, terms: EpochTerms): void {
  Active.put(ctx, netuid, terms.active)
  Emission.put(ctx, netuid, terms.emission)
  Consensus.put(ctx, netuid, terms.consensus)
  Dividends.put(ctx, netuid, terms.dividends)
  ValidatorTrust.put(ctx, netuid, terms.validatorTrust)
  ValidatorPermit.put(ctx, netuid, terms.validatorPermit)
  StakeWeight.put(ctx, netuid, terms.stakeWeight)
}

/** Whether no hotkey holds two UIDs: an epoch on such a state is skipped. */
export function isEpochInputStateConsistent(ctx: Ctx, netuid: NetUid): boolean {
  const hotkeys = Keys.entries(ctx, netuid)
  return new Set(hotkeys.map(({ value }) => value)).size === hotkeys.length
}

/** The smallest bound that liquid alpha may have: a fortieth of u16::MAX. */
const MIN_ALPHA = 1638

export function doSetAlphaValues(ctx: Ctx, origin: Origin, netuid: NetUid, alphaLow: number, alphaHigh: number): void {
  ensureSubnetOwnerOrRoot(ctx, origin, netuid)
  ensure(LiquidAlphaOn.get(ctx, netuid), errors.LiquidAlphaDisabled)
  ensure(alphaHigh >= MIN_ALPHA, errors.AlphaHighTooLow)
  ensure(alphaLow >= MIN_ALPHA && alphaLow <= alphaHigh, errors.AlphaLowOutOfRange)
  AlphaValues.put(ctx, netuid, [alphaLow, alphaHigh])
}

/** Drops all bonds to a hotkey's UID, where the subnet allows it. Reference: do_reset_bonds. */
export function doResetBonds(ctx: Ctx, netuid: NetUid, mechanism: number, hotkey: AccountId): void {
  if (!BondsResetOn.get(ctx, netuid)) return
  const uid = Uids.get(ctx, netuid, hotkey)
  if (uid === undefined) return
  const index = getMechanismStorageIndex(netuid, mechanism)
  for (const { keys, value } of Bonds.entries(ctx, index)) {
    const kept: number[] = []
    for (let i = 0; i < value.length; i += 2) {
      if (value[i] !== uid) kept.push(value[i]!, value[i + 1]!)
    }
    Bonds.put(ctx, index, keys[1], Uint16Array.from(kept))
  }
}
