/** Bonds and dividends of an explanation. */
import { cells } from '../../kit/cells.ts'
import { type Block, card, column, table } from '../../kit/view.ts'
import type { ShownExplanation } from './explanation.ts'
import { divided, multiplied, whole } from './steps-view.ts'

type Bonds = ShownExplanation['bonds']
type Bond = Bonds['bonds'][number]

const server = column<Bond>('Server', ({ server }) => cells.integer(server))

export function bondsBlocks(explained: Bonds): Block[] {
  const { bonds, dropped } = explained
  if (bonds.length === 0 && dropped.length === 0) return [dividendsCard(explained)]
  const droppedTable = table(
    dropped,
    [column('Server', ({ server }) => cells.integer(server)), column('Stored', ({ raw }) => whole(raw))],
    { title: 'Old bonds that are dropped: their servers have been registered since the last epoch' },
  )
  return [
    observationTable(bonds),
    ...(bonds.some(({ coefficient }) => coefficient !== undefined) ? coefficientBlocks(bonds) : []),
    averageTable(bonds),
    ...(dropped.length === 0 ? [] : [droppedTable]),
    incomeTable(bonds, explained.stored),
    dividendsCard(explained),
  ]
}

/** Equations 4 and, in classic Yuma, 5. */
function observationTable(bonds: readonly Bond[]): Block {
  const stake = bonds.find(({ staked }) => staked !== undefined)?.staked?.b
  const stakedColumns = [
    column<Bond>('S · bonding', ({ staked }) => whole(staked?.result ?? 0)),
    column<Bond>('Of all', ({ observedShare }) => whole(observedShare?.b ?? 0)),
    column<Bond>('Instant bond', ({ observed }) => whole(observed)),
  ]
  return table(
    bonds,
    [
      server,
      column('Weight W', ({ weight, penalty }) => whole(BigInt(weight) - BigInt(penalty.result))),
      column('Above', ({ penalty }) => whole(-BigInt(penalty.b))),
      column('Penalty', ({ penalty }) => whole(-BigInt(penalty.result))),
      column('Bonding', ({ weight }) => whole(weight)),
      ...(stake === undefined ? [] : stakedColumns),
    ],
    {
      title:
        stake === undefined
          ? 'Bonding weights (4): the weight less a penalty for what is above consensus; in Yuma 3 the instant bonds'
          : `Bonding weights (4): the weight less a penalty for what is above consensus; instant bonds (5), S = ${stake}`,
    },
  )
}

function coefficientBlocks(bonds: readonly Bond[]): Block[] {
  const rows = bonds.flatMap(({ server, coefficient }) =>
    coefficient === undefined ? [] : [{ server, ...coefficient }],
  )
  const { low, high, slope } = rows[0]!
  return [
    table(
      rows,
      [
        column('Server', ({ server }) => cells.integer(server)),
        column('Weight', ({ weight }) => whole(weight)),
        column('Consensus', ({ consensus }) => whole(consensus)),
        column('Bond', ({ bond }) => whole(bond)),
        column('Distance', ({ distance }) => whole(distance)),
        column('x', ({ exponent }) => whole(exponent.result)),
        column('e^x', ({ power }) => whole(power)),
        column('1/(1 + e^x)', ({ sigmoid }) => whole(sigmoid.result)),
        column('Rise', ({ rise }) => whole(rise.result)),
        column('Alpha', ({ alpha }) => whole(alpha)),
      ],
      { title: 'Liquid alpha: how much each instant bond counts' },
    ),
    card([
      ['Distance', cells.text('weight - consensus, or bond - weight where the weight is below the bond; from 0 to 1')],
      ['x', cells.text(`slope · (distance - 1/2), slope = ${divided(slope)}`)],
      ['Low', cells.text(divided(low))],
      ['High', cells.text(divided(high))],
      ['Rise', cells.text('(high - low) · 1/(1 + e^x)')],
      ['Alpha', cells.text('low + rise')],
    ]),
  ]
}

/** Equation 6. */
function averageTable(bonds: readonly Bond[]): Block {
  return table(
    bonds,
    [
      server,
      column('Stored', ({ before }) => whole(before.a)),
      column('Of all', ({ before }) => whole(before.b)),
      column('Old bond B', ({ before }) => whole(before.result)),
      column('Alpha', ({ alpha }) => whole(alpha)),
      column('(1 - alpha) · B', ({ kept }) => whole(kept.result)),
      column('alpha · instant', ({ added }) => whole(added.result)),
      column('New bond', ({ bond }) => whole(bond)),
    ],
    { title: 'Bonds (6): the moving average' },
  )
}

function incomeTable(bonds: readonly Bond[], isStored: boolean): Block {
  return table(
    bonds,
    [
      server,
      column('New bond', ({ share }) => whole(share.a)),
      column('Of all', ({ share }) => whole(share.b)),
      column('Share', ({ share }) => whole(share.result)),
      column('Incentive I', ({ income }) => whole(income.b)),
      column('Share · I', ({ income }) => whole(income.result)),
      column('Rest', ({ income }) => whole(income.remainder)),
      ...(bonds.some(({ scaled }) => scaled !== undefined)
        ? [column<Bond>('Greatest', ({ scaled }) => whole(scaled?.b ?? 0))]
        : []),
      column('Stored', ({ after }) => (isStored ? whole(after.result) : cells.dim('without a permit nothing'))),
    ],
    { title: 'Dividends: what the bonds earn, and how they are stored' },
  )
}

function dividendsCard({ income, staked, share, quantised }: Bonds): Block {
  return card([
    ['Income', cells.text(`${income}: the sum of share · I`)],
    ...(staked === undefined ? [] : ([['Times stake', cells.text(multiplied(staked))]] as const)),
    ['Dividends D', cells.text(`of all incomes: ${divided(share)}`)],
    ['Stored', cells.text(multiplied(quantised))],
  ])
}
