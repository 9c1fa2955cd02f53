/** Executing blocks once more. */
import { assert } from '../../primitives/errors.ts'
import { Ctx } from '../runtime/context.ts'
import type { TraceEntry } from '../runtime/trace.ts'
import { State } from '../state/state.ts'
import { type MadeBlock, type Parent, remakeBlock } from './authoring.ts'
import { decodeHeader } from './header.ts'
import type { Ledger } from './ledger.ts'
import type { Transactions } from './transactions.ts'

/** Hears where value moved in a block. */
export type BlockTrace = (block: number, entry: TraceEntry) => void

/** So many blocks are executed before others get their turn. */
const GROUP = 50

/**
 * Executes the blocks `from` to `to`, both included, on the state before them. They are the same blocks if their hashes are.
 * @throws TaoError `not_found` when that state is no longer kept
 */
export async function* remakeBlocks(
  ledger: Ledger,
  transactions: Transactions,
  { from, to }: { readonly from: number; readonly to: number },
  trace?: BlockTrace,
): AsyncGenerator<MadeBlock> {
  const ctx = new Ctx(new State(ledger.readAt(from - 1), ledger.runtime.outer), ledger.runtime)
  let parent: Parent = ledger.parentAt(from - 1)
  for (let number = from; number <= to; number++) {
    const block = ledger.block(number)
    assert(block !== undefined, `there is no block ${number}`)
    for (const extrinsic of block.extrinsics) await transactions.prepare(extrinsic)
    if (trace !== undefined) ctx.trace = entry => trace(number, entry)
    const inputs = { header: decodeHeader(block.header), extrinsics: block.extrinsics }
    const made = remakeBlock(ctx, parent, inputs, transactions.verify)
    yield made
    parent = made
    if (number % GROUP === 0) await new Promise(resolve => setImmediate(resolve))
  }
}
