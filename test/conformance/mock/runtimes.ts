/**
 * The runtimes in which the vectors were made: the reference's own test runtime, and two that it was extended to. Their
 * constants are test constants, their block numbers have 64 bits, calls name accounts by themselves, nothing but the `tx`
 * steps of scenarios charges fees.
 *
 * Reference: pallets/subtensor/src/tests/mock.rs; README.md and README_part2.md of the vectors.
 */

import { adminUtils } from '../../../src/local-chain/pallets/admin-utils/pallet.ts'
import { alphaAssets } from '../../../src/local-chain/pallets/alpha-assets/pallet.ts'
import { balances } from '../../../src/local-chain/pallets/balances/pallet.ts'
import { commitments } from '../../../src/local-chain/pallets/commitments/pallet.ts'
import { crowdloan } from '../../../src/local-chain/pallets/crowdloan/pallet.ts'
import { drand } from '../../../src/local-chain/pallets/drand/pallet.ts'
import { evmChainId } from '../../../src/local-chain/pallets/evm-chain-id/pallet.ts'
import { grandpa } from '../../../src/local-chain/pallets/grandpa/pallet.ts'
import { limitOrders } from '../../../src/local-chain/pallets/limit-orders/pallet.ts'
import { mevShield } from '../../../src/local-chain/pallets/mev-shield/pallet.ts'
import { multisig } from '../../../src/local-chain/pallets/multisig/pallet.ts'
import { preimage } from '../../../src/local-chain/pallets/preimage/pallet.ts'
import { proxy } from '../../../src/local-chain/pallets/proxy/pallet.ts'
import { proxyFees } from '../../../src/local-chain/pallets/proxy/proxy-calls.ts'
import { scheduler } from '../../../src/local-chain/pallets/scheduler/pallet.ts'
import { subtensorModule } from '../../../src/local-chain/pallets/subtensor/pallet.ts'
import { alphaFees } from '../../../src/local-chain/pallets/subtensor/staking/alpha-fees.ts'
import { swap } from '../../../src/local-chain/pallets/swap/pallet.ts'
import { system } from '../../../src/local-chain/pallets/system/pallet.ts'
import { timestamp } from '../../../src/local-chain/pallets/timestamp/pallet.ts'
import { chargeTransactionPayment } from '../../../src/local-chain/pallets/transaction-payment/extension.ts'
import { transactionPayment } from '../../../src/local-chain/pallets/transaction-payment/pallet.ts'
import { noNestedBatch, utility } from '../../../src/local-chain/pallets/utility/pallet.ts'
import type { Pallet } from '../../../src/local-chain/runtime/pallet.ts'
import type { Profile } from '../../../src/local-chain/runtime/profile.ts'
import { Runtime } from '../../../src/local-chain/runtime/runtime.ts'
import { accountId, type MultiAddress } from '../../../src/local-chain/runtime/types.ts'
import { type Codec, mapped } from '../../../src/local-chain/scale/codec.ts'
import { u64 } from '../../../src/local-chain/scale/primitives.ts'
import { type AccountId, accountBytes, byBytes } from '../../../src/primitives/account.ts'
import { assert } from '../../../src/primitives/errors.ts'
import { accountFromDecimal } from '../scenarios/json.ts'
import { MOCK_CONSTANTS, MOCK_CONSTANTS_WITH_LOW_LIMITS } from './constants.ts'

/** The account that earns the fees. */
export const BLOCK_AUTHOR = accountFromDecimal('12345')

/** Accounts by the numbers that their bytes make, little-endian: compared from the last byte to the first. */
export function byNumber(a: AccountId, b: AccountId): number {
  return Buffer.compare(accountBytes(a).reverse(), accountBytes(b).reverse())
}

const plainAddress: Codec<MultiAddress> = mapped(
  accountId,
  value => ({ type: 'Id', value }),
  address => {
    assert(address.type === 'Id', 'the test runtime knows plain accounts only')
    return address.value
  },
)

/** Only chains built for development have a faucet. */
const withoutFaucet: Pallet = {
  ...subtensorModule,
  calls: subtensorModule.calls!.filter(({ name }) => name !== 'faucet'),
}

/** Under another name there; nothing of its storage is in the vectors. */
const shield: Pallet = { ...mevShield, name: 'Shield' }

type Pallets = readonly (readonly [index: number, pallet: Pallet])[]

const CORE: Pallets = [
  [1, system],
  [2, balances],
  [3, shield],
  [4, withoutFaucet],
  [5, alphaAssets],
  [6, utility],
  [7, scheduler],
  [8, preimage],
  [9, drand],
  [10, swap],
  [11, crowdloan],
  [12, proxy],
]

const ADMINISTERED: Pallets = [
  ...CORE,
  [13, adminUtils],
  [14, evmChainId],
  [15, commitments],
  [16, multisig],
  [17, grandpa],
]

const TRADED: Pallets = [...ADMINISTERED, [18, timestamp], [19, limitOrders], [20, transactionPayment]]

const mock = (name: string, pallets: Pallets): Profile => ({
  name,
  version: {
    specName: '',
    implName: '',
    authoringVersion: 0,
    specVersion: 0,
    implVersion: 0,
    transactionVersion: 0,
    systemVersion: 0,
  },
  pallets,
  extensions: [],
  constants: { fast: false, overrides: MOCK_CONSTANTS_WITH_LOW_LIMITS },
  accountOrder: byNumber,
  blockNumber: u64,
  address: plainAddress,
  blockAuthor: () => BLOCK_AUTHOR,
  callFilter: noNestedBatch,
})

/** The reference's own: accounts are numbers. */
export const coreRuntime = new Runtime(mock('mock', CORE))

/** With administration and commitments. */
export const administeredRuntime = new Runtime(mock('mock with administration', ADMINISTERED))

/** With fees and limit orders; accounts are 32 bytes, as on the chain. */
export const tradedRuntime = new Runtime({
  ...mock('mock with fees and orders', TRADED),
  constants: { fast: false, overrides: MOCK_CONSTANTS },
  accountOrder: byBytes,
  extensions: [chargeTransactionPayment({ alpha: alphaFees, proxies: proxyFees })],
})

const RUNTIMES = [coreRuntime, administeredRuntime, tradedRuntime]

/** The smallest runtime that has these pallets; undefined where none has. */
export const runtimeWith = (pallets: ReadonlySet<string>): Runtime | undefined =>
  RUNTIMES.find(runtime => [...pallets].every(name => runtime.pallet(name) !== undefined))
