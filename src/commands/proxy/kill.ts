import { mergeNeeds } from '../../client/metadata/needs.ts'
import { type Balance, getBalances } from '../../client/reads/balances.ts'
import { type Creation, getProxies, pureAddress } from '../../client/reads/proxies.ts'
import { getStakes, STAKES } from '../../client/reads/stakes.ts'
import { type Call, call, callNeeds } from '../../client/transactions/call.ts'
import { minAmount, type Tao } from '../../primitives/amounts.ts'
import { TaoError } from '../../primitives/errors.ts'
import { savedProxy } from '../../wallet/proxy-book.ts'
import type { SavedProxy } from '../../wallet/saved-proxies.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import { account, type Choice, flag, integer, name, type Values } from '../kit/options.ts'
import { details, type Plan } from '../kit/plan.ts'
import { address, hex, integer as integerShape, maybe, record, tao, text, type ValueOf } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { planTransaction, TRANSACTION, taoText, transactionFacts, transactionOf } from '../shared/transaction.ts'
import { MOMENT, momentCell } from '../shared/waiting.ts'
import { ANNOUNCE, type ANNOUNCEMENT_PLANNED, ANNOUNCING, planAnnouncement } from './shared/announcing.ts'
import { forgetKilled, isPure, openBook } from './shared/book.ts'
import { EXT_INDEX, HEIGHT, INDEX } from './shared/options.ts'
import { actingProxy } from './shared/permission.ts'
import { openScene, refused, type Scene } from './shared/scene.ts'
import { proxyType } from './shared/types.ts'

const PROXIED = 'Proxy.proxy'
const KILL = 'Proxy.kill_pure'

const ARGUMENTS = {
  name: name({
    summary: 'Its name in the book of proxies, which knows the rest',
    excludes: ['height', 'extIndex', 'spawner', 'index', 'proxyType'],
    ask: { message: 'Which pure proxy?', wanted: true, choices: ownPures },
  }),
} as const
const OPTIONS = {
  height: integer(HEIGHT),
  extIndex: integer(EXT_INDEX),
  spawner: account({ summary: 'Who made it; the wallet if absent', aliases: ['spawner-ss58'] }),
  proxyType: proxyType({ summary: 'The type it was made with', aliases: ['type'], default: 'Any' }),
  index: integer({ ...INDEX, default: 0 }),
  pure: account({
    summary: 'Its address: it is refused if the rest means another account',
    aliases: ['proxy', 'proxy-for'],
  }),
  announceOnly: flag({
    summary: 'Only announce it: for a proxy with a delay; tao proxy execute kills it then',
    off: ['no-announce-only'],
  }),
} as const
type Input = Values<typeof ARGUMENTS & typeof OPTIONS>

const KILLED = {
  pure: address('The account that ends'),
  spawner: address('Who made it'),
  height: integerShape('The block of the transaction that made it'),
  extIndex: integerShape('Its place in the block'),
  index: integerShape('What tells it apart from others of the same transaction'),
  lost: tao('What it still holds, which is lost for ever'),
  lostStakes: integerShape('How many stakes it still has, which are lost for ever'),
  returned: maybe(tao('What of its deposit the spawner gets back; null where it is only announced')),
  callHash: maybe(hex('The hash of what is announced; null where it is killed at once')),
  deposit: maybe(tao('What is reserved for the announcement; null where it is killed at once')),
} as const
const PLANNED = record(KILLED)
const OUTPUT = record({
  ...TRANSACTION,
  ...KILLED,
  proxyType: text('The type it was made with'),
  executable: maybe(MOMENT('From when on it can be killed; null where it is killed at once')),
})
type Result = ValueOf<typeof OUTPUT>

async function plan(input: Input, ctx: Context): Promise<Plan<Result>> {
  const entry = input.name === undefined ? undefined : savedProxy(openBook(ctx).book, input.name)
  const needs = mergeNeeds(ANNOUNCING, STAKES, callNeeds(PROXIED, KILL))
  const scene = await openScene(ctx, input.announceOnly ? ANNOUNCE : PROXIED, needs)
  const { client, at, signer } = scene
  const made = await creationOf(input, entry, ctx, signer.address)
  const pure = pureAddress(client, made)
  const named = input.pure === undefined ? undefined : (await ctx.wallets()).address(input.pure, 'coldkey')
  const wrong = [entry?.address, named].find(each => each !== undefined && each !== pure)
  if (wrong !== undefined) throw another(wrong, pure, made)
  const context = { ...scene.context, coldkey: pure, address: pure, call: KILL }
  const { proxies, deposit } = await getProxies(at, pure)
  if (proxies.length === 0) throw nothingThere(pure, made)
  const [[own, spawner], [stakes]] = await Promise.all([getBalances(at, [pure, made.spawner]), getStakes(at, [pure])])
  const { type, ...place } = made
  const losing = { pure, ...place, lost: own!.total, lostStakes: stakes!.filter(({ stake }) => stake > 0n).length }
  const killing = call(KILL, {
    spawner: made.spawner,
    proxy_type: type,
    index: made.index,
    height: made.height,
    ext_index: made.extIndex,
  })
  const order = { ...losing, type, killing, returned: returnedTo(spawner!, deposit) }
  const told = input.announceOnly ? await announced(ctx, scene, order) : await killed(ctx, { ...scene, context }, order)
  // Nothing but the address itself shows that it was looked at.
  return told.consent === undefined ? told : { ...told, consent: { ...told.consent, typed: pure.slice(-8) } }
}

interface Order extends Losing {
  readonly type: string
  readonly killing: Call
  readonly returned: Tao
}

interface Losing {
  readonly pure: string
  readonly spawner: string
  readonly height: number
  readonly extIndex: number
  readonly index: number
  readonly lost: Tao
  readonly lostStakes: number
}

const losingOf = ({ type: _type, killing: _killing, returned: _returned, ...losing }: Order): Losing => losing

/** The chain takes it from what the spawner has reserved, as far as that goes. */
const returnedTo = ({ reserved }: Balance, deposit: Tao): Tao => minAmount(reserved, deposit)

async function killed(ctx: Context, scene: Scene, order: Order): Promise<Plan<Result>> {
  const { client, at, signer, context } = scene
  const { pure, type, killing, returned } = order
  const proxy = await actingProxy(at, { delegate: signer.address, real: pure, call: killing, atOnce: true }, context)
  if (proxy.delay > 0) throw mustAnnounce(proxy.delay, context)
  const result = { ...losingOf(order), returned, callHash: undefined, deposit: undefined }
  return planTransaction(ctx, client, {
    call: call(PROXIED, { real: pure, force_proxy_type: proxy.force, call: killing }),
    signer,
    summary: `Kill the pure proxy ${pure}, for ever`,
    facts: facts(order, returned),
    effects: () => [
      `Nobody can act for ${pure} any more, whatever it holds or gets later.`,
      `${taoText(returned)} of the deposit come back to ${order.spawner}.`,
    ],
    warnings: lossWarnings(order),
    context,
    details: details(PLANNED, result),
    result: outcome => {
      forgetKilled(ctx, pure)
      return { ...transactionOf(outcome, `Killed ${pure}`), ...result, proxyType: type, executable: undefined }
    },
  })
}

async function announced(ctx: Context, scene: Scene, order: Order): Promise<Plan<Result>> {
  const { pure, type, killing } = order
  const told = await planAnnouncement(ctx, scene, { real: pure, inner: killing, warnings: lossWarnings(order) })
  const { callHash, deposit } = told.details!.value as ValueOf<typeof ANNOUNCEMENT_PLANNED>
  const result = { ...losingOf(order), returned: undefined, callHash, deposit }
  return {
    ...told,
    summary: `Announce that the pure proxy ${pure} is killed, for ever`,
    details: details(PLANNED, result),
    perform: async () => {
      const done = await told.perform()
      return { ...done, ...result, proxyType: type }
    },
  }
}

const facts = ({ pure, lost, lostStakes, height, extIndex }: Losing, returned: Tao) =>
  [
    ['Pure proxy', cells.address(pure)],
    ['Made in', cells.text(`block ${height}, place ${extIndex}`)],
    ['Lost', cells.tao(lost)],
    ['Lost stakes', cells.integer(lostStakes)],
    ['Comes back', cells.tao(returned)],
  ] as const

function lossWarnings({ pure, lost, lostStakes }: Losing): string[] {
  const holds = [
    ...(lost === 0n ? [] : [taoText(lost)]),
    ...(lostStakes === 0 ? [] : [`${lostStakes} ${lostStakes === 1 ? 'stake' : 'stakes'}`]),
  ].join(' and ')
  return [
    'This cannot be taken back: nobody has a key of the account, and no proxy is left.',
    ...(holds === ''
      ? []
      : [
          `${pure} still holds ${holds}, which nobody will ever get. Empty it first:${
            lostStakes === 0
              ? ''
              : ` tao proxy call SubtensorModule.unstake_all --args '{"hotkey": "ADDRESS"}' --real ${pure} for each hotkey, then`
          } tao proxy call Balances.transfer_all --args '{"dest": "ADDRESS", "keep_alive": false}' --real ${pure}`,
        ]),
  ]
}

/** By the book, or by what the line says. @throws TaoError `usage` for what is missing */
async function creationOf(
  input: Input,
  entry: SavedProxy | undefined,
  ctx: Context,
  signer: string,
): Promise<Creation> {
  if (entry !== undefined) {
    if (!isPure(entry)) throw notKnown(entry)
    const { spawner, proxyType: type = 'Any', index, height, extIndex } = entry
    return { spawner: spawner!, type, index, height: height!, extIndex: extIndex! }
  }
  const { height, extIndex, index, proxyType: type } = input
  const missing = [...(height === undefined ? ['--height'] : []), ...(extIndex === undefined ? ['--ext-index'] : [])]
  if (missing.length > 0) {
    throw new TaoError('usage', `Missing: ${missing.join(', ')}`, {
      why: 'A pure proxy is known by the block of the transaction that made it, and the place in there.',
      remedy: 'Give both, or its name in the book of proxies: tao proxy book list',
      data: { missing },
    })
  }
  const spawner = input.spawner === undefined ? signer : (await ctx.wallets()).address(input.spawner, 'coldkey')
  return { spawner, type, index, height: height!, extIndex: extIndex! }
}

const notKnown = ({ name: called }: SavedProxy): TaoError =>
  new TaoError('invalid_argument', `The book does not say how ${called} was made`, {
    why: 'Killing a pure proxy takes who made it, and the block and place of the transaction.',
    remedy: `Add them: tao proxy book update ${called} --spawner ADDRESS --height BLOCK --ext-index PLACE`,
  })

const madeText = ({ spawner, type, index, height, extIndex }: Creation): string =>
  `Made by ${spawner} in block ${height}, place ${extIndex}, with type ${type} and index ${index}`

const another = (given: string, pure: string, made: Creation): TaoError =>
  new TaoError('invalid_argument', `That is not how ${given} was made`, {
    why: `${madeText(made)} is ${pure}.`,
    remedy: 'Look block and place up: of the transaction create_pure in its history.',
    data: { given, pure },
  })

const nothingThere = (pure: string, made: Creation): TaoError =>
  new TaoError('not_found', 'There is no such pure proxy', {
    why: `${madeText(made)} it would be ${pure}, which has no proxies here: it was never made, is killed already, or stands on another chain.`,
    remedy: 'Compare block, place, type, index and who made it. tao proxy book list has what was made from here.',
    data: { pure },
  })

const mustAnnounce = (delay: number, context: Scene['context']): TaoError =>
  refused(
    'Proxy.Unannounced',
    context,
    [`The wallet is a proxy of it with a delay of ${delay} blocks.`],
    { delay },
    'Announce it with --announce-only; when the delay has passed: tao proxy execute',
  )

async function ownPures(ctx: Context): Promise<Choice[]> {
  const pures = openBook(ctx).book.proxies.filter(isPure)
  if (pures.length > 0) return pures.map(each => ({ value: each.name, name: `${each.name}  ${each.address}` }))
  throw new TaoError('not_found', 'No pure proxy is in the book', {
    remedy: 'Say how it was made: --height BLOCK --ext-index PLACE, and --spawner if another wallet made it.',
  })
}

export default action({
  summary: 'End a pure proxy for ever, with all that it holds',
  description: [
    'It is known by where the transaction stands that made it; the book of proxies has that of all that were made from here. Only a proxy of type Any can kill it.',
    'The deposit comes back to who made it. Whatever the account holds is lost: empty it first.',
  ],
  examples: [
    { line: 'tao proxy kill --height 4711 --ext-index 2', does: 'End the pure proxy that the wallet made there' },
    { line: 'tao proxy kill treasury', does: 'The one of that name in the book of proxies' },
  ],
  arguments: ARGUMENTS,
  options: OPTIONS,
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: PLANNED,
  output: OUTPUT,
  view: result => [
    card([
      [result.callHash === undefined ? 'Killed' : 'To be killed', cells.address(result.pure)],
      ['Lost', cells.tao(result.lost)],
      ...(result.returned === undefined ? [] : [['Came back', cells.tao(result.returned)] as const]),
      ...(result.callHash === undefined ? [] : [['Hash', cells.hex(result.callHash)] as const]),
      ...(result.deposit === undefined ? [] : [['Deposit', cells.tao(result.deposit)] as const]),
      ...(result.executable === undefined ? [] : [['Executable', momentCell(result.executable)] as const]),
      ...transactionFacts(result),
    ]),
  ],
  plan,
})
