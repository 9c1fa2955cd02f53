import { mergeNeeds } from '../../client/metadata/needs.ts'
import { getPayouts, PAYOUTS, type Payouts } from '../../client/reads/payouts.ts'
import { getStart, STARTS } from '../../client/reads/registrations.ts'
import { getSchedule, SCHEDULES } from '../../client/reads/schedules.ts'
import { getSubnet, SUBNET } from '../../client/reads/subnets.ts'
import { RAO_PER_TAO } from '../../primitives/amounts.ts'
import { type Cell, cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import { integer as integerOption } from '../kit/options.ts'
import { address, alpha, foreign, integer, list, maybe, record, text, type ValueOf } from '../kit/shape.ts'
import { type Block, column, hint, table } from '../kit/view.ts'
import { ownKeys } from '../shared/staking/own-keys.ts'
import { SUBNET as NETUID } from '../shared/subnet-option.ts'

const VALIDATOR = record({
  hotkey: address('The hotkey'),
  name: maybe(text('Its name among the wallets here')),
  take: alpha('What its owner keeps of the dividends'),
  stakers: alpha('What all who stake to it share, its owner among them'),
})

const OUTPUT = record({
  netuid: integer('The subnet'),
  symbol: foreign('The symbol of its alpha'),
  after: integer('It begins after this block'),
  to: integer('The last block'),
  epochs: list(integer('The blocks in which an epoch paid')),
  emitted: alpha('Alpha that was created for participants in these blocks'),
  pendingBefore: alpha('What waited for an epoch before'),
  pendingAfter: alpha('What waits for the next epoch'),
  owner: alpha("The owner's cut"),
  miners: list(
    record({
      hotkey: address('The hotkey'),
      name: maybe(text('Its name among the wallets here')),
      coldkey: address('Whose it is'),
      amount: alpha('What it earned'),
    }),
  ),
  validators: list(VALIDATOR, 'Dividends on alpha stake'),
  root: list(VALIDATOR, 'Dividends on root stake, to be claimed'),
  recycled: alpha('Taken back, to be issued again'),
  burned: alpha('What nobody can get at any more'),
  rest: alpha('What nobody owns: left by rounding, or not paid while the part of root is recycled'),
})
type Result = ValueOf<typeof OUTPUT>

/** What the rule of thumb says, in billionths: 18 % to the owner, half of the rest to each side. */
const OWNER = 180_000_000n
const SIDE = 410_000_000n

function view(payouts: Result): Block[] {
  const { netuid, symbol, epochs, after, to } = payouts
  const parts = partsOf(payouts)
  const total = sum(parts.map(({ amount }) => amount))
  const share = (amount: bigint): Cell => (total === 0n ? cells.none : cells.percent((amount * RAO_PER_TAO) / total))
  return [
    table(
      parts,
      [
        column('', ({ part }) => cells.text(part)),
        column('Alpha', ({ amount }) => cells.alpha(amount, symbol)),
        column('Share', ({ amount }) => share(amount)),
        column('Nominal', ({ nominal }) => (nominal === undefined ? cells.none : cells.percent(nominal))),
      ],
      {
        title: `Subnet ${netuid}, blocks ${Number(after) + 1} to ${to}, ${epochs.length} epochs`,
        foot: [cells.text('All'), cells.alpha(total, symbol), cells.none, cells.none],
      },
    ),
    ...(earnersOf(payouts).length === 0 ? [] : [earners(payouts)]),
    hint('Root is paid out of the part of validators. The rest is what rounding leaves, and nobody owns it.'),
  ]
}

interface Part {
  readonly part: string
  readonly amount: bigint
  readonly nominal?: bigint
}

function partsOf({ owner, miners, validators, root, recycled, burned, rest, ...waiting }: Result): Part[] {
  return [
    { part: 'Owner', amount: owner, nominal: OWNER },
    { part: 'Miners', amount: sum(miners.map(({ amount }) => amount)), nominal: SIDE },
    { part: 'Validators and their stakers', amount: dividendsOf(validators), nominal: SIDE },
    { part: 'Root', amount: dividendsOf(root) },
    { part: 'Recycled', amount: recycled },
    { part: 'Burned', amount: burned },
    { part: 'Rest', amount: rest },
    { part: 'Still waiting', amount: waiting.pendingAfter - waiting.pendingBefore },
  ]
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n)
const dividendsOf = (all: Result['validators']): bigint => sum(all.flatMap(({ take, stakers }) => [take, stakers]))

interface Earner {
  readonly hotkey: string
  readonly name: string | undefined
  mining: bigint
  take: bigint
  stakers: bigint
  root: bigint
}

/** Each hotkey once, with all that it earned. */
function earnersOf({ miners, validators, root }: Result): Earner[] {
  const earners = new Map<string, Earner>()
  const of = ({ hotkey, name }: { readonly hotkey: string; readonly name: string | undefined }): Earner => {
    const earner = earners.get(hotkey) ?? { hotkey, name, mining: 0n, take: 0n, stakers: 0n, root: 0n }
    earners.set(hotkey, earner)
    return earner
  }
  for (const miner of miners) of(miner).mining += miner.amount
  for (const validator of validators) {
    of(validator).take += validator.take
    of(validator).stakers += validator.stakers
  }
  for (const each of root) of(each).root += each.take + each.stakers
  return [...earners.values()]
}

function earners(payouts: Result): Block {
  const { symbol } = payouts
  const amount = (rao: bigint): Cell => cells.alpha(rao, symbol)
  return table(earnersOf(payouts), [
    column('Hotkey', ({ name, hotkey }) => (name === undefined ? cells.address(hotkey) : cells.text(name))),
    column('Mining', ({ mining }) => amount(mining)),
    column('Take', ({ take }) => amount(take)),
    column('Stakers', ({ stakers }) => amount(stakers)),
    column('Root', ({ root }) => amount(root), { optional: true }),
  ])
}

const NEEDS = mergeNeeds(PAYOUTS, SCHEDULES, STARTS, SUBNET)

export default read({
  summary: 'Account for every unit of alpha that a subnet emitted (chain inside)',
  description: [
    'The chain inside executes the blocks once more and tells where value moved: to the owner, to each miner and validator with its stakers, to root, and what was recycled, burned or left by rounding.',
  ],
  examples: [
    { line: 'tao subnets payouts 2', does: 'The last epoch of subnet 2' },
    { line: 'tao subnets payouts 2 --epochs 3', does: 'The last three together' },
  ],
  arguments: { netuid: NETUID },
  options: { epochs: integerOption({ summary: 'How many epochs, up to the last one', min: 1, default: 1 }) },
  uses: ['walletPath', 'network'],
  output: OUTPUT,
  view,
  run: async ({ netuid, epochs }, ctx) => {
    const client = await (await ctx.chain()).with(NEEDS)
    const head = await client.at()
    const [subnet, schedule, { registeredAt }] = await Promise.all([
      getSubnet(head, netuid),
      getSchedule(head, netuid),
      getStart(head, netuid),
    ])
    // Before its first epoch a subnet only gathers.
    const to = schedule.last > registeredAt ? schedule.last : head.block.number
    const after = Math.max(to - epochs * schedule.tempo, registeredAt)
    const payouts = await ctx.progress('Executing its blocks once more', () => getPayouts(client, netuid, after, to))
    return { netuid, symbol: subnet.symbol, ...(await withNames(ctx, payouts)) }
  },
})

async function withNames(ctx: Context, payouts: Payouts) {
  const { nameOf } = await ownKeys(ctx)
  const named = <T extends { readonly hotkey: string }>(each: T) => ({ ...each, name: nameOf(each.hotkey) })
  return {
    ...payouts,
    miners: payouts.miners.map(named),
    validators: payouts.validators.map(named),
    root: payouts.root.map(named),
  }
}
