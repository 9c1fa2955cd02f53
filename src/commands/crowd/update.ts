import { momentOf } from '../../client/reads/clock.ts'
import { getContribution } from '../../client/reads/crowdloans.ts'
import { allOf, type Call, call, callNeeds } from '../../client/transactions/call.ts'
import { parseTao, type Tao, ZERO_TAO } from '../../primitives/amounts.ts'
import { TaoError } from '../../primitives/errors.ts'
import { type Cell, cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import { choice, flag, integer, tao, text as textOption } from '../kit/options.ts'
import { details } from '../kit/plan.ts'
import { integer as integerShape, list, maybe, record, tao as taoShape, text } from '../kit/shape.ts'
import { integerType } from '../kit/values.ts'
import { card } from '../kit/view.ts'
import { planTransaction, TRANSACTION, taoText, transactionFacts, transactionOf } from '../shared/transaction.ts'
import { MOMENT, momentText } from '../shared/waiting.ts'
import {
  ensureCreator,
  ensureOpen,
  loanFacts,
  loanOption,
  openLoan,
  raoData,
  refused,
  type Scene,
} from './shared/loan.ts'
import { ensureEnd, ensureMinimum } from './shared/terms.ts'

const CALLS = {
  cap: 'Crowdloan.update_cap',
  end: 'Crowdloan.update_end',
  min: 'Crowdloan.update_min_contribution',
  max: 'Crowdloan.set_max_contribution',
} as const

const UPDATED = {
  crowdloanId: integerShape('The crowdloan'),
  cap: taoShape('What is to be raised'),
  end: MOMENT('The first block that takes no contribution any more'),
  minContribution: taoShape('The least that can be contributed at once'),
  maxContribution: maybe(taoShape('The most that one may contribute in all; null without a limit')),
  changed: list(text('A term that is changed'), 'The terms that are changed'),
} as const
const PLANNED = record(UPDATED)

interface Terms {
  readonly cap: Tao
  readonly end: number
  readonly minContribution: Tao
  readonly maxContribution: Tao | undefined
}

interface Given {
  readonly cap: Tao | undefined
  readonly end: number | undefined
  readonly minContribution: Tao | undefined
  readonly maxContribution: Tao | undefined
  readonly noMaxContribution: boolean
}

const isGiven = ({ cap, end, minContribution, maxContribution, noMaxContribution }: Given): boolean =>
  noMaxContribution || [cap, end, minContribution, maxContribution].some(value => value !== undefined)

const DIRECT = ['cap', 'end', 'minContribution', 'maxContribution', 'noMaxContribution'] as const
const TERMS = ['cap', 'end', 'min-contribution', 'max-contribution'] as const

/** A term by its name, which is what a person is asked for. */
const NAMED = {
  change: choice(TERMS, {
    summary: 'The term that --to is for, instead of one of the above',
    excludes: DIRECT,
    ask: { message: 'What is to be changed?', wanted: true },
  }),
  to: textOption({
    summary: 'What that term is to be: TAO, or for the end a block',
    placeholder: 'VALUE',
    excludes: DIRECT,
    ask: { message: 'To what? (TAO, or for the end a block)', wanted: true },
  }),
} as const

type Named = Given & { readonly change: (typeof TERMS)[number] | undefined; readonly to: string | undefined }

/** @throws TaoError `invalid_argument` for a text that is no amount or no block */
function resolved({ change, to, ...given }: Named): Given {
  if (change === undefined || to === undefined) return given
  if (change === 'end') return { ...given, end: integerType(0, Number.MAX_SAFE_INTEGER).parse(to) }
  const amount = parseTao(to)
  if (change === 'cap') return { ...given, cap: amount }
  return change === 'min-contribution' ? { ...given, minContribution: amount } : { ...given, maxContribution: amount }
}

/** @throws TaoError `usage` */
function checkGiven(input: Named): void {
  if ((input.change === undefined) !== (input.to === undefined)) {
    throw new TaoError('usage', '--change and --to go together', { remedy: 'Give both.' })
  }
  if (input.change !== undefined || isGiven(input)) return
  throw new TaoError('usage', 'What is to be changed?', {
    remedy: 'Give --cap, --end, --min-contribution, --max-contribution or --no-max-contribution.',
  })
}

/** The terms as they will be. */
const termsOf = ({ loan }: Scene, given: Given): Terms => ({
  cap: given.cap ?? loan.cap,
  end: given.end ?? loan.end,
  minContribution: given.minContribution ?? loan.minContribution,
  maxContribution: given.noMaxContribution ? undefined : (given.maxContribution ?? loan.maxContribution),
})

/** @throws TaoError in the words of the chain */
async function ensureTerms(scene: Scene, given: Given, terms: Terms): Promise<void> {
  const { at, loan, context } = scene
  const { id, raised, creator } = loan
  if (given.end !== undefined) ensureEnd(scene, given.end)
  if (given.minContribution !== undefined) ensureMinimum(scene, given.minContribution)
  if (terms.cap < raised) {
    const numbers = { given: taoText(terms.cap), least: taoText(raised) }
    throw refused('CapTooLow', { ...context, ...numbers }, [], {
      crowdloan_id: id,
      ...raoData({ given: terms.cap, least: raised }),
    })
  }
  const { minContribution: min, maxContribution: max } = terms
  if (max === undefined) return
  if (given.maxContribution === undefined) {
    if (min <= max) return
    const numbers = { given: taoText(min), most: taoText(max) }
    const data = { crowdloan_id: id, ...raoData({ given: min, most: max }) }
    throw refused('MinimumContributionTooHigh', { ...context, ...numbers }, [], data)
  }
  const own = (await getContribution(at, id, creator)) ?? ZERO_TAO
  const least = own > min ? own : min
  if (max >= least) return
  const numbers = { given: taoText(max), least: taoText(least) }
  const data = { crowdloan_id: id, ...raoData({ given: max, least }) }
  throw refused('MaximumContributionTooLow', { ...context, ...numbers }, [], data)
}

/** In an order in which the minimum is never above the maximum. */
function callsFor({ loan }: Scene, given: Given, terms: Terms): Call[] {
  const id = { crowdloan_id: loan.id }
  const min =
    given.minContribution === undefined ? [] : [call(CALLS.min, { ...id, new_min_contribution: given.minContribution })]
  const max =
    given.maxContribution === undefined && !given.noMaxContribution
      ? []
      : [call(CALLS.max, { ...id, new_max_contribution: terms.maxContribution })]
  const isMaxFirst = loan.maxContribution !== undefined && terms.minContribution > loan.maxContribution
  return [
    ...(given.cap === undefined ? [] : [call(CALLS.cap, { ...id, new_cap: given.cap })]),
    ...(given.end === undefined ? [] : [call(CALLS.end, { ...id, new_end: given.end })]),
    ...(isMaxFirst ? [...max, ...min] : [...min, ...max]),
  ]
}

interface Change {
  readonly term: string
  readonly before: string
  readonly after: string
}

const limitText = (most: Tao | undefined): string => (most === undefined ? 'no limit' : taoText(most))

function changesOf({ loan, clock }: Scene, given: Given, terms: Terms): Change[] {
  const change = (isMeant: boolean, term: string, before: string, after: string): Change[] =>
    isMeant ? [{ term, before, after }] : []
  const at = (block: number): string => momentText(momentOf(clock, block))
  const isLimited = given.maxContribution !== undefined || given.noMaxContribution
  return [
    ...change(given.cap !== undefined, 'cap', taoText(loan.cap), taoText(terms.cap)),
    ...change(given.end !== undefined, 'end', at(loan.end), at(terms.end)),
    ...change(
      given.minContribution !== undefined,
      'min_contribution',
      taoText(loan.minContribution),
      taoText(terms.minContribution),
    ),
    ...change(isLimited, 'max_contribution', limitText(loan.maxContribution), limitText(terms.maxContribution)),
  ]
}

const LABELS: Readonly<Record<string, string>> = {
  cap: 'Cap',
  end: 'End',
  min_contribution: 'Least at once',
  max_contribution: 'Most of one',
}

const factOf = ({ term, before, after }: Change): readonly [string, Cell] => [
  LABELS[term]!,
  cells.text(`${before} → ${after}`),
]

export default action({
  summary: 'Change the terms of my crowdloan: its cap, its end, how much one may contribute',
  description: ['Several of them are changed in one transaction. The terms stay as they are once it is finalized.'],
  examples: [
    { line: 'tao crowd update 3 --cap 500', does: 'Raise up to 500 TAO' },
    { line: 'tao crowd update 3 --min-contribution 1 --max-contribution 50', does: 'From everybody 1 to 50 TAO' },
    { line: 'tao crowd update 3 --no-max-contribution', does: 'Lift the limit for one contributor' },
  ],
  arguments: { crowdloanId: loanOption('The crowdloan', ['active', 'funded', 'closed']) },
  options: {
    cap: tao({ summary: 'What is to be raised: no less than has been', aliases: ['new-cap-tao'] }),
    end: integer({ summary: 'The block with which it ends', aliases: ['end-block', 'new-end'], placeholder: 'BLOCK' }),
    minContribution: tao({
      summary: 'The least that can be contributed at once',
      aliases: ['min', 'new-min-contribution-tao'],
    }),
    maxContribution: tao({
      summary: 'The most that one may contribute in all',
      aliases: ['max', 'new-max-contribution-tao'],
      excludes: ['noMaxContribution'],
    }),
    noMaxContribution: flag({ summary: 'Let one contribute as much as he likes' }),
    ...NAMED,
  },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: PLANNED,
  output: record({ ...TRANSACTION, ...UPDATED }),
  check: checkGiven,
  view: result => [
    card([
      ['Crowdloan', cells.integer(result.crowdloanId)],
      ['Cap', cells.tao(result.cap)],
      ['End', cells.text(momentText(result.end))],
      ['Least at once', cells.tao(result.minContribution)],
      ['Most of one', result.maxContribution === undefined ? cells.text('any') : cells.tao(result.maxContribution)],
      ...transactionFacts(result),
    ]),
  ],
  plan: async ({ crowdloanId, ...input }, ctx) => {
    const given = resolved(input)
    const scene = await openLoan(ctx, crowdloanId, callNeeds(...Object.values(CALLS), 'Utility.batch_all'))
    const { client, clock, signer, context } = scene
    ensureOpen(scene)
    ensureCreator(scene)
    const terms = termsOf(scene, given)
    await ensureTerms(scene, given, terms)
    const changes = changesOf(scene, given, terms)
    const result = { crowdloanId, ...terms, end: momentOf(clock, terms.end), changed: changes.map(({ term }) => term) }
    return planTransaction(ctx, client, {
      call: allOf(callsFor(scene, given, terms)),
      signer,
      summary: `Change the terms of crowdloan ${crowdloanId}: ${result.changed.map(term => LABELS[term]!.toLowerCase()).join(', ')}`,
      facts: [...loanFacts(scene), ...changes.map(factOf)],
      effects: () => changes.map(({ term, before, after }) => `${LABELS[term]}: ${after} instead of ${before}`),
      warnings: changes
        .filter(({ before, after }) => before === after)
        .map(({ term }) => `${LABELS[term]} is that already.`),
      details: details(PLANNED, result),
      context,
      result: outcome => ({
        ...transactionOf(outcome, `Changed crowdloan ${crowdloanId}: ${result.changed.join(', ')}`),
        ...result,
      }),
    })
  },
})
