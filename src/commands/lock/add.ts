import type { Client } from '../../client/client.ts'
import { mergeNeeds } from '../../client/metadata/needs.ts'
import { getOwner } from '../../client/reads/hotkeys.ts'
import { afterAdding, afterMode, lockAt, lockable } from '../../client/reads/lock-outlook.ts'
import { allOf, call, callNeeds } from '../../client/transactions/call.ts'
import type { Alpha } from '../../primitives/amounts.ts'
import { TaoError } from '../../primitives/errors.ts'
import { ROOT } from '../../primitives/netuid.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import { alpha, flag } from '../kit/options.ts'
import { ensureKnown, refused } from '../shared/staking/checks.ts'
import { hotkeyOf } from '../shared/staking/hotkeys.ts'
import { ownKeys } from '../shared/staking/own-keys.ts'
import { stakeCell, stakeText, subnetText } from '../shared/staking/words.ts'
import { changedView, LOCK_AFTER, LOCK_CHANGED, lockedEffect, planLockChange, timeEffects } from './shared/changing.ts'
import { lockableSubnet, lockHotkey, modeOption, perpetualOf, perpetualOption } from './shared/inputs.ts'
import { type LockPlace, PLACE, readPlace } from './shared/place.ts'
import { GRAPH, modeWord, wantsChart } from './shared/shape.ts'

const CALLS = { add: 'SubtensorModule.lock_stake', mode: 'SubtensorModule.set_perpetual_lock' } as const

export default action({
  summary: 'Lock alpha to a hotkey: it cannot leave, and earns the hotkey conviction',
  description: [
    'A coldkey has one lock on a subnet, to one hotkey; what is locked may be staked with any. More is added to the lock that is there.',
    'A lock decays unless --mode perpetual is given, now or later with tao lock mode.',
  ],
  examples: [
    { line: 'tao lock add 10 --netuid 1 --hotkey main/validator', does: 'Lock 10 alpha of subnet 1' },
    {
      line: 'tao lock add --all --netuid 1 --mode perpetual --dry-run',
      does: 'See what locking all of it for good means',
    },
  ],
  arguments: {
    amount: alpha({
      summary: 'How much alpha of the subnet; on root TAO',
      short: 'a',
      aliases: ['amount-alpha'],
      required: true,
      excludes: ['all'],
      ask: { message: 'How much?', last: true },
    }),
  },
  options: {
    netuid: lockableSubnet('The subnet'),
    ...lockHotkey('To whom; the hotkey of the lock that is there, if there is one', 'To which hotkey?'),
    all: flag({ summary: 'All stake on the subnet that is not locked yet' }),
    mode: modeOption,
    perpetual: perpetualOption,
    ...GRAPH,
  },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: LOCK_AFTER,
  output: LOCK_CHANGED,
  view: changedView,
  plan: async (input, ctx) => {
    const { netuid } = input
    const wallets = await ctx.wallets()
    const signer = wallets.signer(wallets.coldkey())
    const client = await (await ctx.chain()).with(
      mergeNeeds(PLACE, callNeeds(CALLS.add, CALLS.mode, 'Utility.batch_all')),
    )
    const place = await ctx.progress('Reading stake', () => readPlace(client, signer.address, netuid))
    const hotkey = await hotkeyFor(ctx, place, input)
    const amount = input.all ? lockable(place.scene, place.stake.total, place.block + 1n) : input.amount!
    const owner = await ensureLockable(client, place, hotkey, amount)
    const wanted = perpetualOf(input)
    // What is the mode anyway needs no call.
    const change = wanted === undefined || wanted === place.scene.isPerpetual ? undefined : wanted
    return planLockChange(ctx, client, {
      place,
      signer,
      ...(await ownKeys(ctx)),
      hotkeyOwner: owner,
      chart: wantsChart(ctx, input.graph),
      after: block =>
        afterAdding(change === undefined ? place.scene : afterMode(place.scene, change, block), hotkey, amount, block),
      call: allOf([
        ...(change === undefined ? [] : [call(CALLS.mode, { netuid, enabled: change })]),
        call(CALLS.add, { hotkey, netuid, amount }),
      ]),
      summary: `Lock ${stakeText(netuid, amount, place.subnet.symbol)} on ${subnetText(netuid)} to ${hotkey}`,
      facts: [
        ['Hotkey', cells.address(hotkey)],
        ['Amount', stakeCell(netuid, amount, place.subnet.symbol)],
        ['Mode', cells.text(modeWord(change ?? place.scene.isPerpetual))],
      ],
      effects: after => [lockedEffect(after), ...timeEffects(after), ...ownershipEffect(place, hotkey, owner)],
      warnings: [
        'What is locked can be neither unstaked nor moved to another subnet, and goes only to coldkeys that accept locked alpha.',
      ],
      message: after =>
        `Locked ${stakeText(netuid, amount, after.symbol)} to ${hotkey}; in all ${stakeText(netuid, after.locked, after.symbol)}`,
      context: { netuid, hotkey, coldkey: signer.address, network: client.chain.name },
    })
  },
})

/** The one that is named; else that of the lock, which can have no other; else that of the settings. */
async function hotkeyFor(ctx: Context, { scene }: LockPlace, input: { readonly hotkey: string }): Promise<string> {
  if (input.hotkey === '' && scene.held !== undefined) return scene.held.hotkey
  return (await hotkeyOf(ctx, input)).address
}

/**
 * @returns the owner of the hotkey
 * @throws TaoError for what the chain is sure to refuse
 */
async function ensureLockable(client: Client, place: LockPlace, hotkey: string, amount: Alpha): Promise<string> {
  const { scene, stake, subnet, at, block } = place
  const { netuid, coldkey } = scene
  const network = client.chain.name
  const text = (rao: bigint): string => stakeText(netuid, rao, subnet.symbol)
  const owner = await getOwner(at, hotkey)
  ensureKnown(hotkey, owner, network)
  const { locked } = lockAt(scene, block + 1n)
  if (scene.held !== undefined && scene.held.hotkey !== hotkey) {
    const why = `${text(locked)} are locked to ${scene.held.hotkey}; asked for was ${hotkey}.`
    throw refused('LockHotkeyMismatch', { netuid, hotkey, coldkey, network }, [why], {
      netuid,
      hotkey,
      lock_hotkey: scene.held.hotkey,
    })
  }
  if (amount === 0n && stake.total > locked) {
    throw new TaoError('invalid_amount', 'There is nothing to lock in 0', { remedy: 'Give an amount, or --all.' })
  }
  if (amount > 0n && locked + amount <= stake.total) return owner!
  const numbers = {
    amount: amount > 0n ? text(amount) : undefined,
    available: text(lockable(scene, stake.total, block + 1n)),
  }
  const why = `All stake there: ${text(stake.total)}, of which ${text(locked)} are locked.`
  throw refused('InsufficientStakeForLock', { netuid, hotkey, coldkey, network, ...numbers }, [why], {
    netuid,
    amount_rao: String(amount),
    stake_rao: String(stake.total),
    locked_rao: String(locked),
  })
}

/** Whom conviction may make the owner of the subnet. */
function ownershipEffect({ subnet, scene }: LockPlace, hotkey: string, owner: string): string[] {
  const { netuid } = subnet
  if (netuid === ROOT) return []
  const whose = owner === scene.coldkey ? 'you own it' : `it belongs to ${owner}`
  return hotkey === subnet.ownerHotkey
    ? [
        `The hotkey is that of the owner of the subnet: its conviction, which is all of the lock, keeps the subnet with it.`,
      ]
    : [
        `Conviction counts for the hotkey; ${whose}. Whoever has the most of it can take the subnet over: tao lock show ${netuid}`,
      ]
}
