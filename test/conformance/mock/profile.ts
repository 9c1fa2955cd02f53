/**
 * The runtime in which the scenario files were made: the reference's own test runtime. Its constants are test constants,
 * its accounts are numbers and are ordered as such, its block numbers have 64 bits, nothing charges fees.
 *
 * Reference: pallets/subtensor/src/tests/mock.rs; the values stand in constants.json of the vectors.
 */

import { adminUtils } from '../../../src/local-chain/pallets/admin-utils/pallet.ts'
import { alphaAssets } from '../../../src/local-chain/pallets/alpha-assets/pallet.ts'
import { balances } from '../../../src/local-chain/pallets/balances/pallet.ts'
import { ExistentialDeposit } from '../../../src/local-chain/pallets/balances/storage.ts'
import { commitments } from '../../../src/local-chain/pallets/commitments/pallet.ts'
import { drand } from '../../../src/local-chain/pallets/drand/pallet.ts'
import { evmChainId } from '../../../src/local-chain/pallets/evm-chain-id/pallet.ts'
import { grandpa } from '../../../src/local-chain/pallets/grandpa/pallet.ts'
import * as subtensor from '../../../src/local-chain/pallets/subtensor/constants.ts'
import { subtensorModule } from '../../../src/local-chain/pallets/subtensor/pallet.ts'
import { swap } from '../../../src/local-chain/pallets/swap/pallet.ts'
import { MinimumReserve } from '../../../src/local-chain/pallets/swap/storage.ts'
import { system } from '../../../src/local-chain/pallets/system/pallet.ts'
import { noNestedBatch, utility } from '../../../src/local-chain/pallets/utility/pallet.ts'
import type { Pallet } from '../../../src/local-chain/runtime/pallet.ts'
import type { Profile } from '../../../src/local-chain/runtime/profile.ts'
import { Runtime } from '../../../src/local-chain/runtime/runtime.ts'
import { u64 } from '../../../src/local-chain/scale/primitives.ts'
import type { Constant } from '../../../src/local-chain/state/constant.ts'
import { type AccountId, accountBytes } from '../../../src/primitives/account.ts'
import { tao, U64_MAX } from '../../../src/primitives/amounts.ts'
import { accountFromDecimal } from '../scenarios/json.ts'

/** The account that earns the fees. */
export const BLOCK_AUTHOR = accountFromDecimal('12345')

/** Accounts by the numbers that their bytes make, little-endian: compared from the last byte to the first. */
export function byNumber(a: AccountId, b: AccountId): number {
  return Buffer.compare(accountBytes(a).reverse(), accountBytes(b).reverse())
}

const overrides: [Constant<unknown>, unknown][] = [
  ExistentialDeposit.is(tao(1n)),
  MinimumReserve.is(100n),
  subtensor.InitialMinAllowedWeights.is(0),
  subtensor.InitialDifficulty.is(10_000n),
  subtensor.InitialMaxDifficulty.is(U64_MAX),
  subtensor.InitialMinDifficulty.is(1n),
  subtensor.InitialBurn.is(tao(0n)),
  subtensor.InitialMaxBurn.is(tao(1_000_000_000n)),
  subtensor.InitialRho.is(30),
  subtensor.InitialMinAllowedUids.is(2),
  subtensor.InitialValidatorPruneLen.is(0n),
  subtensor.InitialImmunityPeriod.is(2),
  subtensor.InitialMaxRegistrationsPerBlock.is(3),
  subtensor.InitialMaxAllowedValidators.is(100),
  subtensor.InitialMinDelegateTake.is(5898),
  subtensor.InitialServingRateLimit.is(0n),
  subtensor.InitialTxRateLimit.is(0n),
  subtensor.InitialTxDelegateTakeRateLimit.is(1n),
  subtensor.InitialTxChildKeyTakeRateLimit.is(1n),
  subtensor.InitialNetworkMinLockCost.is(tao(100_000_000_000n)),
  subtensor.InitialSubnetOwnerCut.is(0),
  subtensor.InitialNetworkLockReductionInterval.is(2n),
  subtensor.InitialNetworkRateLimit.is(0n),
  subtensor.DefaultNetworkRateLimit.is(0n),
  subtensor.KeySwapCost.is(tao(1_000_000_000n)),
  subtensor.InitialColdkeySwapAnnouncementDelay.is(50n),
  subtensor.InitialColdkeySwapReannouncementDelay.is(10n),
  subtensor.InitialTaoWeight.is(0n),
  subtensor.KeySwapOnSubnetCost.is(tao(10_000_000n)),
  subtensor.HotkeySwapOnSubnetInterval.is(15n),
  subtensor.EvmKeyAssociateRateLimit.is(10n),
  subtensor.InitialMaxEpochsPerBlock.is(32),
]

const PALLETS: readonly (readonly [number, Pallet])[] = [
  [1, system],
  [2, balances],
  [4, subtensorModule],
  [5, alphaAssets],
  [6, utility],
  [9, drand],
  [10, swap],
  [13, adminUtils],
  [14, evmChainId],
  [15, commitments],
  [17, grandpa],
]

const profile: Profile = {
  name: 'mock',
  version: {
    specName: 'mock',
    implName: 'mock',
    authoringVersion: 0,
    specVersion: 425,
    implVersion: 0,
    transactionVersion: 0,
    systemVersion: 0,
  },
  pallets: PALLETS,
  extensions: [],
  constants: { fast: false, overrides: new Map(overrides) },
  accountOrder: byNumber,
  blockNumber: u64,
  blockAuthor: () => BLOCK_AUTHOR,
  callFilter: noNestedBatch,
}

export const mockRuntime = new Runtime(profile)
