/** The pallets and transaction extensions of the runtime, shared by all profiles that ship. Reference: runtime/src/lib.rs. */

import { byBytes } from '../../primitives/account.ts'
import { adminUtils } from '../pallets/admin-utils/pallet.ts'
import { alphaAssets } from '../pallets/alpha-assets/pallet.ts'
import { aura } from '../pallets/aura/pallet.ts'
import { authorOf } from '../pallets/aura/slots.ts'
import { balances } from '../pallets/balances/pallet.ts'
import { commitments } from '../pallets/commitments/pallet.ts'
import { crowdloan } from '../pallets/crowdloan/pallet.ts'
import { DrandPriority } from '../pallets/drand/extension.ts'
import { drand } from '../pallets/drand/pallet.ts'
import { evmChainId } from '../pallets/evm-chain-id/pallet.ts'
import { grandpa } from '../pallets/grandpa/pallet.ts'
import { limitOrders } from '../pallets/limit-orders/pallet.ts'
import { CheckShieldedTxValidity } from '../pallets/mev-shield/extension.ts'
import { mevShield } from '../pallets/mev-shield/pallet.ts'
import { multisig } from '../pallets/multisig/pallet.ts'
import { preimage } from '../pallets/preimage/pallet.ts'
import { proxy } from '../pallets/proxy/pallet.ts'
import { proxyFees } from '../pallets/proxy/proxy-calls.ts'
import { scheduler } from '../pallets/scheduler/pallet.ts'
import { SubtensorTransactionExtension } from '../pallets/subtensor/extensions/subtensor.ts'
import { subtensorModule } from '../pallets/subtensor/pallet.ts'
import { alphaFees } from '../pallets/subtensor/staking/alpha-fees.ts'
import { SudoTransactionExtension } from '../pallets/sudo/extension.ts'
import { sudo } from '../pallets/sudo/pallet.ts'
import { swap } from '../pallets/swap/pallet.ts'
import * as systemExtensions from '../pallets/system/extensions.ts'
import { system } from '../pallets/system/pallet.ts'
import { timestamp } from '../pallets/timestamp/pallet.ts'
import { chargeTransactionPayment } from '../pallets/transaction-payment/extension.ts'
import { transactionPayment } from '../pallets/transaction-payment/pallet.ts'
import { noNestedBatch, utility } from '../pallets/utility/pallet.ts'
import type { Profile } from '../runtime/profile.ts'

/** Everything about a profile but its name and its constants. */
export const COMPOSITION: Omit<Profile, 'name' | 'constants'> = {
  version: {
    specName: 'node-subtensor',
    implName: 'node-subtensor',
    authoringVersion: 1,
    specVersion: 425,
    implVersion: 1,
    transactionVersion: 1,
    systemVersion: 1,
  },
  pallets: [
    [0, system],
    [2, timestamp],
    [3, aura],
    [4, grandpa],
    [5, balances],
    [6, transactionPayment],
    [7, subtensorModule],
    [11, utility],
    [12, sudo],
    [13, multisig],
    [14, preimage],
    [15, scheduler],
    [16, proxy],
    [18, commitments],
    [19, adminUtils],
    [23, evmChainId],
    [26, drand],
    [27, crowdloan],
    [28, swap],
    [30, mevShield],
    [31, alphaAssets],
    [32, limitOrders],
  ],
  extensions: [
    systemExtensions.CheckNonZeroSender,
    systemExtensions.CheckSpecVersion,
    systemExtensions.CheckTxVersion,
    systemExtensions.CheckGenesis,
    systemExtensions.CheckMortality,
    systemExtensions.CheckNonce,
    systemExtensions.CheckWeight,
    chargeTransactionPayment({ alpha: alphaFees, proxies: proxyFees }),
    SudoTransactionExtension,
    CheckShieldedTxValidity,
    SubtensorTransactionExtension,
    DrandPriority,
    systemExtensions.CheckMetadataHash,
  ],
  extensionGroups: [7, 5, 1],
  accountOrder: byBytes,
  blockAuthor: authorOf,
  callFilter: noNestedBatch,
}
