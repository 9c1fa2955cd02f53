import { mergeNeeds } from '../../client/metadata/needs.ts'
import { getOwner } from '../../client/reads/hotkeys.ts'
import { afterMoving, lockAt } from '../../client/reads/lock-outlook.ts'
import { call, callNeeds } from '../../client/transactions/call.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import { account } from '../kit/options.ts'
import { ensureKnown, refused } from '../shared/staking/checks.ts'
import { ownKeys } from '../shared/staking/own-keys.ts'
import { stakeCell, stakeText, subnetText } from '../shared/staking/words.ts'
import { changedView, LOCK_AFTER, LOCK_CHANGED, lockedEffect, planLockChange, timeEffects } from './shared/changing.ts'
import { lockedSubnet, nothingToDo } from './shared/inputs.ts'
import { type LockPlace, PLACE, readPlace } from './shared/place.ts'
import { modeWord } from './shared/shape.ts'

const CALL = 'SubtensorModule.move_lock'

export default action({
  summary: 'Lock to another hotkey what is locked on a subnet',
  description: [
    'All of the lock moves, the stake itself stays with its hotkeys. Between two hotkeys of one owner conviction goes along; otherwise it begins anew.',
  ],
  examples: [{ line: 'tao lock move main/new --netuid 1', does: 'Stand behind another hotkey of mine' }],
  arguments: {
    to: account({
      summary: 'The hotkey to which it is locked then',
      aliases: ['dest', 'destination-hotkey', 'dest-hotkey'],
      required: true,
      complete: 'hotkey',
      ask: {
        message: 'To which hotkey?',
        last: true,
        choices: async (ctx, known) => (await import('../shared/staking/choices.ts')).hotkeyChoices(ctx, known),
      },
    }),
  },
  options: { netuid: lockedSubnet('The subnet') },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: LOCK_AFTER,
  output: LOCK_CHANGED,
  view: changedView,
  plan: async ({ netuid, to }, ctx) => {
    const wallets = await ctx.wallets()
    const signer = wallets.signer(wallets.coldkey())
    const hotkey = wallets.address(to, 'hotkey')
    const client = await (await ctx.chain()).with(mergeNeeds(PLACE, callNeeds(CALL)))
    const place = await ctx.progress('Reading the lock', () => readPlace(client, signer.address, netuid))
    const { scene, subnet, at } = place
    const context = { netuid, hotkey, coldkey: signer.address, network: client.chain.name }
    const { held } = scene
    if (held === undefined) throw refused('NoExistingLock', context, [], { netuid })
    if (held.hotkey === hotkey) {
      const message = `The lock on ${subnetText(netuid)} is to ${hotkey} already`
      throw nothingToDo(message, `See it with: tao lock show ${netuid}`, { netuid, hotkey })
    }
    const [before, after] = [place.owner, await getOwner(at, hotkey)]
    ensureKnown(hotkey, after, client.chain.name)
    return planLockChange(ctx, client, {
      place,
      signer,
      ...(await ownKeys(ctx)),
      hotkeyOwner: after,
      chart: false,
      after: block => afterMoving(scene, hotkey, before === after, block),
      call: call(CALL, { destination_hotkey: hotkey, netuid }),
      summary: `Move the lock on ${subnetText(netuid)} from ${held.hotkey} to ${hotkey}`,
      facts: [
        ['From hotkey', cells.address(held.hotkey)],
        ['To hotkey', cells.address(hotkey)],
        ['Owned by', cells.address(after!)],
        ['Conviction now', stakeCell(netuid, lockAt(scene, place.block + 1n).conviction, subnet.symbol)],
        ['Mode', cells.text(modeWord(scene.isPerpetual))],
      ],
      effects: row => [lockedEffect(row), ...timeEffects(row)],
      warnings: lossWarnings(place, hotkey, before === after),
      message: row => `${stakeText(netuid, row.locked, row.symbol)} are locked to ${hotkey}`,
      context,
    })
  },
})

/** Conviction that does not go along. */
function lossWarnings({ scene, subnet, block }: LockPlace, hotkey: string, isSameOwner: boolean): string[] {
  const { netuid } = subnet
  const { conviction } = lockAt(scene, block + 1n)
  if (isSameOwner || conviction === 0n) return []
  const lost = stakeText(netuid, conviction, subnet.symbol)
  return hotkey === subnet.ownerHotkey
    ? [`The conviction of ${lost} leaves the hotkey; on that of the owner of the subnet it is all of the lock.`]
    : [`The conviction of ${lost} is lost: the two hotkeys have different owners, so it begins anew at 0.`]
}
