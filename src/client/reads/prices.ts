/** What alpha is worth. */
import { RAO_PER_TAO, type Tao, tao } from '../../primitives/amounts.ts'
import type { Stake } from './stakes.ts'
import type { Subnet } from './subnets.ts'

/** The value of a stake at the present price of its subnet's alpha, rounded down. On root alpha is TAO. */
export function stakeValue({ netuid, stake }: Pick<Stake, 'netuid' | 'stake'>, subnets: readonly Subnet[]): Tao {
  const price = subnets.find(subnet => subnet.netuid === netuid)?.price ?? 0n
  return tao((stake * price) / RAO_PER_TAO)
}
