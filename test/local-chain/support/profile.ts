/** A runtime of the base pallets, with the extensions of the reference as far as they belong to these pallets. */

import { aura } from '../../../src/local-chain/pallets/aura/pallet.ts'
import { authorOf } from '../../../src/local-chain/pallets/aura/slots.ts'
import { balances } from '../../../src/local-chain/pallets/balances/pallet.ts'
import { SudoTransactionExtension } from '../../../src/local-chain/pallets/sudo/extension.ts'
import { sudo } from '../../../src/local-chain/pallets/sudo/pallet.ts'
import {
  CheckGenesis,
  CheckMetadataHash,
  CheckMortality,
  CheckNonce,
  CheckNonZeroSender,
  CheckSpecVersion,
  CheckTxVersion,
  CheckWeight,
} from '../../../src/local-chain/pallets/system/extensions.ts'
import { system } from '../../../src/local-chain/pallets/system/pallet.ts'
import { timestamp } from '../../../src/local-chain/pallets/timestamp/pallet.ts'
import {
  chargeTransactionPayment,
  type FeePayers,
} from '../../../src/local-chain/pallets/transaction-payment/extension.ts'
import { transactionPayment } from '../../../src/local-chain/pallets/transaction-payment/pallet.ts'
import { noNestedBatch, utility } from '../../../src/local-chain/pallets/utility/pallet.ts'
import type { Pallet } from '../../../src/local-chain/runtime/pallet.ts'
import type { Profile } from '../../../src/local-chain/runtime/profile.ts'
import { byBytes } from '../../../src/primitives/account.ts'

export interface ProfileOptions extends Partial<Profile> {
  /** Pallets beside the base ones. */
  readonly more?: readonly (readonly [index: number, pallet: Pallet])[]
  readonly payers?: FeePayers
}

export function baseProfile({ more = [], payers = {}, ...changes }: ProfileOptions = {}): Profile {
  return {
    name: 'base',
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
      [5, balances],
      [6, transactionPayment],
      [11, utility],
      [12, sudo],
      ...more,
    ],
    extensions: [
      CheckNonZeroSender,
      CheckSpecVersion,
      CheckTxVersion,
      CheckGenesis,
      CheckMortality,
      CheckNonce,
      CheckWeight,
      chargeTransactionPayment(payers),
      SudoTransactionExtension,
      CheckMetadataHash,
    ],
    extensionGroups: [7, 2, 1],
    constants: { fast: false, overrides: new Map() },
    accountOrder: byBytes,
    blockAuthor: authorOf,
    callFilter: noNestedBatch,
    ...changes,
  }
}
