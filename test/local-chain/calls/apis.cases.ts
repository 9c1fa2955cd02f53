/** What runtime APIs answer on the stage of the other cases: its subnets, neurons, stake and prices. */
import { utf8 } from '../../../src/primitives/bytes.ts'
import { type Args, type ArgsOf, accountOf, hotkeyOf, potOf, type Scene, sent, TAO } from './support/case.ts'
import type { Stage } from './support/stage.ts'
import { inhabitedStage, NETUID, NOWHERE, OTHER } from './support/world.ts'

export const stage = inhabitedStage

export interface ApiCase {
  /** `Api.method` */
  readonly api: string
  readonly given?: Scene
  readonly args?: ArgsOf
  /** What must be in the answer; of a list each element. */
  readonly answer: unknown
  /** Other arguments, to which there is no answer. */
  readonly nothing?: { readonly args: Args; readonly answer: unknown }
}

const [alice, bob, charlie, dave] = ['Alice', 'Bob', 'Charlie', 'Dave'].map(accountOf)
const hotAlice = hotkeyOf('Alice')
const of = { netuid: NETUID }
const nowhere = { args: { netuid: NOWHERE }, answer: undefined }
const neurons = [
  { netuid: NETUID, uid: 0, hotkey: hotkeyOf('Bob'), coldkey: bob, stake: [[bob, 0n]] },
  { netuid: NETUID, uid: 1, hotkey: hotAlice, coldkey: alice, stake: [[alice, 90_483_237_861n]] },
  { netuid: NETUID, uid: 2, hotkey: hotkeyOf('Charlie'), coldkey: charlie, stake: [[charlie, 8_153_840_473n]] },
]
const all = (one: (netuid: number) => object | undefined) => [0, 1, NETUID, OTHER].map(one)
const owned = { ...of, owner: bob, tempo: 360, subnetwork_n: 3, max_allowed_uids: 256, burn: 1_539_437_196n }
const dynamic = { ...of, owner_coldkey: bob, tao_in: 1_112_166_559_028n, alpha_in: 899_145_898_503n }
const graph = { ...dynamic, num_uids: 3, hotkeys: neurons.map(({ hotkey }) => hotkey) }
const hyperparams = { kappa: 32_767, immunity_period: 5000, tempo: 360, max_validators: 64, registration_allowed: true }
const indices = { metagraph_indexes: Uint16Array.of(0, 1, 52) }
const selected = { ...of, name: utf8('omron'), hotkeys: neurons.map(({ hotkey }) => hotkey) }

const delegated = sent('Dave', 'add_stake_limit', {
  hotkey: hotAlice,
  netuid: NETUID,
  amount_staked: 10n * TAO,
  limit_price: 2n ** 63n,
  allow_partial: false,
})
const delegate = { delegate_ss58: hotAlice, owner_ss58: alice, take: 11_796, registrations: [NETUID] }
const stakes = [
  { hotkey: hotAlice, coldkey: alice, netuid: 0, stake: 1000n * TAO, is_registered: false },
  { hotkey: hotAlice, coldkey: alice, netuid: NETUID, stake: 90_483_237_861n, is_registered: true },
]
const lock = sent('Alice', 'lock_stake', { hotkey: hotAlice, netuid: NETUID, amount: 5n * TAO })

const remark = (stage: Stage) => stage.call('System.remark', { remark: utf8('x') })
const transaction = (stage: Stage) => ({ uxt: stage.chain.sign('Dave', remark(stage)), len: 100 })
const inner = (stage: Stage) => ({ call: remark(stage), len: 100 })
const heavy = { weight: { ref_time: 10_000_000n, proof_size: 0n } }

export const apis: readonly ApiCase[] = [
  { api: 'AccountNonceApi.account_nonce', args: { account: bob }, answer: 3 },
  { api: 'TransactionPaymentApi.query_info', args: transaction, answer: { class: 'Normal' } },
  {
    api: 'TransactionPaymentApi.query_fee_details',
    args: transaction,
    answer: { inclusion_fee: { len_fee: 100n }, tip: 0n },
  },
  { api: 'TransactionPaymentApi.query_weight_to_fee', args: heavy, answer: 5_000n },
  { api: 'TransactionPaymentApi.query_length_to_fee', args: { length: 77 }, answer: 77n },
  { api: 'TransactionPaymentCallApi.query_call_info', args: inner, answer: { class: 'Normal' } },
  {
    api: 'TransactionPaymentCallApi.query_call_fee_details',
    args: inner,
    answer: { inclusion_fee: { len_fee: 100n }, tip: 0n },
  },
  { api: 'TransactionPaymentCallApi.query_weight_to_fee', args: heavy, answer: 5_000n },
  { api: 'TransactionPaymentCallApi.query_length_to_fee', args: { length: 77 }, answer: 77n },
  {
    api: 'DelegateInfoRuntimeApi.get_delegates',
    given: delegated,
    answer: [
      {
        ...delegate,
        nominators: [
          [dave, [[NETUID, 8_008_589_822n]]],
          [
            alice,
            [
              [0, 1000n * TAO],
              [NETUID, 90_483_237_861n],
            ],
          ],
        ],
      },
    ],
  },
  {
    api: 'DelegateInfoRuntimeApi.get_delegate',
    given: delegated,
    args: { delegate_account: hotAlice },
    answer: delegate,
    nothing: { args: { delegate_account: alice }, answer: undefined },
  },
  {
    api: 'DelegateInfoRuntimeApi.get_delegated',
    given: delegated,
    args: { delegatee_account: dave },
    answer: [[delegate, [NETUID, 8_008_589_822n]]],
    nothing: { args: { delegatee_account: bob }, answer: [] },
  },
  {
    api: 'NeuronInfoRuntimeApi.get_neurons',
    args: of,
    answer: neurons,
    nothing: { args: { netuid: NOWHERE }, answer: [] },
  },
  {
    api: 'NeuronInfoRuntimeApi.get_neuron',
    args: { ...of, uid: 1 },
    answer: neurons[1],
    nothing: { args: { ...of, uid: 3 }, answer: undefined },
  },
  {
    api: 'NeuronInfoRuntimeApi.get_neurons_lite',
    args: of,
    answer: neurons,
    nothing: { args: { netuid: NOWHERE }, answer: [] },
  },
  {
    api: 'NeuronInfoRuntimeApi.get_neuron_lite',
    args: { ...of, uid: 2 },
    answer: neurons[2],
    nothing: { args: { ...of, uid: 3 }, answer: undefined },
  },
  { api: 'SubnetInfoRuntimeApi.get_subnet_info', args: of, answer: owned, nothing: nowhere },
  {
    api: 'SubnetInfoRuntimeApi.get_subnets_info',
    answer: all(netuid => (netuid === NETUID ? owned : { netuid })),
  },
  { api: 'SubnetInfoRuntimeApi.get_subnet_info_v2', args: of, answer: owned, nothing: nowhere },
  {
    api: 'SubnetInfoRuntimeApi.get_subnets_info_v2',
    answer: all(netuid => (netuid === NETUID ? owned : { netuid })),
  },
  { api: 'SubnetInfoRuntimeApi.get_subnet_hyperparams', args: of, answer: hyperparams, nothing: nowhere },
  { api: 'SubnetInfoRuntimeApi.get_subnet_hyperparams_v2', args: of, answer: hyperparams, nothing: nowhere },
  {
    api: 'SubnetInfoRuntimeApi.get_subnet_hyperparams_v3',
    args: of,
    answer: { 0: { name: utf8('kappa'), value: { type: 'U16', value: 32_767 } }, 4: { name: utf8('tempo') } },
    nothing: nowhere,
  },
  {
    api: 'SubnetInfoRuntimeApi.get_all_dynamic_info',
    answer: all(netuid => (netuid === NETUID ? dynamic : { netuid })),
  },
  { api: 'SubnetInfoRuntimeApi.get_dynamic_info', args: of, answer: dynamic, nothing: nowhere },
  { api: 'SubnetInfoRuntimeApi.get_all_metagraphs', answer: all(netuid => (netuid === NETUID ? graph : { netuid })) },
  { api: 'SubnetInfoRuntimeApi.get_metagraph', args: of, answer: graph, nothing: nowhere },
  { api: 'SubnetInfoRuntimeApi.get_all_mechagraphs', answer: all(netuid => (netuid === NETUID ? graph : { netuid })) },
  {
    api: 'SubnetInfoRuntimeApi.get_mechagraph',
    args: { ...of, mecid: 0 },
    answer: graph,
    nothing: { args: { ...of, mecid: 1 }, answer: undefined },
  },
  {
    api: 'SubnetInfoRuntimeApi.get_subnet_state',
    args: of,
    answer: { ...of, hotkeys: graph.hotkeys, coldkeys: [bob, alice, charlie], tao_stake: [0n, 1000n * TAO, 0n] },
    nothing: nowhere,
  },
  { api: 'SubnetInfoRuntimeApi.get_selective_metagraph', args: { ...of, ...indices }, answer: selected },
  {
    api: 'SubnetInfoRuntimeApi.get_selective_mechagraph',
    args: { ...of, subid: 0, ...indices },
    answer: selected,
  },
  {
    api: 'SubnetInfoRuntimeApi.get_coldkey_auto_stake_hotkey',
    given: sent('Dave', 'set_coldkey_auto_stake_hotkey', { netuid: NETUID, hotkey: hotAlice }),
    args: { ...of, coldkey: dave },
    answer: hotAlice,
    nothing: { args: { ...of, coldkey: alice }, answer: undefined },
  },
  {
    api: 'SubnetInfoRuntimeApi.get_subnet_to_prune',
    given: sent('root', 'AdminUtils.sudo_set_network_immunity_period', { immunity_period: 0n }),
    answer: 1,
  },
  { api: 'SubnetInfoRuntimeApi.get_subnet_account_id', args: of, answer: potOf(NETUID), nothing: nowhere },
  {
    api: 'SubnetInfoRuntimeApi.get_next_epoch_start_block',
    args: of,
    answer: 362n,
    nothing: { args: { netuid: NETUID, tempo: 0 }, answer: 362n },
  },
  { api: 'StakeInfoRuntimeApi.get_stake_info_for_coldkey', args: { coldkey_account: alice }, answer: stakes },
  {
    api: 'StakeInfoRuntimeApi.get_stake_info_for_coldkeys',
    args: { coldkey_accounts: [alice] },
    answer: [[alice, stakes]],
  },
  {
    api: 'StakeInfoRuntimeApi.get_stake_info_for_hotkey_coldkey_netuid',
    args: { ...of, hotkey_account: hotAlice, coldkey_account: alice },
    answer: stakes[1],
  },
  {
    api: 'StakeInfoRuntimeApi.get_stake_availability_for_coldkeys',
    given: lock,
    args: { coldkey_accounts: [alice], netuids: [NETUID] },
    answer: [[alice, [[NETUID, { total: 90_483_237_861n, locked: 5n * TAO, available: 85_483_237_861n }]]]],
  },
  {
    api: 'StakeInfoRuntimeApi.get_stake_fee',
    args: {
      origin: undefined,
      origin_coldkey_account: alice,
      destination: [hotAlice, NETUID],
      destination_coldkey_account: alice,
      amount: TAO,
    },
    answer: 503_547n,
  },
  {
    api: 'StakeInfoRuntimeApi.get_coldkey_lock',
    given: lock,
    args: { ...of, coldkey: alice },
    answer: { locked_mass: 5n * TAO },
    nothing: { args: { ...of, coldkey: bob }, answer: undefined },
  },
  { api: 'StakeInfoRuntimeApi.get_hotkey_conviction', given: lock, args: { ...of, hotkey: hotAlice }, answer: 0n },
  {
    api: 'StakeInfoRuntimeApi.get_most_convicted_hotkey_on_subnet',
    given: lock,
    args: of,
    answer: hotAlice,
    nothing: { args: { netuid: OTHER }, answer: undefined },
  },
  { api: 'SubnetRegistrationRuntimeApi.get_network_registration_cost', answer: 3_999_682_544_416n },
  { api: 'SwapRuntimeApi.current_alpha_price', args: of, answer: 1_236_914_455n },
  {
    api: 'SwapRuntimeApi.current_alpha_price_all',
    answer: [TAO, TAO, 1_236_914_455n, 1_010_020_138n].map((price, netuid) => ({ netuid, price })),
  },
  {
    api: 'SwapRuntimeApi.sim_swap_tao_for_alpha',
    args: { ...of, tao: TAO },
    answer: { tao_amount: 999_496_453n, tao_fee: 503_547n, alpha_amount: 807_330_704n, alpha_slippage: 1_132_642n },
  },
  {
    api: 'SwapRuntimeApi.sim_swap_alpha_for_tao',
    args: { ...of, alpha: TAO },
    answer: { alpha_amount: 999_496_453n, alpha_fee: 503_547n, tao_amount: 1_234_918_866n, tao_slippage: 1_995_589n },
  },
]
