/** Types of the Balances pallet. Reference: pallet_balances types, frame_support traits::tokens. */
import type { Tao } from '../../../primitives/amounts.ts'
import { taoBalance } from '../../runtime/types.ts'
import { named, type ValueOf } from '../../scale/codec.ts'
import { boundedVec, fixedBytes } from '../../scale/collections.ts'
import { struct, unitEnum, variant } from '../../scale/composites.ts'
import { emptyEnum } from '../system/types.ts'

/** Whether an account may die of what is taken from it. */
export type Preservation =
  /** It may. */
  | 'Expendable'
  /** It may not while the balance is all that keeps it alive. */
  | 'Protect'
  /** The existential deposit stays in any case. */
  | 'Preserve'

/** Whether frozen funds are respected. */
export type Fortitude = 'Polite' | 'Force'

/** Whether less than the amount asked for will do. */
export type Precision = 'Exact' | 'BestEffort'

/** Where deposited funds come from: newly made, or from elsewhere in the issuance. */
export type Provenance = 'Minted' | 'Extant'

/** What would come of a withdrawal. */
export type WithdrawConsequence =
  | 'BalanceLow'
  | 'WouldDie'
  | 'Underflow'
  | 'Frozen'
  /** It succeeds and the account's free balance goes below the existential deposit. */
  | 'ReducedToZero'
  | 'Success'

/** What would come of a deposit. */
export type DepositConsequence = 'BelowMinimum' | 'Overflow' | 'Success'

/** Funds taken out of accounts, or made: to be put in an account, or dropped, which lowers the issuance. */
export interface Credit {
  readonly credit: Tao
}

/** Funds put in accounts without being taken anywhere: to be settled, or dropped, which raises the issuance. */
export interface Debt {
  readonly debt: Tao
}

export const MAX_LOCKS = 50
export const MAX_RESERVES = 50
export const MAX_FREEZES = 50

const balance = named(taoBalance, 'Balance')
const balanceParam = { name: 'Balance', type: taoBalance.type }

const reasons = unitEnum('pallet_balances::types::Reasons', { Fee: 0, Misc: 1, All: 2 })

const balanceLock = struct(
  'pallet_balances::types::BalanceLock',
  { id: named(fixedBytes(8), 'LockIdentifier'), amount: balance, reasons },
  [balanceParam],
)

/** The bound of locks is a weak one: more may stand there, and are read. */
export const balanceLocks = boundedVec(
  balanceLock,
  0xffff_ffff,
  'bounded_collections::weak_bounded_vec::WeakBoundedVec',
)

export const reserveIdentifier = fixedBytes(8)

const reserveData = struct(
  'pallet_balances::types::ReserveData',
  { id: named(reserveIdentifier, 'ReserveIdentifier'), amount: balance },
  [{ name: 'ReserveIdentifier', type: reserveIdentifier.type }, balanceParam],
)
export type ReserveData = ValueOf<typeof reserveData>
export const reserveDatas = boundedVec(reserveData, MAX_RESERVES)

/** Why an account's funds are on hold, by the pallet that holds them. */
export const holdReason = variant('node_subtensor_runtime::RuntimeHoldReason', {
  Preimage: [
    14,
    named(unitEnum('pallet_preimage::pallet::HoldReason', { Preimage: 0 }), 'pallet_preimage::HoldReason'),
  ],
  SafeMode: [
    20,
    named(unitEnum('pallet_safe_mode::pallet::HoldReason', { EnterOrExtend: 0 }), 'pallet_safe_mode::HoldReason'),
  ],
  Contracts: [
    29,
    named(
      unitEnum('pallet_contracts::pallet::HoldReason', { CodeUploadDepositReserve: 0, StorageDepositReserve: 1 }),
      'pallet_contracts::HoldReason',
    ),
  ],
})
export type HoldReason = ValueOf<typeof holdReason>

/** As many reasons as there are. */
export const MAX_HOLDS = 4

/** No pallet of this runtime freezes funds. */
export const freezeReason = emptyEnum('node_subtensor_runtime::RuntimeFreezeReason')

const idAmountPath = 'frame_support::traits::tokens::misc::IdAmount'

const holdAmount = struct(idAmountPath, { id: named(holdReason, 'Id'), amount: balance }, [
  { name: 'Id', type: holdReason.type },
  balanceParam,
])
export type HoldAmount = ValueOf<typeof holdAmount>
export const holdAmounts = boundedVec(holdAmount, MAX_HOLDS)

const freezeAmount = struct(idAmountPath, { id: named(freezeReason, 'Id'), amount: balance }, [
  { name: 'Id', type: freezeReason.type },
  balanceParam,
])
export const freezeAmounts = boundedVec(freezeAmount, MAX_FREEZES)

export const adjustmentDirection = unitEnum('pallet_balances::types::AdjustmentDirection', { Increase: 0, Decrease: 1 })
