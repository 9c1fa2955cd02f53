import type { Reader } from '../../client/client.ts'
import { mergeNeeds } from '../../client/metadata/needs.ts'
import { CLOCK, getClock } from '../../client/reads/clock.ts'
import { getOwner, OWNERS } from '../../client/reads/hotkeys.ts'
import { DELEGATE_TAKE, getDelegateTake, type Take } from '../../client/reads/takes.ts'
import { ofU16 } from '../../client/reads/values.ts'
import { callNeeds } from '../../client/transactions/call.ts'
import { action } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import { share } from '../kit/options.ts'
import type { Plan } from '../kit/plan.ts'
import { ensureWalletCounts } from '../shared/outright.ts'
import { hotkeyOf, ownHotkey } from '../shared/staking/hotkeys.ts'
import { planSetting, planShowing, TAKE, type TakeResult, takeCall, takeView } from '../shared/staking/take.ts'
import { WAIT } from '../shared/waiting.ts'

const INCREASE = 'SubtensorModule.increase_take'
const DECREASE = 'SubtensorModule.decrease_take'

export default action({
  summary: 'Show or set what my hotkey keeps of the dividends of those who stake with it',
  description: [
    'Without --take it is shown. It may be lowered at any time, and raised once in a while (216000 blocks, 30 days, where nothing else is set): the limit is told with block and time.',
  ],
  examples: [
    { line: 'tao delegate take --hotkey main/validator', does: 'Show it' },
    { line: 'tao delegate take --hotkey main/validator --take 9%', does: 'Set it' },
  ],
  arguments: { take: share({ summary: 'The new take: 0.09 or 9%', short: 't' }) },
  options: { ...ownHotkey('The hotkey: one of mine to set its take, anybody’s to see it'), wait: WAIT },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  output: TAKE,
  view: takeView,
  plan: async (input, ctx) => {
    if (input.take === undefined) ensureWalletCounts(ctx, { hotkeys: [input.hotkey] })
    const { address: hotkey } = await hotkeyOf(ctx, input)
    return plan(ctx, { hotkey, take: input.take, wait: input.wait })
  },
})

interface Order {
  readonly hotkey: string
  readonly take: bigint | undefined
  readonly wait: boolean
}

async function plan(ctx: Context, order: Order): Promise<Plan<TakeResult>> {
  const { hotkey, take: wanted, wait } = order
  const client = await (await ctx.chain()).with(mergeNeeds(DELEGATE_TAKE, CLOCK, OWNERS, callNeeds(INCREASE, DECREASE)))
  const read = (reader: Reader): Promise<Take> => getDelegateTake(reader, hotkey)
  const at = await client.at()
  const [take, owner, clock] = await Promise.all([read(at), getOwner(at, hotkey), getClock(client, at)])
  const scene = { client, clock, hotkey, netuid: undefined, take, read, owner }
  if (wanted === undefined) return planShowing(ctx, scene)
  const wallets = await ctx.wallets()
  const terms = {
    signer: wallets.signer(wallets.coldkey()),
    share: wanted,
    wait,
    callFor: takeCall(wanted > ofU16(take.take) ? INCREASE : DECREASE, { hotkey }),
    labels: { low: 'DelegateTakeTooLow', high: 'DelegateTakeTooHigh', early: 'DelegateTxRateLimitExceeded' },
  }
  return planSetting(ctx, scene, terms, () => plan(ctx, order))
}
