/** Who makes blocks. Reference: pallet_aura change_authorities. */
import type { AccountId } from '../../../primitives/account.ts'
import { assert } from '../../../primitives/errors.ts'
import type { Ctx } from '../../runtime/context.ts'
import { encode } from '../../scale/codec.ts'
import { vec } from '../../scale/collections.ts'
import { SystemDigest } from '../system/storage.ts'
import { AURA_ENGINE } from './slots.ts'
import { Authorities } from './storage.ts'
import { auraPublic, MAX_AUTHORITIES } from './types.ts'

/** Puts others in charge of making blocks, from the next one on. Nobody at all is ignored. */
export function changeAuthorities(ctx: Ctx, authorities: readonly AccountId[]): void {
  assert(authorities.length <= MAX_AUTHORITIES, `there are at most ${MAX_AUTHORITIES} authorities`)
  if (authorities.length === 0) return
  Authorities.put(ctx, authorities)
  const change = Uint8Array.of(AUTHORITIES_CHANGE, ...encode(vec(auraPublic), authorities))
  SystemDigest.mutate(ctx, ({ logs }) => ({ logs: [...logs, { type: 'Consensus', value: [AURA_ENGINE, change] }] }))
}

/** Reference: sp_consensus_aura ConsensusLog. */
const AUTHORITIES_CHANGE = 1
