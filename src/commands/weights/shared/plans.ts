/** The plans of `weights set` and `weights commit`. */
import type { Client } from '../../../client/client.ts'
import { mergeNeeds } from '../../../client/metadata/needs.ts'
import { momentOf } from '../../../client/reads/clock.ts'
import { freeAt, getCommits } from '../../../client/reads/weights.ts'
import { refusal } from '../../../client/refusals/refusal.ts'
import { call, callNeeds } from '../../../client/transactions/call.ts'
import { TaoError } from '../../../primitives/errors.ts'
import type { Signer } from '../../../wallet/signer.ts'
import { type Cell, cells } from '../../kit/cells.ts'
import type { Context } from '../../kit/context.ts'
import { flag as flagOption, integer as integerOption, valued } from '../../kit/options.ts'
import { details, type Plan } from '../../kit/plan.ts'
import { address, decimal, flag, hex, integer, list, maybe, record, text, type ValueOf } from '../../kit/shape.ts'
import { type Block, card, column, hint, table } from '../../kit/view.ts'
import { loneHotkeyAddress } from '../../shared/keys.ts'
import { planTransaction, TRANSACTION, transactionFacts, transactionOf } from '../../shared/transaction.ts'
import { type Later, MOMENT, momentCell, planLater, WAIT } from '../../shared/waiting.ts'
import { forgetDone, type PreparedCommit, prepareHash, prepareSealed, randomSalt } from './committing.ts'
import { type GivenWeights, givenWeights, parseSalt, type WeightsInput } from './given.ts'
import { checkRoom, checkWeights, getStanding, lacksPermit, STANDING, type Standing, tooFast } from './standing.ts'

/** A whole number of up to 64 bits. */
const wide = valued<bigint>({
  placeholder: 'N',
  parse: given => {
    const n = /^\d{1,20}$/.test(given) ? BigInt(given) : -1n
    if (n >= 0n && n <= 0xffff_ffff_ffff_ffffn) return n
    throw new TaoError('invalid_argument', `Not a whole number: \`${given.slice(0, 40)}\``)
  },
  format: String,
  schema: { type: 'integer', minimum: 0 },
})

export const SETTING_OPTIONS = {
  mechanism: integerOption({
    summary: 'The mechanism',
    default: 0,
    max: 15,
    aliases: ['mechid', 'mech-id', 'mechanism-id'],
  }),
  versionKey: wide({ summary: 'The version of the validator, where the subnet demands one', default: 0n }),
  timelock: flagOption({
    summary: 'Where weights are committed: seal them until a round of drand, so that they open by themselves',
  }),
  round: wide({
    summary: 'The round of drand until which they are sealed; the one that fits if absent',
    aliases: ['reveal-round'],
  }),
  wait: WAIT,
} as const

const PART = record({
  uid: integer('The neuron'),
  weight: integer('Its weight, in parts of 65535 of the greatest'),
  share: decimal('Its share of all weights, from 0 to 1'),
})

export const WEIGHT_LIST = list(PART, 'The weights, as the chain keeps them')

const WEIGHTS = {
  netuid: integer('The subnet'),
  mechanism: integer('The mechanism'),
  uid: integer('The validator'),
  hotkey: address('Its hotkey'),
  weights: WEIGHT_LIST,
  committed: flag('Whether they are committed for now, and count only once they are revealed'),
  commitHash: maybe(hex('The hash that was committed; null for weights that are set or sealed')),
  revealRound: maybe(integer('The round of drand that opens sealed weights')),
  revealOpens: maybe(MOMENT('The first block that takes the reveal')),
  revealCloses: maybe(MOMENT('The last one')),
  file: maybe(text('The private file that keeps what the reveal needs')),
} as const

export const WEIGHTS_OUTPUT = record({
  ...TRANSACTION,
  ...WEIGHTS,
  nextSetting: MOMENT('From when on the chain takes weights of this validator again'),
})
export type WeightsResult = ValueOf<typeof WEIGHTS_OUTPUT>
export const WEIGHTS_PLANNED = record(WEIGHTS)

const BILLION = 1_000_000_000n

export function partsOf({ uids, values }: GivenWeights) {
  const sum = BigInt(values.reduce((all, one) => all + one, 0))
  return uids.map((uid, i) => ({
    uid,
    weight: values[i]!,
    share: sum === 0n ? 0n : (BigInt(values[i]!) * BILLION + sum / 2n) / sum,
  }))
}

export interface SettingInput extends WeightsInput {
  readonly netuid: number
  readonly mechanism: number
  readonly versionKey: bigint
  readonly timelock: boolean
  readonly round: bigint | undefined
  readonly wait: boolean
  readonly salt?: string | undefined
}

const CALLS = [
  'set_weights',
  'set_mechanism_weights',
  'commit_weights',
  'commit_mechanism_weights',
  'commit_timelocked_weights',
  'commit_timelocked_mechanism_weights',
].map(name => `SubtensorModule.${name}`)

/** Only the calls that may be used are asked for. */
const callsFor = (mechanism: number): string[] => CALLS.filter(name => name.includes('mechanism') === mechanism > 0)

/**
 * @param mode `commit` only commits; `set` sets, or commits where the subnet wants commits
 * @throws TaoError for what is sure to be refused
 */
export async function planWeights(
  input: SettingInput,
  ctx: Context,
  mode: 'set' | 'commit',
): Promise<Plan<WeightsResult>> {
  const given = await givenWeights(input, ctx)
  const hotkey = await loneHotkeyAddress(ctx)
  const { netuid, mechanism, versionKey, wait } = input
  const client = await (await ctx.chain()).with(mergeNeeds(STANDING, callNeeds(...callsFor(mechanism))))
  const standing = await getStanding(client, netuid, mechanism, hotkey)
  const { rules, clock, context } = standing
  if (!rules.commitReveal && (input.timelock || input.round !== undefined)) throw nothingToSeal(netuid)
  if (!rules.commitReveal && mode === 'commit') throw refusal('SubtensorModule.CommitRevealDisabled', context)
  checkWeights(standing, given, versionKey)
  if (rules.commitReveal) checkRoom(standing)
  else if (lacksPermit(standing, given)) throw refusal('SubtensorModule.NeuronNoValidatorPermit', context)
  const summary = `${rules.commitReveal ? 'Commit' : 'Set'} ${given.uids.length} weights on subnet ${netuid}`
  const later: Later | undefined = tooFast(
    standing,
    rules.commitReveal ? 'CommittingWeightsTooFast' : 'SettingWeightsTooFast',
  )
  if (later !== undefined) {
    return planLater(ctx, client, { later, wait, summary, clock }, () => planWeights(input, ctx, mode))
  }
  const wallets = await ctx.wallets()
  const signer = wallets.signer(wallets.hotkey())
  const prepared = rules.commitReveal ? await prepare(client, standing, given, input, ctx) : undefined
  return planSending(ctx, client, { standing, given, versionKey, prepared, signer, summary })
}

const nothingToSeal = (netuid: number): TaoError =>
  new TaoError('usage', `Subnet ${netuid} takes weights at once: there is nothing to seal`, {
    why: 'Commit-reveal is off there.',
    remedy: 'Leave --timelock and --round out.',
  })

function prepare(
  client: Client,
  standing: Standing,
  given: GivenWeights,
  { timelock, round, versionKey, salt }: SettingInput,
  ctx: Context,
): PreparedCommit | Promise<PreparedCommit> {
  const now = ctx.now()
  if (timelock || round !== undefined) return prepareSealed(standing, { ...given, versionKey }, { round, now })
  const chosen = salt === undefined ? randomSalt() : parseSalt(salt)
  return prepareHash(client, standing, { ...given, versionKey, salt: chosen }, now)
}

interface Sending {
  readonly standing: Standing
  readonly given: GivenWeights
  readonly versionKey: bigint
  /** Undefined where weights are set at once. */
  readonly prepared: PreparedCommit | undefined
  readonly signer: Signer
  readonly summary: string
}

async function planSending(
  ctx: Context,
  client: Client,
  { standing, given, versionKey, prepared, signer, summary }: Sending,
): Promise<Plan<WeightsResult>> {
  const { rules, validator, clock, context } = standing
  const { netuid, mechanism } = rules
  const facts = {
    netuid,
    mechanism,
    uid: validator.uid,
    hotkey: context.hotkey!,
    weights: partsOf(given),
    committed: prepared !== undefined,
    commitHash: prepared?.hash,
    revealRound: prepared?.round,
    revealOpens: prepared?.window.opens === undefined ? undefined : momentOf(clock, prepared.window.opens),
    revealCloses: prepared?.window.closes === undefined ? undefined : momentOf(clock, prepared.window.closes),
    file: prepared?.file,
  }
  const plan = await planTransaction(ctx, client, {
    call: prepared?.call ?? setCall(rules, given, versionKey),
    signer,
    summary,
    facts: [['Validator', cells.text(`UID ${validator.uid}`)], ...weightFacts(facts.weights)],
    effects: () => prepared?.effects ?? ['The weights count from the next epoch on'],
    warnings: [
      ...(prepared?.warnings ?? []),
      ...(prepared !== undefined && lacksPermit(standing, given)
        ? ['The hotkey has no validator permit. Without one by then, the reveal will be refused.']
        : []),
    ],
    details: details(WEIGHTS_PLANNED, facts),
    context: { ...context },
    result: async outcome => {
      if (prepared?.hash !== undefined) {
        const left = await getCommits(await client.at(outcome.block), netuid, mechanism, facts.hotkey)
        forgetDone(client, standing, left)
      }
      return {
        ...transactionOf(outcome, messageOf(prepared, netuid)),
        ...facts,
        nextSetting: momentOf(clock, freeAt(rules, { ...validator, lastUpdate: outcome.block.number })),
      }
    },
  })
  return prepared === undefined ? plan : prepared.protect(plan)
}

const messageOf = (prepared: PreparedCommit | undefined, netuid: number): string =>
  prepared === undefined
    ? `Set weights on subnet ${netuid}`
    : prepared.hash === undefined
      ? `Committed sealed weights on subnet ${netuid}; they open by themselves`
      : `Committed weights on subnet ${netuid}; they do not count before they are revealed`

function setCall({ netuid, mechanism }: Standing['rules'], { uids, values }: GivenWeights, versionKey: bigint) {
  const args = { netuid, dests: uids, weights: values, version_key: versionKey }
  return mechanism === 0
    ? call('SubtensorModule.set_weights', args)
    : call('SubtensorModule.set_mechanism_weights', { ...args, mecid: mechanism })
}

const MOST_FACTS = 12

const weightFacts = (parts: ReturnType<typeof partsOf>): [string, Cell][] => [
  ...parts.slice(0, MOST_FACTS).map(({ uid, share }): [string, Cell] => [`To UID ${uid}`, cells.percent(share)]),
  ...(parts.length > MOST_FACTS ? [['And', cells.text(`${parts.length - MOST_FACTS} more`)] as [string, Cell]] : []),
]

export function weightsView(result: WeightsResult): Block[] {
  const { committed, revealOpens, revealCloses, netuid, revealRound } = result
  return [
    table(result.weights, [
      column('UID', ({ uid }) => cells.integer(uid)),
      column('Share', ({ share }) => cells.percent(share)),
      column('Weight', ({ weight }) => cells.integer(weight)),
    ]),
    card([
      ['Weights', committed ? cells.warn('committed: they do not count yet') : cells.good('set')],
      ...(revealRound === undefined ? [] : [['Opens with', cells.text(`round ${revealRound} of drand`)] as const]),
      ...(revealOpens === undefined ? [] : [['Reveal from', momentCell(revealOpens)] as const]),
      ...(revealCloses === undefined ? [] : [['Reveal until', momentCell(revealCloses)] as const]),
      ['Next weights', momentCell(result.nextSetting)],
      ...transactionFacts(result),
    ]),
    ...(committed && revealRound === undefined ? [hint(`Reveal them with: tao weights reveal ${netuid} --wait`)] : []),
  ]
}
