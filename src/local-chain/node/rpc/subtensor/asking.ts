/**
 * What pallets offer by JSON-RPC names of their own: runtime APIs under another name. Most answer the SCALE of the result as a
 * list of bytes. Reference: pallets/subtensor/rpc and pallets/swap/rpc.
 */
import type { Hex } from '../../../../primitives/bytes.ts'
import { messageOf, TaoError } from '../../../../primitives/errors.ts'
import { type Codec, encode } from '../../../scale/codec.ts'
import type { Chain } from '../../chain.ts'
import { RpcError } from '../error.ts'
import type { ParamType } from '../params.ts'

/** Reference: Error::RuntimeError */
const RUNTIME_ERROR = 1

/** @param what is asked for, as the reference names it in its errors, e.g. `subnet info` */
export async function ask(chain: Chain, what: string, api: string, input: Uint8Array, at?: Hex): Promise<Uint8Array> {
  try {
    return await chain.callApi(api, input, at)
  } catch (error) {
    if (!(error instanceof TaoError) || error.code === 'internal') throw error
    throw unable(what, `UnknownBlock(${JSON.stringify(messageOf(error))})`)
  }
}

export const unable = (what: string, why: string): RpcError => new RpcError(RUNTIME_ERROR, `Unable to ${what}: ${why}`)

/** Bytes in a Rust vector become a list of numbers. */
export const byteList = (bytes: Uint8Array): number[] => [...bytes]

/** A parameter that is a number in JSON, with its SCALE. */
export const whole = (codec: Codec<number>, max: number): ParamType<Uint8Array> => ({
  expects: `a whole number from 0 to ${max}`,
  read: value => (isWhole(value) && value <= max ? encode(codec, value) : undefined),
})

/** What is above 2^53 is not what was written any more, once it is read from JSON. */
export const amount = (codec: Codec<bigint>): ParamType<Uint8Array> => ({
  expects: `a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`,
  read: value => (isWhole(value) ? encode(codec, BigInt(value)) : undefined),
})

export const wholes = (codec: Codec<readonly number[]>, max: number): ParamType<Uint8Array> => ({
  expects: `a list of whole numbers from 0 to ${max}`,
  read: value =>
    Array.isArray(value) && value.every(each => isWhole(each) && each <= max) ? encode(codec, value) : undefined,
})

const isWhole = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
