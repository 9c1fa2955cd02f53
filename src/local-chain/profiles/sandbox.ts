/**
 * The chain to play with: a local network with the real rules, times and constants, on which nothing has to be switched on
 * by hand before stake, weights and emission work.
 */

import { I96F32 } from '../../consensus/fixed/types.ts'
import type { AccountId } from '../../primitives/account.ts'
import { satSub, type Tao, ZERO_TAO } from '../../primitives/amounts.ts'
import type { NetUid } from '../../primitives/netuid.ts'
import { ROOT } from '../../primitives/netuid.ts'
import type { ChainSpec } from '../node/spec.ts'
import { adminUtilsEvents } from '../pallets/admin-utils/events.ts'
import { events } from '../pallets/subtensor/events.ts'
import { AdminFreezeWindow, TotalIssuance } from '../pallets/subtensor/storage/global.ts'
import { SubnetEmissionEnabled, SubnetMovingPrice, SubtokenEnabled } from '../pallets/subtensor/storage/pool.ts'
import { FirstEmissionBlockNumber } from '../pallets/subtensor/storage/subnet.ts'
import type { Ctx } from '../runtime/context.ts'
import { DEVELOPMENT_ACCOUNTS, EARLIER_HOLDERS, EVM_ACCOUNTS } from './development-accounts.ts'
import { localnetGenesis, localnetProfile } from './localnet.ts'

export interface SandboxOptions {
  /** Begin as if so much TAO had been issued; subnet 1 emits from the first block then. */
  readonly issuance?: Tao
  /** Whether nothing of specs after 425 is there. */
  readonly only425?: boolean
}

export const CONVENIENCES: readonly string[] = [
  'Staking on root is enabled, which the owner of a local network does by sudo first.',
  'Hyperparameters can be changed at any time: the freeze before each epoch is off (AdminFreezeWindow = 0).',
  'A subnet emits TAO as soon as it is started: the root of this chain enables its emission, once.',
]

const STARTED = events.FirstEmissionBlockNumberSet.decl

/** Enables the emission of the subnets that were started in this block. */
function enableStarted(ctx: Ctx): void {
  for (const { event } of ctx.events.slice()) {
    if (event.event !== STARTED) continue
    const [netuid] = event.data as readonly [NetUid, bigint]
    if (SubnetEmissionEnabled.get(ctx, netuid)) continue
    SubnetEmissionEnabled.put(ctx, netuid, true)
    ctx.deposit(adminUtilsEvents.SubnetEmissionEnabledSet({ netuid, enabled: true }))
  }
}

function sandboxGenesis(ctx: Ctx, { issuance }: SandboxOptions): void {
  const earlier = issuance === undefined ? [] : earlierHolders(issuance)
  localnetGenesis(ctx, earlier)
  SubtokenEnabled.put(ctx, ROOT, true)
  AdminFreezeWindow.put(ctx, 0)
  if (issuance !== undefined) startFirstSubnet(ctx, issuance)
}

/** Who holds what was issued before, beside the development funds. */
function earlierHolders(issuance: Tao): (readonly [who: AccountId, free: Tao])[] {
  const funds = [...DEVELOPMENT_ACCOUNTS, ...EVM_ACCOUNTS].reduce((sum, { free }) => sum + free, 0n)
  const rest = satSub(issuance, funds as Tao)
  return rest === ZERO_TAO ? [] : [[EARLIER_HOLDERS, rest]]
}

const FIRST_SUBNET: NetUid = 1
const SPOT_PRICE = I96F32.satFromInt(1)

/** The issuance grows by what subnets are given: with none that emits it would stand still. */
function startFirstSubnet(ctx: Ctx, issuance: Tao): void {
  TotalIssuance.put(ctx, issuance)
  FirstEmissionBlockNumber.put(ctx, FIRST_SUBNET, 1n)
  SubtokenEnabled.put(ctx, FIRST_SUBNET, true)
  SubnetMovingPrice.put(ctx, FIRST_SUBNET, SPOT_PRICE)
}

export const sandbox = (options: SandboxOptions = {}): ChainSpec => ({
  profile: { ...localnetProfile('sandbox', false, options.only425), onBlockEnd: enableStarted },
  genesis: ctx => sandboxGenesis(ctx, options),
  chainName: 'Bittensor sandbox',
  chainType: 'Development',
  accounts: DEVELOPMENT_ACCOUNTS,
  conveniences: CONVENIENCES,
})
