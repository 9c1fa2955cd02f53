/** The table of all methods, by every name they are known by. */
import { assert } from '../../../primitives/errors.ts'
import {
  archiveBody,
  archiveCall,
  archiveGenesis,
  archiveHashes,
  archiveHeader,
  archiveHeight,
} from './archive/blocks.ts'
import { archiveStorage, archiveStorageDiff } from './archive/storage.ts'
import { pendingExtrinsics, removeExtrinsic, submitAndWatchExtrinsic, submitExtrinsic } from './author/submit.ts'
import { getBlock, getHeader } from './chain/get-block.ts'
import { getBlockHash, getFinalizedHead } from './chain/get-block-hash.ts'
import { subscribeAllHeads, subscribeFinalizedHeads, subscribeNewHeads } from './chain/subscribe-heads.ts'
import { chainHeadFollow } from './chain-head/follow.ts'
import {
  chainHeadBody,
  chainHeadCall,
  chainHeadContinue,
  chainHeadHeader,
  chainHeadStopOperation,
  chainHeadStorage,
  chainHeadUnpin,
} from './chain-head/methods.ts'
import { chainSpecGenesis, chainSpecName, chainSpecProperties } from './chain-spec.ts'
import { CHILD_STATE } from './child-state/nothing.ts'
import { createBlock, finalizeBlock } from './engine/seal.ts'
import { EXPLORER } from './explorer/methods.ts'
import { type Method, method, type OwnMethod, type Subscription } from './method.ts'
import { queryFeeDetails, queryInfo } from './payment/query-fees.ts'
import { call } from './state/call.ts'
import { getKeys, getKeysPaged, getPairs } from './state/get-keys.ts'
import { getStorage, getStorageHash, getStorageSize } from './state/get-storage.ts'
import { queryStorage, queryStorageAt } from './state/query-storage.ts'
import { getMetadata, getRuntimeVersion, subscribeRuntimeVersion } from './state/runtime-version.ts'
import { subscribeStorage } from './state/subscribe-storage.ts'
import { INFO } from './subtensor/info.ts'
import { SWAP } from './subtensor/swap.ts'
import { accountNextIndex } from './system/account-next-index.ts'
import { dryRun } from './system/dry-run.ts'
import { systemHealth, systemNodeRoles, systemPeers, systemSyncState } from './system/health.ts'
import { systemChain, systemChainType, systemName, systemProperties, systemVersion } from './system/identity.ts'
import { advance, setSealing } from './tao/advance.ts'
import { audit } from './tao/audit.ts'
import { impersonate, revert, setStorageValues, setTime, snapshot } from './tao/develop.ts'
import { taoDryRun } from './tao/dry-run.ts'
import { accounts, instance, status } from './tao/status.ts'
import { trace } from './tao/trace.ts'
import { broadcast, stopBroadcast } from './transaction/broadcast.ts'
import { submitAndWatch } from './transaction/watch.ts'

const DECLARED: readonly (Method | OwnMethod | Subscription)[] = [
  getBlockHash,
  getFinalizedHead,
  getHeader,
  getBlock,
  subscribeNewHeads,
  subscribeAllHeads,
  subscribeFinalizedHeads,
  call,
  getKeys,
  getKeysPaged,
  getPairs,
  getStorage,
  getStorageHash,
  getStorageSize,
  queryStorage,
  queryStorageAt,
  subscribeStorage,
  getMetadata,
  getRuntimeVersion,
  subscribeRuntimeVersion,
  accountNextIndex,
  dryRun,
  systemChain,
  systemChainType,
  systemHealth,
  systemName,
  systemNodeRoles,
  systemPeers,
  systemProperties,
  systemSyncState,
  systemVersion,
  submitExtrinsic,
  submitAndWatchExtrinsic,
  pendingExtrinsics,
  removeExtrinsic,
  queryInfo,
  queryFeeDetails,
  createBlock,
  finalizeBlock,
  ...CHILD_STATE,
  ...INFO,
  ...SWAP,
  // Clients take a group for complete as soon as they find one method of it.
  chainSpecName,
  chainSpecGenesis,
  chainSpecProperties,
  chainHeadFollow,
  chainHeadHeader,
  chainHeadBody,
  chainHeadCall,
  chainHeadStorage,
  chainHeadContinue,
  chainHeadStopOperation,
  chainHeadUnpin,
  broadcast,
  stopBroadcast,
  submitAndWatch,
  archiveGenesis,
  archiveHeight,
  archiveHashes,
  archiveHeader,
  archiveBody,
  archiveCall,
  archiveStorage,
  archiveStorageDiff,
  instance,
  status,
  accounts,
  advance,
  setSealing,
  setTime,
  snapshot,
  revert,
  setStorageValues,
  impersonate,
  taoDryRun,
  trace,
  audit,
  ...EXPLORER,
]

/** Ends a subscription; it knows nothing of what it ends. */
export interface Unsubscription {
  readonly kind: 'unsubscription'
  readonly unsafe: boolean
  readonly params: readonly []
}

export type Entry = Method | OwnMethod | Subscription | Unsubscription

const table = new Map<string, Entry>()

function enter(name: string, entry: Entry): void {
  assert(!table.has(name), `two methods are called ${name}`)
  table.set(name, entry)
}

for (const each of DECLARED) {
  for (const name of [each.name, ...each.aliases]) enter(name, each)
  if (each.kind !== 'subscription') continue
  for (const name of each.unsubscribe) enter(name, { kind: 'unsubscription', unsafe: each.unsafe, params: [] })
}

const names = (unsafe: boolean): string[] =>
  [...table].flatMap(([name, entry]) => (entry.unsafe && !unsafe ? [] : name)).sort()

/** What may be called here. Clients choose by it what they use. */
const listed = (unsafe: boolean): Method =>
  method({ name: 'rpc_methods', params: [], run: () => ({ methods: names(unsafe) }) })
const all = listed(true)
const safe = listed(false)
enter('rpc_methods', all)

/** @param unsafe whether the caller was given power over the chain */
export function findMethod(name: string, unsafe: boolean): Entry | undefined {
  const entry = table.get(name)
  if (entry === all && !unsafe) return safe
  return entry?.unsafe === true && !unsafe ? undefined : entry
}
