/**
 * What can be told of weights before they are set, committed or revealed: lengths, stake, and whether the commit is there and
 * its time has come. Reference: guards/check_weights.rs.
 */
import type { AccountId } from '../../../../primitives/account.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import { LastStoredRound } from '../../drand/storage.ts'
import { errors } from '../errors.ts'
import { WeightCommits } from '../storage/neurons.ts'
import {
  batchCommitWeights,
  commitCrv3MechanismWeights,
  commitMechanismWeights,
  commitTimelockedMechanismWeights,
  commitTimelockedWeights,
  commitWeights,
  type WeightCommit,
} from '../subnets/commits.ts'
import { getMechanismStorageIndex, MAIN_MECHANISM } from '../subnets/mechanism.ts'
import {
  batchRevealWeights,
  getCommitHash,
  type Reveal,
  revealMechanismWeights,
  revealsOf,
  revealWeights,
} from '../subnets/reveals.ts'
import {
  batchSetWeights,
  checkWeightsMinStake,
  isRevealBlockRange,
  setMechanismWeights,
  setWeights,
} from '../subnets/weights.ts'
import { weights } from '../weights.ts'
import { guardOf, on } from './guard.ts'

const ensureMinStake = (ctx: Ctx, who: AccountId, netuid: NetUid): void =>
  ensure(checkWeightsMinStake(ctx, who, netuid), errors.NotEnoughStakeToSetWeights)

const checkSubnet = (ctx: Ctx, who: AccountId, { netuid }: { readonly netuid: NetUid }): void =>
  ensureMinStake(ctx, who, netuid)

/** @throws InputLengthsUnequal, NotEnoughStakeToSetWeights */
function checkBatch(ctx: Ctx, who: AccountId, netuids: readonly NetUid[], ...lists: (readonly unknown[])[]): void {
  const equal = lists.every(list => list.length === netuids.length)
  ensure(equal, errors.InputLengthsUnequal)
  for (const netuid of netuids) ensureMinStake(ctx, who, netuid)
}

/** @throws NotEnoughStakeToSetWeights, NoWeightsCommitFound, RevealTooEarly for anything but the right epoch */
function checkReveals(ctx: Ctx, who: AccountId, netuid: NetUid, mechanism: number, reveals: readonly Reveal[]): void {
  ensureMinStake(ctx, who, netuid)
  const index = getMechanismStorageIndex(netuid, mechanism)
  const commits = WeightCommits.get(ctx, index, who)
  if (commits === undefined) throw errors.NoWeightsCommitFound
  for (const reveal of reveals) {
    const epoch = epochOfCommit(commits, getCommitHash(who, index, reveal))
    ensure(isRevealBlockRange(ctx, netuid, epoch), errors.RevealTooEarly)
  }
}

function epochOfCommit(commits: readonly WeightCommit[], hash: string): bigint {
  const commit = commits.find(([known]) => known === hash)
  if (commit === undefined) throw errors.NoWeightsCommitFound
  return commit[1]
}

interface SealedCommit {
  readonly netuid: NetUid
  readonly reveal_round: bigint
}

/** @throws NotEnoughStakeToSetWeights, InvalidRevealRound for a round that everybody knows already */
function checkSealedCommit(ctx: Ctx, who: AccountId, { netuid, reveal_round }: SealedCommit): void {
  ensureMinStake(ctx, who, netuid)
  ensure(reveal_round >= LastStoredRound.get(ctx), errors.InvalidRevealRound)
}

export const checkWeights = guardOf(weights.checkWeightsExtension, [
  on(setWeights, checkSubnet),
  on(setMechanismWeights, checkSubnet),
  on(commitWeights, checkSubnet),
  on(commitMechanismWeights, checkSubnet),
  on(batchSetWeights, (ctx, who, args) => checkBatch(ctx, who, args.netuids, args.weights, args.version_keys)),
  on(batchCommitWeights, (ctx, who, { netuids, commit_hashes }) => checkBatch(ctx, who, netuids, commit_hashes)),
  on(revealWeights, (ctx, who, { netuid, version_key: versionKey, ...reveal }) =>
    checkReveals(ctx, who, netuid, MAIN_MECHANISM, [{ ...reveal, versionKey }]),
  ),
  on(revealMechanismWeights, (ctx, who, { netuid, mecid, version_key: versionKey, ...reveal }) =>
    checkReveals(ctx, who, netuid, mecid, [{ ...reveal, versionKey }]),
  ),
  on(batchRevealWeights, (ctx, who, { netuid, uids_list, values_list, salts_list, version_keys }) => {
    const reveals = revealsOf(uids_list, values_list, salts_list, version_keys)
    checkReveals(ctx, who, netuid, MAIN_MECHANISM, reveals)
  }),
  on(commitTimelockedWeights, checkSealedCommit),
  on(commitTimelockedMechanismWeights, checkSealedCommit),
  on(commitCrv3MechanismWeights, checkSealedCommit),
])
