/** Types of the Grandpa pallet. Reference: sp_consensus_grandpa, finality_grandpa, pallet_grandpa. */
import type { Hex } from '../../../primitives/bytes.ts'
import { h256 } from '../../runtime/types.ts'
import { malformed } from '../../scale/buffer.ts'
import { type Codec, named, type ValueOf } from '../../scale/codec.ts'
import { fixedBytes, option, tuple, vec } from '../../scale/collections.ts'
import { struct, variant, wrapper } from '../../scale/composites.ts'
import { u32, u64 } from '../../scale/primitives.ts'
import { nominal } from '../../scale/type.ts'

export const grandpaPublic = wrapper('sp_consensus_grandpa::app::Public', named(fixedBytes(32), 'ed25519::Public'))
const grandpaSignature = wrapper('sp_consensus_grandpa::app::Signature', named(fixedBytes(64), 'ed25519::Signature'))

/** Finality voters with their weights. */
export const authorityList = named(vec(tuple(grandpaPublic, u64)), 'AuthorityList')
export type AuthorityList = ValueOf<typeof authorityList>

const authority = tuple(grandpaPublic, u64)
export const boundedAuthorities: Codec<readonly (readonly [Hex, bigint])[]> = wrapper(
  'bounded_collections::weak_bounded_vec::WeakBoundedVec',
  named(vec(authority), 'Vec<T>'),
  [{ name: 'T', type: authority.type }, { name: 'S' }],
)

const n = named(u32, 'N')
const numbered = [{ name: 'N', type: u32.type }]
const hashed = [{ name: 'H', type: h256.type }, ...numbered]
const scheduled = { scheduled_at: n, delay: n }

export const storedState = variant(
  'pallet_grandpa::StoredState',
  { Live: [0, null], PendingPause: [1, scheduled], Paused: [2, null], PendingResume: [3, scheduled] },
  numbered,
)

export const pendingChange = struct(
  'pallet_grandpa::StoredPendingChange',
  {
    ...scheduled,
    next_authorities: named(boundedAuthorities, 'BoundedAuthorityList<Limit>'),
    forced: named(option(u32), 'Option<N>'),
  },
  [...numbered, { name: 'Limit' }],
)

function equivocationOf(vote: 'Prevote' | 'Precommit') {
  const voteCodec = struct(
    `finality_grandpa::${vote}`,
    { target_hash: named(h256, 'H'), target_number: named(u32, 'N') },
    hashed,
  )
  const signed = named(tuple(voteCodec, grandpaSignature), '(V, S)')
  return struct(
    'finality_grandpa::Equivocation',
    { round_number: u64, identity: named(grandpaPublic, 'Id'), first: signed, second: signed },
    [
      { name: 'Id', type: grandpaPublic.type },
      { name: 'V', type: voteCodec.type },
      { name: 'S', type: grandpaSignature.type },
    ],
  )
}

const typeNameOf = (vote: string) =>
  `finality_grandpa::Equivocation<AuthorityId, finality_grandpa::${vote}, AuthoritySignature,>`

const equivocation = variant(
  'sp_consensus_grandpa::Equivocation',
  {
    Prevote: [0, named(equivocationOf('Prevote'), typeNameOf('Prevote<\nH, N>'))],
    Precommit: [1, named(equivocationOf('Precommit'), typeNameOf('Precommit\n<H, N>'))],
  },
  hashed,
)

export const equivocationProof = struct(
  'sp_consensus_grandpa::EquivocationProof',
  { set_id: named(u64, 'SetId'), equivocation: named(equivocation, 'Equivocation<H, N>') },
  hashed,
)

/** A type without values: nothing that has one can be decoded. */
export const voidCodec: Codec<never> = {
  write: () => {
    throw malformed('sp_core::Void has no values')
  },
  read: () => {
    throw malformed('sp_core::Void has no values')
  },
  type: () => VOID,
  minSize: 0,
}
const VOID = nominal('sp_core::Void', { kind: 'variant', variants: [] })
