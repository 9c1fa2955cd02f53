/** What entries of subnets, neurons and stake owe each other. */
import { isZero } from '../../../consensus/safe-float.ts'
import { type NetUid, ROOT } from '../../../primitives/netuid.ts'
import type { Relation } from '../../runtime/audit.ts'
import type { Ctx } from '../../runtime/context.ts'
import { ChildKeys, ParentKeys, StakingHotkeys } from './storage/keys.ts'
import { Keys, Uids } from './storage/neurons.ts'
import {
  PendingOwnerCut,
  PendingRootAlphaDivs,
  PendingServerEmission,
  PendingValidatorEmission,
  SubnetAlphaOut,
} from './storage/pool.ts'
import { AlphaV2, TotalHotkeyAlpha } from './storage/stake.ts'
import type { Linkage } from './types.ts'

const uidsAndHotkeys: Relation = {
  name: 'A UID and its hotkey name each other',
  check: (ctx, tell) => {
    for (const { keys, value: hotkey } of Keys.entries(ctx)) {
      const [netuid, uid] = keys
      tell(`UID ${uid} of subnet ${netuid}`, Uids.find(ctx, netuid, hotkey) === uid)
    }
  },
}

const has = (links: Linkage, proportion: bigint, hotkey: string): boolean =>
  links.some(([part, other]) => part === proportion && other === hotkey)

const childrenAndParents: Relation = {
  name: 'A child and its parent name each other',
  check: (ctx, tell) => {
    for (const { keys, value: children } of ChildKeys.entries(ctx)) {
      const [parent, netuid] = keys
      for (const [part, child] of children) {
        tell(
          `${parent} and its child ${child} on subnet ${netuid}`,
          has(ParentKeys.get(ctx, child, netuid), part, parent),
        )
      }
    }
    for (const { keys, value: parents } of ParentKeys.entries(ctx)) {
      const [child, netuid] = keys
      for (const [part, parent] of parents) {
        tell(
          `${child} and its parent ${parent} on subnet ${netuid}`,
          has(ChildKeys.get(ctx, parent, netuid), part, child),
        )
      }
    }
  },
}

const stakersAreKnown: Relation = {
  name: 'A coldkey knows the hotkeys that it stakes behind',
  check: (ctx, tell) => {
    for (const { keys, value: share } of AlphaV2.entries(ctx)) {
      const [hotkey, coldkey, netuid] = keys
      const known = isZero(share) || StakingHotkeys.get(ctx, coldkey).includes(hotkey)
      tell(`${coldkey} behind ${hotkey} on subnet ${netuid}`, known)
    }
  },
}

const pending = (ctx: Ctx, netuid: NetUid): bigint =>
  [PendingServerEmission, PendingValidatorEmission, PendingRootAlphaDivs, PendingOwnerCut].reduce(
    (sum, item) => sum + item.get(ctx, netuid),
    0n,
  )

/** What is neither is owed to those who stake on root, or belongs to nobody. */
const stakeIsOutstanding: Relation = {
  name: 'What is staked and pending is outstanding',
  check: (ctx, tell) => {
    const staked = new Map<NetUid, bigint>()
    for (const { keys, value } of TotalHotkeyAlpha.entries(ctx)) {
      staked.set(keys[1], (staked.get(keys[1]) ?? 0n) + value)
    }
    for (const { keys, value: outstanding } of SubnetAlphaOut.entries(ctx)) {
      const [netuid] = keys
      if (netuid === ROOT) continue
      const off = (staked.get(netuid) ?? 0n) + pending(ctx, netuid) - outstanding
      tell(`subnet ${netuid}`, off <= 0n, off)
    }
  },
}

export const subtensorRelations: readonly Relation[] = [
  uidsAndHotkeys,
  childrenAndParents,
  stakersAreKnown,
  stakeIsOutstanding,
]
