/** Types of the Preimage pallet and of those who keep calls by their preimages, under the names and paths of the reference. */
import type { RuntimeCall } from '../../runtime/call.ts'
import { accountId, h256, taoBalance } from '../../runtime/types.ts'
import { named, outerCodec, type ValueOf } from '../../scale/codec.ts'
import { boundedBytes, option, tuple } from '../../scale/collections.ts'
import { variant, wrapper } from '../../scale/composites.ts'
import { u32 } from '../../scale/primitives.ts'
import { nominal } from '../../scale/type.ts'

const runtimeCall = outerCodec<RuntimeCall>('RuntimeCall')
const blakeTwo256 = nominal('sp_runtime::traits::BlakeTwo256', { kind: 'composite', fields: [] })
const hashOutput = named(h256, 'H::Output')

/** Longer calls are kept by their hash. */
export const MAX_INLINE = 128

/** A call kept by its bytes while it is short, else by its hash. Reference: frame_support preimages::Bounded */
export const boundedCall = variant(
  'frame_support::traits::preimages::Bounded',
  {
    Legacy: [0, { hash: hashOutput }],
    Inline: [1, named(boundedBytes(MAX_INLINE), 'BoundedInline')],
    Lookup: [2, { hash: hashOutput, len: u32 }],
  },
  [
    { name: 'T', type: () => runtimeCall.type() },
    { name: 'H', type: () => blakeTwo256 },
  ],
)
export type BoundedCall = ValueOf<typeof boundedCall>

const depositor = named(tuple(named(accountId, 'AccountId'), named(taoBalance, 'Balance')), '(AccountId, Balance)')

/** As it was before deposits were put on hold. */
export const oldRequestStatus = variant(
  'pallet_preimage::OldRequestStatus',
  {
    Unrequested: [0, { deposit: depositor, len: u32 }],
    Requested: [1, { deposit: option(depositor), count: u32, len: option(u32) }],
  },
  [
    { name: 'AccountId', type: accountId.type },
    { name: 'Balance', type: taoBalance.type },
  ],
)

/** The amount that is on hold for a preimage. */
const ticket = wrapper(
  'frame_support::traits::tokens::fungible::HoldConsideration',
  named(taoBalance, 'F::Balance'),
  ['A', 'F', 'R', 'D', 'Fp'].map(name => ({ name })),
)
const owner = named(tuple(named(accountId, 'AccountId'), named(ticket, 'Ticket')), '(AccountId, Ticket)')
/** Who noted a preimage, and what is on hold for it. */
export type Owner = ValueOf<typeof owner>

/** Whether somebody needs a preimage, and who pays for it meanwhile. */
export const requestStatus = variant(
  'pallet_preimage::RequestStatus',
  {
    Unrequested: [0, { ticket: owner, len: u32 }],
    Requested: [1, { maybe_ticket: option(owner), count: u32, maybe_len: option(u32) }],
  },
  [
    { name: 'AccountId', type: accountId.type },
    { name: 'Ticket', type: ticket.type },
  ],
)
export type RequestStatus = ValueOf<typeof requestStatus>
