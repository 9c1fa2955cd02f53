import { SEAL_EVERY, SEALINGS } from '../../clock.ts'
import { method } from '../method.ts'
import { between, either, oneOf, optional, param, u32 } from '../params.ts'

/** An answer comes within about a second, so that no client takes the node for dead. */
const MAX_MILLISECONDS = 1000

/**
 * Makes blocks, each really executed: up to so many, for up to a second or the time that is given, if that is less.
 * @returns how many were made, and the head; who wants more asks again
 */
export const advance = method({
  name: 'tao_advance',
  unsafe: true,
  params: [param('blocks', u32), optional('milliseconds', u32)],
  run: async ({ chain }, blocks, milliseconds = MAX_MILLISECONDS) => {
    const maxMilliseconds = Math.min(milliseconds, MAX_MILLISECONDS)
    const made = await chain.advance(blocks, { maxMilliseconds })
    return { made, head: chain.head }
  },
})

/** Says what makes blocks from now on. @returns what made them before */
export const setSealing = method({
  name: 'tao_setSealing',
  unsafe: true,
  params: [param('sealing', either(oneOf(...SEALINGS), between(SEAL_EVERY.min, SEAL_EVERY.max)))],
  run: ({ chain }, sealing) => {
    const before = chain.sealing
    chain.sealing = sealing
    return before
  },
})
