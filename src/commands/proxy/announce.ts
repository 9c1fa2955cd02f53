import { mergeNeeds } from '../../client/metadata/needs.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import { account } from '../kit/options.ts'
import { card, hint } from '../kit/view.ts'
import { transactionFacts } from '../shared/transaction.ts'
import { momentCell, momentText } from '../shared/waiting.ts'
import { ANNOUNCE, ANNOUNCEMENT, ANNOUNCEMENT_PLANNED, ANNOUNCING, planAnnouncement } from './shared/announcing.ts'
import { INNER_ARGUMENTS, INNER_OPTIONS, INNER_REFUSES, innerOf, whichCall } from './shared/inner.ts'
import { FORCE_TYPE } from './shared/options.ts'
import { openScene } from './shared/scene.ts'

export default action({
  summary: 'Announce a call that you are going to make for another account, as a proxy with a delay',
  description: [
    'The account can reject it until the delay has passed; then tao proxy execute makes it. The arguments are given as JSON, as for tao call.',
  ],
  examples: [
    {
      line: `tao proxy announce Balances.transfer_keep_alive --args '{"dest": "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty", "value": "1000000000"}' --real savings`,
      does: 'Announce that savings is to send 1 TAO',
    },
  ],
  arguments: INNER_ARGUMENTS,
  options: {
    real: account({ summary: 'The account for which the call is', required: true, ask: 'For which account?' }),
    ...INNER_OPTIONS,
    forceProxyType: FORCE_TYPE,
  },
  refuses: INNER_REFUSES,
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: ANNOUNCEMENT_PLANNED,
  output: ANNOUNCEMENT,
  view: result => [
    card([
      ['Announced', cells.strong(result.call)],
      ['For', cells.address(result.real)],
      ['Hash', cells.hex(result.callHash)],
      ['Executable', momentCell(result.executable)],
      ['Deposit', cells.tao(result.deposit)],
      ...transactionFacts(result),
    ]),
    hint(
      `From ${momentText(result.executable)} on: tao proxy execute --real ${result.real} --call-hash ${result.callHash}`,
    ),
  ],
  plan: async ({ real, forceProxyType, ...given }, ctx) => {
    const inner = await innerOf(given, ctx)
    if (inner === undefined) throw whichCall()
    const account = (await ctx.wallets()).address(real, 'coldkey')
    const scene = await openScene(ctx, ANNOUNCE, mergeNeeds(ANNOUNCING, inner.needs))
    return planAnnouncement(ctx, scene, { real: account, inner: inner.on(scene.client), type: forceProxyType })
  },
})
