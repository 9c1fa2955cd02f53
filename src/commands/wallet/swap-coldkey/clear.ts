import { call } from '../../../client/transactions/call.ts'
import { cells } from '../../kit/cells.ts'
import { action } from '../../kit/command.ts'
import type { Context } from '../../kit/context.ts'
import type { Values } from '../../kit/options.ts'
import type { Plan } from '../../kit/plan.ts'
import type { ValueOf } from '../../kit/shape.ts'
import { card } from '../../kit/view.ts'
import { planTransaction, transactionFacts, transactionOf } from '../../shared/transaction.ts'
import { planLater, tooSoon, WAIT } from '../../shared/waiting.ts'
import { announcedIn, openScene, STEP } from './shared/scene.ts'

const CALL = 'SubtensorModule.clear_coldkey_swap_announcement'
const OPTIONS = { wait: WAIT } as const

async function plan(input: Values<typeof OPTIONS>, ctx: Context): Promise<Plan<ValueOf<typeof STEP>>> {
  const scene = await openScene(ctx, CALL)
  const { client, signer, swap, clock, context } = scene
  const { hash } = announcedIn(scene)
  const summary = `Withdraw the announced swap of ${signer.address}`
  if (swap.withdrawableAt! > clock.block + 1) {
    const later = tooSoon('SubtensorModule.ColdkeySwapClearTooEarly', context, clock, swap.withdrawableAt!)
    return planLater(ctx, client, { later, wait: input.wait, summary, clock }, () => plan(input, ctx))
  }
  return planTransaction(ctx, client, {
    call: call(CALL),
    signer,
    summary,
    facts: [['Announced', cells.hex(hash)]],
    effects: () => [`${signer.address} is no longer blocked`],
    context,
    result: outcome => ({ ...transactionOf(outcome, 'Withdrew the announcement'), coldkey: signer.address }),
  })
}

export default action({
  summary: 'Withdraw an announced swap',
  description: [
    'Possible some time after the swap could be carried out, so that a thief cannot hide what he announced.',
  ],
  examples: [{ line: 'tao wallet swap-coldkey clear --wallet main', does: 'main stays what it is' }],
  options: OPTIONS,
  uses: ['wallet', 'walletPath', 'password', 'network'],
  output: STEP,
  view: result => [card([['Withdrawn', cells.address(result.coldkey)], ...transactionFacts(result)])],
  plan,
})
