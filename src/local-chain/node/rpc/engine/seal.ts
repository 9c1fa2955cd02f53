/** Blocks on demand, by the names that test frameworks know. Reference: sc_consensus_manual_seal rpc. */
import { RpcError } from '../error.ts'
import { method } from '../method.ts'
import { blockHash, bytes, flag, optional, param } from '../params.ts'

/** Reference: sc_consensus_manual_seal error codes. */
const EMPTY_TRANSACTION_POOL = 12_000
const BLOCK_NOT_FOUND = 13_000

/** Makes the next block, with what is ready. It is final at once, whatever is asked for. */
export const createBlock = method({
  name: 'engine_createBlock',
  unsafe: true,
  params: [param('create_empty', flag), param('finalize', flag), optional('parent_hash', blockHash)],
  run: ({ chain }, mayBeEmpty, _finalize, parent) => {
    const head = chain.head.hash
    if (parent !== undefined && parent !== head) {
      throw new RpcError(BLOCK_NOT_FOUND, `Blocks are final at once: the next one follows on ${head}, not on ${parent}`)
    }
    if (!mayBeEmpty && chain.poolCounts.ready === 0) {
      const why = 'Transaction pool is empty, set create_empty to true, if you want to create empty blocks'
      throw new RpcError(EMPTY_TRANSACTION_POOL, why)
    }
    return { hash: chain.produceBlock().hash, aux: IMPORTED, proof_size: 0 }
  },
})

const IMPORTED = {
  header_only: false,
  clear_justification_requests: false,
  needs_justification: false,
  bad_justification: false,
  is_new_best: true,
} as const

/** Whether the block is final: all blocks are. @throws RpcError for one that is not there */
export const finalizeBlock = method({
  name: 'engine_finalizeBlock',
  unsafe: true,
  params: [param('hash', blockHash), optional('justification', bytes)],
  run: ({ chain }, hash) => {
    if (chain.header(hash) === undefined) throw new RpcError(BLOCK_NOT_FOUND, `There is no block ${hash}`)
    return true
  },
})
