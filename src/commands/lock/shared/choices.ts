/** Subnets to choose from where the line left them out. */
import { mergeNeeds } from '../../../client/metadata/needs.ts'
import { AVAILABILITY, getAvailabilities } from '../../../client/reads/availability.ts'
import { lockAt } from '../../../client/reads/lock-outlook.ts'
import { getLockScene, getLockScenes, LOCKS } from '../../../client/reads/locks.ts'
import { getSubnets, SUBNETS, type Subnet } from '../../../client/reads/subnets.ts'
import type { Context } from '../../kit/context.ts'
import type { Choice } from '../../kit/options.ts'
import { hotkeyChoices } from '../../shared/staking/choices.ts'
import { ownKeys } from '../../shared/staking/own-keys.ts'
import { stakeText } from '../../shared/staking/words.ts'

async function holderOf(ctx: Context): Promise<string> {
  const wallets = await ctx.wallets()
  return wallets.address(wallets.wallet().name, 'coldkey')
}

const nameIn = (subnets: readonly Subnet[], netuid: number): string =>
  `${netuid} ${netuid === 0 ? 'root' : (subnets.find(each => each.netuid === netuid)?.name ?? '')}`

/** Where the coldkey of the settings has a lock. */
export async function lockedChoices(ctx: Context): Promise<Choice[]> {
  const coldkey = await holderOf(ctx)
  const client = await (await ctx.chain()).with(mergeNeeds(LOCKS, SUBNETS))
  return ctx.progress('Reading locks', async () => {
    const at = await client.at()
    const [scenes, subnets] = await Promise.all([getLockScenes(at, coldkey), getSubnets(at)])
    return scenes.map(scene => ({
      value: String(scene.netuid),
      name: `${nameIn(subnets, scene.netuid)}  ${stakeText(scene.netuid, lockAt(scene, BigInt(at.block.number)).locked)} locked`,
    }))
  })
}

/** Where it has stake that is not locked yet. */
export async function lockableChoices(ctx: Context): Promise<Choice[]> {
  const coldkey = await holderOf(ctx)
  const client = await (await ctx.chain()).with(mergeNeeds(AVAILABILITY, SUBNETS))
  return ctx.progress('Reading stake', async () => {
    const at = await client.at()
    const [[held], subnets] = await Promise.all([getAvailabilities(at, [coldkey]), getSubnets(at)])
    return held!
      .filter(({ available }) => available > 0n)
      .map(({ netuid, available }) => ({
        value: String(netuid),
        name: `${nameIn(subnets, netuid)}  ${stakeText(netuid, available)} can be locked`,
      }))
  })
}

/** The hotkey of the lock that is there, which alone can be added to; else whoever takes stake. */
export async function targetChoices(ctx: Context, known: Readonly<Record<string, unknown>>): Promise<Choice[]> {
  const coldkey = await holderOf(ctx)
  const client = await (await ctx.chain()).with(LOCKS)
  const { held } = await getLockScene(client, coldkey, known.netuid as number)
  if (held === undefined) return hotkeyChoices(ctx, known)
  const { nameOf } = await ownKeys(ctx)
  const name = [nameOf(held.hotkey), held.hotkey].filter(part => part !== undefined).join('  ')
  return [{ value: held.hotkey, name, hint: 'A coldkey has one lock on a subnet, to one hotkey' }]
}
