/**
 * Weights that were promised by their hash are shown: `reveal period` epochs after the commit, neither sooner nor later.
 * Reference: subnets/weights.rs.
 */
import type { AccountId } from '../../../../primitives/account.ts'
import { toHex } from '../../../../primitives/bytes.ts'
import { blake2_256 } from '../../../../primitives/crypto/blake2.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import { call } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import { ensureSigned, type Origin } from '../../../runtime/origin.ts'
import { accountId, type Hash, mechId, netuid as netuidCodec, netuidIndex } from '../../../runtime/types.ts'
import { weigh } from '../../../runtime/weight.ts'
import { encode } from '../../../scale/codec.ts'
import { tuple, vec, vecU16 } from '../../../scale/collections.ts'
import { u64 } from '../../../scale/primitives.ts'
import { errors } from '../errors.ts'
import { events } from '../events.ts'
import { CommitRevealWeightsEnabled } from '../storage/hyperparameters.ts'
import { WeightCommits } from '../storage/neurons.ts'
import { weights } from '../weights.ts'
import { type WeightCommit, withoutExpired } from './commits.ts'
import { getMechanismStorageIndex, MAIN_MECHANISM } from './mechanism.ts'
import { doSetMechanismWeights, doSetWeights, isRevealBlockRange } from './weights.ts'

/** What a commit promised. */
export interface Reveal {
  readonly uids: Uint16Array
  readonly values: Uint16Array
  readonly salt: Uint16Array
  readonly versionKey: bigint
}

const commitment = tuple(accountId, netuidIndex, vecU16, vecU16, vecU16, u64)

/** The hash by which weights are committed. */
export const getCommitHash = (who: AccountId, index: number, { uids, values, salt, versionKey }: Reveal): Hash =>
  toHex(blake2_256(encode(commitment, [who, index, uids, values, salt, versionKey])))

interface OpenCommits {
  readonly open: readonly WeightCommit[]
  readonly expired: readonly WeightCommit[]
}

/** @throws NoWeightsCommitFound for a hotkey without any */
function commitsOf(ctx: Ctx, netuid: NetUid, index: number, who: AccountId): OpenCommits {
  const commits = WeightCommits.get(ctx, index, who)
  if (commits === undefined) throw errors.NoWeightsCommitFound
  const open = withoutExpired(ctx, netuid, commits)
  return { open, expired: commits.slice(0, commits.length - open.length) }
}

const findHash = (commits: readonly WeightCommit[], hash: Hash): number =>
  commits.findIndex(([known]) => known === hash)

function storeCommits(ctx: Ctx, index: number, who: AccountId, commits: readonly WeightCommit[]): void {
  if (commits.length === 0) WeightCommits.remove(ctx, index, who)
  else WeightCommits.put(ctx, index, who, commits)
}

/**
 * Sets the weights of one commit; it and all before it are done with.
 * @throws CommitRevealDisabled, NoWeightsCommitFound, ExpiredWeightCommit, RevealTooEarly,
 * InvalidRevealCommitHashNotMatch, and those of setting weights
 */
export function doRevealMechanismWeights(
  ctx: Ctx,
  origin: Origin,
  netuid: NetUid,
  mechanism: number,
  reveal: Reveal,
): void {
  const index = getMechanismStorageIndex(netuid, mechanism)
  const who = ensureSigned(origin)
  ensure(CommitRevealWeightsEnabled.get(ctx, netuid), errors.CommitRevealDisabled)
  const { open, expired } = commitsOf(ctx, netuid, index, who)
  const hash = getCommitHash(who, index, reveal)
  const at = findHash(open, hash)
  if (at === -1) {
    if (findHash(expired, hash) !== -1) throw errors.ExpiredWeightCommit
    throw open.length === 0 ? errors.NoWeightsCommitFound : errors.InvalidRevealCommitHashNotMatch
  }
  ensure(isRevealBlockRange(ctx, netuid, open[at]![1]), errors.RevealTooEarly)
  doSetMechanismWeights(ctx, origin, netuid, mechanism, reveal.uids, reveal.values, reveal.versionKey)
  ctx.deposit(events.WeightsRevealed(who, index, hash))
  storeCommits(ctx, index, who, open.slice(at + 1))
}

/**
 * Sets the weights of several commits of the first mechanism, all or none. Commits in between stay.
 * @throws InputLengthsUnequal too
 */
export function doBatchRevealWeights(
  ctx: Ctx,
  origin: Origin,
  netuid: NetUid,
  uidsList: readonly Uint16Array[],
  valuesList: readonly Uint16Array[],
  saltsList: readonly Uint16Array[],
  versionKeys: readonly bigint[],
): void {
  const reveals = revealsOf(uidsList, valuesList, saltsList, versionKeys)
  const index = getMechanismStorageIndex(netuid, MAIN_MECHANISM)
  const who = ensureSigned(origin)
  ensure(CommitRevealWeightsEnabled.get(ctx, netuid), errors.CommitRevealDisabled)
  const { open, expired } = commitsOf(ctx, netuid, index, who)
  const refuseUnknown = (hash: Hash): never => {
    throw findHash(expired, hash) === -1 ? errors.InvalidRevealCommitHashNotMatch : errors.ExpiredWeightCommit
  }
  const hashes = reveals.map(reveal => getCommitHash(who, index, reveal))
  for (const hash of hashes) {
    const commit = open[findHash(open, hash)] ?? refuseUnknown(hash)
    ensure(isRevealBlockRange(ctx, netuid, commit[1]), errors.RevealTooEarly)
  }
  let left = open
  reveals.forEach(({ uids, values, versionKey }, i) => {
    const at = findHash(left, hashes[i]!)
    // The same weights twice need two commits.
    if (at === -1) refuseUnknown(hashes[i]!)
    left = left.toSpliced(at, 1)
    doSetWeights(ctx, origin, netuid, uids, values, versionKey)
  })
  storeCommits(ctx, index, who, left)
  ctx.deposit(events.WeightsBatchRevealed(who, netuid, hashes))
}

/** @throws InputLengthsUnequal */
export function revealsOf(
  uidsList: readonly Uint16Array[],
  valuesList: readonly Uint16Array[],
  saltsList: readonly Uint16Array[],
  versionKeys: readonly bigint[],
): Reveal[] {
  const equal = [valuesList, saltsList, versionKeys].every(list => list.length === uidsList.length)
  ensure(equal, errors.InputLengthsUnequal)
  return uidsList.map((uids, i) => ({ uids, values: valuesList[i]!, salt: saltsList[i]!, versionKey: versionKeys[i]! }))
}

export const revealWeights = call(
  'reveal_weights',
  97,
  { netuid: netuidCodec, uids: vecU16, values: vecU16, salt: vecU16, version_key: u64 },
  { weight: weights.revealWeights, pays: 'No' },
  (ctx, origin, { netuid, version_key, ...reveal }) =>
    doRevealMechanismWeights(ctx, origin, netuid, MAIN_MECHANISM, { ...reveal, versionKey: version_key }),
)

export const revealMechanismWeights = call(
  'reveal_mechanism_weights',
  116,
  { netuid: netuidCodec, mecid: mechId, uids: vecU16, values: vecU16, salt: vecU16, version_key: u64 },
  { weight: weigh(122_000_000, 0, 16, 2), pays: 'No' },
  (ctx, origin, { netuid, mecid, version_key, ...reveal }) =>
    doRevealMechanismWeights(ctx, origin, netuid, mecid, { ...reveal, versionKey: version_key }),
)

const listOfU16s = vec(vecU16)

export const batchRevealWeights = call(
  'batch_reveal_weights',
  98,
  {
    netuid: netuidCodec,
    uids_list: listOfU16s,
    values_list: listOfU16s,
    salts_list: listOfU16s,
    version_keys: vec(u64),
  },
  { weight: weights.batchRevealWeights, pays: 'No' },
  (ctx, origin, { netuid, uids_list, values_list, salts_list, version_keys }) =>
    doBatchRevealWeights(ctx, origin, netuid, uids_list, values_list, salts_list, version_keys),
)

export const revealCalls = [revealWeights, revealMechanismWeights, batchRevealWeights]
