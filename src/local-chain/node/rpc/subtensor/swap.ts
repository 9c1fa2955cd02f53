/** `swap`: prices, and what a swap would bring. Reference: pallets/swap/rpc SwapRpcApi. */
import { concatBytes } from '../../../../primitives/bytes.ts'
import { decode } from '../../../scale/codec.ts'
import { vec } from '../../../scale/collections.ts'
import { struct } from '../../../scale/composites.ts'
import { u16, u64 } from '../../../scale/primitives.ts'
import { exact } from '../json.ts'
import { type Method, method } from '../method.ts'
import { blockHash, optional, param } from '../params.ts'
import { amount, ask, byteList, whole } from './asking.ts'

const netuid = param('netuid', whole(u16, 0xffff))
const at = optional('at', blockHash)
const subnetPrices = vec(struct('SubnetPrice', { netuid: u16, price: u64 }))

export const SWAP: readonly Method[] = [
  method({
    name: 'swap_currentAlphaPrice',
    params: [netuid, at],
    run: async ({ chain }, netuid, at) => {
      const api = 'SwapRuntimeApi_current_alpha_price'
      return exact(decode(u64, await ask(chain, 'get current alpha price', api, netuid, at)))
    },
  }),
  method({
    name: 'swap_currentAlphaPriceAll',
    params: [at],
    run: async ({ chain }, at) => {
      const api = 'SwapRuntimeApi_current_alpha_price_all'
      const answer = await ask(chain, 'get all current alpha prices', api, new Uint8Array(0), at)
      return exact(decode(subnetPrices, answer))
    },
  }),
  method({
    name: 'swap_simSwapTaoForAlpha',
    params: [netuid, param('tao', amount(u64)), at],
    run: async ({ chain }, netuid, tao, at) => {
      const api = 'SwapRuntimeApi_sim_swap_tao_for_alpha'
      return byteList(await ask(chain, 'simulate tao -> alpha swap', api, concatBytes(netuid, tao), at))
    },
  }),
  method({
    name: 'swap_simSwapAlphaForTao',
    params: [netuid, param('alpha', amount(u64)), at],
    run: async ({ chain }, netuid, alpha, at) => {
      const api = 'SwapRuntimeApi_sim_swap_alpha_for_tao'
      return byteList(await ask(chain, 'simulate alpha -> tao swap', api, concatBytes(netuid, alpha), at))
    },
  }),
]
