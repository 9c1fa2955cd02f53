import { toHex } from '../../../../primitives/bytes.ts'
import { runtimeVersionJson } from '../../../runtime/version.ts'
import { method, subscription } from '../method.ts'
import { blockHash, optional } from '../params.ts'
import { reading } from './client-error.ts'

const at = [optional('hash', blockHash)] as const

/** The version of the runtime that stands behind a block. */
export const getRuntimeVersion = method({
  name: 'state_getRuntimeVersion',
  aliases: ['chain_getRuntimeVersion'],
  params: at,
  run: ({ chain }, hash) => {
    reading(() => chain.state(hash))
    return runtimeVersionJson(chain.runtime)
  },
})

/** The version of the runtime, once: a chain keeps its runtime while it is open. */
export const subscribeRuntimeVersion = subscription({
  name: 'state_subscribeRuntimeVersion',
  aliases: ['chain_subscribeRuntimeVersion'],
  unsubscribe: ['state_unsubscribeRuntimeVersion', 'chain_unsubscribeRuntimeVersion'],
  notification: 'state_runtimeVersion',
  params: [],
  open: ({ chain }) => {
    let told = false
    return {
      next: () => {
        if (told) return undefined
        told = true
        return { message: runtimeVersionJson(chain.runtime) }
      },
      close: () => {},
    }
  },
})

/** The metadata in version 14. */
export const getMetadata = method({
  name: 'state_getMetadata',
  params: at,
  run: async ({ chain }, hash) => {
    await chain.loadMetadata()
    reading(() => chain.state(hash))
    return toHex(chain.runtime.metadata!.v14)
  },
})
