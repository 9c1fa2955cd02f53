/** Types of the Swap pallet and of its runtime API, under the names and paths of the reference. */
import type { Balancer } from '../../../consensus/pool-curve/balancer.ts'
import type { Perquintill } from '../../../consensus/pool-curve/perquintill.ts'
import { alphaBalance, netuid, perquintill, taoBalance } from '../../runtime/types.ts'
import { type Codec, mapped, type ValueOf } from '../../scale/codec.ts'
import { struct, wrapper } from '../../scale/composites.ts'
import { i32, u64, u128 } from '../../scale/primitives.ts'

const weight = mapped(
  perquintill,
  parts => parts as Perquintill,
  parts => parts as bigint,
)

/** The weights of a pool; only that of TAO is stored. */
export const balancerCodec: Codec<Balancer> = struct('pallet_subtensor_swap::pallet::balancer::Balancer', {
  quote: weight,
})

/** What calls of the time of concentrated liquidity name; nothing reads them any more. */
export const tickIndex = wrapper('pallet_subtensor_swap::pallet::TickIndex', i32)
export const positionId = wrapper('pallet_subtensor_swap::pallet::PositionId', u128)

export const nonZeroU64 = wrapper('NonZeroU64', { ...u64, typeName: undefined })

/** What a swap would bring. The fee is in the token paid in; slippage is what is missing against the present price. */
export const simSwapResult = struct('pallet_subtensor_swap_runtime_api::SimSwapResult', {
  tao_amount: taoBalance,
  alpha_amount: alphaBalance,
  tao_fee: taoBalance,
  alpha_fee: alphaBalance,
  tao_slippage: taoBalance,
  alpha_slippage: alphaBalance,
})
export type SimSwapResult = ValueOf<typeof simSwapResult>

/** The price of a subnet's alpha in rao of TAO. */
export const subnetPrice = struct('pallet_subtensor_swap_runtime_api::SubnetPrice', { netuid, price: u64 })
