/** Neurons as commands list them. */
import type { Metagraph } from '../../../client/reads/metagraph.ts'
import { TaoError } from '../../../primitives/errors.ts'
import { cells } from '../../kit/cells.ts'
import { choice } from '../../kit/options.ts'
import {
  address,
  alpha,
  decimal,
  flag,
  foreign,
  integer,
  maybe,
  record,
  tao,
  text,
  type ValueOf,
} from '../../kit/shape.ts'
import { type Column, column } from '../../kit/view.ts'
import { shortAlpha, shortDecimal } from '../../shared/short.ts'

export const NEURON_FIELDS = {
  uid: integer('Its number'),
  hotkey: address('Its hotkey'),
  coldkey: address('Who owns the hotkey'),
  name: maybe(foreign('The name that the coldkey has given itself')),
  own: maybe(text('The name of the hotkey or coldkey in the wallets here; null for a neuron of somebody else')),
  stake: tao('What its stake weighs: alpha, and the share of TAO on root that counts'),
  alphaStake: alpha('The alpha behind it'),
  rootStake: tao('The TAO behind it on root'),
  incentive: decimal('Its share of what miners earn, from 0 to 1'),
  dividends: decimal('Its share of what validators earn, from 0 to 1'),
  consensus: decimal('What validators agree that it is worth, from 0 to 1'),
  emission: alpha('Alpha of the last epoch'),
  validatorPermit: flag('Whether its weights count'),
  active: flag('Whether it has given weights lately'),
  lastUpdate: integer('The block of its last weights, commit or registration'),
  updatedBlocksAgo: integer('Blocks since then'),
  registeredAt: integer('The block of its registration'),
  immune: flag('Whether it was registered so lately that it is not pruned'),
  axon: maybe(text('Where it can be reached; null where it has not said')),
} as const
export const NEURON = record(NEURON_FIELDS)
export type NeuronRow = ValueOf<typeof NEURON>

export function neuronRows(
  metagraph: Metagraph,
  names: ReadonlyMap<string, string>,
  nameOf: (address: string) => string | undefined,
): NeuronRow[] {
  const block = metagraph.block
  return metagraph.neurons.map(neuron => ({
    ...neuron,
    name: names.get(neuron.coldkey),
    own: nameOf(neuron.hotkey) ?? nameOf(neuron.coldkey),
    stake: neuron.totalStake,
    validatorPermit: neuron.hasPermit,
    active: neuron.isActive,
    updatedBlocksAgo: block > neuron.lastUpdate ? block - neuron.lastUpdate : 0n,
    immune: block - neuron.registeredAt < BigInt(metagraph.immunityPeriod),
  }))
}

export const noMechanism = (netuid: number, mechanism: number): TaoError =>
  new TaoError('not_found', `Subnet ${netuid} has no mechanism ${mechanism}`, {
    why: 'Mechanisms are numbered from 0.',
    remedy: `See how many there are with: tao subnets mechanisms count ${netuid}`,
  })

const SORTS = ['uid', 'stake', 'incentive', 'dividends', 'emission', 'updated', 'registered'] as const
type Sort = (typeof SORTS)[number]

export const SORT = choice(SORTS, { summary: 'What comes first', default: 'uid', bare: 'stake' })

const size = (of: (row: NeuronRow) => bigint | number) => (a: NeuronRow, b: NeuronRow) => Number(of(b)) - Number(of(a))

const BY: Readonly<Record<Sort, (a: NeuronRow, b: NeuronRow) => number>> = {
  uid: () => 0,
  stake: size(({ stake }) => stake),
  incentive: size(({ incentive }) => incentive),
  dividends: size(({ dividends }) => dividends),
  emission: size(({ emission }) => emission),
  updated: size(({ lastUpdate }) => lastUpdate),
  registered: size(({ registeredAt }) => registeredAt),
}

export const sorted = (rows: readonly NeuronRow[], sort: Sort): NeuronRow[] =>
  rows.toSorted((a, b) => BY[sort](a, b) || Number(a.uid) - Number(b.uid))

const uid = column<NeuronRow>('UID', ({ uid }) => cells.integer(uid))
const hotkey = column<NeuronRow>('Hotkey', row =>
  row.own === undefined ? cells.address(row.hotkey) : { ...cells.good(`${row.own} *`), bare: row.hotkey },
)
const incentive = column<NeuronRow>('Incentive', row => cells.percent(row.incentive))
const dividends = column<NeuronRow>('Dividends', row => cells.percent(row.dividends))
const permit = column<NeuronRow>('Permit', ({ validatorPermit }) => cells.flag(validatorPermit))
const updated = column<NeuronRow>('Updated', row => ({
  ...cells.integer(row.updatedBlocksAgo),
  text: `${row.updatedBlocksAgo} ago`,
}))

/** What fits a terminal; `full` is everything. */
export function neuronColumns(symbol: string, full: boolean): readonly Column<NeuronRow>[] {
  const emission = column<NeuronRow>('Emission', row =>
    full ? cells.alpha(row.emission, symbol) : shortAlpha(row.emission, 4, symbol),
  )
  if (!full) {
    const stake = column<NeuronRow>('Stake', row => shortDecimal(row.stake, 2))
    return [uid, hotkey, stake, incentive, dividends, emission, permit, updated]
  }
  return [
    uid,
    hotkey,
    column('Coldkey', row => ({
      ...cells.address(row.coldkey),
      ...(row.name === undefined ? {} : { text: cells.text(row.name).text }),
    })),
    column('Stake weight', row => cells.decimal(row.stake)),
    column('Alpha', row => cells.alpha(row.alphaStake, symbol)),
    column('Root', row => cells.tao(row.rootStake)),
    incentive,
    dividends,
    column('Consensus', row => cells.percent(row.consensus)),
    emission,
    permit,
    column('Active', row => cells.flag(row.active)),
    updated,
    column('Immune', row => cells.flag(row.immune)),
    column('Axon', ({ axon }) => (axon === undefined ? cells.none : cells.text(axon))),
  ]
}

export const NEURON_LEGEND =
  '* is yours. Stake: what it weighs. Emission: alpha of the last epoch. Updated: blocks since its last weights. More with --full.'
