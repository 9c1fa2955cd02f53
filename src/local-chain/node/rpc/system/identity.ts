/** What the node says of itself. */
import { SS58_PREFIX } from '../../../../primitives/ss58.ts'
import { method } from '../method.ts'

export const systemName = method({ name: 'system_name', params: [], run: () => 'taokit' })

export const systemVersion = method({ name: 'system_version', params: [], run: ({ version }) => version })

export const systemChain = method({ name: 'system_chain', params: [], run: ({ chain }) => chain.spec.chainName })

export const systemChainType = method({
  name: 'system_chainType',
  params: [],
  run: ({ chain }) => chain.spec.chainType,
})

/** How addresses and amounts are written. */
export const properties = { ss58Format: SS58_PREFIX, tokenDecimals: 9, tokenSymbol: 'TAO' } as const

export const systemProperties = method({ name: 'system_properties', params: [], run: () => properties })
