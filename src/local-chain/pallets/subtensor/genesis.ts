/**
 * How the pallet begins: the root network, and subnet 1 with one neuron that belongs to nobody.
 * Reference: macros/genesis.rs.
 */
import { fromU64 } from '../../../consensus/safe-float.ts'
import { type AccountId, ZERO_ACCOUNT } from '../../../primitives/account.ts'
import { alpha, type Tao, tao, ZERO_ALPHA, ZERO_TAO } from '../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../primitives/netuid.ts'
import type { Ctx } from '../../runtime/context.ts'
import { StartCallDelay, TotalIssuance, TotalNetworks } from './storage/global.ts'
import {
  MaxAllowedUids,
  MaxAllowedValidators,
  MinAllowedWeights,
  TargetRegistrationsPerInterval,
} from './storage/hyperparameters.ts'
import { Owner, StakingHotkeys } from './storage/keys.ts'
import * as neurons from './storage/neurons.ts'
import { LargestLocked, SubnetAlphaIn, SubnetAlphaOut, SubnetLocked, SubnetTAO } from './storage/pool.ts'
import { AlphaV2, TotalHotkeyAlpha, TotalHotkeySharesV2 } from './storage/stake.ts'
import {
  NetworkRegistrationAllowed,
  NetworksAdded,
  SubnetMechanism,
  SubnetOwner,
  SubnetOwnerHotkey,
  SubnetworkN,
  Tempo,
  TokenSymbol,
} from './storage/subnet.ts'
import { getSymbolForSubnet } from './subnets/symbols.ts'

export interface SubtensorGenesis {
  /** What the issuance of TAO counts from; the reference's local networks leave it at zero. */
  readonly balancesIssuance?: Tao
  /** Blocks between the registration of a subnet and its start, where not the default. */
  readonly startCallDelay?: bigint
}

/** //Alice and //Alice_hk, who own root in the fast profile. */
const ALICE = '0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d' as AccountId
const ALICE_HOTKEY = '0x506c5a28f51e841b4df26ace64a23d69057fefda24bc9a53cb74197f901e7128' as AccountId

const FIRST_SUBNET: NetUid = 1
const FIRST_POOL = 10_000_000_000n
const FIRST_STAKE = 1_000_000_000n

export function subtensorGenesis(
  ctx: Ctx,
  { balancesIssuance = ZERO_TAO, startCallDelay }: SubtensorGenesis = {},
): void {
  TotalIssuance.put(ctx, balancesIssuance)
  if (startCallDelay !== undefined) StartCallDelay.put(ctx, startCallDelay)
  addRoot(ctx)
  addFirstSubnet(ctx)
}

function addNetwork(ctx: Ctx, netuid: NetUid, owner: AccountId, maxUids: number): void {
  NetworksAdded.put(ctx, netuid, true)
  TotalNetworks.mutate(ctx, count => count + 1)
  SubnetOwner.put(ctx, netuid, owner)
  SubnetworkN.put(ctx, netuid, 0)
  MaxAllowedUids.put(ctx, netuid, maxUids)
  MaxAllowedValidators.put(ctx, netuid, 64)
  MinAllowedWeights.put(ctx, netuid, 0)
  Tempo.put(ctx, netuid, 100)
  NetworkRegistrationAllowed.put(ctx, netuid, true)
  TokenSymbol.put(ctx, netuid, getSymbolForSubnet(netuid))
}

function addRoot(ctx: Ctx): void {
  const { fast } = ctx.constants
  addNetwork(ctx, ROOT, fast ? ALICE : ZERO_ACCOUNT, 64)
  SubnetOwnerHotkey.put(ctx, ROOT, fast ? ALICE_HOTKEY : ZERO_ACCOUNT)
  TargetRegistrationsPerInterval.put(ctx, ROOT, 1)
}

function addFirstSubnet(ctx: Ctx): void {
  addNetwork(ctx, FIRST_SUBNET, ZERO_ACCOUNT, 256)
  SubnetMechanism.put(ctx, FIRST_SUBNET, 1)
  SubnetAlphaIn.put(ctx, FIRST_SUBNET, alpha(FIRST_POOL))
  SubnetTAO.put(ctx, FIRST_SUBNET, tao(FIRST_POOL))
  SubnetLocked.put(ctx, FIRST_SUBNET, tao(1n))
  LargestLocked.put(ctx, FIRST_SUBNET, 1n)
  Owner.put(ctx, ZERO_ACCOUNT, ZERO_ACCOUNT)
  StakingHotkeys.put(ctx, ZERO_ACCOUNT, [ZERO_ACCOUNT])
  const share = fromU64(FIRST_STAKE)
  AlphaV2.put(ctx, ZERO_ACCOUNT, ZERO_ACCOUNT, FIRST_SUBNET, share)
  TotalHotkeyAlpha.put(ctx, ZERO_ACCOUNT, FIRST_SUBNET, alpha(FIRST_STAKE))
  TotalHotkeySharesV2.put(ctx, ZERO_ACCOUNT, FIRST_SUBNET, share)
  SubnetAlphaOut.put(ctx, FIRST_SUBNET, alpha(FIRST_STAKE))
  addFirstNeuron(ctx)
}

function addFirstNeuron(ctx: Ctx): void {
  const netuid = FIRST_SUBNET
  const noScore = Uint16Array.of(0)
  SubnetworkN.put(ctx, netuid, 1)
  neurons.Active.put(ctx, netuid, [true])
  neurons.Emission.put(ctx, netuid, [ZERO_ALPHA])
  neurons.Consensus.put(ctx, netuid, noScore)
  neurons.Incentive.put(ctx, netuid, noScore)
  neurons.Dividends.put(ctx, netuid, noScore)
  neurons.LastUpdate.put(ctx, netuid, [ctx.block])
  neurons.ValidatorTrust.put(ctx, netuid, noScore)
  neurons.ValidatorPermit.put(ctx, netuid, [false])
  neurons.Keys.put(ctx, netuid, 0, ZERO_ACCOUNT)
  neurons.Uids.put(ctx, netuid, ZERO_ACCOUNT, 0)
  neurons.BlockAtRegistration.put(ctx, netuid, 0, ctx.block)
  neurons.IsNetworkMember.put(ctx, ZERO_ACCOUNT, netuid, true)
}
