/** Calls on root dividends. Reference: macros/dispatches.rs. */
import { I96F32 } from '../../../../consensus/fixed/types.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import { call } from '../../../runtime/call.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import { ensureRoot, ensureSigned } from '../../../runtime/origin.ts'
import { netuid as netuidCodec } from '../../../runtime/types.ts'
import { named } from '../../../scale/codec.ts'
import { btreeSet } from '../../../scale/collections.ts'
import { u64 } from '../../../scale/primitives.ts'
import { errors } from '../errors.ts'
import { MAX_NUM_ROOT_CLAIMS, MAX_ROOT_CLAIM_THRESHOLD, MAX_SUBNET_CLAIMS } from '../limits.ts'
import { NumRootClaim } from '../storage/global.ts'
import { RootClaimableThreshold } from '../storage/stake.ts'
import { type RootClaimType, rootClaimType } from '../types.ts'
import { ensureSubnetOwnerOrRoot } from '../utils/misc.ts'
import { weights } from '../weights.ts'
import { changeRootClaimType, doRootClaim, maybeAddColdkeyIndex } from './claim-root.ts'

/** A set as the chain keeps it, whatever order and repetitions it came in. */
const inOrder = (netuids: readonly NetUid[]): NetUid[] => [...new Set(netuids)].sort((a, b) => a - b)

/** Claims what a coldkey is owed on up to five subnets. */
export const claimRoot = call(
  'claim_root',
  121,
  { subnets: named(btreeSet(netuidCodec), 'BTreeSet<NetUid>') },
  { weight: weights.claimRoot },
  (ctx, origin, { subnets }) => {
    const coldkey = ensureSigned(origin)
    const netuids = new Set(subnets)
    ensure(netuids.size > 0 && netuids.size <= MAX_SUBNET_CLAIMS, errors.InvalidSubnetNumber)
    maybeAddColdkeyIndex(ctx, coldkey)
    return { actualWeight: doRootClaim(ctx, coldkey, netuids), pays: 'Yes' }
  },
)

/** Says whether a coldkey's root dividends are swapped for root stake or kept as alpha, everywhere or on some subnets. */
export const setRootClaimType = call(
  'set_root_claim_type',
  122,
  { new_root_claim_type: named(rootClaimType, 'RootClaimTypeEnum') },
  { weight: weights.setRootClaimType },
  (ctx, origin, args) => {
    const coldkey = ensureSigned(origin)
    let type: RootClaimType = args.new_root_claim_type
    if (type.type === 'KeepSubnets') {
      ensure(type.value.subnets.length > 0, errors.InvalidSubnetNumber)
      type = { type: 'KeepSubnets', value: { subnets: inOrder(type.value.subnets) } }
    }
    maybeAddColdkeyIndex(ctx, coldkey)
    changeRootClaimType(ctx, coldkey, type)
  },
)

/** Sets how many coldkeys claim by themselves in each block. Root only. */
export const sudoSetNumRootClaims = call(
  'sudo_set_num_root_claims',
  123,
  { new_value: u64 },
  { weight: weights.sudoSetNumRootClaims },
  (ctx, origin, { new_value }) => {
    ensureRoot(origin)
    ensure(new_value <= MAX_NUM_ROOT_CLAIMS, errors.InvalidNumRootClaim)
    NumRootClaim.put(ctx, new_value)
  },
)

/** Sets the least alpha, in rao, that is claimed on a subnet. Its owner or root. */
export const sudoSetRootClaimThreshold = call(
  'sudo_set_root_claim_threshold',
  124,
  { netuid: netuidCodec, new_value: u64 },
  { weight: weights.sudoSetRootClaimThreshold },
  (ctx, origin, { netuid, new_value }) => {
    ensureSubnetOwnerOrRoot(ctx, origin, netuid)
    ensure(new_value <= MAX_ROOT_CLAIM_THRESHOLD, errors.InvalidRootClaimThreshold)
    RootClaimableThreshold.put(ctx, netuid, I96F32.satFromInt(new_value))
  },
)

export const claimRootCalls = [claimRoot, setRootClaimType, sudoSetNumRootClaims, sudoSetRootClaimThreshold]
