/**
 * Finds events that a lens does not cover, before a client stumbles over them: the events of a block can only be decoded
 * together, and one unknown pallet among them spoils all.
 */
import { TaoError } from '../../primitives/errors.ts'
import { type PortableType, typesById, type VersionedMetadata } from '../../primitives/metadata/format.ts'
import { readCompact, valueEnd } from './skip.ts'

/** An event by its indices: its name stands in the full metadata. */
export interface ForeignEvent {
  readonly pallet: number
  readonly event: number
}

/**
 * The first of a block's events that the metadata does not describe; undefined where it describes them all. Then work with
 * a lens on all events, or with the full metadata.
 * @param events the bytes at `System.Events`
 * @throws TaoError `wrong_chain` for bytes that are no events of this chain
 */
export function firstForeignEvent({ value }: VersionedMetadata, events: Uint8Array): ForeignEvent | undefined {
  const types = typesById(value.lookup)
  const record = value.lookup.find(({ path }) => path.join('::') === 'frame_system::EventRecord')
  if (record?.def.tag !== 'composite') throw new TaoError('wrong_chain', 'The metadata describes no events')
  let { value: left, end: at } = readCompact(events, 0)
  for (; left > 0; left--) {
    for (const field of record.def.value) {
      if (field.name === 'event') {
        const foreign = foreignAt(types, field.type, events, at)
        if (foreign !== undefined) return foreign
      }
      at = valueEnd(types, field.type, events, at)
    }
  }
  if (at !== events.length) throw new TaoError('wrong_chain', 'The events of the block do not match the metadata')
  return undefined
}

type Types = ReadonlyMap<number, PortableType>

function foreignAt(types: Types, runtimeEvent: number, bytes: Uint8Array, at: number): ForeignEvent | undefined {
  const [pallet, event] = [bytes[at]!, bytes[at + 1]!]
  const own = variantAt(types.get(runtimeEvent), pallet)?.fields[0]?.type
  const known = own !== undefined && variantAt(types.get(own), event) !== undefined
  return known ? undefined : { pallet, event }
}

const variantAt = (type: PortableType | undefined, index: number) =>
  type?.def.tag === 'variant' ? type.def.value.find(variant => variant.index === index) : undefined
