/** Wallets as btcli v9 writes them. */
import type { Json } from '../json.ts'
import { amount, type Fields, field, fields, known, rao, rows, sum } from './reading.ts'

const keys = (key: Fields, name: string) => ({
  name: known(key[name]),
  ss58_address: known(key.ss58),
  crypto_type: known(key.crypto_type),
})

export const walletList = (json: Json): Json => ({
  wallets: rows(fields(json).coldkeys).map(wallet => ({
    ...keys(wallet, 'coldkey'),
    hotkeys: rows(wallet.hotkeys).map(hotkey => keys(hotkey, 'name')),
  })),
})

/** A wallet or one of its keys, made or made again; a mnemonic that was asked for stays. */
export function madeKey(json: Json): Json {
  const made = fields(json)
  const isHotkey = made.ss58 !== undefined && made.hotkey !== null
  const secrets = Object.entries(made).filter(([name]) => /mnemonic$/.test(name))
  return {
    success: true,
    error: '',
    data: {
      name: known(made.coldkey ?? made.wallet),
      path: known(made.path),
      hotkey: known(made.hotkey),
      hotkey_ss58: known(made.hotkey_ss58 ?? (isHotkey ? made.ss58 : null)),
      coldkey_ss58: known(made.coldkey_ss58 ?? (isHotkey ? null : made.ss58)),
      ...Object.fromEntries(secrets.filter(([, secret]) => secret !== null)),
    },
  }
}

export function walletBalance(json: Json): Json {
  const all = rows(json)
  const entries = all.map(row => [
    String(row.wallet ?? row.address),
    {
      coldkey: known(row.address),
      free: field(row, 'free'),
      staked: field(row, 'stake_value'),
      total: field(row, 'total'),
    },
  ])
  return {
    balances: Object.fromEntries(entries),
    totals: {
      free: amount(sum(all, 'free')),
      staked: amount(sum(all, 'stake_value')),
      total: amount(sum(all, 'total')),
    },
  }
}

export function walletOverview(json: Json, network: string): Json {
  const wallets = rows(json)
  const neurons = wallets.flatMap(({ neurons }) => rows(neurons))
  const netuids = [...new Set(neurons.map(({ netuid }) => Number(netuid)))].sort((a, b) => a - b)
  const [only] = wallets
  return {
    wallet: wallets.length === 1 ? `${String(only!.wallet)}|${String(only!.coldkey)}` : 'All',
    network,
    subnets: netuids.map(netuid => {
      const here = neurons.filter(neuron => Number(neuron.netuid) === netuid)
      return { netuid, tempo: null, name: here[0]!.subnet_name!, symbol: here[0]!.symbol!, neurons: here.map(neuron) }
    }),
    total_balance: amount(sum(wallets, 'total')),
  }
}

/** Rank and trust are no longer kept by the chain. */
const neuron = (row: Fields): Json => ({
  coldkey: known(row.coldkey),
  hotkey: known(row.own),
  uid: known(row.uid),
  active: known(row.active),
  stake: field(row, 'stake'),
  rank: null,
  trust: null,
  consensus: known(row.consensus),
  incentive: known(row.incentive),
  dividends: known(row.dividends),
  emission: field(row, 'emission'),
  validator_trust: null,
  validator_permit: known(row.validator_permit),
  last_update: known(row.updated_blocks_ago),
  axon: known(row.axon),
  hotkey_ss58: known(row.hotkey),
})

export const signed = (json: Json): Json => {
  const { signed_message, signer_address } = fields(json)
  return { signed_message: known(signed_message), signer_address: known(signer_address) }
}

export const verified = (json: Json): Json => ({ verified: known(fields(json).valid) })

export const identity = (json: Json): Json => fields(fields(json).identity)

/** Stake by hotkey. What was not read for it is null. */
export function stakeList(json: Json, network: string): Json {
  const all = rows(json)
  const hotkeys = [...new Set(all.map(({ hotkey }) => String(hotkey)))]
  return {
    stake_info: Object.fromEntries(
      hotkeys.map(hotkey => [hotkey, all.filter(row => row.hotkey === hotkey).map(position)]),
    ),
    coldkey_address: known(all[0]?.coldkey),
    network,
    free_balance: null,
    total_tao_value: amount(sum(all, 'value')),
    total_swapped_tao_value: null,
  }
}

const position = (row: Fields): Json => ({
  netuid: known(row.netuid),
  subnet_name: known(row.subnet_name),
  value: field(row, 'value'),
  stake_value: field(row, 'stake'),
  locked_tao: row.locked === null ? null : field(row, 'locked'),
  locked_rao: row.locked === null ? null : Number(rao(row, 'locked')),
  rate: known(row.price_tao_per_alpha),
  registered: known(row.registered),
  emission: { alpha: null, tao: null },
  claimable: null,
})
