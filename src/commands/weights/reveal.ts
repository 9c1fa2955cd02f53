import type { Client } from '../../client/client.ts'
import { mergeNeeds } from '../../client/metadata/needs.ts'
import { momentOf } from '../../client/reads/clock.ts'
import { type Commit, getCommits, mechanismIndex } from '../../client/reads/weights.ts'
import { refusal } from '../../client/refusals/refusal.ts'
import { call, callNeeds } from '../../client/transactions/call.ts'
import { commitmentHash, type Promised } from '../../client/weights/commitment.ts'
import { type KeptCommit, keptFile, readKept } from '../../client/weights/kept-commits.ts'
import { type RevealWindow, revealWindow } from '../../client/weights/windows.ts'
import { TaoError } from '../../primitives/errors.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import type { Values } from '../kit/options.ts'
import { details, type Plan } from '../kit/plan.ts'
import { address, hex, integer, record, type ValueOf } from '../kit/shape.ts'
import { card, column, table } from '../kit/view.ts'
import { loneHotkeyAddress } from '../shared/keys.ts'
import { SUBNET } from '../shared/subnet-option.ts'
import { planTransaction, TRANSACTION, transactionFacts, transactionOf } from '../shared/transaction.ts'
import { momentText, planLater, tooSoon } from '../shared/waiting.ts'
import { committerOf, forgetDone } from './shared/committing.ts'
import { givenWeights, PAIRS, parseSalt, SALT, WEIGHTS_OPTIONS } from './shared/given.ts'
import { partsOf, SETTING_OPTIONS, WEIGHT_LIST } from './shared/plans.ts'
import { checkWeights, getStanding, lacksPermit, STANDING, type Standing } from './shared/standing.ts'

const ARGUMENTS = { netuid: SUBNET, pairs: PAIRS } as const
const { mechanism, versionKey, wait } = SETTING_OPTIONS
const OPTIONS = { ...WEIGHTS_OPTIONS, salt: SALT, mechanism, versionKey, wait } as const

const REVEALED = {
  netuid: integer('The subnet'),
  mechanism: integer('The mechanism'),
  uid: integer('The validator'),
  hotkey: address('Its hotkey'),
  commitHash: hex('The hash that was committed'),
  committedAt: integer('The block of the commit'),
  weights: WEIGHT_LIST,
} as const
const PLANNED = record(REVEALED)
const OUTPUT = record({ ...TRANSACTION, ...REVEALED })
type Result = ValueOf<typeof OUTPUT>
type Input = Values<typeof ARGUMENTS & typeof OPTIONS>

/** A commit on chain with what it promised and when it may be revealed. */
interface Revealable {
  readonly commit: Commit
  readonly promised: Promised
  readonly window: RevealWindow
}

async function plan(input: Input, ctx: Context): Promise<Plan<Result>> {
  const { netuid, mechanism, wait } = input
  const hotkey = await loneHotkeyAddress(ctx)
  const method = `SubtensorModule.reveal${mechanism === 0 ? '' : '_mechanism'}_weights`
  const client = await (await ctx.chain()).with(mergeNeeds(STANDING, callNeeds(method)))
  const standing = await getStanding(client, netuid, mechanism, hotkey)
  const { rules, clock, context } = standing
  if (!rules.commitReveal) throw refusal('SubtensorModule.CommitRevealDisabled', context)
  const found = choose(await revealables(input, ctx, client, standing), client, standing)
  const { commit, promised, window } = found
  const summary = `Reveal the weights of block ${commit.block} on subnet ${netuid}`
  if (window.state === 'expired') throw expired(standing, found)
  if (window.state === 'early') {
    const later = tooSoon('SubtensorModule.RevealTooEarly', context, clock, window.opens ?? clock.block)
    return planLater(ctx, client, { later, wait, summary, clock }, () => plan(input, ctx))
  }
  checkWeights(standing, promised, promised.versionKey)
  if (lacksPermit(standing, promised)) throw refusal('SubtensorModule.NeuronNoValidatorPermit', context)
  const wallets = await ctx.wallets()
  const signer = wallets.signer(wallets.hotkey())
  const { uids, values, salt } = promised
  const facts = {
    netuid,
    mechanism,
    uid: standing.validator.uid,
    hotkey,
    commitHash: commit.hash,
    committedAt: commit.block,
    weights: partsOf(promised),
  }
  return planTransaction(ctx, client, {
    call: call(method, {
      netuid,
      ...(mechanism === 0 ? {} : { mecid: mechanism }),
      ...{ uids, values, salt, version_key: promised.versionKey },
    }),
    signer,
    summary,
    facts: facts.weights.slice(0, 12).map(({ uid, share }) => [`To UID ${uid}`, cells.percent(share)] as const),
    effects: () => [
      'The weights count from the next epoch on',
      ...(window.closes === undefined
        ? []
        : [`The chain takes them until ${momentText(momentOf(clock, window.closes))}`]),
    ],
    details: details(PLANNED, facts),
    context: { ...context },
    result: async outcome => {
      const left = await getCommits(await client.at(outcome.block), netuid, mechanism, hotkey)
      forgetDone(client, standing, left)
      return { ...transactionOf(outcome, `Revealed weights on subnet ${netuid}`), ...facts }
    },
  })
}

/** The commits on chain whose content is known: by what was given, or by what is kept here. */
async function revealables(input: Input, ctx: Context, client: Client, standing: Standing): Promise<Revealable[]> {
  const { rules, clock, commits, context } = standing
  const known = await promises(input, ctx, client, standing)
  const index = mechanismIndex(rules.netuid, rules.mechanism)
  const byHash = new Map(known.map(promised => [commitmentHash(context.hotkey!, index, promised), promised]))
  return commits.flatMap(commit => {
    const promised = byHash.get(commit.hash)
    if (promised === undefined) return []
    const window = revealWindow(rules.schedule, clock.block, commit.epoch, rules.revealPeriod)
    return [{ commit, promised, window }]
  })
}

async function promises(input: Input, ctx: Context, client: Client, standing: Standing): Promise<readonly Promised[]> {
  const { pairs, uids, weights, from, salt, versionKey, rawU16 } = input
  if (pairs.length + uids.length + weights.length === 0 && from === undefined && salt === undefined) {
    if (rawU16 || versionKey !== 0n) throw aboutWeights(rawU16 ? '--raw-u16' : '--version-key')
    return readKept(committerOf(client, standing)) satisfies readonly KeptCommit[]
  }
  if (salt === undefined) throw new TaoError('usage', 'Missing: --salt', { why: 'Without it the hash is another one.' })
  return [{ ...(await givenWeights(input, ctx)), versionKey, salt: parseSalt(salt) }]
}

const aboutWeights = (flag: string): TaoError =>
  new TaoError('usage', `${flag} goes with weights`, {
    why: 'What was committed here is kept here, with all that belongs to it.',
    remedy: 'Leave it out, or give what was committed: --uids, --weights and --salt.',
  })

/** The newest that may be revealed now; else the one whose time comes first. @throws TaoError where there is none */
function choose(found: readonly Revealable[], client: Client, standing: Standing): Revealable {
  const { commits, context } = standing
  const open = found.findLast(({ window }) => window.state === 'open')
  const early = found.find(({ window }) => window.state === 'early')
  const best = open ?? early ?? found.at(-1)
  if (best !== undefined) return best
  if (commits.length === 0) throw refusal('SubtensorModule.NoWeightsCommitFound', context)
  throw new TaoError(
    'not_found',
    `What the ${commits.length === 1 ? 'commit' : 'commits'} on chain promised is not known here`,
    {
      why: [
        `On chain: ${commits.map(({ hash, block }) => `${hash} of block ${block}`).join(', ')}.`,
        `Looked into ${keptFile(committerOf(client, standing))}`,
      ],
      remedy: 'Give what was committed with --uids, --weights and --salt, or reveal on the machine that committed.',
      data: { chain_error: 'SubtensorModule.InvalidRevealCommitHashNotMatch' },
    },
  )
}

function expired({ rules, clock, context }: Standing, { commit, window }: Revealable): TaoError {
  const told = refusal('SubtensorModule.ExpiredWeightCommit', context)
  return new TaoError(told.code, told.message, {
    why: [
      ...told.why,
      `The commit of block ${commit.block} belongs to epoch ${commit.epoch}, and was to be revealed in epoch ${window.epoch}.`,
      `Now it is epoch ${rules.schedule.index}, block ${clock.block}.`,
    ],
    remedy: `Commit anew with: tao weights set ${rules.netuid}`,
    data: { ...told.data, block: clock.block, committed_at: commit.block },
  })
}

export default action({
  summary: 'Reveal committed weights, so that they count',
  description: [
    'Finds what was committed here by tao weights set or commit. A commit can be revealed in the blocks of one epoch only; --wait waits for it.',
  ],
  examples: [
    { line: 'tao weights reveal 2', does: 'Reveal what I committed on subnet 2' },
    { line: 'tao weights reveal 2 --wait', does: 'As soon as the chain takes it' },
    { line: 'tao weights reveal 2 --uids 1,2 --weights 0.7,0.3 --salt 1,2,3', does: 'What was committed elsewhere' },
  ],
  arguments: ARGUMENTS,
  options: OPTIONS,
  uses: ['wallet', 'hotkey', 'walletPath', 'password', 'network'],
  planned: PLANNED,
  output: OUTPUT,
  view: result => [
    table(result.weights, [
      column('UID', ({ uid }) => cells.integer(uid)),
      column('Share', ({ share }) => cells.percent(share)),
      column('Weight', ({ weight }) => cells.integer(weight)),
    ]),
    card([['Revealed', cells.text(`the commit of block ${result.committedAt}`)], ...transactionFacts(result)]),
  ],
  plan,
})
