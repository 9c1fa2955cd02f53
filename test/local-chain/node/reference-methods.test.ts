/** Every method that the reference's node offers is offered here, or docs/node.md says why not. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT } from '../../tidy/source.ts'
import { resultOf, startNode, type TestNode } from '../support-node/doors.ts'

/**
 * What `rpc_methods` of the reference holds. Reference: node/src/rpc.rs create_full with what it merges, sc_service gen_rpc_module
 * with sc_rpc_api and sc_rpc_spec_v2. The Ethereum part (eth_, net_, web3_, debug_, txpool_) is one entry each.
 */
const REFERENCE: Readonly<Record<string, string>> = {
  account: 'nextIndex',
  archive_v1:
    'body call finalizedHeight genesisHash hashByHeight header storage stopStorage storageDiff storageDiff_stopStorageDiff',
  author:
    'hasKey hasSessionKeys insertKey pendingExtrinsics removeExtrinsic rotateKeys rotateKeysWithOwner submitAndWatchExtrinsic submitExtrinsic unwatchExtrinsic',
  chain:
    'getBlock getBlockHash getFinalisedHead getFinalizedHead getHead getHeader getRuntimeVersion subscribeAllHeads subscribeFinalisedHeads subscribeFinalizedHeads subscribeNewHead subscribeNewHeads subscribeRuntimeVersion unsubscribeAllHeads unsubscribeFinalisedHeads unsubscribeFinalizedHeads unsubscribeNewHead unsubscribeNewHeads unsubscribeRuntimeVersion',
  chainHead_v1: 'body call continue follow header stopOperation storage unfollow unpin',
  chainSpec_v1: 'chainName genesisHash properties',
  childstate: 'getKeys getKeysPaged getKeysPagedAt getStorage getStorageEntries getStorageHash getStorageSize',
  debug: '*',
  delegateInfo: 'getDelegate getDelegated getDelegates',
  dev: 'getBlockStats',
  engine: 'createBlock finalizeBlock',
  eth: '*',
  net: '*',
  neuronInfo: 'getNeuron getNeuronLite getNeurons getNeuronsLite',
  offchain: 'localStorageClear localStorageGet localStorageSet',
  payment: 'queryFeeDetails queryInfo',
  rpc: 'methods',
  stakeInfo: 'getColdkeyLock',
  state:
    'call callAt getKeys getKeysPaged getKeysPagedAt getMetadata getPairs getReadProof getRuntimeVersion getStorage getStorageAt getStorageHash getStorageHashAt getStorageSize getStorageSizeAt queryStorage queryStorageAt subscribeRuntimeVersion subscribeStorage traceBlock unsubscribeRuntimeVersion unsubscribeStorage',
  subnetInfo:
    'getAllDynamicInfo getAllMechagraphs getAllMetagraphs getColdkeyAutoStakeHotkey getDynamicInfo getLockCost getMechagraph getMetagraph getSelectiveMechagraph getSelectiveMetagraph getSubnetAccountId getSubnetHyperparams getSubnetHyperparamsV2 getSubnetInfo getSubnetInfo_v2 getSubnetState getSubnetToPrune getSubnetsInfo getSubnetsInfo_v2',
  subscribe: 'newHead',
  swap: 'currentAlphaPrice currentAlphaPriceAll simSwapAlphaForTao simSwapTaoForAlpha',
  system:
    'accountNextIndex addLogFilter addReservedPeer chain chainType dryRun dryRunAt health localListenAddresses localPeerId name nodeRoles peers properties removeReservedPeer reservedPeers resetLogFilter syncState unstable_networkState version',
  transactionWatch_v1: 'submitAndWatch unwatch',
  transaction_v1: 'broadcast stop',
  txpool: '*',
  unsubscribe: 'newHead',
  web3: '*',
}

const WANTED = Object.entries(REFERENCE).flatMap(([group, names]) => names.split(' ').map(name => `${group}_${name}`))

/** From the table of docs/node.md: `| a, b | why |`. */
function excluded(): string[] {
  const text = readFileSync(join(ROOT, 'docs', 'node.md'), 'utf8')
  const table = text.slice(text.indexOf('| not served |')).split('\n\n')[0]!
  return table
    .split('\n')
    .slice(2)
    .flatMap(row => [...row.split('|')[1]!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!))
}

let node: TestNode

beforeAll(async () => {
  node = await startNode()
})
afterAll(() => node.close())

test('what the reference lists is listed here, but for what docs/node.md names with a reason', async () => {
  const { methods } = resultOf(await node.clients.http.ask('rpc_methods')) as { methods: string[] }
  const missing = WANTED.filter(name => !methods.includes(name))
  expect(missing.sort()).toEqual(excluded().sort())
})

test('whatever else is listed is a name of our own', async () => {
  const { methods } = resultOf(await node.clients.http.ask('rpc_methods')) as { methods: string[] }
  expect(methods.filter(name => !WANTED.includes(name) && !name.startsWith('tao_'))).toEqual([])
})
