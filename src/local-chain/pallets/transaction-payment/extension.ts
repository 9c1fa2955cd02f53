/**
 * Charges for a transaction. The fee survives a failing call.
 * Reference: runtime/src/transaction_payment_wrapper.rs around pallet_transaction_payment ChargeTransactionPayment
 */
import type { AccountId } from '../../../primitives/account.ts'
import type { Tao } from '../../../primitives/amounts.ts'
import type { Ctx } from '../../runtime/context.ts'
import { actualWeight, paysFee } from '../../runtime/dispatch.ts'
import { extension, type Transaction, type TransactionExtension, totalWeight } from '../../runtime/extension.ts'
import { compactTao } from '../../runtime/types.ts'
import { NEUTRAL } from '../../runtime/validity.ts'
import { addWeight, weigh } from '../../runtime/weight.ts'
import { named } from '../../scale/codec.ts'
import { wrapper } from '../../scale/composites.ts'
import { unit } from '../../scale/primitives.ts'
import { nominal } from '../../scale/type.ts'
import type { AlphaFees } from './alpha.ts'
import { transactionPaymentEvents } from './events.ts'
import { computeFee } from './fees.ts'
import { type ProxyFees, realPayer } from './payers.ts'
import { ensureCanPay, settleFee, type Withdrawn, withdrawFee } from './payment.ts'

/** Who else may pay, and in what. */
export interface FeePayers {
  readonly alpha?: AlphaFees
  readonly proxies?: ProxyFees
}

const NORMAL_PRIORITY = 1n
const OPERATIONAL_PRIORITY = 10_000_000_000n

const CHARGE_WEIGHT = weigh(35_979_000, 3593, 1, 1)
/** Finding the payer reads three times at most. */
const WEIGHT = addWeight(CHARGE_WEIGHT, weigh(0, 0, 3, 0))

interface Charge {
  readonly payer: AccountId
  readonly tip: Tao
  readonly withdrawn: Withdrawn
}

const tipCodec = wrapper('pallet_transaction_payment::ChargeTransactionPayment', named(compactTao, 'BalanceOf<T>'), [
  { name: 'T' },
])

const wrapperInfo = nominal(
  'node_subtensor_runtime::transaction_payment_wrapper::ChargeTransactionPaymentWrapper',
  {
    kind: 'composite',
    fields: [{ name: 'inner', type: tipCodec.type, typeName: 'ChargeTransactionPayment<T>' }],
  },
  [{ name: 'T' }],
)

/** The extension with what a runtime's other pallets add to it. What a transaction carries is its tip. */
export function chargeTransactionPayment({ alpha, proxies }: FeePayers = {}): TransactionExtension {
  const payerOf = (ctx: Ctx, signer: AccountId, { call }: Transaction): AccountId =>
    (proxies && realPayer(ctx, proxies, signer, call)) ?? signer
  return extension<Tao, null, Charge | undefined>({
    identifier: 'ChargeTransactionPayment',
    explicit: tipCodec,
    wrapper: () => wrapperInfo,
    implicit: unit,
    implicitValue: () => null,
    weight: () => WEIGHT,
    validate: (ctx, transaction, tip) => {
      const { origin, call, info } = transaction
      if (origin.type === 'Signed') {
        ensureCanPay(ctx, alpha, payerOf(ctx, origin.who, transaction), call, declaredFee(ctx, transaction, tip))
      }
      return { ...NEUTRAL, priority: info.class === 'Operational' ? OPERATIONAL_PRIORITY : NORMAL_PRIORITY }
    },
    prepare: (ctx, transaction, tip) => {
      const { origin, call } = transaction
      if (origin.type !== 'Signed') return undefined
      const payer = payerOf(ctx, origin.who, transaction)
      return { payer, tip, withdrawn: withdrawFee(ctx, alpha, payer, call, declaredFee(ctx, transaction, tip)) }
    },
    postDispatch: (ctx, transaction, { post }, charge) => {
      if (charge === undefined) return CHARGE_WEIGHT
      const { payer, tip, withdrawn } = charge
      const { info, length } = transaction
      const weight = actualWeight({ weight: totalWeight(transaction) }, post)
      const actualFee = computeFee(ctx, length, { weight, class: info.class, pays: paysFee(info, post) }, tip)
      settleFee(ctx, alpha, payer, actualFee, withdrawn)
      ctx.deposit(transactionPaymentEvents.TransactionFeePaid({ who: payer, actual_fee: actualFee, tip }))
      return undefined
    },
  })
}

function declaredFee(ctx: Ctx, transaction: Transaction, tip: Tao): Tao {
  const { info, length } = transaction
  return computeFee(ctx, length, { weight: totalWeight(transaction), class: info.class, pays: info.pays }, tip)
}
