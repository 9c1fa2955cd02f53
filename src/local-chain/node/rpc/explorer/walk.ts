import type { Block, Chain } from '../../chain.ts'

/** So many blocks are looked at for one question, and for so long; others are served in between. */
const MAX_BLOCKS = 2400
const MAX_MILLISECONDS = 400
const TURN_MILLISECONDS = 10

/**
 * Looks at blocks from one downwards, while `visit` says so.
 * @returns the number of the last block that was looked at
 */
export async function walkBack(chain: Chain, from: number, visit: (block: Block) => boolean): Promise<number> {
  const begin = performance.now()
  let turn = begin
  const lowest = Math.max(0, from - MAX_BLOCKS + 1)
  for (let number = from; number >= lowest; number--) {
    const hash = chain.hashAt(number)
    // Blocks may be taken back meanwhile.
    if (hash === undefined) continue
    if (!visit(chain.block(hash)!)) return number
    const now = performance.now()
    if (now - begin > MAX_MILLISECONDS) return number
    if (now - turn <= TURN_MILLISECONDS) continue
    await new Promise(resolve => setImmediate(resolve))
    turn = performance.now()
  }
  return lowest
}
