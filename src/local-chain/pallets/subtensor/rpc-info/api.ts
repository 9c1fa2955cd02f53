/** The runtime APIs of the SubtensorModule. Reference: pallets/subtensor/runtime-api/src/lib.rs, runtime/src/lib.rs */
import { method, runtimeApi } from '../../../runtime/api.ts'
import { accountId, mechId, netuid, taoBalance } from '../../../runtime/types.ts'
import { option, vec, vecU16 } from '../../../scale/collections.ts'
import { u16, u64 } from '../../../scale/primitives.ts'
import { getSubnetAccountId } from '../coinbase/accounts.ts'
import { getNextEpochStartBlock } from '../coinbase/epoch-schedule.ts'
import { getNetworkLockCost } from '../coinbase/network-lock.ts'
import { getNetworkToPrune } from '../coinbase/root.ts'
import { getColdkeyLock } from '../staking/lock/locks.ts'
import { hotkeyConviction, subnetKing } from '../staking/lock/ownership.ts'
import { AutoStakeDestination } from '../storage/keys.ts'
import { getAllSubnetNetuids, ifSubnetExist } from '../subnets/subnet.ts'
import { lockState, u64f64 } from '../types.ts'
import { delegated, delegateInfo, getDelegate, getDelegated, getDelegates } from './delegate-info.ts'
import * as graphs from './metagraph.ts'
import { neuronInfo, neuronInfoLite, neuronLiteOf, neuronOf, neuronsOf } from './neuron-info.ts'
import * as stake from './stake-info.ts'
import type { View } from './subnet-fields.ts'
import * as subnets from './subnet-info.ts'

const delegateApi = runtimeApi('DelegateInfoRuntimeApi', 1, {
  get_delegates: method({}, vec(delegateInfo), ctx => getDelegates(ctx)),
  get_delegate: method({ delegate_account: accountId }, option(delegateInfo), (ctx, args) =>
    getDelegate(ctx, args.delegate_account),
  ),
  get_delegated: method({ delegatee_account: accountId }, delegated, (ctx, args) =>
    getDelegated(ctx, args.delegatee_account),
  ),
})

const neuronApi = runtimeApi('NeuronInfoRuntimeApi', 1, {
  get_neurons: method({ netuid }, vec(neuronInfo), (ctx, args) => neuronsOf(ctx, args.netuid, neuronOf)),
  get_neuron: method({ netuid, uid: u16 }, option(neuronInfo), (ctx, args) => neuronOf(ctx, args.netuid, args.uid)),
  get_neurons_lite: method({ netuid }, vec(neuronInfoLite), (ctx, args) => neuronsOf(ctx, args.netuid, neuronLiteOf)),
  get_neuron_lite: method({ netuid, uid: u16 }, option(neuronInfoLite), (ctx, args) =>
    neuronLiteOf(ctx, args.netuid, args.uid),
  ),
})

const oneView = (view: View) =>
  method({ netuid }, option(view.codec), (ctx, args) => subnets.viewOf(view, ctx, args.netuid))

const viewsByNetuid = (view: View) => method({}, vec(option(view.codec)), ctx => subnets.viewsByNetuid(view, ctx))

const subnetApi = runtimeApi('SubnetInfoRuntimeApi', 2, {
  get_subnet_info: oneView(subnets.subnetInfo),
  get_subnets_info: viewsByNetuid(subnets.subnetInfo),
  get_subnet_info_v2: oneView(subnets.subnetInfoV2),
  get_subnets_info_v2: viewsByNetuid(subnets.subnetInfoV2),
  get_subnet_hyperparams: oneView(subnets.subnetHyperparams),
  get_subnet_hyperparams_v2: oneView(subnets.subnetHyperparamsV2),
  get_all_dynamic_info: method({}, vec(option(subnets.dynamicInfo.codec)), ctx =>
    getAllSubnetNetuids(ctx).map(id => subnets.viewOf(subnets.dynamicInfo, ctx, id)),
  ),
  get_all_metagraphs: method({}, vec(option(graphs.metagraph.codec)), ctx => graphs.allMetagraphs(ctx)),
  get_metagraph: oneView(graphs.metagraph),
  get_all_mechagraphs: method({}, vec(option(graphs.metagraph.codec)), ctx => graphs.allMechagraphs(ctx)),
  get_mechagraph: method({ netuid, mecid: mechId }, option(graphs.metagraph.codec), (ctx, args) =>
    graphs.mechagraphOf(ctx, args.netuid, args.mecid),
  ),
  get_dynamic_info: oneView(subnets.dynamicInfo),
  get_subnet_state: oneView(graphs.subnetState),
  get_selective_metagraph: method(
    { netuid, metagraph_indexes: vecU16 },
    option(graphs.selectiveMetagraph),
    (ctx, args) => graphs.selectedOf(ctx, args.netuid, args.metagraph_indexes),
  ),
  get_coldkey_auto_stake_hotkey: method({ coldkey: accountId, netuid }, option(accountId), (ctx, args) =>
    AutoStakeDestination.get(ctx, args.coldkey, args.netuid),
  ),
  get_selective_mechagraph: method(
    { netuid, subid: mechId, metagraph_indexes: vecU16 },
    option(graphs.selectiveMetagraph),
    (ctx, args) => graphs.selectedOfMechanism(ctx, args.netuid, args.subid, args.metagraph_indexes),
  ),
  get_subnet_to_prune: method({}, option(netuid), ctx => getNetworkToPrune(ctx)),
  get_subnet_account_id: method({ netuid }, option(accountId), (ctx, args) => getSubnetAccountId(ctx, args.netuid)),
  get_next_epoch_start_block: method({ netuid }, option(u64), (ctx, args) => getNextEpochStartBlock(ctx, args.netuid)),
  get_subnet_hyperparams_v3: method({ netuid }, option(subnets.hyperparamEntries), (ctx, args) =>
    ifSubnetExist(ctx, args.netuid) ? subnets.hyperparamsOf(ctx, args.netuid) : undefined,
  ),
})

const stakeApi = runtimeApi('StakeInfoRuntimeApi', 1, {
  get_stake_info_for_coldkey: method({ coldkey_account: accountId }, vec(stake.stakeInfo), (ctx, args) =>
    stake.stakesOf(ctx, args.coldkey_account),
  ),
  get_stake_info_for_coldkeys: method({ coldkey_accounts: vec(accountId) }, stake.stakeInfosByColdkey, (ctx, args) =>
    args.coldkey_accounts.map(coldkey => [coldkey, stake.stakesOf(ctx, coldkey)] as const),
  ),
  get_stake_info_for_hotkey_coldkey_netuid: method(
    { hotkey_account: accountId, coldkey_account: accountId, netuid },
    option(stake.stakeInfo),
    (ctx, args) => stake.stakeInfoOf(ctx, args.hotkey_account, args.coldkey_account, args.netuid),
  ),
  get_stake_availability_for_coldkeys: method(
    { coldkey_accounts: vec(accountId), netuids: option(vec(netuid)) },
    stake.availabilities,
    (ctx, args) => stake.stakeAvailabilities(ctx, args.coldkey_accounts, args.netuids),
  ),
  get_stake_fee: method(
    {
      origin: stake.place,
      origin_coldkey_account: accountId,
      destination: stake.place,
      destination_coldkey_account: accountId,
      amount: u64,
    },
    u64,
    (ctx, args) => stake.stakeFee(ctx, args.origin, args.destination, args.amount),
  ),
  get_coldkey_lock: method({ coldkey: accountId, netuid }, option(lockState), (ctx, args) =>
    getColdkeyLock(ctx, args.coldkey, args.netuid),
  ),
  get_hotkey_conviction: method({ hotkey: accountId, netuid }, u64f64, (ctx, args) =>
    hotkeyConviction(ctx, args.hotkey, args.netuid),
  ),
  get_most_convicted_hotkey_on_subnet: method({ netuid }, option(accountId), (ctx, args) =>
    subnetKing(ctx, args.netuid),
  ),
})

const registrationApi = runtimeApi('SubnetRegistrationRuntimeApi', 1, {
  get_network_registration_cost: method({}, taoBalance, ctx => getNetworkLockCost(ctx)),
})

export const subtensorApis = [delegateApi, neuronApi, subnetApi, stakeApi, registrationApi]
