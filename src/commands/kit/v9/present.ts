/**
 * `--json-output`: results in the shapes of btcli v9, for scripts that were written for it. It works on the JSON of a command,
 * which knows nothing of it. Failures stay what they are here: an object on standard error, and an exit code.
 */
import type { Json } from '../json.ts'
import { CROWD } from './crowd.ts'
import { lockAdd, lockList, lockMode, lockMove, lockShow } from './locks.ts'
import { proxyAdded, proxyCreated } from './proxies.ts'
import { type Fields, field, fields, known, rows } from './reading.ts'
import { hyperparameters, subnetShow, subnetsList } from './subnets.ts'
import { identity, madeKey, signed, stakeList, verified, walletBalance, walletList, walletOverview } from './wallets.ts'

type Shape = (json: Json, network: string) => Json

const sent: Shape = json => {
  const { success, extrinsic_id } = fields(json)
  return { success: known(success), extrinsic_identifier: known(extrinsic_id) }
}

/** By subnet and hotkey. */
function byPlace(trades: readonly Fields[], value: Json): Json {
  const netuids = [...new Set(trades.map(({ netuid }) => String(netuid)))]
  const hotkeysOf = (netuid: string) => trades.filter(trade => String(trade.netuid) === netuid)
  return Object.fromEntries(
    netuids.map(netuid => [netuid, Object.fromEntries(hotkeysOf(netuid).map(({ hotkey }) => [String(hotkey), value]))]),
  )
}

const staked: Shape = json => {
  const { purchases, extrinsic_id } = fields(json)
  const trades = rows(purchases)
  return {
    staking_success: byPlace(trades, true),
    error_messages: byPlace(trades, ''),
    extrinsic_ids: byPlace(trades, known(extrinsic_id)),
  }
}

const unstaked: Shape = json => {
  const { sales, extrinsic_id } = fields(json)
  return rows(sales).map(sale => ({
    netuid: known(sale.netuid),
    hotkey_ss58: known(sale.hotkey),
    unstake_amount: field(sale, 'given'),
    success: true,
    extrinsic_identifier: known(extrinsic_id),
  }))
}

const SHAPES: Readonly<Record<string, Shape>> = {
  'wallet list': walletList,
  'wallet create': madeKey,
  'wallet new-coldkey': madeKey,
  'wallet new-hotkey': madeKey,
  'wallet regen-coldkey': madeKey,
  'wallet regen-hotkey': madeKey,
  'wallet regen-coldkeypub': madeKey,
  'wallet regen-hotkeypub': madeKey,
  'wallet balance': walletBalance,
  'wallet overview': walletOverview,
  'wallet transfer': sent,
  'wallet swap-hotkey': sent,
  'wallet sign': signed,
  'wallet verify': verified,
  'wallet get-identity': identity,
  'subnets list': subnetsList,
  'subnets show': subnetShow,
  'subnets hyperparameters': hyperparameters,
  'sudo get': hyperparameters,
  'proxy add': proxyAdded,
  'proxy create': proxyCreated,
  'stake list': stakeList,
  'stake locks': lockList,
  'lock list': lockList,
  'lock show': lockShow,
  'lock add': lockAdd,
  'lock mode': lockMode,
  'lock move': lockMove,
  'stake add': staked,
  'stake remove': unstaked,
  ...CROWD,
}

/** Inputs that the command needs for what its shape tells, beside those that were given. */
export const V9_INPUTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'subnets show': { neurons: true },
}

/** The result of a command in v9's shape; a transaction that has none of its own in the common one. */
export function presentV9(path: readonly string[], json: Json, network: string): Json {
  const shape = SHAPES[path.join(' ')]
  if (shape !== undefined) return shape(json, network)
  const { success, message, extrinsic_id } = fields(json)
  if (success === undefined || extrinsic_id === undefined) return json
  return { success, message: known(message), extrinsic_identifier: extrinsic_id }
}
