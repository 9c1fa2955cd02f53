/** Who has contributed how much. */
import type { Reader } from '../../../client/client.ts'
import { type Crowdloan, getContributions } from '../../../client/reads/crowdloans.ts'
import { getNames } from '../../../client/reads/identities.ts'
import { cells } from '../../kit/cells.ts'
import {
  address,
  decimal,
  flag,
  foreign,
  integer,
  list,
  maybe,
  record,
  tao,
  text,
  type ValueOf,
} from '../../kit/shape.ts'
import { type Block, column, table } from '../../kit/view.ts'
import { taoText } from '../../shared/transaction.ts'
import { shareOf } from './shown.ts'

export const CONTRIBUTORS = list(
  record({
    crowdloanId: integer('The crowdloan'),
    rank: integer('Its place by what it has contributed'),
    address: address('Who has contributed'),
    wallet: maybe(text('The name of the wallet here that it is')),
    name: maybe(foreign('The name that it has given itself; nobody checks it')),
    contribution: tao('How much, in all'),
    share: decimal('Its share of what was raised'),
    isCreator: flag('Whether it has created the crowdloan'),
  }),
  'Who has contributed, the largest first',
)
export type Contributors = ValueOf<typeof CONTRIBUTORS>

/** @param walletOf names of wallets here by their coldkeys */
export async function contributorsOf(
  at: Reader,
  { id, creator }: Crowdloan,
  walletOf: (address: string) => string | undefined,
): Promise<Contributors> {
  const all = await getContributions(at, id)
  const names = await getNames(
    at,
    all.map(({ contributor }) => contributor),
  )
  const total = all.reduce((sum, { amount }) => sum + amount, 0n)
  return all.map(({ contributor, amount }, i) => ({
    crowdloanId: id,
    rank: i + 1,
    address: contributor,
    wallet: walletOf(contributor),
    name: names.get(contributor),
    contribution: amount,
    share: shareOf(amount, total),
    isCreator: contributor === creator,
  }))
}

export const contributorsTable = (rows: Contributors): Block =>
  table(
    rows,
    [
      column('Rank', row => cells.integer(row.rank)),
      column('Contributor', row => cells.address(row.address)),
      column('Wallet', row => cells.text(row.wallet ?? ''), { optional: true }),
      column('Name', row => cells.text(row.name ?? ''), { optional: true }),
      column('Contribution', row => cells.tao(row.contribution)),
      column('Share', row => cells.percent(row.share)),
      column('Creator', row => (row.isCreator ? cells.text('creator') : { text: '', bare: '' })),
    ],
    {
      title: `${rows.length} contributed ${taoText(rows.reduce((sum, row) => sum + row.contribution, 0n))}`,
      empty: 'Nobody has contributed.',
    },
  )
