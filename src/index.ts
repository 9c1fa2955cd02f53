// biome-ignore-all lint/performance/noBarrelFile: this is the one that a package has
/**
 * taokit for programs: chains and wallets of Bittensor, and a chain inside for tests. docs/programs.md shows how.
 *
 *     import { call, keyFromUri, openSandbox } from 'taokit'
 *
 *     const sandbox = await openSandbox()
 *     const alice = keyFromUri('//Alice')
 *     await sandbox.send(alice, call('SubtensorModule.register_network', { hotkey: keyFromUri('//hot').address }))
 *     await sandbox.advance(360)
 */

// Chains
export type { Chain, Subscription } from './client/chain.ts'
export type { BlockRef, Client, Entry, Reader } from './client/client.ts'
export type { Audit, ChainStatus, DevelopmentFunds } from './client/development.ts'
export type { Lens } from './client/metadata/lens.ts'
export { mergeNeeds, type Needs } from './client/metadata/needs.ts'
export type { Network } from './client/networks.ts'
export type { Plain } from './client/plain.ts'
// Reads: each declares what it needs of the chain, for `chain.with`
export { BALANCES, type Balance, getBalance, getBalances } from './client/reads/balances.ts'
export { getIssuance, ISSUANCE, type Issuance } from './client/reads/emission.ts'
export { getMetagraph, METAGRAPH, type Metagraph, type Neuron } from './client/reads/metagraph.ts'
export type { MinerPay, Payouts, ValidatorPay } from './client/reads/payouts.ts'
export { getRegistration, REGISTRATION, type Registration } from './client/reads/registrations.ts'
export { getSchedule, nextEpoch, SCHEDULES, type Schedule } from './client/reads/schedules.ts'
export { getStake, getStakes, STAKE, STAKES, type Stake } from './client/reads/stakes.ts'
export {
  getHyperparameters,
  getSubnet,
  getSubnets,
  HYPERPARAMETERS,
  type HyperparameterValue,
  SUBNET,
  SUBNETS,
  type Subnet,
  type SubnetIdentity,
} from './client/reads/subnets.ts'
export { getPrice, QUOTES, type Quote, quoteBuy, quoteSell } from './client/reads/swaps.ts'
export { getWeightRow, getWeightRows, WEIGHT_ROWS, type WeightRow } from './client/reads/weights.ts'
// Transactions
export { build } from './client/transactions/build.ts'
export { allOf, asRoot, type Call, callNeeds } from './client/transactions/call.ts'
export { type ChainEvent, eventsAt } from './client/transactions/events.ts'
export { type Outcome, outcomeOf, type Preview } from './client/transactions/outcome.ts'
export { type SendOptions, send } from './client/transactions/send.ts'
export { type Signed, type SignOptions, sign } from './client/transactions/sign.ts'
export { type FollowOptions, type Included, submit } from './client/transactions/submit.ts'
export { commitmentHash, type Promised, type Weights } from './client/weights/commitment.ts'
// Consensus alone
export { activityCutoff, bondsRow, traceEpoch } from './consensus/epoch/epoch.ts'
export {
  type EpochInput,
  type EpochOutput,
  type EpochTrace,
  NO_COMMIT,
  type TracedEpoch,
} from './consensus/epoch/types.ts'
// The doors
export { type Calls, call } from './library/calls.ts'
export { runEpoch } from './library/epoch.ts'
export { type OpenOptions, openChain, VERSION } from './library/open.ts'
export { type Powers, powersOf, type Sealing } from './library/powers.ts'
export { openSandbox, type Sandbox, type SandboxOptions } from './library/sandbox.ts'
export {
  addressFromWallet,
  type KeyName,
  keyFromWallet,
  type SaveOptions,
  saveToWallet,
  type UnlockOptions,
} from './library/wallets.ts'
// Amounts, errors, addresses
export { type Alpha, alpha, formatRao, parseAlpha, parseTao, type Tao, tao } from './primitives/amounts.ts'
export { type ErrorCode, TaoError } from './primitives/errors.ts'
export { type NetUid, parseNetuid, ROOT } from './primitives/netuid.ts'
export { decodeAddress, encodeAddress, isAddress } from './primitives/ss58.ts'
// Keys
export { generateKey, keyFromMnemonic, keyFromPrivateKey, keyFromSeed, keyFromUri } from './wallet/key-sources.ts'
export type { Signer } from './wallet/signer.ts'
export type { WalletKey } from './wallet/wallet-key.ts'
