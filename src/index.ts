// biome-ignore-all lint/performance/noBarrelFile: this is the one that a package has
/**
 * taokit for programs: chains and wallets of Bittensor, and a chain inside for tests.
 *
 *     import { call, keyFromUri, openSandbox } from 'taokit'
 *
 *     const sandbox = await openSandbox()
 *     const alice = keyFromUri('//Alice')
 *     await sandbox.send(alice, call('SubtensorModule.register_network', { hotkey: keyFromUri('//hot').address }))
 *     await sandbox.advance(360)
 */

export type { Chain } from './client/chain.ts'
export type { BlockRef, Client, Entry, Reader } from './client/client.ts'
export { type OpenOptions, openChain } from './client/open.ts'
export { openSandbox, type Sandbox } from './client/sandbox.ts'
export { build } from './client/transactions/build.ts'
export { allOf, asRoot, type Call, call, callNeeds } from './client/transactions/call.ts'
export type { ChainEvent } from './client/transactions/events.ts'
export { type Outcome, outcomeOf } from './client/transactions/outcome.ts'
export { sign } from './client/transactions/sign.ts'
export { submit } from './client/transactions/submit.ts'
export { runEpoch } from './consensus/epoch/epoch.ts'
export type { EpochInput, EpochOutput } from './consensus/epoch/types.ts'
export { type Alpha, alpha, formatRao, parseAlpha, parseTao, type Tao, tao } from './primitives/amounts.ts'
export { TaoError } from './primitives/errors.ts'
export { decodeAddress, encodeAddress, isAddress } from './primitives/ss58.ts'
export { generateKey, keyFromMnemonic, keyFromSeed, keyFromUri } from './wallet/key-sources.ts'
