/** A chain that only has metadata: what a client needs to get ready, in process. */
import type { ApiPromise } from '@polkadot/api'
import { metadataAnswer } from '../../../src/client/metadata/answers.ts'

type Provider = NonNullable<NonNullable<ConstructorParameters<typeof ApiPromise>[0]>['provider']>
type Callback = (...args: never[]) => void

const GENESIS = `0x${'11'.repeat(32)}`
const VERSION = {
  specName: 'node-subtensor',
  implName: 'node-subtensor',
  authoringVersion: 1,
  specVersion: 424,
  implVersion: 1,
  apis: [
    ['0xdf6acb689907609b', 5],
    ['0x37e397fc7c91f5e4', 2],
  ],
  transactionVersion: 1,
  stateVersion: 1,
}

const ANSWERS: Readonly<Record<string, unknown>> = {
  chain_getBlockHash: GENESIS,
  state_getRuntimeVersion: VERSION,
  system_chain: 'test',
  system_properties: { ss58Format: 42, tokenDecimals: 9, tokenSymbol: 'TAO' },
  rpc_methods: { methods: ['state_getMetadata', 'state_call', 'state_getStorage', 'state_queryStorageAt'] },
  system_health: { peers: 0, isSyncing: false, shouldHavePeers: false },
}

export function chainOfBytes(metadata: Uint8Array): Provider {
  const provider = {
    hasSubscriptions: true,
    isConnected: true,
    isClonable: false,
    clone: () => provider,
    connect: async () => {},
    disconnect: async () => {},
    on: (event: string, callback: Callback) => {
      if (event === 'connected') setImmediate(callback)
      return () => {}
    },
    send: async (method: string, params: unknown[]) => metadataAnswer(metadata, method, params) ?? ANSWERS[method],
    subscribe: async () => 1,
    unsubscribe: async () => true,
  }
  return provider as unknown as Provider
}
