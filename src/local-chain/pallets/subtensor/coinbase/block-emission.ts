/**
 * What a block emits. Reference: coinbase/block_emission.rs.
 */

import { blockEmission, MAX_SUPPLY } from '../../../../consensus/emission.ts'
import { type Tao, tao } from '../../../../primitives/amounts.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { NO_CREDIT } from '../../balances/imbalances.ts'
import type { Credit } from '../../balances/types.ts'
import { BlockEmission } from '../storage/global.ts'
import { getTotalIssuance, mintTao } from './tao.ts'

/** Mints the block's TAO. Nothing is minted, and no event deposited, when nothing is left to emit. */
export function getBlockEmission(ctx: Ctx): Credit {
  const emission = calculateBlockEmission(ctx)
  return emission > 0n ? mintTao(ctx, emission) : NO_CREDIT
}

export const calculateBlockEmission = (ctx: Ctx): Tao => tao(getBlockEmissionForIssuance(ctx, getTotalIssuance(ctx)))

/**
 * The reward for an issuance of TAO or of a subnet's alpha, in rao. `BlockEmission` remembers whatever was asked last,
 * for TAO or alpha: so does the reference.
 */
export function getBlockEmissionForIssuance(ctx: Ctx, issuance: bigint): bigint {
  const emission = blockEmission(issuance)
  // The reference returns before it remembers once the supply is complete.
  if (issuance < MAX_SUPPLY && BlockEmission.get(ctx) !== emission) BlockEmission.put(ctx, emission)
  return emission
}
