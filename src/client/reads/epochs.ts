/** When epochs run. */

import { TaoError } from '../../primitives/errors.ts'
import { type NetUid, ROOT } from '../../primitives/netuid.ts'
import type { Client, Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import { big, maybe } from './values.ts'

export const EPOCHS: Needs = {
  apis: ['SubnetInfoRuntimeApi.get_next_epoch_start_block'],
  storage: ['SubtensorModule.NetworksAdded'],
}

/**
 * The block in which the next epoch runs, if nothing delays it; undefined for a subnet without epochs. The API answers for what is
 * not there as well, by the tempo that a subnet begins with, and for root, which never has an epoch.
 */
export async function getNextEpoch(reader: Reader, netuid: NetUid): Promise<bigint | undefined> {
  if (netuid === ROOT) return undefined
  const [isThere, next] = await Promise.all([
    reader.get('SubtensorModule.NetworksAdded', netuid),
    reader.ask('SubnetInfoRuntimeApi.get_next_epoch_start_block', netuid),
  ])
  return isThere ? maybe(next, big) : undefined
}

/** Up to and with the block in which the next epoch runs. @throws TaoError `unsupported` where none will */
export async function blocksToEpoch(client: Client, netuid: NetUid): Promise<number> {
  const [head, next] = await Promise.all([client.chain.head(), getNextEpoch(client, netuid)])
  if (next !== undefined) return Math.max(1, Number(next) - head.number)
  throw new TaoError('unsupported', `Subnet ${netuid} has no epochs`, {
    why: netuid === ROOT ? 'Root has none.' : 'There is no such subnet, or its tempo is 0.',
  })
}
