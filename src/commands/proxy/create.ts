import { depositFor, proxyTerms, proxyTypes } from '../../client/reads/proxies.ts'
import { getProxyRules, PROXY_RULES, type ProxyRule, permitsName } from '../../client/reads/proxy-rules.ts'
import { string } from '../../client/reads/values.ts'
import { call } from '../../client/transactions/call.ts'
import type { Outcome } from '../../client/transactions/outcome.ts'
import { messageOf } from '../../primitives/errors.ts'
import { ensureFree, withProxy } from '../../wallet/proxy-book.ts'
import type { SavedProxy } from '../../wallet/saved-proxies.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import { integer, name, type Values } from '../kit/options.ts'
import { details } from '../kit/plan.ts'
import { address, integer as integerShape, maybe, record, tao, text } from '../kit/shape.ts'
import { card, hint } from '../kit/view.ts'
import { eventData } from '../shared/events.ts'
import { planTransaction, TRANSACTION, taoText, transactionFacts, transactionOf } from '../shared/transaction.ts'
import { ensureNoWallet, openBook } from './shared/book.ts'
import { INDEX, NEW_DELAY, NEW_TYPE } from './shared/options.ts'
import { ensureDeposit, openScene } from './shared/scene.ts'
import { ensureType, typeWarnings, wordsOf } from './shared/types.ts'

const CALL = 'Proxy.create_pure'

const OPTIONS = {
  proxyType: NEW_TYPE,
  delay: NEW_DELAY,
  index: integer({ ...INDEX, default: 0 }),
  name: name({ summary: 'Its name in the book of proxies; pure-BLOCK-INDEX if absent' }),
} as const

const MADE = {
  spawner: address('Who makes it, and is its first proxy'),
  proxyType: text('What the spawner may do for it: a type of proxies'),
  delay: integerShape('How many blocks before a call it must be announced; 0: not at all'),
  index: integerShape('What tells it apart from others of the same transaction'),
  deposit: tao('What is reserved of the spawner until it is killed'),
} as const
const PLANNED = record(MADE)
const OUTPUT = record({
  ...TRANSACTION,
  pure: address('The new account, which has no key'),
  ...MADE,
  height: integerShape('The block of the transaction: killing it takes that'),
  extIndex: integerShape('Its place in the block: killing it takes that'),
  savedAs: maybe(text('Its name in the book of proxies; null where it could not be written')),
})

async function plan(input: Values<typeof OPTIONS>, ctx: Context) {
  const { proxyType, delay, index } = input
  const { book } = openBook(ctx)
  if (input.name !== undefined) {
    ensureNoWallet(ctx, input.name)
    ensureFree(book, input.name)
  }
  const scene = await openScene(ctx, CALL, PROXY_RULES)
  const { client, at, signer, context } = scene
  ensureType(proxyType, proxyTypes(client, CALL), client.chain.name)
  const deposit = depositFor(proxyTerms(client), 1)
  const [rules] = await Promise.all([getProxyRules(at), ensureDeposit(scene, deposit)])
  const made = { spawner: signer.address, proxyType, delay, index, deposit }
  return planTransaction(ctx, client, {
    call: call(CALL, { proxy_type: proxyType, delay, index }),
    signer,
    summary: `Make an account without a key, for which ${signer.address} acts as a proxy of type ${proxyType}`,
    facts: [
      ['Type', cells.text(proxyType)],
      ['Delay', cells.count(delay, 'blocks')],
      ['Index', cells.integer(index)],
      ['Deposit', cells.tao(deposit)],
    ],
    effects: () => [
      `${signer.address} may ${wordsOf(proxyType).may}, for the new account${delay === 0 ? '' : `, ${delay} blocks after it has announced that`}.`,
      `Its address follows from the block and the place in it; it is written into the book of proxies${input.name === undefined ? '' : ` as ${input.name}`}, with all that killing it takes.`,
      `${taoText(deposit)} of ${signer.address} are reserved until it is killed.`,
    ],
    warnings: pureWarnings(proxyType, delay, rules, signer.address),
    context,
    details: details(PLANNED, made),
    result: outcome => {
      const pure = string(eventData(outcome.events, 'Proxy.PureCreated')![0])
      const place = { height: Number(outcome.block.number), extIndex: outcome.index }
      return {
        ...told(outcome, pure, made),
        pure,
        ...made,
        ...place,
        savedAs: saved(ctx, input, { ...made, pure, ...place }),
      }
    },
  })
}

const told = (
  outcome: Outcome,
  pure: string,
  { spawner, proxyType, delay }: { spawner: string; proxyType: string; delay: number },
) =>
  transactionOf(
    outcome,
    `Created pure '${pure}' from spawner '${spawner}' with proxy type '${proxyType}' with delay ${delay}.`,
  )

/** What cannot be undone, or never can be done. */
function pureWarnings(type: string, delay: number, rules: readonly ProxyRule[] | undefined, spawner: string): string[] {
  const rule = rules?.find(each => each.type === type)
  const cannot = (name: string): boolean => rule !== undefined && !permitsName(rule, name)
  return [
    `Nobody has a key of the new account. If ${spawner} is lost, everything in it is lost.`,
    ...(type === 'Any'
      ? []
      : [
          `Only a proxy of type Any can kill it, or give it another proxy of type Any. With ${type} it stays for ever, and so does the deposit.`,
        ]),
    ...(cannot('Balances.transfer_keep_alive')
      ? [`TAO that is sent to it can never be sent on: a proxy of type ${type} may not.`]
      : []),
    ...(wordsOf(type).isIdle ? typeWarnings(type, delay) : []),
  ]
}

/** Where it cannot be written the result still has it all. */
function saved(
  ctx: Context,
  { name }: Values<typeof OPTIONS>,
  {
    pure,
    spawner,
    proxyType,
    delay,
    index,
    height,
    extIndex,
  }: Omit<SavedProxy, 'name' | 'address' | 'note'> & { pure: string },
): string | undefined {
  const entry = { address: pure, spawner, proxyType, delay, index, height, extIndex, note: undefined }
  const chosen = name ?? `pure-${height}-${extIndex}`
  try {
    const { book, write } = openBook(ctx)
    write(withProxy(book, { ...entry, name: chosen }))
    return chosen
  } catch (error) {
    ctx.warn(
      `The book of proxies could not be written (${messageOf(error)}). Keep these: without them the account can never be killed. tao proxy book add --name NAME --address ${pure} --proxy-type ${proxyType} --spawner ${spawner} --delay ${delay} --index ${index} --height ${height} --ext-index ${extIndex}`,
    )
    return undefined
  }
}

export default action({
  summary: 'Make a pure proxy: an account without a key, for which you act',
  description: [
    'Such an account can be handed on by adding and removing proxies, and lost with the last of them. Its address follows from where the transaction comes to stand; killing it takes that place, which is shown and kept in the book of proxies.',
  ],
  examples: [
    {
      line: 'tao proxy create --proxy-type Any --name treasury',
      does: 'An account for which the wallet acts, under that name',
    },
  ],
  options: OPTIONS,
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: PLANNED,
  output: OUTPUT,
  view: result => [
    card([
      ['Pure proxy', cells.strong(result.pure)],
      ['Type', cells.text(result.proxyType)],
      ['Block', cells.integer(result.height)],
      ['Place in it', cells.integer(result.extIndex)],
      ['In the book', result.savedAs === undefined ? cells.warn('no') : cells.text(result.savedAs)],
      ['Deposit', cells.tao(result.deposit)],
      ...transactionFacts(result),
    ]),
    hint(
      result.savedAs === undefined
        ? 'Keep block and place: killing it takes both.'
        : `Block and place are in the book: tao proxy book list. Killing it takes both, and is: tao proxy kill ${result.savedAs}`,
    ),
  ],
  plan,
})
