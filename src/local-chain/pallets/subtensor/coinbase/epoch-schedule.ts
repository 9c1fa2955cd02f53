/**
 * When epochs run. The schedule is kept in state: a subnet's epoch is due `tempo` blocks after its last one, or when its
 * owner triggered it; at most `MaxEpochsPerBlock` run in a block, the rest one block later.
 * Reference: coinbase/run_coinbase.rs should_run_epoch, drain_pending, epochs_deferred_this_block.
 */
import { type Alpha, ZERO_ALPHA } from '../../../../primitives/amounts.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import type { StorageMap } from '../../../state/storage.ts'
import { MaxTempo } from '../constants.ts'
import { isEpochInputStateConsistent } from '../epoch/run-epoch.ts'
import { events } from '../events.ts'
import { changeSubnetOwnerIfNeeded } from '../staking/lock/ownership.ts'
import { MaxEpochsPerBlock } from '../storage/global.ts'
import {
  PendingOwnerCut,
  PendingRootAlphaDivs,
  PendingServerEmission,
  PendingValidatorEmission,
} from '../storage/pool.ts'
import { BlocksSinceLastStep, LastEpochBlock, PendingEpochAt, SubnetEpochIndex, Tempo } from '../storage/subnet.ts'

/** What a subnet has gathered since its last epoch. */
export interface PendingEmission {
  readonly netuid: NetUid
  readonly server: Alpha
  readonly validator: Alpha
  readonly root: Alpha
  readonly ownerCut: Alpha
}

const U64_MAX = 0xffff_ffff_ffff_ffffn

export function shouldRunEpoch(ctx: Ctx, netuid: NetUid, block: bigint): boolean {
  const tempo = BigInt(Tempo.get(ctx, netuid))
  if (tempo === 0n) return false
  const pending = PendingEpochAt.get(ctx, netuid)
  if (pending > 0n && block >= pending) return true
  if (BlocksSinceLastStep.get(ctx, netuid) > BigInt(MaxTempo.of(ctx))) return true
  const last = LastEpochBlock.get(ctx, netuid)
  return block > last && block - last >= tempo
}

/** The due subnets that this block will defer because others have used its epochs up. */
export function epochsDeferredThisBlock(ctx: Ctx, netuids: readonly NetUid[]): ReadonlySet<NetUid> {
  const cap = MaxEpochsPerBlock.get(ctx)
  const deferred = new Set<NetUid>()
  let run = 0
  for (const netuid of netuids) {
    if (!shouldRunEpoch(ctx, netuid, ctx.block)) continue
    if (run >= cap) deferred.add(netuid)
    else if (isEpochInputStateConsistent(ctx, netuid)) run++
  }
  return deferred
}

/** Takes out what is pending in the subnets whose epoch runs in this block, and advances their schedule. */
export function drainPending(ctx: Ctx, netuids: readonly NetUid[]): PendingEmission[] {
  const cap = MaxEpochsPerBlock.get(ctx)
  const drained: PendingEmission[] = []
  for (const netuid of netuids) {
    BlocksSinceLastStep.mutate(ctx, netuid, blocks => (blocks < U64_MAX ? blocks + 1n : blocks))
    if (!shouldRunEpoch(ctx, netuid, ctx.block)) continue
    if (drained.length >= cap) {
      defer(ctx, netuid)
      continue
    }
    if (isEpochInputStateConsistent(ctx, netuid)) {
      BlocksSinceLastStep.put(ctx, netuid, 0n)
      drained.push(takePending(ctx, netuid))
      changeSubnetOwnerIfNeeded(ctx, netuid)
    } else {
      ctx.deposit(events.EpochSkipped({ netuid, block: ctx.block }))
    }
    LastEpochBlock.put(ctx, netuid, ctx.block)
    PendingEpochAt.put(ctx, netuid, 0n)
    SubnetEpochIndex.mutate(ctx, netuid, index => (index < U64_MAX ? index + 1n : index))
  }
  return drained
}

function defer(ctx: Ctx, netuid: NetUid): void {
  const next = ctx.block + 1n
  PendingEpochAt.put(ctx, netuid, next)
  ctx.deposit(events.EpochDeferred({ netuid, from_block: ctx.block, to_block: next }))
}

const takePending = (ctx: Ctx, netuid: NetUid): PendingEmission => ({
  netuid,
  server: drain(ctx, PendingServerEmission, netuid),
  validator: drain(ctx, PendingValidatorEmission, netuid),
  root: drain(ctx, PendingRootAlphaDivs, netuid),
  ownerCut: drain(ctx, PendingOwnerCut, netuid),
})

function drain(ctx: Ctx, item: StorageMap<readonly [NetUid], Alpha, Alpha>, netuid: NetUid): Alpha {
  const pending = item.get(ctx, netuid)
  item.put(ctx, netuid, ZERO_ALPHA)
  return pending
}

/** Blocks until the scheduled epoch; u64::MAX for a subnet that has none. */
export function blocksUntilNextAutoEpoch(ctx: Ctx, netuid: NetUid, tempo: number, block: bigint): bigint {
  if (tempo === 0) return U64_MAX
  const next = LastEpochBlock.get(ctx, netuid) + BigInt(tempo)
  return next > block ? next - block : 0n
}

/** The block of the next epoch, by schedule or by trigger; undefined for a subnet that has none. */
export function getNextEpochStartBlock(ctx: Ctx, netuid: NetUid): bigint | undefined {
  const tempo = Tempo.get(ctx, netuid)
  if (tempo === 0) return undefined
  const scheduled = LastEpochBlock.get(ctx, netuid) + BigInt(tempo)
  const pending = PendingEpochAt.get(ctx, netuid)
  return pending > 0n && pending < scheduled ? pending : scheduled
}
