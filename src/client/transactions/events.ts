/** Events of a block as plain values, by transaction. */

import type { EventRecord } from '@polkadot/types/interfaces'
import type { Codec } from '@polkadot/types-codec/types'
import { fromHex, type Hex } from '../../primitives/bytes.ts'
import { decodeMetadata } from '../../primitives/metadata/format.ts'
import type { Client } from '../client.ts'
import { firstForeignEvent } from '../metadata/foreign-events.ts'
import { type Plain, plain } from '../plain.ts'

export interface ChainEvent {
  /** e.g. `SubtensorModule.StakeAdded` */
  readonly name: string
  /** By the names of the fields, or in their order where they have none. */
  readonly data: Plain
  /** Which transaction of the block caused it; undefined for what the block itself does. */
  readonly extrinsic: number | undefined
}

/** `System.Events`. */
const EVENTS_KEY = '0x26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7'

/** The events of a block. A client whose lens does not cover one of them is widened. */
export async function eventsAt(client: Client, block: Hex): Promise<ChainEvent[]> {
  const bytes = await client.chain.rpc<Hex | null>('state_getStorage', EVENTS_KEY, block)
  return bytes === null ? [] : decodeEvents(client, bytes)
}

export async function decodeEvents(client: Client, bytes: Hex): Promise<ChainEvent[]> {
  const isForeign = firstForeignEvent(decodeMetadata(client.lens.bytes), fromHex(bytes)) !== undefined
  const reader = isForeign ? await client.chain.with({ ...client.needs, events: 'all' }) : client
  const records = reader.api.registry.createType<Codec>('Vec<FrameSystemEventRecord>', bytes)
  const names = palletNames(reader)
  return (records as unknown as EventRecord[]).map(record => plainEvent(record, names))
}

function plainEvent({ phase, event }: EventRecord, names: ReadonlyMap<number, string>): ChainEvent {
  const pallet = names.get(event.index[0]!) ?? event.section
  const fields = event.data.names
  const values = [...event.data].map(each => plain(each))
  return {
    name: `${pallet}.${event.method}`,
    data: fields === null ? values : Object.fromEntries(fields.map((field, i) => [field, values[i]])),
    extrinsic: phase.isApplyExtrinsic ? phase.asApplyExtrinsic.toNumber() : undefined,
  }
}

/** The names of pallets as the chain writes them, by index. */
export const palletNames = ({ api }: Client): ReadonlyMap<number, string> =>
  new Map(api.runtimeMetadata.asLatest.pallets.map(({ index, name }) => [index.toNumber(), name.toString()]))

/** A field of an event, by its name or, where fields have none, by its place. */
export function field({ data }: ChainEvent, name: string, at: number): Plain {
  if (Array.isArray(data)) return data[at]
  const record = data as Readonly<Record<string, Plain>>
  return record[name] ?? record[name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)]
}
