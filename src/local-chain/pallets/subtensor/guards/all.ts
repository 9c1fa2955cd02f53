/** All guards, in the order in which they are asked. Reference: runtime/src/lib.rs DispatchExtension. */
import type { DispatchGuard } from '../../../runtime/pallet.ts'
import { checkColdkeySwap } from './check-coldkey-swap.ts'
import { checkDelegateTake } from './check-delegate-take.ts'
import { checkEvmKeyAssociation } from './check-evm-key-association.ts'
import { checkRateLimits } from './check-rate-limits.ts'
import { checkServingEndpoints } from './check-serving-endpoints.ts'
import { checkWeights } from './check-weights.ts'

export const subtensorGuards: readonly DispatchGuard[] = [
  checkColdkeySwap,
  checkWeights,
  checkRateLimits,
  checkDelegateTake,
  checkServingEndpoints,
  checkEvmKeyAssociation,
]
