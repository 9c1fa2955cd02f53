/** The state of a node without a network: alone, and up to date. */
import { method } from '../method.ts'

export const systemHealth = method({
  name: 'system_health',
  params: [],
  run: () => ({ peers: 0, isSyncing: false, shouldHavePeers: false }),
})

export const systemPeers = method({ name: 'system_peers', params: [], run: () => [] })

export const systemNodeRoles = method({ name: 'system_nodeRoles', params: [], run: () => ['Authority'] })

export const systemSyncState = method({
  name: 'system_syncState',
  params: [],
  run: ({ chain }) => {
    const { number } = chain.head
    return { startingBlock: number, currentBlock: number, highestBlock: number }
  },
})
