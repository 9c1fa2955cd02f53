/** When epochs run. */
import type { NetUid } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import { big, maybe } from './values.ts'

export const EPOCHS: Needs = { apis: ['SubnetInfoRuntimeApi.get_next_epoch_start_block'] }

/** The block in which the next epoch runs, if nothing delays it; undefined for a subnet without epochs. */
export const getNextEpoch = async (reader: Reader, netuid: NetUid): Promise<bigint | undefined> =>
  maybe(await reader.ask('SubnetInfoRuntimeApi.get_next_epoch_start_block', netuid), big)
