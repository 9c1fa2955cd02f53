import type { Client } from '../../client/client.ts'
import { mergeNeeds } from '../../client/metadata/needs.ts'
import { getClock } from '../../client/reads/clock.ts'
import { type Announcement, announcementTerms, getAnnouncements } from '../../client/reads/proxies.ts'
import { PROXY_RULES } from '../../client/reads/proxy-rules.ts'
import { call } from '../../client/transactions/call.ts'
import type { Hex } from '../../primitives/bytes.ts'
import { TaoError } from '../../primitives/errors.ts'
import { forgetAnnouncedCall } from '../../wallet/announced-calls.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import { account, text, type Values } from '../kit/options.ts'
import { details, type Plan } from '../kit/plan.ts'
import { address, hex, record, tao, text as textShape, type ValueOf } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { planTransaction, TRANSACTION, taoText, transactionFacts, transactionOf } from '../shared/transaction.ts'
import { planLater, tooSoon, WAIT } from '../shared/waiting.ts'
import { forgetKilled } from './shared/book.ts'
import {
  announcedFile,
  announcedHere,
  bytesOf,
  callFacts,
  callHashOption,
  INNER_OPTIONS,
  INNER_REFUSES,
  type Inner,
  innerOf,
  innerOfBytes,
} from './shared/inner.ts'
import { delegateOption, FORCE_TYPE } from './shared/options.ts'
import { chosenPending, isSame, PENDING, type Pending, pendingOf, returnedFor, type Wanted } from './shared/pending.ts'
import { actingProxy } from './shared/permission.ts'
import { openScene, refused, type Scene } from './shared/scene.ts'

const CALL = 'Proxy.proxy_announced'

const ARGUMENTS = {
  target: text({
    summary: 'The call, where it was not announced from here',
    placeholder: 'PALLET.CALL',
    excludes: ['callHex'],
  }),
} as const
const OPTIONS = {
  real: account({ summary: 'The account for which the call is; found by the hash if absent', aliases: ['proxy'] }),
  delegate: delegateOption('Who has announced it; the wallet if absent. Anybody may make an announced call'),
  callHash: callHashOption({ summary: 'The hash of the call; the one that waits, if it is the only one' }),
  ...INNER_OPTIONS,
  forceProxyType: FORCE_TYPE,
  wait: WAIT,
} as const
type Input = Values<typeof ARGUMENTS & typeof OPTIONS>

const EXECUTED = {
  delegate: address('Who had announced it'),
  real: address('The account for which it is made'),
  call: textShape('The call'),
  callHash: hex('The hash of the call'),
  returned: tao('What comes back of the deposit of who had announced it'),
} as const
const PLANNED = record(EXECUTED)
const OUTPUT = record({ ...TRANSACTION, ...EXECUTED })

async function plan(input: Input, ctx: Context): Promise<Plan<ValueOf<typeof OUTPUT>>> {
  const wallets = await ctx.wallets()
  const accountOf = (given: string | undefined): string | undefined =>
    given === undefined ? undefined : wallets.address(given, 'coldkey')
  const scene = await openScene(ctx, CALL, mergeNeeds(PENDING, PROXY_RULES))
  const delegate = accountOf(input.delegate) ?? scene.signer.address
  const all = await pendingOf(scene.at, delegate)
  const given = await innerOf(input, ctx)
  const wanted = { real: accountOf(input.real), callHash: input.callHash }
  const [client, pending, inner] = await meant(ctx, scene, all, wanted, given)
  const { real, callHash } = pending
  const order = inner.on(client)
  const context = { ...scene.context, coldkey: real, address: real, call: order.name }
  const acting = { delegate, real, type: input.forceProxyType, call: order }
  const [proxy, clock, announced] = await Promise.all([
    actingProxy(scene.at, acting, context),
    getClock(scene.client, scene.at),
    getAnnouncements(scene.at, delegate),
  ])
  const summary = `Make the announced ${order.name} for ${real}`
  const freeAt = pending.height + proxy.delay
  if (freeAt > clock.block + 1) {
    const later = tooSoon('Proxy.Unannounced', context, clock, freeAt)
    return planLater(ctx, client, { later, wait: input.wait, summary, clock }, () => plan(input, ctx))
  }
  // Another announcement of the same call stays, if its time has not come.
  const isGone = (each: Announcement): boolean => isSame(pending)(each) && each.height + proxy.delay <= clock.block + 1
  const returned = returnedFor(announced, announcementTerms(scene.client), isGone)
  const executed = { delegate, real, call: order.name, callHash, returned }
  return planTransaction(ctx, client, {
    call: call(CALL, { delegate, real, force_proxy_type: proxy.force, call: order }),
    signer: scene.signer,
    summary,
    facts: [
      ['For', cells.address(real)],
      ['Announced by', cells.address(delegate)],
      ...callFacts(order),
      ['Comes back', cells.tao(returned)],
    ],
    effects: () => [
      `${real} makes the call, as if it had signed it itself.`,
      `${taoText(returned)} of the deposit of ${delegate} come back.`,
    ],
    context,
    details: details(PLANNED, executed),
    result: outcome => {
      forgetAnnouncedCall(announcedFile(ctx), callHash)
      if (order.name === 'Proxy.kill_pure') forgetKilled(ctx, real)
      return { ...transactionOf(outcome, `Made ${order.name} for ${real}`), ...executed }
    },
  })
}

/**
 * The announcement and its call: the call that the line names decides by its hash, else the announcement does, whose call was
 * kept here.
 * @throws TaoError Unannounced, NotFound, `usage`, `not_found` for a call that is not here
 */
async function meant(
  ctx: Context,
  { client, context }: Scene,
  all: readonly Pending[],
  wanted: Wanted,
  given: Inner | undefined,
): Promise<readonly [Client, Pending, Inner]> {
  if (given !== undefined) {
    const wide = await client.chain.with(mergeNeeds(client.needs, given.needs))
    const { hash } = bytesOf(wide, given.on(wide))
    if (wanted.callHash !== undefined && wanted.callHash !== hash) throw otherHash(wanted.callHash, hash)
    const isAnnounced = all.some(each => each.callHash === hash && (wanted.real ?? each.real) === each.real)
    if (!isAnnounced) throw unannounced(hash, all, context)
    return [wide, chosenPending(all, { ...wanted, callHash: hash }, context), given]
  }
  if (wanted.callHash !== undefined && !all.some(each => each.callHash === wanted.callHash)) {
    throw unannounced(wanted.callHash, all, context)
  }
  const pending = chosenPending(all, wanted, context)
  const bytes = announcedHere(ctx).get(pending.callHash)
  if (bytes === undefined) throw notKept(pending)
  const inner = innerOfBytes(bytes)
  return [await client.chain.with(mergeNeeds(client.needs, inner.needs)), pending, inner]
}

const unannounced = (hash: Hex, all: readonly Pending[], context: Scene['context']): TaoError =>
  refused(
    'Proxy.Unannounced',
    context,
    [
      `The hash of the call is ${hash}.`,
      all.length === 0 ? 'Nothing is announced.' : `Announced are ${all.map(each => each.callHash).join(', ')}.`,
    ],
    { call_hash: hash },
  )

const otherHash = (wanted: Hex, hash: Hex): TaoError =>
  new TaoError('usage', 'The call is not the one of that hash', {
    why: `Its hash is ${hash}, not ${wanted}. An announced call is made word for word.`,
    remedy: 'Leave --call-hash out, or give the call that was announced.',
  })

const notKept = ({ callHash, delegate }: Pending): TaoError =>
  new TaoError('not_found', `The call of ${callHash} was not announced from here`, {
    why: 'The chain keeps its hash alone, so the whole call is needed to make it.',
    remedy: `Ask ${delegate} for it, and give it: PALLET.CALL --args JSON, or --call-hex HEX.`,
    data: { call_hash: callHash },
  })

export default action({
  summary: 'Make a call that was announced, once its delay has passed',
  description: [
    'What was announced from here is known by its hash. Of anything else give the call again, word for word, or its bytes.',
  ],
  examples: [
    { line: 'tao proxy execute', does: 'Make the only call that the wallet has announced' },
    {
      line: 'tao proxy execute --real treasury --wait',
      does: 'Make what is announced for it, once that can be',
    },
  ],
  arguments: ARGUMENTS,
  options: OPTIONS,
  refuses: INNER_REFUSES,
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: PLANNED,
  output: OUTPUT,
  view: result => [
    card([
      ['Made', cells.strong(result.call)],
      ['For', cells.address(result.real)],
      ['Came back', cells.tao(result.returned)],
      ...transactionFacts(result),
    ]),
  ],
  plan,
})
