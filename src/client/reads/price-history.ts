/** What alpha cost, as far back as the node still has the states. */

import { type Tao, tao } from '../../primitives/amounts.ts'
import { fromHex, type Hex, toHex } from '../../primitives/bytes.ts'
import type { NetUid } from '../../primitives/netuid.ts'
import type { Chain } from '../chain.ts'
import { decode } from '../codec/decode.ts'

export interface PricePoint {
  readonly block: number
  readonly price: Tao
}

const PRICE = 'SwapRuntimeApi_current_alpha_price'

/**
 * The prices after these blocks, in their order; those of blocks whose state the node has dropped are left out. A reader of
 * each block would ask for its runtime first, and a price has always been a u64: the runtime is asked by bytes.
 */
export async function getPriceHistory(
  chain: Chain,
  netuid: NetUid,
  blocks: readonly { readonly number: number; readonly hash: Hex }[],
): Promise<PricePoint[]> {
  const argument = toHex(Uint8Array.of(netuid & 0xff, netuid >> 8))
  const prices = await Promise.allSettled(blocks.map(({ hash }) => chain.rpc<Hex>('state_call', PRICE, argument, hash)))
  return prices.flatMap((answer, i) => {
    const price = answer.status === 'fulfilled' ? priceIn(answer.value) : undefined
    return price === undefined ? [] : [{ block: blocks[i]!.number, price: tao(price) }]
  })
}

/** The hashes of blocks by number. */
export async function getBlocks(
  chain: Chain,
  numbers: readonly number[],
): Promise<{ readonly number: number; readonly hash: Hex }[]> {
  const hashes = await Promise.all(numbers.map(number => chain.rpc<Hex | null>('chain_getBlockHash', number)))
  return numbers.flatMap((number, i) => (hashes[i] ? [{ number, hash: hashes[i] }] : []))
}

/** Evenly between two blocks, both included, at most so many. */
export function sampleBlocks(first: number, last: number, count: number): number[] {
  const steps = Math.min(count - 1, last - first)
  if (steps <= 0) return [last]
  return Array.from({ length: steps + 1 }, (_, i) => first + Math.round(((last - first) * i) / steps))
}

/** Of a runtime that answers with something else there is no price. */
function priceIn(answer: Hex): bigint | undefined {
  const bytes = fromHex(answer)
  return bytes.length === 8 ? (decode([{ kind: 'uint', size: 8 }], 0, bytes) as bigint) : undefined
}
