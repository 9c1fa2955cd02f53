/** The crowdloan that a command is about, who signs, and what the chain is sure to refuse. */
import type { BlockRef, Client, Reader } from '../../../client/client.ts'
import { mergeNeeds, type Needs } from '../../../client/metadata/needs.ts'
import { BALANCES, getBalance } from '../../../client/reads/balances.ts'
import { CLOCK, type Clock, getClock } from '../../../client/reads/clock.ts'
import {
  CROWDLOAN_RULES,
  CROWDLOANS,
  type Crowdloan,
  type CrowdloanRules,
  type CrowdloanStatus,
  getCrowdloan,
  getCrowdloanRules,
  getCrowdloans,
  statusOf,
} from '../../../client/reads/crowdloans.ts'
import type { RefusalContext } from '../../../client/refusals/context.ts'
import { refusal } from '../../../client/refusals/refusal.ts'
import type { Tao } from '../../../primitives/amounts.ts'
import { TaoError } from '../../../primitives/errors.ts'
import type { Signer } from '../../../wallet/signer.ts'
import { type Cell, cells } from '../../kit/cells.ts'
import type { Context } from '../../kit/context.ts'
import { type Choice, flag, integer } from '../../kit/options.ts'
import type { Plan } from '../../kit/plan.ts'
import { taoText } from '../../shared/transaction.ts'
import { planLater, tooSoon } from '../../shared/waiting.ts'
import { endText, percentText, progressCell, shareOf, statusCell } from './shown.ts'

const LOAN_NEEDS = mergeNeeds(CROWDLOANS, CLOCK)

const U32_MAX = 0xffff_ffff

/** By its number; a person is offered those of these states. */
export const loanOption = (summary: string, states: readonly CrowdloanStatus[]) =>
  integer({
    summary,
    required: true,
    max: U32_MAX,
    placeholder: 'ID',
    aliases: ['id'],
    ask: { message: 'Which crowdloan?', choices: ctx => loanChoices(ctx, states) },
  })

async function loanChoices(ctx: Context, states: readonly CrowdloanStatus[]): Promise<readonly Choice[]> {
  const client = await (await ctx.chain()).with(LOAN_NEEDS)
  const at = await client.at()
  const loans = await getCrowdloans(client, at)
  const offered = loans.filter(loan => states.includes(statusOf(loan, at.block.number)))
  if (offered.length === 0) {
    throw new TaoError('not_found', `There is no crowdloan that is ${states.join(' or ')}`, {
      remedy: 'See all of them with: tao crowd list',
    })
  }
  return offered.map(loan => ({ value: String(loan.id), name: choiceText(loan, at.block.number) }))
}

function choiceText(loan: Crowdloan, block: number): string {
  const { id, raised, cap } = loan
  return `${id} ${statusOf(loan, block)}: ${taoText(raised)} of ${taoText(cap)} (${percentText(shareOf(raised, cap))})`
}

export interface Scene {
  readonly client: Client
  readonly at: Reader & { readonly block: BlockRef }
  readonly loan: Crowdloan
  readonly clock: Clock
  readonly rules: CrowdloanRules
  readonly signer: Signer
  /** TAO of the signer that can be sent. */
  readonly spendable: Tao
  readonly context: RefusalContext
}

/** @throws TaoError `not_found` */
export async function openLoan(ctx: Context, id: number, needs: Needs): Promise<Scene> {
  const wallets = await ctx.wallets()
  const signer = wallets.signer(wallets.coldkey())
  const client = await (await ctx.chain()).with(mergeNeeds(LOAN_NEEDS, CROWDLOAN_RULES, BALANCES, needs))
  const at = await client.at()
  const [loan, clock, { spendable }] = await Promise.all([
    getCrowdloan(client, at, id),
    getClock(client, at),
    getBalance(at, signer.address),
  ])
  const context = { network: client.chain.name, coldkey: signer.address }
  return { client, at, loan, clock, rules: getCrowdloanRules(client), signer, spendable, context }
}

/** What a careful person compares about it. */
export function loanFacts({ loan, clock }: Scene): (readonly [string, Cell])[] {
  const { id, raised, cap, creator, end } = loan
  return [
    ['Crowdloan', cells.integer(id)],
    ['Creator', cells.address(creator)],
    ['State', statusCell(statusOf(loan, clock.block))],
    ['Raised', { ...cells.text(`${taoText(raised)} of ${taoText(cap)}`), cut: 'no' }],
    ['Of the cap', progressCell(raised, cap)],
    ['Ends', cells.text(endText({ block: end, time: undefined }, clock))],
  ]
}

/** A refusal with numbers of its own. */
export function refused(
  label: string,
  context: RefusalContext,
  why: readonly string[] = [],
  data: TaoError['data'] = {},
): TaoError {
  const name = label.includes('.') ? label : `Crowdloan.${label}`
  const { code, message, why: rule, remedy, data: told } = refusal(name, context)
  return new TaoError(code, message, { why: [...rule, ...why], remedy, data: { ...told, ...data } })
}

/** @throws TaoError AlreadyFinalized */
export function ensureOpen({ loan: { id, isFinalized }, context }: Scene): void {
  if (isFinalized) throw refused('AlreadyFinalized', context, [], { crowdloan_id: id })
}

/** @throws TaoError InvalidOrigin */
export function ensureCreator({ loan: { id, creator }, signer, context }: Scene): void {
  if (creator === signer.address) return
  const why = [`The creator of crowdloan ${id} is ${creator}.`, `You would sign as ${signer.address}.`]
  throw refused('InvalidOrigin', context, why, { crowdloan_id: id, creator, signer: signer.address })
}

/** Amounts for programs: in rao as texts. */
export const raoData = (amounts: Readonly<Record<string, bigint>>): Record<string, string> =>
  Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [`${name}_rao`, String(amount)]))

/** For what takes the TAO out again. */
export const AT_END = flag({
  summary: 'Wait for the end of the crowdloan, and do it if the cap was not reached by then',
})

/** Whether the end is still to come when a transaction of now is in its block. */
export const isRunning = ({ loan: { end }, clock: { block } }: Scene): boolean => block + 1 < end

/**
 * The plan to wait for the end of the crowdloan and to take the money out of it then, if it has not been raised.
 * @param again plans it, after the wait
 */
export function planAtEnd<R>(
  ctx: Context,
  { client, clock, loan: { id, end }, context }: Scene,
  summary: string,
  again: () => Promise<Plan<R>>,
): Promise<Plan<R>> {
  const later = tooSoon('Crowdloan.ContributionPeriodNotEnded', context, clock, end)
  return planLater(ctx, client, { later, wait: true, summary: `${summary}, when it has ended`, clock }, async () => {
    const now = await (await ctx.chain()).with(LOAN_NEEDS)
    const at = await now.at()
    const loan = await getCrowdloan(now, at, id)
    if (statusOf(loan, at.block.number) !== 'closed') throw raisedMeanwhile(loan)
    return again()
  })
}

const raisedMeanwhile = ({ id, raised, cap, end }: Crowdloan): TaoError =>
  new TaoError('not_permitted', `Nothing was taken out of crowdloan ${id}: it has not failed`, {
    why: `It has raised ${taoText(raised)} of ${taoText(cap)}, and its end is block ${end}.`,
    remedy: `Look at it with: tao crowd info ${id}. Without --wait it is done at once.`,
    data: { crowdloan_id: id, ...raoData({ raised, cap }), end },
  })
