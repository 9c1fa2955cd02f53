import type { Reader } from '../../../client/client.ts'
import { mergeNeeds } from '../../../client/metadata/needs.ts'
import { CLOCK, getClock } from '../../../client/reads/clock.ts'
import { getOwner, OWNERS } from '../../../client/reads/hotkeys.ts'
import { getSubnet, SUBNET } from '../../../client/reads/subnets.ts'
import { CHILDKEY_TAKE, getChildkeyTake, type Take } from '../../../client/reads/takes.ts'
import { callNeeds } from '../../../client/transactions/call.ts'
import { TaoError } from '../../../primitives/errors.ts'
import type { NetUid } from '../../../primitives/netuid.ts'
import { action } from '../../kit/command.ts'
import type { Context } from '../../kit/context.ts'
import { address, flag, share } from '../../kit/options.ts'
import type { Plan } from '../../kit/plan.ts'
import { ensureWalletCounts } from '../../shared/outright.ts'
import { hotkeyOf, ownHotkey } from '../../shared/staking/hotkeys.ts'
import { oneSubnet } from '../../shared/staking/subnets.ts'
import { planSetting, planShowing, TAKE, type TakeResult, takeCall, takeView } from '../../shared/staking/take.ts'
import { WAIT } from '../../shared/waiting.ts'

const CALL = 'SubtensorModule.set_childkey_take'

export default action({
  summary: 'Show or set what a child keeps of what it earns for its parents on a subnet',
  description: [
    'Without --take it is shown. It may be lowered at any time, and raised once in a while: the limit is told with block and time.',
  ],
  examples: [
    { line: 'tao stake child take --netuid 1 --hotkey main/second', does: 'Show it' },
    { line: 'tao stake child take --netuid 1 --hotkey main/second --take 9%', does: 'Set it' },
  ],
  options: {
    netuid: oneSubnet('The subnet'),
    ...ownHotkey('The child: one of mine to set its take, anybody’s to see it'),
    childHotkeySs58: address({
      summary: 'The same, as an address',
      aliases: ['child-hotkey', 'child'],
      hidden: true,
      excludes: ['hotkey'],
    }),
    allNetuids: flag({
      summary: 'Not offered: each subnet counts for itself',
      aliases: ['all', 'allnetuids'],
      hidden: true,
    }),
    take: share({ summary: 'The new take: 0.09 or 9%', short: 't' }),
    wait: WAIT,
  },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  output: TAKE,
  view: takeView,
  check: ({ allNetuids }) => {
    if (!allNetuids) return
    throw new TaoError('usage', 'A childkey take is set on one subnet at a time', {
      why: 'Each subnet has its own bounds, and its own limit to how often it may rise.',
      remedy: 'Give --netuid, once for each subnet.',
    })
  },
  plan: async (input, ctx) => {
    const child = input.childHotkeySs58
    if (input.take === undefined) ensureWalletCounts(ctx, { hotkeys: [child ?? input.hotkey] })
    const hotkey = child ?? (await hotkeyOf(ctx, input)).address
    return plan(ctx, { hotkey, netuid: input.netuid, take: input.take, wait: input.wait })
  },
})

interface Order {
  readonly hotkey: string
  readonly netuid: NetUid
  readonly take: bigint | undefined
  readonly wait: boolean
}

async function plan(ctx: Context, order: Order): Promise<Plan<TakeResult>> {
  const { hotkey, netuid, take: wanted, wait } = order
  const client = await (await ctx.chain()).with(mergeNeeds(CHILDKEY_TAKE, CLOCK, OWNERS, SUBNET, callNeeds(CALL)))
  const read = (reader: Reader): Promise<Take> => getChildkeyTake(reader, hotkey, netuid)
  const at = await client.at()
  const [, take, owner, clock] = await Promise.all([
    getSubnet(at, netuid),
    read(at),
    getOwner(at, hotkey),
    getClock(client, at),
  ])
  const scene = { client, clock, hotkey, netuid, take, read, owner }
  if (wanted === undefined) return planShowing(ctx, scene)
  const wallets = await ctx.wallets()
  const terms = {
    signer: wallets.signer(wallets.coldkey()),
    share: wanted,
    wait,
    callFor: takeCall(CALL, { hotkey, netuid }),
    labels: LABELS,
  }
  return planSetting(ctx, scene, terms, () => plan(ctx, order))
}

const LABELS = {
  low: 'InvalidChildkeyTake',
  high: 'InvalidChildkeyTake',
  early: 'TxChildkeyTakeRateLimitExceeded',
} as const
