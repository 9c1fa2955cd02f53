import { mergeNeeds } from '../../client/metadata/needs.ts'
import { unlessAbsent } from '../../client/reads/absent.ts'
import { BALANCES, getBalance } from '../../client/reads/balances.ts'
import { CLOCK, getClock } from '../../client/reads/clock.ts'
import { getOwners } from '../../client/reads/hotkeys.ts'
import { HOTKEY_SWAP, hotkeySwapCost } from '../../client/reads/key-swaps.ts'
import { hotkeySwapFreeAt, SWAP_LIMITS } from '../../client/reads/limits.ts'
import { refusal } from '../../client/refusals/refusal.ts'
import { call, callNeeds } from '../../client/transactions/call.ts'
import { TaoError } from '../../primitives/errors.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import { account, flag, netuid, type Values } from '../kit/options.ts'
import { details, type Plan } from '../kit/plan.ts'
import { address, flag as flagShape, integer, maybe, record, tao, type ValueOf } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { hotkeyAddress } from '../shared/keys.ts'
import { planTransaction, TRANSACTION, taoText, transactionFacts, transactionOf } from '../shared/transaction.ts'
import { planLater, tooSoon, WAIT } from '../shared/waiting.ts'

const ARGUMENTS = {
  newHotkey: account({
    summary: 'The new hotkey: its name in the wallet, WALLET/HOTKEY or an address',
    required: true,
    aliases: ['new-hotkey-ss58', 'dest-hotkey'],
    complete: 'hotkey',
    ask: 'Which is the new hotkey?',
  }),
} as const

const OPTIONS = {
  netuid: netuid({ summary: 'On this subnet only', excludes: ['allNetuids'] }),
  allNetuids: flag({ summary: 'On all subnets', aliases: ['all'], off: ['no-all-netuids'] }),
  keepStake: flag({ summary: 'Leave the stake with the old hotkey' }),
  wait: WAIT,
} as const

const SWAP = {
  hotkey: address('The old hotkey'),
  newHotkey: address('The new one'),
  netuid: maybe(integer('The subnet; null for all')),
  keepStake: flagShape('Whether the stake stays with the old one'),
  cost: tao('What the swap costs beside the fee'),
} as const
const PLANNED = record(SWAP)
const OUTPUT = record({ ...TRANSACTION, ...SWAP })
type Result = ValueOf<typeof OUTPUT>

export default action({
  summary: 'Replace a hotkey on chain: its neurons and stake go to a new one',
  description: [
    'On all subnets it costs 0.1 TAO, on one 0.001 TAO. A coldkey can do it once a day on a subnet. The new hotkey must be on none of these subnets.',
    'The key itself is not touched: a miner or validator has to be started with the new one.',
  ],
  examples: [
    {
      line: 'tao wallet swap-hotkey miner --hotkey validator --all-netuids',
      does: 'miner takes the place of validator everywhere',
    },
    {
      line: 'tao wallet swap-hotkey miner --netuid 2',
      does: 'miner takes the place of the hotkey default on subnet 2',
    },
  ],
  arguments: ARGUMENTS,
  options: OPTIONS,
  uses: ['wallet', 'hotkey', 'walletPath', 'password', 'network'],
  planned: PLANNED,
  output: OUTPUT,
  view: result => [
    card([
      ['Old hotkey', cells.address(result.hotkey)],
      ['New hotkey', cells.address(result.newHotkey)],
      ['On', cells.text(result.netuid === undefined ? 'all subnets' : `subnet ${result.netuid}`)],
      ['Cost', cells.tao(result.cost)],
      ...transactionFacts(result),
    ]),
  ],
  check: ({ netuid, allNetuids }) => {
    if (netuid === undefined && !allNetuids) {
      throw new TaoError('usage', 'On which subnet?', { remedy: 'Give --netuid, or --all-netuids for all of them.' })
    }
  },
  plan,
})

async function plan(input: Values<typeof ARGUMENTS & typeof OPTIONS>, ctx: Context): Promise<Plan<Result>> {
  const { newHotkey: given, netuid, keepStake, wait } = input
  const wallets = await ctx.wallets()
  const signer = wallets.signer(wallets.coldkey())
  const [hotkey, newHotkey] = [await hotkeyAddress(ctx), wallets.address(given, 'hotkey')]
  const name = keepStake ? 'SubtensorModule.swap_hotkey_v2' : 'SubtensorModule.swap_hotkey'
  const client = await (await ctx.chain()).with(mergeNeeds(callNeeds(name), HOTKEY_SWAP, BALANCES, SWAP_LIMITS, CLOCK))
  const context = { network: client.chain.name, netuid, hotkey, coldkey: signer.address, call: name }
  if (hotkey === newHotkey) throw refusal('SubtensorModule.NewHotKeyIsSameWithOld', context)
  const [owner, newOwner] = await getOwners(client, [hotkey, newHotkey])
  if (owner !== signer.address) throw notYours(hotkey, owner, signer.address)
  if (newOwner !== undefined && newOwner !== signer.address) throw notYours(newHotkey, newOwner, signer.address)
  const cost = hotkeySwapCost(client, netuid !== undefined)
  const { free } = await getBalance(client, signer.address)
  if (free < cost) {
    const numbers = { amount: taoText(cost), free: taoText(free) }
    throw refusal('SubtensorModule.NotEnoughBalanceToPaySwapHotKey', { ...context, ...numbers })
  }
  const summary = `Replace the hotkey ${hotkey} by ${newHotkey} on ${netuid === undefined ? 'all subnets' : `subnet ${netuid}`}`
  const at = await client.at()
  const [swap, clock] = await Promise.all([
    unlessAbsent(() => hotkeySwapFreeAt(client, at, { coldkey: signer.address, hotkey, netuid })),
    getClock(client, at),
  ])
  if (swap !== undefined && swap.freeAt > clock.block + 1) {
    const later = tooSoon(swap.error, context, clock, swap.freeAt)
    return planLater(ctx, client, { later, wait, summary, clock }, () => plan(input, ctx))
  }
  const isHere = wallets.known().accounts.get(newHotkey)?.role === 'hotkey'
  const where = netuid === undefined ? 'all subnets' : `subnet ${netuid}`
  const swapped = { hotkey, newHotkey, netuid, keepStake, cost }
  return planTransaction(ctx, client, {
    call: call(name, {
      hotkey,
      new_hotkey: newHotkey,
      netuid: netuid ?? null,
      ...(keepStake ? { keep_stake: true } : {}),
    }),
    signer,
    summary,
    facts: [
      ['Hotkey', cells.address(hotkey)],
      ['New hotkey', cells.address(newHotkey)],
      ['On', cells.text(where)],
      ['Cost', cells.tao(cost)],
    ],
    effects: () => [
      `Places${keepStake ? '' : ', stake'} and settings on ${where} go to the new hotkey`,
      ...(keepStake ? ['The stake stays with the old hotkey'] : []),
      'What runs with the old hotkey has to be started with the new one',
    ],
    warnings: isHere ? [] : [`The key of ${newHotkey} is not in your wallets: be sure that you hold it.`],
    context,
    details: details(PLANNED, swapped),
    result: outcome => ({ ...transactionOf(outcome, 'Replaced the hotkey'), ...swapped }),
  })
}

const notYours = (hotkey: string, owner: string | undefined, signer: string): TaoError =>
  new TaoError('chain_refused', `The hotkey ${hotkey} is not yours on chain`, {
    why:
      owner === undefined
        ? 'The chain does not know it: it was never registered and never staked with.'
        : `It belongs to ${owner}; you would sign as ${signer}.`,
    remedy: 'Choose the wallet that owns it with --wallet, and the hotkey with --hotkey.',
    data: { chain_error: 'SubtensorModule.NonAssociatedColdKey', hotkey, owner, signer },
  })
