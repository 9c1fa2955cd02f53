/** Types of the Aura pallet. Reference: sp_consensus_aura. */
import type { AccountId } from '../../../primitives/account.ts'
import { type Codec, named } from '../../scale/codec.ts'
import { fixedBytes } from '../../scale/collections.ts'
import { wrapper } from '../../scale/composites.ts'

export const MAX_AUTHORITIES = 32

/** An sr25519 public key: also the account that earns the fees of its blocks. */
export const auraPublic = wrapper(
  'sp_consensus_aura::sr25519::app_sr25519::Public',
  named(fixedBytes(32), 'sr25519::Public'),
) as Codec<AccountId>
