/** What the System pallet writes in the genesis block. Reference: frame_system BuildGenesisConfig. */

import type { Ctx } from '../../runtime/context.ts'
import { encode } from '../../scale/codec.ts'
import { u32 } from '../../scale/primitives.ts'
import {
  BlockHash,
  EXTRINSIC_INDEX,
  LastRuntimeUpgrade,
  ParentHash,
  UpgradedToTripleRefCount,
  UpgradedToU32RefCount,
} from './storage.ts'

/** Stands for the hash of the block before the first one. */
const BEFORE_GENESIS = `0x${'45'.repeat(32)}` as const

export function systemGenesis(ctx: Ctx): void {
  const { specName, specVersion } = ctx.runtime.profile.version
  BlockHash.put(ctx, 0, BEFORE_GENESIS)
  ParentHash.put(ctx, BEFORE_GENESIS)
  LastRuntimeUpgrade.put(ctx, { spec_version: specVersion, spec_name: specName })
  UpgradedToU32RefCount.put(ctx, true)
  UpgradedToTripleRefCount.put(ctx, true)
  ctx.runtime.raw.put(ctx.state, EXTRINSIC_INDEX, encode(u32, 0))
}
