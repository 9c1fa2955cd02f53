/** What the chain is called. Reference: sc_rpc_spec_v2 chain_spec. */
import { method } from './method.ts'
import { properties } from './system/identity.ts'

export const chainSpecName = method({
  name: 'chainSpec_v1_chainName',
  params: [],
  run: ({ chain }) => chain.spec.chainName,
})

export const chainSpecGenesis = method({
  name: 'chainSpec_v1_genesisHash',
  params: [],
  run: ({ chain }) => chain.genesisHash,
})

export const chainSpecProperties = method({ name: 'chainSpec_v1_properties', params: [], run: () => properties })
