/** Storage and constants of the Balances pallet. Reference: pallet_balances, runtime/src/lib.rs. */
import { tao, ZERO_TAO } from '../../../primitives/amounts.ts'
import { accountId, taoBalance } from '../../runtime/types.ts'
import { named } from '../../scale/codec.ts'
import { u32 } from '../../scale/primitives.ts'
import { constantsOf } from '../../state/constant.ts'
import { blake2_128Concat } from '../../state/hashers.ts'
import { storageOf } from '../../state/storage.ts'
import { NEW_ACCOUNT } from '../system/storage.ts'
import { accountData } from '../system/types.ts'
import {
  balanceLocks,
  freezeAmounts,
  holdAmounts,
  MAX_FREEZES,
  MAX_LOCKS,
  MAX_RESERVES,
  reserveDatas,
} from './types.ts'

const storage = storageOf('Balances')

export const TotalIssuance = storage.value('TotalIssuance', taoBalance, { default: ZERO_TAO })
export const InactiveIssuance = storage.value('InactiveIssuance', taoBalance, { default: ZERO_TAO })
/** Empty on this chain: balances stand in `System.Account`. */
export const BalancesAccount = storage.map('Account', [blake2_128Concat(accountId)], accountData, {
  default: NEW_ACCOUNT.data,
})
export const Locks = storage.map('Locks', [blake2_128Concat(accountId)], balanceLocks, { default: [] })
export const Reserves = storage.map('Reserves', [blake2_128Concat(accountId)], reserveDatas, { default: [] })
export const Holds = storage.map('Holds', [blake2_128Concat(accountId)], holdAmounts, { default: [] })
export const Freezes = storage.map('Freezes', [blake2_128Concat(accountId)], freezeAmounts, { default: [] })

export const balancesStorage = [TotalIssuance, InactiveIssuance, BalancesAccount, Locks, Reserves, Holds, Freezes]

const constant = constantsOf('Balances')

export const ExistentialDeposit = constant('ExistentialDeposit', named(taoBalance, 'T::Balance'), {
  unit: 'rao',
  normal: tao(500n),
  since: 100,
})
export const MaxLocks = constant('MaxLocks', u32, { unit: 'locks of an account', normal: MAX_LOCKS, since: 100 })
export const MaxReserves = constant('MaxReserves', u32, {
  unit: 'named reserves of an account',
  normal: MAX_RESERVES,
  since: 100,
})
export const MaxFreezes = constant('MaxFreezes', u32, {
  unit: 'freezes of an account',
  normal: MAX_FREEZES,
  since: 147,
})

export const balancesConstants = [ExistentialDeposit, MaxLocks, MaxReserves, MaxFreezes]
