import { mergeNeeds } from '../../../client/metadata/needs.ts'
import { BALANCES, getBalance } from '../../../client/reads/balances.ts'
import { momentOf } from '../../../client/reads/clock.ts'
import { coldkeyHash, getCandidate, keySwapCost, NEW_COLDKEY } from '../../../client/reads/key-swaps.ts'
import { refusal } from '../../../client/refusals/refusal.ts'
import { call } from '../../../client/transactions/call.ts'
import { tao as asTao, type Tao } from '../../../primitives/amounts.ts'
import { TaoError } from '../../../primitives/errors.ts'
import { cells } from '../../kit/cells.ts'
import { action } from '../../kit/command.ts'
import type { Context } from '../../kit/context.ts'
import { account, type Values } from '../../kit/options.ts'
import { details, type Plan } from '../../kit/plan.ts'
import { address, hex, record, tao, type ValueOf } from '../../kit/shape.ts'
import { card } from '../../kit/view.ts'
import { planTransaction, TRANSACTION, taoText, transactionFacts, transactionOf } from '../../shared/transaction.ts'
import { MOMENT, momentCell, momentText, planLater, tooSoon, untilText, WAIT } from '../../shared/waiting.ts'
import { endOf, openScene, type Scene, typing } from './shared/scene.ts'

const CALL = 'SubtensorModule.announce_coldkey_swap'

const ARGUMENTS = {
  newColdkey: account({
    summary: 'The new coldkey: a wallet or an address that has never staked',
    required: true,
    aliases: ['new-coldkey-ss58', 'new-wallet', 'new'],
    ask: 'Which is the new coldkey?',
  }),
} as const
const OPTIONS = { wait: WAIT } as const

const ANNOUNCED = {
  coldkey: address('The coldkey that is replaced'),
  newColdkey: address('The one that gets everything'),
  newColdkeyHash: hex('What the chain knows of it until then'),
  cost: tao('What the announcement costs beside the fee; an announcement in the place of another is free'),
} as const
const PLANNED = record(ANNOUNCED)
const OUTPUT = record({
  ...TRANSACTION,
  ...ANNOUNCED,
  executable: MOMENT('From when on the swap can be carried out'),
})
type Result = ValueOf<typeof OUTPUT>

async function plan(input: Values<typeof ARGUMENTS & typeof OPTIONS>, ctx: Context): Promise<Plan<Result>> {
  const wallets = await ctx.wallets()
  const newColdkey = wallets.address(input.newColdkey, 'coldkey')
  const scene = await openScene(ctx, CALL, mergeNeeds(NEW_COLDKEY, BALANCES))
  const { client, signer, swap, clock, context } = scene
  const own = wallets.known().accounts.get(newColdkey)
  await checkCandidate(scene, newColdkey)
  const summary = `Announce that ${newColdkey} replaces the coldkey ${signer.address}`
  if (swap.withdrawableAt !== undefined && swap.withdrawableAt > clock.block + 1) {
    const label = 'SubtensorModule.ColdkeySwapReannouncedTooEarly'
    const later = tooSoon(label, context, clock, swap.withdrawableAt)
    return planLater(ctx, client, { later, wait: input.wait, summary, clock }, () => plan(input, ctx))
  }
  const cost = swap.announced === undefined ? await checkedCost(scene) : asTao(0n)
  const hash = coldkeyHash(newColdkey)
  const announced = { coldkey: signer.address, newColdkey, newColdkeyHash: hash, cost }
  const executable = (announcedIn: number) => momentOf(clock, announcedIn + swap.delay)
  const told = await planTransaction(ctx, client, {
    call: call(CALL, { new_coldkey_hash: hash }),
    signer,
    summary,
    facts: [
      ['New coldkey', cells.address(newColdkey)],
      ['Its hash', cells.hex(hash)],
      ['Cost', cells.tao(cost)],
      ['Executable', momentCell(executable(clock.block + 1))],
    ],
    effects: () => [
      `${signer.address} can do nothing else until the swap is carried out or withdrawn: no transfer, no staking`,
      `From ${momentText(executable(clock.block + 1))} on, ${untilText(clock, clock.block + 1 + swap.delay)}, everything it has can go to the new coldkey`,
    ],
    warnings: [
      ...(own?.role === 'coldkey'
        ? []
        : [`The key of ${newColdkey} is not in your wallets. If nobody holds it, everything is lost.`]),
      'Whoever has stolen the old key can announce a swap as well, and dispute yours.',
    ],
    context,
    details: details(PLANNED, announced),
    result: outcome => ({
      ...transactionOf(outcome, 'Announced the swap'),
      ...announced,
      executable: executable(outcome.block.number),
    }),
  })
  return typing(told, own?.role === 'coldkey' ? own.name : endOf(newColdkey))
}

/** @throws TaoError what the chain would say to the swap, days later */
async function checkCandidate({ at, signer, context }: Scene, newColdkey: string): Promise<void> {
  if (newColdkey === signer.address) {
    throw new TaoError('invalid_argument', 'The new coldkey is the old one', { remedy: 'Name another coldkey.' })
  }
  const { hasStaked, isHotkey } = await getCandidate(at, newColdkey)
  if (hasStaked) throw refusal('SubtensorModule.ColdKeyAlreadyAssociated', context)
  if (isHotkey) throw refusal('SubtensorModule.NewColdKeyIsHotkey', context)
}

async function checkedCost({ client, at, signer, context }: Scene): Promise<Tao> {
  const cost = keySwapCost(client)
  const { free } = await getBalance(at, signer.address)
  if (free >= cost) return cost
  throw refusal('SubtensorModule.NotEnoughBalanceToPaySwapColdKey', {
    ...context,
    amount: taoText(cost),
    free: taoText(free),
  })
}

export default action({
  summary: 'Announce a new coldkey, which can take everything over some days later',
  description: [
    'The chain learns a hash of the new address only. Until the swap is carried out, the old coldkey is blocked. The first announcement costs 0.1 TAO.',
  ],
  examples: [
    { line: 'tao wallet swap-coldkey announce savings --wallet main', does: 'The wallet savings is to replace main' },
  ],
  arguments: ARGUMENTS,
  options: OPTIONS,
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: PLANNED,
  output: OUTPUT,
  view: result => [
    card([
      ['Announced', cells.address(result.newColdkey)],
      ['Executable', momentCell(result.executable)],
      ...transactionFacts(result),
    ]),
  ],
  plan,
})
