/** Events of a block as plain values, by transaction. */
import { fromHex, type Hex } from '../../primitives/bytes.ts'
import { TaoError } from '../../primitives/errors.ts'
import type { Client } from '../client.ts'
import { decodeList } from '../codec/decode.ts'
import { type Lens, variantsOf } from '../metadata/lens.ts'
import type { Plain } from '../plain.ts'

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

/**
 * The events of a block. A client whose lens does not cover one of them is widened; those of another runtime are read by the
 * metadata of that one.
 */
export async function eventsAt(client: Client, block: Hex): Promise<ChainEvent[]> {
  const { chain } = client
  const [bytes, version] = await Promise.all([
    chain.rpc<Hex | null>('state_getStorage', EVENTS_KEY, block),
    chain.specVersionAt(block),
  ])
  if (bytes === null) return []
  if (version === client.specVersion) return decodeEvents(client, bytes)
  // The runtime may have come with this block, which the one before it made.
  const maker = await chain.knownAt(await chain.parentOf(block), client, { events: 'all' })
  return maker === client ? decodeEvents(client, bytes) : eventsIn(maker.lens, bytes)
}

/** @throws TaoError `wrong_chain` for bytes that are no events of this chain */
export async function decodeEvents(client: Client, bytes: Hex): Promise<ChainEvent[]> {
  try {
    return eventsIn(client.lens, bytes)
  } catch (error) {
    if (client.needs.events === 'all') throw error
    // One of a pallet outside the lens: the events of a block can only be read one after another.
    return eventsIn((await client.chain.with({ ...client.needs, events: 'all' })).lens, bytes)
  }
}

function eventsIn({ shapes, eventRecord }: Lens, bytes: Hex): ChainEvent[] {
  if (eventRecord === undefined) throw new TaoError('wrong_chain', 'The metadata of the chain describes no events')
  const unnamed = unnamedEvents(shapes, eventRecord)
  return decodeList(shapes, eventRecord, fromHex(bytes)).map(record => {
    if (!isEventRecord(record)) throw new TaoError('wrong_chain', 'The metadata of the chain describes no events')
    const { phase, event } = record
    const [method, data] =
      typeof event.value === 'string' ? [event.value, undefined] : [event.value.type, event.value.value]
    const name = `${event.type}.${method}`
    const extrinsic = phase.type === 'ApplyExtrinsic' ? (phase.value as number) : undefined
    return { name, data: unnamed.get(name) === 1 ? [data] : (data ?? []), extrinsic }
  })
}

interface Choice<T = Plain> {
  readonly type: string
  readonly value: T
}

interface EventRecord {
  readonly phase: Choice
  /** A pallet, then its event: by name alone where no event of the pallet has data. */
  readonly event: Choice<Choice | string>
}

function isEventRecord(record: unknown): record is EventRecord {
  const { phase, event } = (record ?? {}) as Partial<EventRecord>
  return typeof phase?.type === 'string' && typeof event?.type === 'string' && isMethod(event.value)
}

const isMethod = (value: unknown): boolean =>
  typeof value === 'string' || typeof (value as Partial<Choice> | undefined)?.type === 'string'

/** How many data the events have whose data have no names. */
function unnamedEvents(shapes: Lens['shapes'], eventRecord: number): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  const record = shapes[eventRecord]!
  const event = record.kind === 'struct' ? record.fields.find(({ name }) => name === 'event') : undefined
  for (const pallet of variantsOf(shapes, event?.type)) {
    for (const { name, of } of variantsOf(shapes, pallet.of?.[0])) {
      if (of !== undefined) counts.set(`${pallet.name}.${name}`, of.length)
    }
  }
  return counts
}

/** A field of an event, by its name or, where fields have none, by its place. */
export function field({ data }: ChainEvent, name: string, at: number): Plain {
  if (Array.isArray(data)) return data[at]
  const record = data as Readonly<Record<string, Plain>>
  return record[name] ?? record[name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)]
}
