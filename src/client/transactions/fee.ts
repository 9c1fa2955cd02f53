/** What a transaction would cost its signer. */
import { type Tao, tao } from '../../primitives/amounts.ts'
import { toHex } from '../../primitives/bytes.ts'
import type { Client } from '../client.ts'
import { encodeExtensions, encodeSigned } from './extrinsic.ts'

/** A signature of as many bytes as any. */
const NO_SIGNATURE = Uint8Array.of(1, ...new Uint8Array(64))
const NO_HASH = `0x${'00'.repeat(32)}` as const

/**
 * The fee without a tip, as the chain computes it for a transaction of this size and weight.
 * @param call as bytes
 */
export async function estimateFee({ chain, lens }: Client, call: Uint8Array, address: string): Promise<Tao> {
  const nonce = await chain.rpc<number>('system_accountNextIndex', address)
  const { extra } = encodeExtensions(lens, {
    era: { type: 'Mortal', value: [64, 0] },
    nonce,
    tip: 0n,
    metadataHash: lens.hash,
    specVersion: chain.specVersion,
    transactionVersion: chain.transactionVersion,
    genesisHash: chain.genesisHash,
    birthHash: NO_HASH,
  })
  const signed = encodeSigned(lens, address, NO_SIGNATURE, extra, call)
  const { partialFee } = await chain.rpc<{ partialFee: string | number }>('payment_queryInfo', toHex(signed))
  return tao(BigInt(partialFee))
}
