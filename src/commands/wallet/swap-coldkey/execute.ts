import { coldkeyHash } from '../../../client/reads/key-swaps.ts'
import { refusal } from '../../../client/refusals/refusal.ts'
import { call } from '../../../client/transactions/call.ts'
import { TaoError } from '../../../primitives/errors.ts'
import { cells } from '../../kit/cells.ts'
import { action } from '../../kit/command.ts'
import type { Context } from '../../kit/context.ts'
import { account, type Values } from '../../kit/options.ts'
import { details, type Plan } from '../../kit/plan.ts'
import { address, maybe, record, tao, type ValueOf } from '../../kit/shape.ts'
import { card } from '../../kit/view.ts'
import { sentBy } from '../../shared/events.ts'
import { planTransaction, TRANSACTION, transactionFacts, transactionOf } from '../../shared/transaction.ts'
import { planLater, tooSoon, WAIT } from '../../shared/waiting.ts'
import { announcedIn, endOf, openScene, typing } from './shared/scene.ts'

const CALL = 'SubtensorModule.swap_coldkey_announced'

const ARGUMENTS = {
  newColdkey: account({
    summary: 'The announced coldkey; found among the wallets and contacts here if absent',
    aliases: ['new-coldkey-ss58', 'new-wallet', 'new'],
  }),
} as const
const OPTIONS = { wait: WAIT } as const

const SWAPPED = {
  coldkey: address('The coldkey that is replaced'),
  newColdkey: address('The one that gets everything'),
  amount: tao('The free TAO that goes to it'),
} as const
const PLANNED = record({ ...SWAPPED, amount: maybe(SWAPPED.amount) })
const OUTPUT = record({ ...TRANSACTION, ...SWAPPED })
type Result = ValueOf<typeof OUTPUT>

async function plan(input: Values<typeof ARGUMENTS & typeof OPTIONS>, ctx: Context): Promise<Plan<Result>> {
  const scene = await openScene(ctx, CALL)
  const { client, signer, clock, context } = scene
  const { hash, executableAt } = announcedIn(scene)
  const newColdkey = await announcedColdkey(input.newColdkey, hash, ctx)
  if (coldkeyHash(newColdkey) !== hash) throw refusal('SubtensorModule.AnnouncedColdkeyHashDoesNotMatch', context)
  const summary = `Replace the coldkey ${signer.address} by ${newColdkey}`
  if (executableAt > clock.block + 1) {
    const later = tooSoon('SubtensorModule.ColdkeySwapTooEarly', context, clock, executableAt)
    return planLater(ctx, client, { later, wait: input.wait, summary, clock }, () => plan(input, ctx))
  }
  const keys = { coldkey: signer.address, newColdkey }
  const told = await planTransaction(ctx, client, {
    call: call(CALL, { new_coldkey: newColdkey }),
    signer,
    summary,
    facts: [['New coldkey', cells.address(newColdkey)]],
    effects: () => [
      `All TAO, stake, hotkeys, subnets and the identity of ${signer.address} go to ${newColdkey}`,
      'The old coldkey is empty afterwards; this cannot be taken back',
    ],
    details: tried => details(PLANNED, { ...keys, amount: tried && sentBy(tried.events, signer.address) }),
    context,
    result: outcome => ({
      ...transactionOf(outcome, 'Replaced the coldkey'),
      ...keys,
      amount: sentBy(outcome.events, signer.address),
    }),
  })
  return typing(told, endOf(newColdkey))
}

/** The one that was named, or the one here whose hash was announced. @throws TaoError `not_found` */
async function announcedColdkey(given: string | undefined, hash: string, ctx: Context): Promise<string> {
  const wallets = await ctx.wallets()
  if (given !== undefined) return wallets.address(given, 'coldkey')
  const found = [...wallets.known().accounts.keys()].find(known => coldkeyHash(known) === hash)
  if (found !== undefined) return found
  throw new TaoError('not_found', 'The announced coldkey is none of the wallets and contacts here', {
    why: `The chain knows its hash only: ${hash}.`,
    remedy: 'Name it: tao wallet swap-coldkey execute ADDRESS',
  })
}

export default action({
  summary: 'Carry out an announced swap: everything goes to the new coldkey',
  examples: [{ line: 'tao wallet swap-coldkey execute --wallet main', does: 'What was announced for main' }],
  arguments: ARGUMENTS,
  options: OPTIONS,
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: PLANNED,
  output: OUTPUT,
  view: result => [
    card([
      ['Old coldkey', cells.address(result.coldkey)],
      ['New coldkey', cells.address(result.newColdkey)],
      ['With', cells.tao(result.amount)],
      ...transactionFacts(result),
    ]),
  ],
  plan,
})
