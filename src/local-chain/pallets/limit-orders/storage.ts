/** Storage and constants of the LimitOrders pallet. Reference: pallets/limit-orders/src/lib.rs, runtime/src/lib.rs. */
import { toHex, utf8 } from '../../../primitives/bytes.ts'
import { palletAccount } from '../../../primitives/pallet-account.ts'
import { accountId, h256 } from '../../runtime/types.ts'
import { boundedBytes } from '../../scale/collections.ts'
import { bool, u32 } from '../../scale/primitives.ts'
import { constantsOf } from '../../state/constant.ts'
import { blake2_128Concat, identity } from '../../state/hashers.ts'
import { storageOf } from '../../state/storage.ts'
import { palletId } from '../subtensor/types.ts'
import { orderStatus } from './types.ts'

export const MAX_ORDERS = 100

const storage = storageOf('LimitOrders')

/** By the hash of the order. Orders that nobody has carried out or cancelled are unknown to the chain. */
export const Orders = storage.map('Orders', [blake2_128Concat(h256)], orderStatus)
export const LimitOrdersEnabled = storage.value('LimitOrdersEnabled', bool, { default: false })
export const HasMigrationRun = storage.map('HasMigrationRun', [identity(boundedBytes(128))], bool, { default: false })

export const limitOrdersStorage = [Orders, LimitOrdersEnabled, HasMigrationRun]

const constant = constantsOf('LimitOrders')
const id = (name: string) => toHex(utf8(name))

export const MaxOrdersPerBatch = constant('MaxOrdersPerBatch', u32, { unit: 'orders', normal: MAX_ORDERS, since: 423 })
export const LimitOrdersPalletId = constant('PalletId', palletId, { unit: 'name', normal: id('bt/limit'), since: 423 })
/** Where the pallet's stake stands between the orders of a batch. */
export const PalletHotkey = constant('PalletHotkey', accountId, {
  unit: 'account',
  normal: palletAccount(id('bt/lmhky')),
  since: 423,
})

export const limitOrdersConstants = [MaxOrdersPerBatch, LimitOrdersPalletId, PalletHotkey]
