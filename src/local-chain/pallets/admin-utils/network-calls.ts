/** Settings of the whole network. Reference: pallets/admin-utils/src/lib.rs. */
import { U64F64 } from '../../../consensus/fixed/types.ts'
import { call } from '../../runtime/call.ts'
import { ensure } from '../../runtime/dispatch-error.ts'
import { ensureRoot } from '../../runtime/origin.ts'
import { blockNumber, mechId, taoBalance } from '../../runtime/types.ts'
import { named } from '../../scale/codec.ts'
import { boundedVec, option } from '../../scale/collections.ts'
import { bool, u8, u16, u64 } from '../../scale/primitives.ts'
import { changeAuthorities } from '../aura/authorities.ts'
import { auraPublic } from '../aura/types.ts'
import { ChainId } from '../evm-chain-id/pallet.ts'
import { scheduleChange } from '../grandpa/pallet.ts'
import { authorityList } from '../grandpa/types.ts'
import {
  setLockReductionInterval,
  setNetworkImmunityPeriod,
  setNetworkMinLock,
  setStartCallDelay,
} from '../subtensor/coinbase/network-lock.ts'
import { clearSmallNominations } from '../subtensor/staking/helpers.ts'
import * as global from '../subtensor/storage/global.ts'
import { doSetMaxMechanismCount } from '../subtensor/subnets/mechanism.ts'
import { setNetworkRateLimit } from '../subtensor/subnets/subnet.ts'
import { i64f64, i96f32, u64f64 } from '../subtensor/types.ts'
import * as misc from '../subtensor/utils/misc.ts'
import { AdminUtilsErrors as errors } from './errors.ts'
import { adminUtilsEvents as events } from './events.ts'
import { estimated, networkCall } from './kinds.ts'
import { PrecompileEnable, precompile } from './storage.ts'
import { scheduleGrandpaChangeWeight, swapAuthoritiesWeight, weights } from './weights.ts'

const MAX_AUTHORITIES = 32
const new_authorities = named(
  boundedVec(auraPublic, MAX_AUTHORITIES),
  'BoundedVec<<T as Config>::AuthorityId, T::MaxAuthorities>',
)

const ONE = U64F64.satFromInt(1)
const TWO = U64F64.satFromInt(2)

const flow = estimated(7_343_000, 0, 1)
const plain = estimated(14_000_000, 0, 1)

export const networkCalls = [
  call(
    'swap_authorities',
    0,
    { new_authorities },
    { weight: args => swapAuthoritiesWeight(args.new_authorities.length) },
    (ctx, origin, args) => {
      ensureRoot(origin)
      changeAuthorities(ctx, args.new_authorities)
    },
  ),
  networkCall('sudo_set_default_take', 1, { default_take: u16 }, weights.sudoSetDefaultTake, (ctx, args) =>
    misc.setMaxDelegateTake(ctx, args.default_take),
  ),
  networkCall('sudo_set_tx_rate_limit', 2, { tx_rate_limit: u64 }, weights.sudoSetTxRateLimit, (ctx, args) =>
    misc.setTxRateLimit(ctx, args.tx_rate_limit),
  ),
  networkCall('sudo_set_subnet_owner_cut', 28, { subnet_owner_cut: u16 }, plain, (ctx, args) =>
    misc.setSubnetOwnerCut(ctx, args.subnet_owner_cut),
  ),
  networkCall('sudo_set_network_rate_limit', 29, { rate_limit: u64 }, plain, (ctx, args) =>
    setNetworkRateLimit(ctx, args.rate_limit),
  ),
  call(
    'sudo_set_total_issuance',
    33,
    { total_issuance: taoBalance },
    { weight: weights.sudoSetTotalIssuance, deprecated: true },
    () => {
      throw errors.Deprecated
    },
  ),
  networkCall('sudo_set_network_immunity_period', 35, { immunity_period: u64 }, plain, (ctx, args) =>
    setNetworkImmunityPeriod(ctx, args.immunity_period),
  ),
  networkCall('sudo_set_network_min_lock_cost', 36, { lock_cost: taoBalance }, plain, (ctx, args) =>
    setNetworkMinLock(ctx, args.lock_cost),
  ),
  networkCall('sudo_set_subnet_limit', 37, { max_subnets: u16 }, plain, (ctx, args) =>
    misc.setMaxSubnets(ctx, args.max_subnets),
  ),
  networkCall('sudo_set_lock_reduction_interval', 38, { interval: u64 }, plain, (ctx, args) =>
    setLockReductionInterval(ctx, args.interval),
  ),
  networkCall('sudo_set_stake_threshold', 42, { min_stake: u64 }, weights.sudoSetStakeThreshold, (ctx, args) =>
    misc.setStakeThreshold(ctx, args.min_stake),
  ),
  networkCall(
    'sudo_set_nominator_min_required_stake',
    43,
    { min_stake: u64 },
    weights.sudoSetNominatorMinRequiredStake,
    (ctx, { min_stake }) => {
      // The factor that is stored is compared with the stake that follows from it.
      const before = misc.getNominatorMinRequiredStake(ctx)
      global.NominatorMinRequiredStake.put(ctx, min_stake)
      if (min_stake > before) clearSmallNominations(ctx)
    },
  ),
  networkCall(
    'sudo_set_tx_delegate_take_rate_limit',
    45,
    { tx_rate_limit: u64 },
    weights.sudoSetTxDelegateTakeRateLimit,
    (ctx, args) => misc.setTxDelegateTakeRateLimit(ctx, args.tx_rate_limit),
  ),
  networkCall('sudo_set_min_delegate_take', 46, { take: u16 }, weights.sudoSetMinDelegateTake, (ctx, args) =>
    misc.setMinDelegateTake(ctx, args.take),
  ),
  networkCall(
    'sudo_set_dissolve_network_schedule_duration',
    55,
    { duration: blockNumber },
    weights.sudoSetDissolveNetworkScheduleDuration,
    (ctx, args) => misc.setDissolveNetworkScheduleDuration(ctx, args.duration),
  ),
  networkCall('sudo_set_evm_chain_id', 58, { chain_id: u64 }, estimated(27_199_000, 1, 1), (ctx, args) =>
    ChainId.put(ctx, args.chain_id),
  ),
  call(
    'schedule_grandpa_change',
    59,
    {
      next_authorities: authorityList,
      in_blocks: blockNumber,
      forced: named(option(blockNumber), 'Option<BlockNumberFor<T>>'),
    },
    { weight: args => scheduleGrandpaChangeWeight(args.next_authorities.length) },
    (ctx, origin, { next_authorities, in_blocks, forced }) => {
      ensureRoot(origin)
      scheduleChange(ctx, next_authorities, Number(in_blocks), forced === undefined ? undefined : Number(forced))
    },
  ),
  networkCall(
    'sudo_toggle_evm_precompile',
    62,
    { precompile_id: named(precompile, 'PrecompileEnum'), enabled: bool },
    weights.sudoToggleEvmPrecompile,
    (ctx, { precompile_id, enabled }) => {
      if (PrecompileEnable.get(ctx, precompile_id) === enabled) return
      PrecompileEnable.put(ctx, precompile_id, enabled)
      ctx.deposit(events.PrecompileUpdated({ precompile_id, enabled }))
    },
  ),
  networkCall('sudo_set_subnet_moving_alpha', 63, { alpha: i96f32 }, weights.sudoSetSubnetMovingAlpha, (ctx, args) =>
    global.SubnetMovingAlpha.put(ctx, args.alpha),
  ),
  networkCall('sudo_set_commit_reveal_version', 71, { version: u16 }, weights.sudoSetCommitRevealVersion, (ctx, args) =>
    misc.setCommitRevealWeightsVersion(ctx, args.version),
  ),
  networkCall('sudo_set_ck_burn', 73, { burn: u64 }, estimated(15_650_000, 1, 1), (ctx, args) =>
    global.CKBurn.put(ctx, args.burn),
  ),
  networkCall('sudo_set_admin_freeze_window', 74, { window: u16 }, weights.sudoSetAdminFreezeWindow, (ctx, args) =>
    misc.setAdminFreezeWindow(ctx, args.window),
  ),
  networkCall(
    'sudo_set_owner_hparam_rate_limit',
    75,
    { epochs: u16 },
    weights.sudoSetOwnerHparamRateLimit,
    (ctx, args) => misc.setOwnerHyperparamRateLimit(ctx, args.epochs),
  ),
  networkCall('sudo_set_tao_flow_cutoff', 81, { flow_cutoff: i64f64 }, flow, (ctx, args) =>
    global.TaoFlowCutoff.put(ctx, args.flow_cutoff),
  ),
  networkCall('sudo_set_tao_flow_normalization_exponent', 82, { exponent: u64f64 }, flow, (ctx, { exponent }) => {
    ensure(exponent >= ONE && exponent <= TWO, errors.InvalidValue)
    global.FlowNormExponent.put(ctx, exponent)
  }),
  networkCall('sudo_set_tao_flow_smoothing_factor', 83, { smoothing_factor: u64 }, flow, (ctx, args) =>
    global.FlowEmaSmoothingFactor.put(ctx, args.smoothing_factor),
  ),
  networkCall('sudo_set_net_tao_flow_enabled', 91, { enabled: bool }, flow, (ctx, args) =>
    global.NetTaoFlowEnabled.put(ctx, args.enabled),
  ),
  networkCall('sudo_set_start_call_delay', 85, { delay: u64 }, plain, (ctx, args) =>
    setStartCallDelay(ctx, args.delay),
  ),
  networkCall(
    'sudo_set_coldkey_swap_announcement_delay',
    86,
    { duration: blockNumber },
    weights.sudoSetColdkeySwapAnnouncementDelay,
    (ctx, args) => misc.setColdkeySwapAnnouncementDelay(ctx, args.duration),
  ),
  networkCall(
    'sudo_set_coldkey_swap_reannouncement_delay',
    87,
    { duration: blockNumber },
    weights.sudoSetColdkeySwapReannouncementDelay,
    (ctx, args) => misc.setColdkeySwapReannouncementDelay(ctx, args.duration),
  ),
  networkCall(
    'sudo_set_max_mechanism_count',
    88,
    { max_mechanism_count: mechId },
    estimated(15_000_000, 1, 1),
    (ctx, args) => doSetMaxMechanismCount(ctx, args.max_mechanism_count),
  ),
  networkCall(
    'sudo_set_max_epochs_per_block',
    96,
    { max_epochs_per_block: u8 },
    weights.sudoSetMaxEpochsPerBlock,
    (ctx, args) => {
      ensure(args.max_epochs_per_block >= 1, errors.ValueNotInBounds)
      misc.setMaxEpochsPerBlock(ctx, args.max_epochs_per_block)
    },
  ),
]
