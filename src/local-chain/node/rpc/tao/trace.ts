import { encodeAddress } from '../../../../primitives/ss58.ts'
import type { TraceEntry } from '../../../runtime/trace.ts'
import { method } from '../method.ts'
import { blockNumber, list, optional, param, text, u32 } from '../params.ts'

const MAX_KINDS = 32

/**
 * Executes blocks once more, the first and the last included, and tells where value moved in them and why.
 *
 *     tao_trace(361, 720, ["emission.incentive", "emission.dividend"], 2)
 *
 * Amounts are texts, in rao. The state before the first block must still be kept.
 */
export const trace = method({
  name: 'tao_trace',
  unsafe: true,
  params: [
    param('from', blockNumber),
    param('to', blockNumber),
    param('kinds', list(text, MAX_KINDS)),
    optional('netuid', u32),
  ],
  run: async ({ chain }, from, to, kinds, netuid) => {
    const entries: unknown[] = []
    const blocks = chain.again(from, to, (block, entry) => {
      if (kinds.includes(entry.kind) && (netuid === undefined || entry.netuid === netuid)) {
        entries.push(asJson(block, entry))
      }
    })
    // Executing is what makes the entries.
    for await (const _ of blocks);
    return entries
  },
})

function asJson(block: number, { kind, netuid, hotkey, coldkey, amount, detail }: TraceEntry) {
  return {
    block,
    kind,
    netuid,
    hotkey: hotkey && encodeAddress(hotkey),
    coldkey: coldkey && encodeAddress(coldkey),
    amount: amount?.toString(),
    detail: plain(detail),
  }
}

/** Amounts as texts, rows of numbers as lists. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (ArrayBuffer.isView(value)) return [...(value as unknown as Iterable<unknown>)].map(plain)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]))
}
