import { method } from '../method.ts'
import { blockNumber, either, list, optional } from '../params.ts'

/** The hash of the newest block, of a block by number, or of each of a list; null for a number that is not reached yet. */
export const getBlockHash = method({
  name: 'chain_getBlockHash',
  aliases: ['chain_getHead'],
  params: [optional('hash', either(blockNumber, list(blockNumber, 4096)))],
  run: ({ chain }, number) => {
    if (number === undefined) return chain.head.hash
    if (typeof number === 'number') return chain.hashAt(number) ?? null
    return number.map(each => chain.hashAt(each) ?? null)
  },
})

/** Blocks are final at once: this is the newest one. */
export const getFinalizedHead = method({
  name: 'chain_getFinalizedHead',
  aliases: ['chain_getFinalisedHead'],
  params: [],
  run: ({ chain }) => chain.head.hash,
})
