import { mergeNeeds } from '../../client/metadata/needs.ts'
import { afterMode } from '../../client/reads/lock-outlook.ts'
import { call, callNeeds } from '../../client/transactions/call.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import { ownKeys } from '../shared/staking/own-keys.ts'
import { subnetText } from '../shared/staking/words.ts'
import { changedView, LOCK_AFTER, LOCK_CHANGED, lockedEffect, planLockChange, timeEffects } from './shared/changing.ts'
import { lockedSubnet, modeArgument, nothingToDo, perpetualOf, perpetualOption } from './shared/inputs.ts'
import { noLock, PLACE, readPlace } from './shared/place.ts'
import { modeWord } from './shared/shape.ts'

const CALL = 'SubtensorModule.set_perpetual_lock'

export default action({
  summary: 'Let my lock on a subnet decay, or stay as it is',
  description: [
    'A lock that decays becomes free bit by bit, and its conviction with it in the end. A perpetual one stays locked until it is let decay, and its conviction grows to all of it.',
  ],
  examples: [
    { line: 'tao lock mode perpetual --netuid 1', does: 'Keep what is locked on subnet 1 locked' },
    { line: 'tao lock mode decaying --netuid 1 --dry-run', does: 'See when how much of it would be free' },
  ],
  arguments: { mode: modeArgument },
  options: { netuid: lockedSubnet('The subnet'), perpetual: perpetualOption },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: LOCK_AFTER,
  output: LOCK_CHANGED,
  view: changedView,
  plan: async (input, ctx) => {
    const { netuid } = input
    const isPerpetual = perpetualOf(input)!
    const wallets = await ctx.wallets()
    const signer = wallets.signer(wallets.coldkey())
    const client = await (await ctx.chain()).with(mergeNeeds(PLACE, callNeeds(CALL)))
    const place = await ctx.progress('Reading the lock', () => readPlace(client, signer.address, netuid))
    const { scene, subnet } = place
    if (scene.held === undefined) throw noLock(netuid, signer.address)
    const [before, now] = [modeWord(scene.isPerpetual), modeWord(isPerpetual)]
    if (scene.isPerpetual === isPerpetual) {
      const other = modeWord(!isPerpetual)
      const message = `The lock on ${subnetText(netuid)} is ${now} already`
      throw nothingToDo(message, `To change it: tao lock mode ${other} --netuid ${netuid}`, { netuid, mode: now })
    }
    return planLockChange(ctx, client, {
      place,
      signer,
      ...(await ownKeys(ctx)),
      hotkeyOwner: place.owner,
      chart: false,
      after: block => afterMode(scene, isPerpetual, block),
      call: call(CALL, { netuid, enabled: isPerpetual }),
      summary: `Make the lock on ${subnetText(netuid)} ${now}`,
      facts: [
        ['Hotkey', cells.address(scene.held.hotkey)],
        ['Before', cells.text(before)],
        ['Mode', cells.text(now)],
      ],
      effects: after => [lockedEffect(after), ...timeEffects(after)],
      warnings:
        isPerpetual || scene.held.hotkey === subnet.ownerHotkey
          ? []
          : ['Conviction fades with what becomes free, down to nothing.'],
      message: () => `The lock on ${subnetText(netuid)} is ${now}`,
      context: { netuid, coldkey: signer.address, network: client.chain.name },
    })
  },
})
