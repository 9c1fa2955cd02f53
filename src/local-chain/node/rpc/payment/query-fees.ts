/** Fees of an encoded extrinsic; clients of today ask the runtime API instead. Reference: pallet_transaction_payment_rpc. */
import { concatBytes, type Hex } from '../../../../primitives/bytes.ts'
import { feeDetails, runtimeDispatchInfo } from '../../../pallets/transaction-payment/types.ts'
import { type Codec, decode, encode } from '../../../scale/codec.ts'
import { u32 } from '../../../scale/primitives.ts'
import type { Chain } from '../../chain.ts'
import { method } from '../method.ts'
import { blockHash, bytes, optional, param } from '../params.ts'
import { calling } from '../state/client-error.ts'

const params = [param('extrinsic', bytes), optional('at', blockHash)] as const

export const queryInfo = method({
  name: 'payment_queryInfo',
  params,
  run: async ({ chain }, extrinsic, at) => {
    const info = await ask(chain, 'query_info', runtimeDispatchInfo, extrinsic, at)
    return {
      weight: { ref_time: number(info.weight.ref_time), proof_size: number(info.weight.proof_size) },
      class: info.class.toLowerCase(),
      partialFee: info.partial_fee.toString(),
    }
  },
})

export const queryFeeDetails = method({
  name: 'payment_queryFeeDetails',
  params,
  run: async ({ chain }, extrinsic, at) => {
    const { inclusion_fee: fee } = await ask(chain, 'query_fee_details', feeDetails, extrinsic, at)
    return {
      inclusionFee:
        fee === undefined
          ? null
          : {
              baseFee: number(fee.base_fee),
              lenFee: number(fee.len_fee),
              adjustedWeightFee: number(fee.adjusted_weight_fee),
            },
    }
  },
})

async function ask<T>(chain: Chain, name: string, answer: Codec<T>, extrinsic: Uint8Array, at?: Hex): Promise<T> {
  const input = concatBytes(extrinsic, encode(u32, extrinsic.length))
  const api = `TransactionPaymentApi_${name}`
  return decode(answer, await calling(api, () => chain.callApi(api, input, at)))
}

/** A JSON number; hexadecimal digits where that would not be exact. */
const number = (value: bigint): number | Hex =>
  value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : `0x${value.toString(16)}`
