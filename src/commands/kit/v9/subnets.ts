/** Subnets and their parameters as btcli v9 writes them. What the present chain does not tell is null. */
import type { Json } from '../json.ts'
import { amount, type Fields, field, fields, known, rao, rows, sum } from './reading.ts'

const RAO = 1_000_000_000n

export function subnetsList(json: Json): Json {
  const all = rows(json)
  return {
    total_tao_emitted: amount(sum(all, 'tao_in')),
    total_emissions: amount(sum(all, 'emission')),
    total_rate: amount(sum(all, 'price')),
    total_netuids: all.length,
    emission_percentage: null,
    total_tao_flow_ema: null,
    subnets: Object.fromEntries(all.map(subnet => [String(subnet.netuid), listed(subnet)])),
  }
}

function listed(subnet: Fields): Json {
  const supply = rao(subnet, 'alpha_in') + rao(subnet, 'alpha_out')
  return {
    netuid: known(subnet.netuid),
    subnet_name: known(subnet.name),
    price: field(subnet, 'price'),
    market_cap: amount((rao(subnet, 'price') * supply) / RAO),
    emission: field(subnet, 'emission'),
    tao_flow_ema: null,
    liquidity: { tao_in: field(subnet, 'tao_in'), alpha_in: field(subnet, 'alpha_in') },
    alpha_out: field(subnet, 'alpha_out'),
    supply: amount(supply),
    tempo: { blocks_since_last_step: sinceEpoch(subnet), sn_tempo: known(subnet.tempo) },
    mechanisms: known(subnet.mechanisms),
  }
}

const sinceEpoch = ({ tempo, blocks_to_epoch: left }: Fields): Json =>
  left === null || left === undefined ? null : Math.max(0, Number(tempo) - Number(left))

export function subnetShow(json: Json): Json {
  const subnet = fields(json)
  return {
    netuid: known(subnet.netuid),
    mechanism_id: 0,
    mechanism_count: known(subnet.mechanisms),
    name: `: ${String(subnet.name)}`,
    owner: known(subnet.owner_coldkey),
    owner_identity: known(subnet.owner_name),
    rate: field(subnet, 'price'),
    emission: field(subnet, 'emission'),
    tao_pool: field(subnet, 'tao_in'),
    alpha_pool: field(subnet, 'alpha_in'),
    tempo: { block_since_last_step: sinceEpoch(subnet), tempo: known(subnet.tempo) },
    registration_cost: field(subnet, 'burn'),
    uids: rows(subnet.neuron_list).map(uid),
  }
}

const uid = (neuron: Fields): Json => ({
  uid: known(neuron.uid),
  stake: field(neuron, 'stake'),
  alpha_stake: field(neuron, 'alpha_stake'),
  tao_stake: field(neuron, 'root_stake'),
  dividends: known(neuron.dividends),
  incentive: known(neuron.incentive),
  locked_perpetual_rao: null,
  locked_decaying_rao: null,
  conviction_alpha_eq_rao: null,
  emissions: field(neuron, 'emission'),
  hotkey: known(neuron.hotkey),
  coldkey: known(neuron.coldkey),
  identity: known(neuron.name),
  claim_type: null,
  claim_type_subnets: null,
})

export const hyperparameters = (json: Json): Json =>
  rows(json).map(({ name, raw, normalized, value, meaning, owner_settable }) => ({
    hyperparameter: known(name),
    value: known(raw),
    normalized_value: known(normalized ?? value),
    owner_settable: known(owner_settable),
    description: known(meaning),
    side_effects: null,
    docs_link: null,
  }))
