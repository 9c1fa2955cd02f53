import { mergeNeeds } from '../../client/metadata/needs.ts'
import { CLOCK, getClock } from '../../client/reads/clock.ts'
import {
  CROWDLOANS,
  type Crowdloan,
  getContribution,
  getCrowdloan,
  withdrawableOf,
} from '../../client/reads/crowdloans.ts'
import { getNames, IDENTITIES } from '../../client/reads/identities.ts'
import { ZERO_TAO } from '../../primitives/amounts.ts'
import { TaoError } from '../../primitives/errors.ts'
import { type Cell, cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import { flag } from '../kit/options.ts'
import { address, integer, maybe, record, tao, type ValueOf } from '../kit/shape.ts'
import { type Block, card, hint } from '../kit/view.ts'
import { coldkeyAddress } from '../shared/keys.ts'
import { ownKeys } from '../shared/staking/own-keys.ts'
import { momentText } from '../shared/waiting.ts'
import { CONTRIBUTORS, contributorsOf, contributorsTable } from './shared/contributors.ts'
import { loanOption } from './shared/loan.ts'
import { FIELDS, leftText, namedIn, progressCell, purposeFacts, shown, statusCell } from './shared/shown.ts'

const OUTPUT = record({
  ...FIELDS,
  block: integer('The block that was read'),
  mine: maybe(
    record(
      {
        coldkey: address('The coldkey of my wallet'),
        contribution: tao('What it has contributed'),
        withdrawable: tao('What of it can be taken back now'),
      },
      'What my wallet has in it; null where there is no such wallet',
    ),
  ),
  contributorList: maybe(CONTRIBUTORS),
})
type Result = ValueOf<typeof OUTPUT>

/** The wallet of the settings may not be there, unless somebody asks for it. */
async function mine(ctx: Context): Promise<string | undefined> {
  try {
    return await coldkeyAddress(ctx)
  } catch (error) {
    if (error instanceof TaoError && error.code === 'not_found' && !ctx.isGiven('wallet')) return undefined
    throw error
  }
}

function facts(result: Result): (readonly [string, Cell])[] {
  const { raised, cap, missing, end, blocksLeft, secondsLeft, maxContribution, creatorName, mine: own } = result
  return [
    ['State', statusCell(result.status)],
    ['Creator', cells.address(result.creator)],
    ...(creatorName === undefined ? [] : [['Creator name', cells.text(creatorName)] as const]),
    ['Raised', cells.tao(raised)],
    ['Cap', cells.tao(cap)],
    ['Missing', cells.tao(missing)],
    ['Of the cap', progressCell(raised, cap)],
    ['Ends', cells.text(momentText(end))],
    // Nobody waits for the end of one that has been used.
    ...(result.finalized ? [] : [['Time to the end', timeLeft(blocksLeft, secondsLeft)] as const]),
    ['Deposit', cells.tao(result.deposit)],
    ['Least at once', cells.tao(result.minContribution)],
    ['Most of one', maxContribution === undefined ? cells.text('any') : cells.tao(maxContribution)],
    ['Contributors', cells.integer(result.contributors)],
    ...purposeFacts(result),
    ['Funds account', cells.address(result.fundsAccount)],
    ...(own === undefined
      ? []
      : ([
          ['Mine', cells.tao(own.contribution)],
          ['To be taken back', cells.tao(own.withdrawable)],
        ] as const)),
  ]
}

const timeLeft = (blocks: Result['blocksLeft'], seconds: Result['secondsLeft']): Cell => ({
  ...cells.text(leftText(Number(blocks), Number(seconds))),
  bare: String(blocks),
})

/** What comes next, by its state. */
function next({ crowdloanId: id, status, mine: own }: Result): readonly Block[] {
  if (status === 'active') return [hint(`Contribute with: tao crowd contribute ${id} AMOUNT`)]
  if (status === 'funded') return [hint(`Its creator uses what was raised with: tao crowd finalize ${id}`)]
  if (status === 'finalized') return []
  const back = `Its creator gives everything back with: tao crowd refund ${id}`
  return [hint(own !== undefined && own.withdrawable > 0n ? `Take yours back with: tao crowd withdraw ${id}` : back)]
}

function ownPart(loan: Crowdloan, coldkey: string, given = ZERO_TAO) {
  const free = loan.isFinalized ? ZERO_TAO : withdrawableOf(loan, coldkey, given)
  return { coldkey, contribution: given, withdrawable: free }
}

export default read({
  summary: 'Show a crowdloan: what it has raised, what it is for, what of it is mine',
  aliases: ['show'],
  examples: [
    { line: 'tao crowd info 3', does: 'Show crowdloan 3' },
    { line: 'tao crowd info 3 --show-contributors', does: 'And who has contributed' },
  ],
  arguments: { crowdloanId: loanOption('The crowdloan', ['active', 'funded', 'closed', 'finalized']) },
  options: { showContributors: flag({ summary: 'Who has contributed, too' }) },
  uses: ['wallet', 'walletPath', 'network'],
  output: OUTPUT,
  view: result => [
    card(facts(result), `Crowdloan ${result.crowdloanId}`),
    ...(result.contributorList === undefined ? [] : [contributorsTable(result.contributorList)]),
    ...next(result),
  ],
  run: async ({ crowdloanId, showContributors }, ctx) => {
    const coldkey = await mine(ctx)
    const client = await (await ctx.chain()).with(mergeNeeds(CROWDLOANS, CLOCK, IDENTITIES))
    const at = await client.at()
    const [loan, clock, given] = await Promise.all([
      getCrowdloan(client, at, crowdloanId),
      getClock(client, at),
      coldkey === undefined ? undefined : getContribution(at, crowdloanId, coldkey),
    ])
    const names = await getNames(at, namedIn(loan))
    return {
      ...shown(loan, clock, names),
      block: clock.block,
      mine: coldkey === undefined ? undefined : ownPart(loan, coldkey, given),
      contributorList: showContributors ? await contributorsOf(at, loan, (await ownKeys(ctx)).walletOf) : undefined,
    }
  },
})
