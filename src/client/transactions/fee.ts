/** What a transaction would cost its signer. */
import { type Tao, tao } from '../../primitives/amounts.ts'
import type { Client } from '../client.ts'
import { asTaoError } from '../failures.ts'
import type { Extrinsic } from './call.ts'

/** The fee without a tip, as the chain computes it for a transaction of this size and weight. */
export async function estimateFee(client: Client, extrinsic: Extrinsic, address: string): Promise<Tao> {
  try {
    const { partialFee } = await extrinsic.paymentInfo(address)
    return tao(partialFee.toBigInt())
  } catch (error) {
    throw asTaoError(error, client.chain.network)
  }
}
