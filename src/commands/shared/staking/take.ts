/** What a validator keeps, shown and set: as a share, with its bounds and the block from which on it may rise. */
import type { Client, Reader } from '../../../client/client.ts'
import { type Clock, momentOf } from '../../../client/reads/clock.ts'
import type { Take } from '../../../client/reads/takes.ts'
import { ofU16 } from '../../../client/reads/values.ts'
import type { RefusalContext } from '../../../client/refusals/context.ts'
import { type Call, call } from '../../../client/transactions/call.ts'
import { TaoError } from '../../../primitives/errors.ts'
import type { Signer } from '../../../wallet/signer.ts'
import { type Cell, cells } from '../../kit/cells.ts'
import type { Context } from '../../kit/context.ts'
import { GLOBALS, USES } from '../../kit/globals.ts'
import type { Plan } from '../../kit/plan.ts'
import { address, decimal, flag, hex, integer, maybe, record, tao, text, type ValueOf } from '../../kit/shape.ts'
import { mainFlag } from '../../kit/spellings.ts'
import { type Block, card } from '../../kit/view.ts'
import { planTransaction, transactionOf } from '../transaction.ts'
import { MOMENT, momentCell, planLater, tooSoon, WAIT } from '../waiting.ts'
import { refused } from './checks.ts'

export const TAKE = record({
  success: flag('Whether it was done; a transaction that fails is an error'),
  message: text('What was done, or what is'),
  changed: flag('Whether it was changed now'),
  hotkey: address('The hotkey'),
  netuid: maybe(integer('The subnet; null for the take of a delegate, which holds everywhere')),
  take: decimal('What it keeps'),
  takeParts: integer('The same in parts of 65535, exact'),
  least: decimal('It may be no less'),
  most: decimal('It may be no more'),
  increasable: maybe(MOMENT('The first block that may increase it; null for at once')),
  block: maybe(integer('The number of the block the transaction is in; null where nothing was changed')),
  blockHash: maybe(hex('The hash of that block')),
  extrinsicId: maybe(text('Block and place in it: 1234-2')),
  transaction: maybe(hex('The hash of the transaction')),
  fee: maybe(tao('What it cost the signer; null where it was free')),
})
export type TakeResult = ValueOf<typeof TAKE>

const percent = (parts: number): Cell => cells.percent(ofU16(parts))

export const takeView = (result: TakeResult): readonly Block[] => [
  card([
    [result.changed ? 'Take is now' : 'Take', cells.percent(result.take)],
    ['Bounds', cells.text(`${cells.percent(result.least).text} to ${cells.percent(result.most).text}`)],
    ['Hotkey', cells.address(result.hotkey)],
    ...(result.netuid === undefined ? [] : [['Subnet', cells.integer(result.netuid)] as const]),
    ['May rise', result.increasable === undefined ? cells.text('at once') : momentCell(result.increasable)],
    ...(result.extrinsicId === undefined ? [] : [['Transaction', cells.text(result.extrinsicId)] as const]),
  ]),
]

export interface TakeScene {
  readonly client: Client
  readonly clock: Clock
  readonly hotkey: string
  readonly netuid: number | undefined
  readonly take: Take
  /** Reads it, at any block. */
  readonly read: (reader: Reader) => Promise<Take>
  /** Of the hotkey; undefined where the chain does not know it. */
  readonly owner: string | undefined
}

const facts = ({ clock, hotkey, netuid, take }: TakeScene) => ({
  hotkey,
  netuid,
  take: ofU16(take.take),
  takeParts: take.take,
  least: ofU16(take.min),
  most: ofU16(take.max),
  increasable: take.increasableAt > BigInt(clock.block + 1) ? momentOf(clock, take.increasableAt) : undefined,
})

/** Nothing is changed. @throws TaoError `usage` for a flag about the transaction that there is none of */
export function planShowing(ctx: Context, scene: TakeScene): Plan<TakeResult> {
  const idle = FOR_SETTING.find(ctx.isGiven)
  if (idle !== undefined) throw nothingSent(idle)
  const message = `The take is ${percent(scene.take.take).text}`
  const nothing = {
    block: undefined,
    blockHash: undefined,
    extrinsicId: undefined,
    transaction: undefined,
    fee: undefined,
  }
  return {
    summary: message,
    perform: () => ({ success: true, message, changed: false, ...facts(scene), ...nothing }),
  }
}

const FOR_SETTING = ['wait', ...USES.signing, ...USES.password] as const

function nothingSent(key: (typeof FOR_SETTING)[number]): TaoError {
  const flag = mainFlag(key, key === 'wait' ? WAIT : GLOBALS[key])
  return new TaoError('usage', `${flag} goes with --take`, {
    why: 'Without --take the take is shown, and nothing is signed or sent.',
    remedy: `Add --take, or leave ${flag} out.`,
    data: { refused: flag },
  })
}

export interface TakeOrder {
  readonly signer: Signer
  /** In billionths. */
  readonly share: bigint
  readonly wait: boolean
  /** The call that sets it to so many parts of 65535. */
  readonly callFor: (parts: number) => Call
  readonly labels: { readonly low: string; readonly high: string; readonly early: string }
}

const WHOLE = 65_535n
const BILLION = 1_000_000_000n

/** @throws TaoError for whatever the chain is sure to refuse */
export async function planSetting(
  ctx: Context,
  scene: TakeScene,
  order: TakeOrder,
  again: () => Promise<Plan<TakeResult>>,
): Promise<Plan<TakeResult>> {
  const { client, clock, hotkey, netuid, take } = scene
  const { signer, share, wait, callFor, labels } = order
  const parts = Number((share * WHOLE + BILLION / 2n) / BILLION)
  const context = { netuid, hotkey, coldkey: signer.address, network: client.chain.name }
  check(scene, order, parts, context)
  const summary = `${parts > take.take ? 'Raise' : 'Lower'} the take from ${percent(take.take).text} to ${percent(parts).text}`
  const isEarly = parts > take.take && take.increasableAt > BigInt(clock.block + 1)
  if (isEarly) {
    const later = tooSoon(`SubtensorModule.${labels.early}`, context, clock, Number(take.increasableAt))
    return planLater(ctx, client, { later, wait, summary, clock }, again)
  }
  return planTransaction(ctx, client, {
    call: callFor(parts),
    signer,
    summary,
    facts: [
      ['Hotkey', cells.address(hotkey)],
      ['Take before', percent(take.take)],
      ['Take then', percent(parts)],
    ],
    effects: () => [`It may rise again ${take.rateLimit} blocks later; it may fall at any time.`],
    context,
    result: async outcome => {
      const after = await scene.read(await client.at(outcome.block))
      const message = `The take is now ${percent(after.take).text}`
      return { ...transactionOf(outcome, message), changed: true, ...facts({ ...scene, take: after }) }
    },
  })
}

function check(
  { take, owner, hotkey }: TakeScene,
  { signer, labels }: TakeOrder,
  parts: number,
  context: RefusalContext,
): void {
  if (owner === undefined) throw refused('HotKeyAccountNotExists', context, [], { hotkey })
  if (owner !== signer.address) throw refused('NonAssociatedColdKey', context, [`It belongs to ${owner}.`], { hotkey })
  const numbers = { given: percent(parts).text, least: percent(take.min).text, most: percent(take.max).text }
  const data = { take_parts: parts, least_parts: take.min, most_parts: take.max }
  if (parts < take.min) throw refused(labels.low, { ...context, ...numbers }, [], data)
  if (parts > take.max) throw refused(labels.high, { ...context, ...numbers }, [], data)
  if (parts !== take.take) return
  throw new TaoError('already_exists', `The take is ${percent(parts).text} already`, {
    remedy: 'Nothing needs to be done.',
  })
}

/** A call that sets the take, by name. */
export const takeCall =
  (name: string, args: Call['args']) =>
  (parts: number): Call =>
    call(name, { ...args, take: parts })
