/**
 * What hotkeys publish about themselves on a subnet, openly or sealed until a drand round.
 * Reference: pallets/commitments/src/lib.rs.
 */
import type { AccountId } from '../../../primitives/account.ts'
import { satAdd, satSub, tao } from '../../../primitives/amounts.ts'
import type { NetUid } from '../../../primitives/netuid.ts'
import { call } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { ensure } from '../../runtime/dispatch-error.ts'
import { ensureRoot, ensureSigned } from '../../runtime/origin.ts'
import { pallet } from '../../runtime/pallet.ts'
import { netuid } from '../../runtime/types.ts'
import { weigh } from '../../runtime/weight.ts'
import { named, type ValueOf } from '../../scale/codec.ts'
import { u32 } from '../../scale/primitives.ts'
import { reserve, unreserve } from '../balances/reserves.ts'
import { doResetBonds } from '../subtensor/epoch/reset-bonds.ts'
import { SubnetEpochIndex } from '../subtensor/storage/subnet.ts'
import { mechanismIndices } from '../subtensor/subnets/mechanism.ts'
import { isHotkeyRegisteredOnNetwork } from '../subtensor/subnets/uids.ts'
import { CommitmentsErrors, commitmentsEvents } from './events.ts'
import { revealTimelockedCommitments } from './reveal.ts'
import * as storage from './storage.ts'
import { commitmentInfo, type Registration, spaceOf } from './types.ts'

const MIN_SPACE = 100n

const setCommitment = call(
  'set_commitment',
  0,
  { netuid, info: named(commitmentInfo, 'Box<CommitmentInfo<T::MaxFields>>') },
  { weight: weigh(33_480_000, 0, 5, 4), pays: 'No' },
  (ctx, origin, { netuid, info }) => {
    const who = ensureSigned(origin)
    ensure(isHotkeyRegisteredOnNetwork(ctx, netuid, who), CommitmentsErrors.AccountNotAllowedCommit)
    ensure(info.fields.length <= storage.MaxFields.of(ctx), CommitmentsErrors.TooManyFieldsInCommitmentInfo)
    if (info.fields.some(({ type }) => type === 'ResetBondsFlag')) resetBonds(ctx, netuid, who)
    useSpace(ctx, netuid, who, info)
    keep(ctx, netuid, who, info)
    announce(ctx, netuid, who, info)
  },
)

type Info = ValueOf<typeof commitmentInfo>

function resetBonds(ctx: Ctx, netuid: NetUid, who: AccountId): void {
  storage.LastBondsReset.put(ctx, netuid, who, ctx.block)
  for (const index of mechanismIndices(ctx, netuid)) doResetBonds(ctx, index, who)
}

/** Counts the bytes of an epoch. @throws SpaceLimitExceeded */
function useSpace(ctx: Ctx, netuid: NetUid, who: AccountId, { fields }: Info): void {
  const bytes = fields.reduce((sum, field) => sum + BigInt(spaceOf(field)), 0n)
  const required = bytes > MIN_SPACE ? bytes : MIN_SPACE
  const epoch = SubnetEpochIndex.get(ctx, netuid)
  const usage = storage.UsedSpaceOf.get(ctx, netuid, who)
  const used = (usage?.last_epoch === epoch ? usage.used_space : 0n) + required
  ensure(used <= BigInt(storage.MaxSpace.get(ctx)), CommitmentsErrors.SpaceLimitExceeded)
  storage.UsedSpaceOf.put(ctx, netuid, who, { last_epoch: epoch, used_space: used })
}

/** @throws InsufficientBalance where the deposit cannot be paid */
function keep(ctx: Ctx, netuid: NetUid, who: AccountId, info: Info): void {
  const before = storage.CommitmentOf.get(ctx, netuid, who)?.deposit ?? tao(0n)
  const forFields = tao(BigInt(info.fields.length) * storage.FieldDeposit.of(ctx))
  const deposit = satAdd(storage.InitialDeposit.of(ctx), forFields)
  if (deposit > before) reserve(ctx, who, satSub(deposit, before))
  if (before > deposit) {
    ensure(unreserve(ctx, who, satSub(before, deposit)) === 0n, CommitmentsErrors.UnexpectedUnreserveLeftover)
  }
  const registration: Registration = { deposit, block: ctx.block, info }
  storage.CommitmentOf.put(ctx, netuid, who, registration)
  storage.LastCommitment.put(ctx, netuid, who, ctx.block)
}

function announce(ctx: Ctx, netuid: NetUid, who: AccountId, { fields }: Info): void {
  const sealed = fields.find(field => field.type === 'TimelockEncrypted')
  const others = storage.TimelockedIndex.get(ctx).filter(([n, account]) => n !== netuid || account !== who)
  if (sealed === undefined) {
    ctx.deposit(commitmentsEvents.Commitment({ netuid, who }))
    storage.TimelockedIndex.put(ctx, others)
  } else {
    ctx.deposit(commitmentsEvents.TimelockCommitment({ netuid, who, reveal_round: sealed.value.reveal_round }))
    const me: storage.Committer = [netuid, who]
    storage.TimelockedIndex.put(ctx, [...others, me].sort(storage.compareCommitters))
  }
}

const setMaxSpace = call(
  'set_max_space',
  2,
  { new_limit: u32 },
  { weight: weigh(2_856_000, 0, 0, 1) },
  (ctx, origin, args) => {
    ensureRoot(origin)
    storage.MaxSpace.put(ctx, args.new_limit)
  },
)

/** Forgets everything of a subnet that is removed. Reference: purge_netuid */
export function purgeCommitments(ctx: Ctx, netuid: NetUid): void {
  storage.CommitmentOf.clear(ctx, [netuid])
  storage.LastCommitment.clear(ctx, [netuid])
  storage.LastBondsReset.clear(ctx, [netuid])
  storage.RevealedCommitments.clear(ctx, [netuid])
  storage.UsedSpaceOf.clear(ctx, [netuid])
  storage.TimelockedIndex.mutate(ctx, index => index.filter(([n]) => n !== netuid))
}

export const commitments = pallet({
  name: 'Commitments',
  path: 'pallet_commitments::pallet',
  storage: storage.commitmentsStorage,
  calls: [setCommitment, setMaxSpace],
  events: commitmentsEvents,
  errors: CommitmentsErrors,
  constants: [storage.MaxFields, storage.InitialDeposit, storage.FieldDeposit],
  onInitialize: revealTimelockedCommitments,
})
