/** Storage and constants of the Multisig pallet. Reference: pallet_multisig, runtime/src/lib.rs. */
import { satAdd, satMul, type Tao, tao } from '../../../primitives/amounts.ts'
import type { Ctx } from '../../runtime/context.ts'
import { accountId, taoBalance } from '../../runtime/types.ts'
import { fixedBytes } from '../../scale/collections.ts'
import { u32 } from '../../scale/primitives.ts'
import { constantsOf } from '../../state/constant.ts'
import { blake2_128Concat, twox64Concat } from '../../state/hashers.ts'
import { storageOf } from '../../state/storage.ts'
import { MAX_SIGNATORIES, multisigOperation } from './types.ts'

/** By the account that acts and the hash of the call. */
export const Multisigs = storageOf('Multisig').map(
  'Multisigs',
  [twox64Concat(accountId), blake2_128Concat(fixedBytes(32))],
  multisigOperation,
)

const constant = constantsOf('Multisig')

export const DepositBase = constant('DepositBase', taoBalance, { unit: 'rao', normal: tao(132_000_000n), since: 121 })
export const DepositFactor = constant('DepositFactor', taoBalance, {
  unit: 'rao',
  normal: tao(32_000_000n),
  since: 121,
})
export const MaxSignatories = constant('MaxSignatories', u32, {
  unit: 'signatories',
  normal: MAX_SIGNATORIES,
  since: 121,
})

export const multisigConstants = [DepositBase, DepositFactor, MaxSignatories]

/** What an operation that needs so many approvals costs its first signatory, until it is over. */
export const depositFor = (ctx: Ctx, threshold: number): Tao =>
  satAdd(DepositBase.of(ctx), satMul(DepositFactor.of(ctx), BigInt(threshold)))
