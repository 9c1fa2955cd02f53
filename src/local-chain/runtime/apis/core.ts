/**
 * The runtime APIs that belong to no pallet: what every client of a chain may ask of its runtime.
 *
 * Left out, because nothing honest could be answered: of `Core`, `initialize_block` and `execute_block`, and all of
 * `BlockBuilder`, by which a node lets the runtime make blocks, step by step (here the node does that itself, and dry runs
 * have a method of their own); `GenesisBuilder`, which turns presets into genesis state; `OffchainWorkerApi`, as there
 * are no off-chain workers. `AuraApi`, `GrandpaApi` and `SessionKeys` belong to the pallets that keep those authorities.
 */
import { method, type RuntimeApi, runtimeApi } from '../api.ts'
import type { VerifySignature } from '../extrinsic.ts'
import { runtimeVersionCodec, runtimeVersionOf } from '../version.ts'
import { metadataApi } from './metadata-api.ts'
import { taggedTransactionQueue } from './transaction-queue.ts'

/** Reference: sp_api Core. */
export const coreApi = runtimeApi('Core', 5, {
  version: method({}, runtimeVersionCodec, ({ runtime }) => runtimeVersionOf(runtime)),
})

/** The APIs in the reference's order. `verify` judges the signatures of the transactions that are asked about. */
export const coreApis = (verify: VerifySignature): readonly RuntimeApi[] => [
  coreApi,
  metadataApi,
  taggedTransactionQueue(verify),
]
