import type { Hex } from '../../../../primitives/bytes.ts'
import { TaoError } from '../../../../primitives/errors.ts'
import { BlockWeight, SystemEvents } from '../../../pallets/system/storage.ts'
import { isSigned } from '../../../runtime/extrinsic-codec.ts'
import type { DigestItem } from '../../../runtime/types.ts'
import type { Weight } from '../../../runtime/weight.ts'
import { decode } from '../../../scale/codec.ts'
import type { Block, Chain } from '../../chain.ts'
import { slotOf } from '../../header.ts'
import { method } from '../method.ts'
import { blockHash, blockNumber, either, optional, param, u32 } from '../params.ts'
import type { BlockLine, BlockPage } from './answers.ts'
import { byExtrinsic, endingOf, eventsAt, extrinsicPage, readEvents, showEvent, weightJson } from './extrinsics.ts'
import { replacedIn, valuesAt } from './past.ts'

/** So many extrinsics of a block are told at a time, and so many events of no extrinsic. */
const PAGE = 25
const MAX_HOOKS = 200

/**
 * A block as people read it: calls and events decoded, and how each extrinsic ended.
 *
 *     tao_explorerBlock(7)              // its first 25 extrinsics
 *     tao_explorerBlock("0x…", 25)      // the next ones
 */
export const explorerBlock = method({
  name: 'tao_explorerBlock',
  params: [param('block', either(blockHash, blockNumber)), optional('first', u32)],
  run: ({ chain }, id, first = 0) => blockPage(chain, blockOf(chain, id), first),
})

/** @throws TaoError `not_found` */
export function blockOf(chain: Chain, id: Hex | number): Block {
  const hash = typeof id === 'number' ? chain.hashAt(id) : id
  const block = hash === undefined ? undefined : chain.block(hash)
  if (block !== undefined) return block
  throw new TaoError('not_found', `There is no block ${id}`, { why: `The newest block is ${chain.head.number}.` })
}

function blockPage(chain: Chain, block: Block, first: number): BlockPage {
  const { number, hash, header, extrinsics } = block
  const { runtime } = chain
  const values = valuesAt(chain, number, [SystemEvents.prefix(), BlockWeight.prefix()])
  const events = values && readEvents(runtime, values[0])
  const own = events && byExtrinsic(events)
  const hooks = events?.filter(({ phase }) => phase.type !== 'ApplyExtrinsic') ?? []
  return {
    ...lineOf(chain, { number, hash }, block),
    parentHash: header.parent_hash,
    stateRoot: header.state_root,
    extrinsicsRoot: header.extrinsics_root,
    digest: header.digest.logs.map(digestJson),
    slot: slotOf(header)?.toString() ?? null,
    head: chain.head.number,
    weight: values === undefined ? null : weightOf(values[1]),
    size: extrinsics.reduce((size, { length }) => size + length, 0),
    extrinsics: extrinsics
      .slice(first, first + PAGE)
      .map((encoded, i) => extrinsicPage(runtime, number, first + i, encoded, own && (own.get(first + i) ?? []))),
    total: extrinsics.length,
    first,
    hooks: hooks
      .slice(0, MAX_HOOKS)
      .map(({ phase, event }) => ({ phase: phase.type, event: showEvent(runtime, event) })),
    moreHooks: Math.max(0, hooks.length - MAX_HOOKS),
  }
}

function digestJson(item: DigestItem) {
  const { type, value } = item
  if (value === undefined) return { kind: type, engine: null, data: '0x' as Hex }
  const [engine, data] = Array.isArray(value) ? (value as readonly [Hex, Uint8Array]) : [null, value as Uint8Array]
  return {
    kind: type,
    engine: engine === null ? null : Buffer.from(engine.slice(2), 'hex').toString('latin1'),
    data: `0x${Buffer.from(data).toString('hex')}` as Hex,
  }
}

/** All classes together. */
function weightOf(encoded: Uint8Array | undefined) {
  if (encoded === undefined) return null
  const { normal, operational, mandatory } = decode(BlockWeight.value, encoded) as Record<string, Weight>
  const all = [normal!, operational!, mandatory!]
  return weightJson({
    ref_time: all.reduce((sum, { ref_time }) => sum + ref_time, 0n),
    proof_size: all.reduce((sum, { proof_size }) => sum + proof_size, 0n),
  })
}

/** What the events of a block come to. Blocks do not change, so it is worth keeping. */
interface Tally {
  readonly failed: number
  readonly events: number
}

const MAX_TALLIES = 4096
const tallies = new WeakMap<Chain, Map<Hex, Tally>>()

/** A block in a line. */
export function lineOf(
  chain: Chain,
  { number, hash }: Pick<Block, 'number' | 'hash'>,
  block = chain.block(hash)!,
): BlockLine {
  const time = chain.timeOf(block.header)
  const tally = tallyOf(chain, block)
  return {
    number,
    hash,
    time: time === undefined ? null : Number(time),
    transactions: block.extrinsics.filter(isSigned).length,
    failed: tally?.failed ?? null,
    events: tally?.events ?? null,
  }
}

function tallyOf(chain: Chain, { number, hash }: Block): Tally | undefined {
  const known = tallies.get(chain) ?? new Map<Hex, Tally>()
  tallies.set(chain, known)
  const found = known.get(hash)
  const tally = found ?? sameAsAbove(chain, number, known) ?? countEvents(chain, number)
  if (tally === undefined || found !== undefined) return tally
  known.set(hash, tally)
  if (known.size > MAX_TALLIES) known.delete(known.keys().next().value!)
  return tally
}

/** Quiet blocks have the same events as the next one: nothing was replaced between them. */
function sameAsAbove(chain: Chain, number: number, known: ReadonlyMap<Hex, Tally>): Tally | undefined {
  const above = known.get(chain.hashAt(number + 1) ?? '0x')
  if (above === undefined || number < chain.oldestState) return undefined
  return replacedIn(chain, number + 1, [SystemEvents.prefix()])[0] === undefined ? above : undefined
}

function countEvents(chain: Chain, number: number): Tally | undefined {
  const events = eventsAt(chain, number)
  if (events === undefined) return undefined
  const endings = [...byExtrinsic(events).values()].map(own => endingOf(chain.runtime, own))
  return { failed: endings.filter(ending => ending?.success === false).length, events: events.length }
}
