/** What a trade would bring, without making it. */
import type { Alpha, Tao } from '../../primitives/amounts.ts'
import type { NetUid } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import type { Plain } from '../plain.ts'
import { asAlpha, asTao, record } from './values.ts'

export const QUOTES: Needs = {
  apis: [
    'SwapRuntimeApi.sim_swap_tao_for_alpha',
    'SwapRuntimeApi.sim_swap_alpha_for_tao',
    'SwapRuntimeApi.current_alpha_price',
  ],
}

export interface Quote {
  readonly tao: Tao
  readonly alpha: Alpha
  /** Kept by the swap: TAO when buying, alpha when selling. */
  readonly taoFee: Tao
  readonly alphaFee: Alpha
  /** What is lost against the present price. */
  readonly taoSlippage: Tao
  readonly alphaSlippage: Alpha
}

/** Alpha for TAO. All zeros where the pool cannot do it. */
export const quoteBuy = async (reader: Reader, netuid: NetUid, amount: Tao): Promise<Quote> =>
  quote(await reader.ask('SwapRuntimeApi.sim_swap_tao_for_alpha', netuid, amount))

/** TAO for alpha. All zeros where the pool cannot do it. */
export const quoteSell = async (reader: Reader, netuid: NetUid, amount: Alpha): Promise<Quote> =>
  quote(await reader.ask('SwapRuntimeApi.sim_swap_alpha_for_tao', netuid, amount))

/** One alpha in rao of TAO. */
export const getPrice = async (reader: Reader, netuid: NetUid): Promise<Tao> =>
  asTao(await reader.ask('SwapRuntimeApi.current_alpha_price', netuid))

function quote(value: Plain): Quote {
  const fields = record(value)
  return {
    tao: asTao(fields.taoAmount),
    alpha: asAlpha(fields.alphaAmount),
    taoFee: asTao(fields.taoFee),
    alphaFee: asAlpha(fields.alphaFee),
    taoSlippage: asTao(fields.taoSlippage),
    alphaSlippage: asAlpha(fields.alphaSlippage),
  }
}
