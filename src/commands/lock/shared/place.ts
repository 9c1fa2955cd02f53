/** The lock of a coldkey on a subnet, with all that a command says about it. */
import type { BlockRef, Client, Reader } from '../../../client/client.ts'
import { mergeNeeds, type Needs } from '../../../client/metadata/needs.ts'
import { AVAILABILITY, type Availability, getAvailabilities } from '../../../client/reads/availability.ts'
import { blocksPerDay, CLOCK, type Clock, getClock } from '../../../client/reads/clock.ts'
import { getOwner, OWNERS } from '../../../client/reads/hotkeys.ts'
import { getLockScene, LOCKS, type LockScene } from '../../../client/reads/locks.ts'
import { getSubnet, SUBNET, type Subnet } from '../../../client/reads/subnets.ts'
import { ZERO_ALPHA } from '../../../primitives/amounts.ts'
import { TaoError } from '../../../primitives/errors.ts'
import type { NetUid } from '../../../primitives/netuid.ts'
import { subnetText } from '../../shared/staking/words.ts'

export const PLACE: Needs = mergeNeeds(LOCKS, SUBNET, AVAILABILITY, CLOCK, OWNERS)

export interface LockPlace {
  readonly at: Reader & { readonly block: BlockRef }
  /** The block that was read. */
  readonly block: bigint
  readonly clock: Clock
  readonly perDay: bigint
  readonly subnet: Subnet
  readonly scene: LockScene
  /** Who owns the hotkey of the lock. */
  readonly owner: string | undefined
  readonly stake: Availability
}

/** @throws TaoError `not_found` for a subnet that is not there */
export async function readPlace(client: Client, coldkey: string, netuid: NetUid, block?: BlockRef): Promise<LockPlace> {
  const at = await client.at(block)
  const [subnet, clock, scene, [held]] = await Promise.all([
    getSubnet(at, netuid),
    getClock(client, at),
    getLockScene(at, coldkey, netuid),
    getAvailabilities(at, [coldkey], [netuid]),
  ])
  const owner = scene.held && (await getOwner(at, scene.held.hotkey))
  const stake = held?.[0] ?? { netuid, total: ZERO_ALPHA, locked: ZERO_ALPHA, available: ZERO_ALPHA }
  return { at, block: BigInt(at.block.number), clock, perDay: blocksPerDay(clock), subnet, scene, owner, stake }
}

export const noLock = (netuid: NetUid, coldkey: string): TaoError =>
  new TaoError('not_found', `Nothing of ${coldkey} is locked on ${subnetText(netuid)}`, {
    remedy: `See all locks with tao lock list, or lock something with: tao lock add --netuid ${netuid}`,
    data: { netuid, coldkey },
  })
