/**
 * What wallets of a later time ask of root dividends. Spec 425 keeps no baskets: everybody's is empty.
 *
 * btcli 11 shows balances and stake only where it finds this API. Its methods and types are those that its readers name;
 * what came with later versions of the API is left out, and the client does without it.
 */
import { ZERO_TAO } from '../../../../primitives/amounts.ts'
import { method, runtimeApi } from '../../../runtime/api.ts'
import { accountId, alphaBalance, netuid, taoBalance } from '../../../runtime/types.ts'
import { option, tuple, vec } from '../../../scale/collections.ts'
import { struct } from '../../../scale/composites.ts'
import { u64 } from '../../../scale/primitives.ts'

const holding = struct('pallet_subtensor::rpc_info::basket_info::BasketHolding', {
  netuid,
  alpha: alphaBalance,
  spot_tao: taoBalance,
  realizable_tao: taoBalance,
})

const summary = struct('pallet_subtensor::rpc_info::basket_info::BasketSummary', {
  hotkey: accountId,
  nav_tao: taoBalance,
  spot_nav_tao: taoBalance,
  deposited_tao: taoBalance,
  redeemed_tao: taoBalance,
  shares: u64,
  holdings: vec(holding),
})

const position = struct('pallet_subtensor::rpc_info::basket_info::BasketPosition', {
  hotkey: accountId,
  beta: u64,
  beta_total: u64,
  nav_tao: taoBalance,
  value_tao: taoBalance,
  spot_value_tao: taoBalance,
})

const [coldkey, hotkey] = [{ coldkey: accountId }, { hotkey: accountId }]

export const betaBasketRuntimeApi = runtimeApi('BetaBasketRuntimeApi', 2, {
  get_root_basket_owed: method(coldkey, taoBalance, () => ZERO_TAO),
  get_basket_payout: method({ ...hotkey, ...coldkey }, taoBalance, () => ZERO_TAO),
  get_validator_basket_nav: method(hotkey, taoBalance, () => ZERO_TAO),
  get_validator_basket: method(hotkey, vec(tuple(netuid, alphaBalance, taoBalance)), () => []),
  get_root_basket_total_nav: method({}, taoBalance, () => ZERO_TAO),
  get_validator_basket_summary: method(hotkey, summary, (_, args) => ({
    hotkey: args.hotkey,
    nav_tao: ZERO_TAO,
    spot_nav_tao: ZERO_TAO,
    deposited_tao: ZERO_TAO,
    redeemed_tao: ZERO_TAO,
    shares: 0n,
    holdings: [],
  })),
  get_all_validator_baskets: method({}, vec(summary), () => []),
  get_root_basket_positions: method(coldkey, vec(tuple(accountId, u64, taoBalance)), () => []),
  get_basket_position: method({ ...hotkey, ...coldkey }, option(position), () => undefined),
  get_root_basket_portfolio: method(coldkey, vec(position), () => []),
})
