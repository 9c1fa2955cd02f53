/**
 * Weights that are promised before they are shown: by their hash, or sealed until a round of the drand beacon. Both count
 * as an update of weights at the time of the promise. Reference: subnets/weights.rs.
 */

import type { AccountId } from '../../../../primitives/account.ts'
import { toHex } from '../../../../primitives/bytes.ts'
import { blake2_256 } from '../../../../primitives/crypto/blake2.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import { call } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import { ensureSigned, type Origin } from '../../../runtime/origin.ts'
import { type Hash, h256, mechId, netuid as netuidCodec } from '../../../runtime/types.ts'
import { weigh } from '../../../runtime/weight.ts'
import { named, type ValueOf } from '../../../scale/codec.ts'
import { boundedBytes, vec } from '../../../scale/collections.ts'
import { compactU16, u16, u64 } from '../../../scale/primitives.ts'
import { errors } from '../errors.ts'
import { events } from '../events.ts'
import { MAX_CRV3_COMMIT_SIZE_BYTES } from '../limits.ts'
import { CommitRevealWeightsVersion } from '../storage/global.ts'
import { CommitRevealWeightsEnabled } from '../storage/hyperparameters.ts'
import { TimelockedWeightCommits, WeightCommits } from '../storage/neurons.ts'
import type { timelockedCommits } from '../types.ts'
import { setLastUpdateForUid } from '../utils/misc.ts'
import { weights } from '../weights.ts'
import { ensureMechanismExists, getMechanismStorageIndex, MAIN_MECHANISM } from './mechanism.ts'
import { getUidForNetAndHotkey } from './uids.ts'
import { checkRateLimit, currentEpochWithLookahead, isCommitExpired, refusalOf, reportBatch } from './weights.ts'

/** Commits that a hotkey may have open at a time. */
const MAX_UNREVEALED_COMMITS = 10
/** The version that the call without a version argument stands for. */
const CRV3_CALL_VERSION = 4

/** A commit of a hash: what was promised, in which epoch and block, and a bound that is no longer used. */
export type WeightCommit = readonly [hash: Hash, epoch: bigint, block: bigint, unused: bigint]
type TimelockedCommit = ValueOf<typeof timelockedCommits>[number]

/** The queue without what can no longer be revealed; commits expire from the front. */
export function withoutExpired(ctx: Ctx, netuid: NetUid, commits: readonly WeightCommit[]): readonly WeightCommit[] {
  const first = commits.findIndex(([, epoch]) => !isCommitExpired(ctx, netuid, epoch))
  return first === -1 ? [] : commits.slice(first)
}

/**
 * @throws MechanismDoesNotExist, CommitRevealDisabled, HotKeyNotRegisteredInSubNet, CommittingWeightsTooFast,
 * TooManyUnrevealedCommits
 */
export function doCommitMechanismWeights(
  ctx: Ctx,
  origin: Origin,
  netuid: NetUid,
  mechanism: number,
  commitHash: Hash,
): void {
  ensureMechanismExists(ctx, netuid, mechanism)
  const index = getMechanismStorageIndex(netuid, mechanism)
  const who = ensureSigned(origin)
  ensure(CommitRevealWeightsEnabled.get(ctx, netuid), errors.CommitRevealDisabled)
  const uid = ensureMayCommit(ctx, netuid, index, who)
  const open = withoutExpired(ctx, netuid, WeightCommits.get(ctx, index, who) ?? [])
  ensure(open.length < MAX_UNREVEALED_COMMITS, errors.TooManyUnrevealedCommits)
  const commit: WeightCommit = [commitHash, currentEpochWithLookahead(ctx, netuid), ctx.block, 0n]
  WeightCommits.put(ctx, index, who, [...open, commit])
  ctx.deposit(events.WeightsCommitted(who, index, commitHash))
  setLastUpdateForUid(ctx, index, uid, ctx.block)
}

/** @returns the uid @throws HotKeyNotRegisteredInSubNet, CommittingWeightsTooFast */
function ensureMayCommit(ctx: Ctx, netuid: NetUid, index: number, who: AccountId): number {
  const uid = getUidForNetAndHotkey(ctx, netuid, who)
  ensure(checkRateLimit(ctx, index, uid, ctx.block), errors.CommittingWeightsTooFast)
  return uid
}

/** As `doCommitMechanismWeights`, for the mechanism that every subnet has. */
export const doCommitWeights = (ctx: Ctx, origin: Origin, netuid: NetUid, commitHash: Hash): void =>
  doCommitMechanismWeights(ctx, origin, netuid, MAIN_MECHANISM, commitHash)

/** Commits in several subnets; what fails in one is told by an event and hinders no other. @throws InputLengthsUnequal */
export function doBatchCommitWeights(
  ctx: Ctx,
  origin: Origin,
  netuids: readonly NetUid[],
  commitHashes: readonly Hash[],
): void {
  const hotkey = ensureSigned(origin)
  ensure(netuids.length === commitHashes.length, errors.InputLengthsUnequal)
  const refusals = netuids.map((netuid, i) => refusalOf(() => doCommitWeights(ctx, origin, netuid, commitHashes[i]!)))
  reportBatch(ctx, hotkey, netuids, refusals)
}

/**
 * Keeps sealed weights until their round has come; the chain opens them by itself (coinbase/reveal-commits.ts).
 * @throws MechanismDoesNotExist, CommitRevealDisabled, IncorrectCommitRevealVersion, HotKeyNotRegisteredInSubNet,
 * CommittingWeightsTooFast, TooManyUnrevealedCommits
 */
export function doCommitTimelockedMechanismWeights(
  ctx: Ctx,
  origin: Origin,
  netuid: NetUid,
  mechanism: number,
  commit: Uint8Array,
  revealRound: bigint,
  version: number,
): void {
  ensureMechanismExists(ctx, netuid, mechanism)
  const index = getMechanismStorageIndex(netuid, mechanism)
  const who = ensureSigned(origin)
  ensure(CommitRevealWeightsEnabled.get(ctx, netuid), errors.CommitRevealDisabled)
  ensure(version === CommitRevealWeightsVersion.get(ctx), errors.IncorrectCommitRevealVersion)
  const uid = ensureMayCommit(ctx, netuid, index, who)
  const epoch = currentEpochWithLookahead(ctx, netuid)
  const commits = TimelockedWeightCommits.get(ctx, index, epoch)
  const own = commits.filter(([account]) => account === who).length
  ensure(own < MAX_UNREVEALED_COMMITS, errors.TooManyUnrevealedCommits)
  const sealed: TimelockedCommit = [who, ctx.block, commit, revealRound]
  TimelockedWeightCommits.put(ctx, index, epoch, [...commits, sealed])
  ctx.deposit(events.TimelockedWeightsCommitted(who, index, toHex(blake2_256(commit)), revealRound))
  setLastUpdateForUid(ctx, index, uid, ctx.block)
}

/** As `doCommitTimelockedMechanismWeights`, for the mechanism that every subnet has. */
export const doCommitTimelockedWeights = (
  ctx: Ctx,
  origin: Origin,
  netuid: NetUid,
  commit: Uint8Array,
  revealRound: bigint,
  version: number,
): void => doCommitTimelockedMechanismWeights(ctx, origin, netuid, MAIN_MECHANISM, commit, revealRound, version)

const sealedWeights = named(
  boundedBytes(MAX_CRV3_COMMIT_SIZE_BYTES),
  'BoundedVec<u8, ConstU32<MAX_CRV3_COMMIT_SIZE_BYTES>>',
)
const commitHash = named(h256, 'H256')

export const commitWeights = call(
  'commit_weights',
  96,
  { netuid: netuidCodec, commit_hash: commitHash },
  { weight: weights.commitWeights, pays: 'No' },
  (ctx, origin, { netuid, commit_hash }) => doCommitWeights(ctx, origin, netuid, commit_hash),
)

export const commitMechanismWeights = call(
  'commit_mechanism_weights',
  115,
  { netuid: netuidCodec, mecid: mechId, commit_hash: commitHash },
  { weight: weigh(55_130_000, 0, 7, 2), pays: 'No' },
  (ctx, origin, { netuid, mecid, commit_hash }) => doCommitMechanismWeights(ctx, origin, netuid, mecid, commit_hash),
)

export const batchCommitWeights = call(
  'batch_commit_weights',
  100,
  { netuids: named(vec(compactU16), 'Vec<Compact<NetUid>>'), commit_hashes: vec(commitHash) },
  { weight: weights.batchCommitWeights, pays: 'No' },
  (ctx, origin, { netuids, commit_hashes }) => doBatchCommitWeights(ctx, origin, netuids, commit_hashes),
)

export const commitTimelockedWeights = call(
  'commit_timelocked_weights',
  113,
  { netuid: netuidCodec, commit: sealedWeights, reveal_round: u64, commit_reveal_version: u16 },
  { weight: weights.commitTimelockedWeights, pays: 'No' },
  (ctx, origin, { netuid, commit, reveal_round, commit_reveal_version }) =>
    doCommitTimelockedWeights(ctx, origin, netuid, commit, reveal_round, commit_reveal_version),
)

export const commitTimelockedMechanismWeights = call(
  'commit_timelocked_mechanism_weights',
  118,
  {
    netuid: netuidCodec,
    mecid: mechId,
    commit: sealedWeights,
    reveal_round: u64,
    commit_reveal_version: u16,
  },
  { weight: weigh(84_020_000, 0, 9, 2), pays: 'No' },
  (ctx, origin, { netuid, mecid, commit, reveal_round, commit_reveal_version }) =>
    doCommitTimelockedMechanismWeights(ctx, origin, netuid, mecid, commit, reveal_round, commit_reveal_version),
)

export const commitCrv3MechanismWeights = call(
  'commit_crv3_mechanism_weights',
  117,
  { netuid: netuidCodec, mecid: mechId, commit: sealedWeights, reveal_round: u64 },
  { weight: weigh(77_750_000, 0, 7, 2), pays: 'No' },
  (ctx, origin, { netuid, mecid, commit, reveal_round }) =>
    doCommitTimelockedMechanismWeights(ctx, origin, netuid, mecid, commit, reveal_round, CRV3_CALL_VERSION),
)

export const commitCalls = [
  commitWeights,
  commitMechanismWeights,
  batchCommitWeights,
  commitTimelockedWeights,
  commitTimelockedMechanismWeights,
  commitCrv3MechanismWeights,
]
