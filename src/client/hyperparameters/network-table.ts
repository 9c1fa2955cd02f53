/** The parameters of the whole network, which root sets. Reference: pallets/admin-utils/src/lib.rs */
import type { Parameter, ParameterType, Setter } from './parameter.ts'

const U64 = 0xffff_ffff_ffff_ffffn
const FLAG: ParameterType = { kind: 'flag' }
const TAO: ParameterType = { kind: 'tao' }
const SHARE: ParameterType = { kind: 'share', whole: 65_535n, bits: 16 }
const u8 = (unit: string): ParameterType => ({ kind: 'integer', bits: 8, unit })
const u16 = (unit: string): ParameterType => ({ kind: 'integer', bits: 16, unit })
const u32 = (unit: string): ParameterType => ({ kind: 'integer', bits: 32, unit })
const u64 = (unit: string): ParameterType => ({ kind: 'integer', bits: 64, unit })
const fixed = (fracBits: number, signed: boolean): ParameterType => ({ kind: 'fixed', fracBits, bits: 128, signed })

type Bounds = Pick<Setter, 'min' | 'max'>

interface Extra extends Bounds {
  readonly aliases?: readonly string[]
  readonly inert?: true
}

/** @param call `AdminUtils.sudo_set_` and this, unless it names its pallet */
const parameter = (
  name: string,
  item: string,
  type: ParameterType,
  meaning: string,
  [call, arg]: readonly [call: string, arg: string],
  { aliases = [], inert, ...bounds }: Extra = {},
): Parameter => ({
  name,
  aliases,
  meaning,
  type,
  scope: 'network',
  storage: item.includes('.') ? item : `SubtensorModule.${item}`,
  setters: [
    {
      call: call.includes('.') ? call : `AdminUtils.sudo_set_${call}`,
      args: [arg],
      by: 'root',
      window: 'none',
      ...bounds,
    },
  ],
  isInert: inert === true,
})

const LIMITS: readonly Parameter[] = [
  parameter(
    'admin_freeze_window',
    'AdminFreezeWindow',
    u16('blocks'),
    'Blocks before an epoch in which no parameter of the subnet changes',
    ['admin_freeze_window', 'window'],
  ),
  parameter(
    'owner_hparam_rate_limit',
    'OwnerHyperparamRateLimit',
    u16('tempos'),
    'Tempos between two changes of a parameter by the owner',
    ['owner_hparam_rate_limit', 'epochs'],
  ),
  parameter('tx_rate_limit', 'TxRateLimit', u64('blocks'), 'Blocks between two swaps of hotkeys', [
    'tx_rate_limit',
    'tx_rate_limit',
  ]),
  parameter(
    'tx_delegate_take_rate_limit',
    'TxDelegateTakeRateLimit',
    u64('blocks'),
    'Blocks between two raises of a delegate’s take',
    ['tx_delegate_take_rate_limit', 'tx_rate_limit'],
  ),
  parameter(
    'tx_childkey_take_rate_limit',
    'TxChildkeyTakeRateLimit',
    u64('blocks'),
    'Blocks between two raises of a child’s take',
    ['SubtensorModule.sudo_set_tx_childkey_take_rate_limit', 'tx_rate_limit'],
  ),
  parameter(
    'max_epochs_per_block',
    'MaxEpochsPerBlock',
    u8('epochs'),
    'How many epochs run in one block; the others wait',
    ['max_epochs_per_block', 'max_epochs_per_block'],
    { min: 1n },
  ),
  parameter(
    'coldkey_swap_announcement_delay',
    'ColdkeySwapAnnouncementDelay',
    u32('blocks'),
    'Blocks from the announcement of a new coldkey to the swap',
    ['coldkey_swap_announcement_delay', 'duration'],
  ),
  parameter(
    'coldkey_swap_reannouncement_delay',
    'ColdkeySwapReannouncementDelay',
    u32('blocks'),
    'Blocks after which it can be announced anew',
    ['coldkey_swap_reannouncement_delay', 'duration'],
  ),
  parameter('pending_childkey_cooldown', 'PendingChildKeyCooldown', u64('blocks'), 'Blocks until new children count', [
    'SubtensorModule.set_pending_childkey_cooldown',
    'cooldown',
  ]),
]

const STAKE: readonly Parameter[] = [
  parameter('stake_threshold', 'StakeThreshold', u64('rao'), 'The stake that a validator needs to set weights', [
    'stake_threshold',
    'min_stake',
  ]),
  parameter(
    'nominator_min_required_stake',
    'NominatorMinRequiredStake',
    u64('millionths of the least stake'),
    'What a nominator may leave staked',
    ['nominator_min_required_stake', 'min_stake'],
  ),
  parameter('min_delegate_take', 'MinDelegateTake', SHARE, 'The least take of a delegate', [
    'min_delegate_take',
    'take',
  ]),
  parameter('max_delegate_take', 'MaxDelegateTake', SHARE, 'The most, and what who never chose has', [
    'default_take',
    'default_take',
  ]),
  parameter('min_network_childkey_take', 'MinChildkeyTake', SHARE, 'The least take of a child, on every subnet', [
    'SubtensorModule.sudo_set_min_childkey_take',
    'take',
  ]),
  parameter('max_childkey_take', 'MaxChildkeyTake', SHARE, 'The most', [
    'SubtensorModule.sudo_set_max_childkey_take',
    'take',
  ]),
  parameter(
    'ck_burn',
    'CKBurn',
    { kind: 'share', whole: U64, bits: 64 },
    'What is burned of the dividends that children earn for others',
    ['ck_burn', 'burn'],
  ),
  parameter(
    'num_root_claims',
    'NumRootClaim',
    u64('coldkeys'),
    'Coldkeys whose root dividends are claimed in each block',
    ['SubtensorModule.sudo_set_num_root_claims', 'new_value'],
    { max: 50n },
  ),
]

const SUBNETS: readonly Parameter[] = [
  parameter('subnet_limit', 'SubnetLimit', u16('subnets'), 'How many subnets there may be', [
    'subnet_limit',
    'max_subnets',
  ]),
  parameter('subnet_owner_cut', 'SubnetOwnerCut', SHARE, 'The owner’s share of the emission of alpha', [
    'subnet_owner_cut',
    'subnet_owner_cut',
  ]),
  parameter(
    'start_call_delay',
    'StartCallDelay',
    u64('blocks'),
    'Blocks from the registration of a subnet to its start',
    ['start_call_delay', 'delay'],
  ),
  parameter('network_rate_limit', 'NetworkRateLimit', u64('blocks'), 'Blocks between two registrations of subnets', [
    'network_rate_limit',
    'rate_limit',
  ]),
  parameter(
    'network_immunity_period',
    'NetworkImmunityPeriod',
    u64('blocks'),
    'Blocks in which a new subnet is not dissolved for another',
    ['network_immunity_period', 'immunity_period'],
  ),
  parameter('network_min_lock_cost', 'NetworkMinLockCost', TAO, 'The least that a subnet costs', [
    'network_min_lock_cost',
    'lock_cost',
  ]),
  parameter(
    'lock_reduction_interval',
    'NetworkLockReductionInterval',
    u64('blocks'),
    'Blocks in which the price of a subnet falls by as much as the last one cost',
    ['lock_reduction_interval', 'interval'],
  ),
  parameter(
    'max_mechanism_count',
    'MaxMechanismCount',
    u8('mechanisms'),
    'How many mechanisms a subnet may have',
    ['max_mechanism_count', 'max_mechanism_count'],
    { min: 1n, max: 16n },
  ),
  parameter('commit_reveal_version', 'CommitRevealWeightsVersion', u16(''), 'The form of time-locked commits', [
    'commit_reveal_version',
    'version',
  ]),
  parameter(
    'subnet_moving_alpha',
    'SubnetMovingAlpha',
    fixed(32, true),
    'How fast the moving price follows the price',
    ['subnet_moving_alpha', 'alpha'],
  ),
  parameter('evm_chain_id', 'EVMChainId.ChainId', u64(''), 'The number of the chain for EVM wallets', [
    'evm_chain_id',
    'chain_id',
  ]),
]

const INERT: readonly Parameter[] = [
  parameter(
    'dissolve_network_schedule_duration',
    'DissolveNetworkScheduleDuration',
    u32('blocks'),
    'Once the time until a subnet was dissolved',
    ['dissolve_network_schedule_duration', 'duration'],
    { inert: true },
  ),
  parameter(
    'tao_flow_cutoff',
    'TaoFlowCutoff',
    fixed(64, true),
    'Once the least inflow of TAO that counted',
    ['tao_flow_cutoff', 'flow_cutoff'],
    { inert: true },
  ),
  parameter(
    'tao_flow_normalization_exponent',
    'FlowNormExponent',
    fixed(64, false),
    'Once the weight of large inflows',
    ['tao_flow_normalization_exponent', 'exponent'],
    { inert: true, min: 1n << 64n, max: 2n << 64n },
  ),
  parameter(
    'tao_flow_smoothing_factor',
    'FlowEmaSmoothingFactor',
    u64(''),
    'Once the slowness of the average inflow',
    ['tao_flow_smoothing_factor', 'smoothing_factor'],
    { inert: true },
  ),
  parameter(
    'net_tao_flow_enabled',
    'NetTaoFlowEnabled',
    FLAG,
    'Once whether the protocol’s own flow was left out',
    ['net_tao_flow_enabled', 'enabled'],
    { inert: true },
  ),
]

export const NETWORK_PARAMETERS: readonly Parameter[] = [...LIMITS, ...STAKE, ...SUBNETS, ...INERT]
