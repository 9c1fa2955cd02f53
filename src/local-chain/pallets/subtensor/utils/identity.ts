/** Who a coldkey or a subnet says it is. Reference: utils/identity.rs. */
import type { NetUid } from '../../../../primitives/netuid.ts'
import { call } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import { ensureSigned, type Origin } from '../../../runtime/origin.ts'
import { netuid as netuidCodec } from '../../../runtime/types.ts'
import { bytes } from '../../../scale/collections.ts'
import { errors } from '../errors.ts'
import { events } from '../events.ts'
import { IdentitiesV2, OwnedHotkeys } from '../storage/keys.ts'
import { SubnetIdentitiesV3, SubnetOwner } from '../storage/subnet.ts'
import { isHotkeyRegisteredOnAnyNetwork } from '../subnets/uids.ts'
import type { ChainIdentity, SubnetIdentity } from '../types.ts'
import { weights } from '../weights.ts'

/** Bytes that each field may have. */
const IDENTITY_LIMITS: Readonly<Record<keyof ChainIdentity, number>> = {
  name: 256,
  url: 256,
  github_repo: 256,
  image: 1024,
  discord: 256,
  description: 1024,
  additional: 1024,
}
const SUBNET_IDENTITY_LIMITS: Readonly<Record<keyof SubnetIdentity, number>> = {
  subnet_name: 256,
  github_repo: 1024,
  subnet_contact: 1024,
  subnet_url: 1024,
  discord: 256,
  description: 1024,
  logo_url: 1024,
  additional: 1024,
}

/** The reference also bounds sums of fields, by numbers that the limits of the fields themselves keep them below. */
function isWithin<K extends string>(value: Readonly<Record<K, Uint8Array>>, limits: Readonly<Record<K, number>>) {
  return Object.entries<number>(limits).every(([field, limit]) => value[field as K].length <= limit)
}

export const isValidIdentity = (identity: ChainIdentity): boolean => isWithin(identity, IDENTITY_LIMITS)

export const isValidSubnetIdentity = (identity: SubnetIdentity): boolean => isWithin(identity, SUBNET_IDENTITY_LIMITS)

/** @throws HotKeyNotRegisteredInNetwork for a coldkey without a neuron; InvalidIdentity */
export function doSetIdentity(ctx: Ctx, origin: Origin, identity: ChainIdentity): void {
  const coldkey = ensureSigned(origin)
  const registered = OwnedHotkeys.get(ctx, coldkey).some(hotkey => isHotkeyRegisteredOnAnyNetwork(ctx, hotkey))
  ensure(registered, errors.HotKeyNotRegisteredInNetwork)
  ensure(isValidIdentity(identity), errors.InvalidIdentity)
  IdentitiesV2.put(ctx, coldkey, identity)
  ctx.deposit(events.ChainIdentitySet(coldkey))
}

/** @throws NotSubnetOwner, InvalidIdentity */
export function doSetSubnetIdentity(ctx: Ctx, origin: Origin, netuid: NetUid, identity: SubnetIdentity): void {
  const coldkey = ensureSigned(origin)
  ensure(SubnetOwner.get(ctx, netuid) === coldkey, errors.NotSubnetOwner)
  ensure(isValidSubnetIdentity(identity), errors.InvalidIdentity)
  SubnetIdentitiesV3.put(ctx, netuid, identity)
  ctx.deposit(events.SubnetIdentitySet(netuid))
}

export const setIdentity = call(
  'set_identity',
  68,
  { name: bytes, url: bytes, github_repo: bytes, image: bytes, discord: bytes, description: bytes, additional: bytes },
  { weight: weights.setIdentity },
  doSetIdentity,
)

export const setSubnetIdentity = call(
  'set_subnet_identity',
  78,
  {
    netuid: netuidCodec,
    subnet_name: bytes,
    github_repo: bytes,
    subnet_contact: bytes,
    subnet_url: bytes,
    discord: bytes,
    description: bytes,
    logo_url: bytes,
    additional: bytes,
  },
  { weight: weights.setSubnetIdentity },
  (ctx, origin, { netuid, ...identity }) => doSetSubnetIdentity(ctx, origin, netuid, identity),
)

export const identityCalls = [setIdentity, setSubnetIdentity]
