/**
 * Makes a subnet smaller: its weakest neurons go, the others move up. Reference: subnets/uids.rs trim_to_max_allowed_uids.
 */
import type { AccountId } from '../../../../primitives/account.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import type { StorageMap } from '../../../state/storage.ts'
import { MaxImmuneUidsPercentage } from '../constants.ts'
import { errors } from '../errors.ts'
import { MaxAllowedUids, MinAllowedUids } from '../storage/hyperparameters.ts'
import { AssociatedEvmAddress } from '../storage/keys.ts'
import {
  Active,
  Axons,
  BlockAtRegistration,
  Bonds,
  Consensus,
  Dividends,
  Emission,
  Incentive,
  IsNetworkMember,
  Keys,
  LastUpdate,
  NeuronCertificates,
  Prometheus,
  StakeWeight,
  Uids,
  ValidatorPermit,
  ValidatorTrust,
  Weights,
} from '../storage/neurons.ts'
import { AlphaDividendsPerSubnet, LastHotkeyEmissionOnNetuid } from '../storage/stake.ts'
import { SubnetOwner, SubnetworkN } from '../storage/subnet.ts'
import { getNeuronIsImmune } from '../utils/misc.ts'
import { mechanismIndices } from './mechanism.ts'
import { getImmuneOwnerUids } from './pruning.ts'
import { ifSubnetExist } from './subnet.ts'

/**
 * Lowers the number of places, and lets neurons go until they fit: those of least emission first, none that is immune.
 * @throws SubnetNotExists, InvalidValue, TrimmingWouldExceedMaxImmunePercentage
 */
export function trimToMaxAllowedUids(ctx: Ctx, netuid: NetUid, max: number): void {
  ensure(ifSubnetExist(ctx, netuid), errors.SubnetNotExists)
  ensure(max >= MinAllowedUids.get(ctx, netuid), errors.InvalidValue)
  ensure(max <= MaxAllowedUids.get(ctx, netuid), errors.InvalidValue)
  MaxAllowedUids.put(ctx, netuid, max)
  const n = SubnetworkN.get(ctx, netuid)
  if (n <= max) return
  const immune = immuneUids(ctx, netuid, n)
  ensure(percent(immune.size, max) < MaxImmuneUidsPercentage.of(ctx), errors.TrimmingWouldExceedMaxImmunePercentage)
  const kept = removeWeakest(ctx, netuid, n, max, immune)
  trimVectors(ctx, netuid, kept)
  moveUp(ctx, netuid, kept)
  renumber(ctx, netuid, kept.length)
  SubnetworkN.put(ctx, netuid, max)
}

/** Reference: sp_arithmetic Percent::from_rational, which rounds down and is one for anything above. */
const percent = (part: number, whole: number): number => (part >= whole ? 100 : Math.trunc((100 * part) / whole))

function immuneUids(ctx: Ctx, netuid: NetUid, n: number): ReadonlySet<number> {
  const owners = new Set(getImmuneOwnerUids(ctx, netuid, SubnetOwner.get(ctx, netuid)))
  const immune = new Set<number>()
  for (let uid = 0; uid < n; uid++) {
    if (owners.has(uid) || getNeuronIsImmune(ctx, netuid, uid)) immune.add(uid)
  }
  return immune
}

/** @returns the uids that stay, ascending */
function removeWeakest(ctx: Ctx, netuid: NetUid, n: number, max: number, immune: ReadonlySet<number>): number[] {
  const emissions = Emission.get(ctx, netuid)
  // By falling emission; of equal ones the higher uid stands last and goes first.
  const ranked = [...emissions.keys()].sort((a, b) =>
    emissions[a]! < emissions[b]! ? 1 : emissions[a]! > emissions[b]! ? -1 : a - b,
  )
  const removed = new Set<number>()
  for (let rank = n - 1; rank >= 0 && n - removed.size > max; rank--) {
    const uid = ranked[rank]
    if (uid === undefined || immune.has(uid)) continue
    removeNeuron(ctx, netuid, uid)
    removed.add(uid)
  }
  return [...emissions.keys()].filter(uid => !removed.has(uid))
}

function removeNeuron(ctx: Ctx, netuid: NetUid, uid: number): void {
  const hotkey = Keys.find(ctx, netuid, uid)
  if (hotkey !== undefined) removeHotkey(ctx, netuid, hotkey)
  Keys.remove(ctx, netuid, uid)
  BlockAtRegistration.remove(ctx, netuid, uid)
  AssociatedEvmAddress.remove(ctx, netuid, uid)
  for (const index of mechanismIndices(ctx, netuid)) {
    Weights.remove(ctx, index, uid)
    Bonds.remove(ctx, index, uid)
  }
}

function removeHotkey(ctx: Ctx, netuid: NetUid, hotkey: AccountId): void {
  Uids.remove(ctx, netuid, hotkey)
  IsNetworkMember.remove(ctx, hotkey, netuid)
  LastHotkeyEmissionOnNetuid.remove(ctx, hotkey, netuid)
  AlphaDividendsPerSubnet.remove(ctx, netuid, hotkey)
  Axons.remove(ctx, netuid, hotkey)
  NeuronCertificates.remove(ctx, netuid, hotkey)
  Prometheus.remove(ctx, netuid, hotkey)
}

/** Leaves the elements of those who stay in every vector; what a vector does not reach becomes nothing. */
function trimVectors(ctx: Ctx, netuid: NetUid, kept: readonly number[]): void {
  const scores = (all: Uint16Array) => Uint16Array.from(kept, uid => all[uid] ?? 0)
  const flags = (all: readonly boolean[]) => kept.map(uid => all[uid] ?? false)
  Emission.mutate(ctx, netuid, all => kept.map(uid => all[uid]!))
  Active.mutate(ctx, netuid, flags)
  ValidatorPermit.mutate(ctx, netuid, flags)
  for (const item of [Consensus, Dividends, ValidatorTrust, StakeWeight]) item.mutate(ctx, netuid, scores)
  for (const index of mechanismIndices(ctx, netuid)) {
    Incentive.mutate(ctx, index, scores)
    LastUpdate.mutate(ctx, index, all => kept.map(uid => all[uid] ?? 0n))
  }
}

/** Gives those who stay the first places, in their order, and points weights and bonds to where they are now. */
function moveUp(ctx: Ctx, netuid: NetUid, kept: readonly number[]): void {
  const places = new Map(kept.map((uid, place) => [uid, place]))
  for (const [uid, place] of places) {
    swapEntries(ctx, Keys, netuid, uid, place)
    swapEntries(ctx, AssociatedEvmAddress, netuid, uid, place)
    swapEntries(ctx, BlockAtRegistration, netuid, uid, place)
    for (const index of mechanismIndices(ctx, netuid)) {
      for (const rows of [Weights, Bonds]) {
        swapEntries(ctx, rows, index, uid, place)
        rows.mutate(ctx, index, place, row => retarget(row, places))
      }
    }
  }
}

/** Exchanges the values of two keys, absent ones too. Reference: frame_support StorageDoubleMap::swap. */
function swapEntries<V>(
  ctx: Ctx,
  item: StorageMap<readonly [number, number], V, V | undefined>,
  key: number,
  a: number,
  b: number,
): void {
  const atA = item.find(ctx, key, a)
  const atB = item.find(ctx, key, b)
  if (atB === undefined) item.remove(ctx, key, a)
  else item.put(ctx, key, a, atB)
  if (atA === undefined) item.remove(ctx, key, b)
  else item.put(ctx, key, b, atA)
}

/** A row whose targets have moved, without those that are gone. */
function retarget(row: Uint16Array, places: ReadonlyMap<number, number>): Uint16Array {
  const pairs: number[] = []
  for (let i = 0; i < row.length; i += 2) {
    const place = places.get(row[i]!)
    if (place !== undefined) pairs.push(place, row[i + 1]!)
  }
  return Uint16Array.from(pairs)
}

function renumber(ctx: Ctx, netuid: NetUid, n: number): void {
  Uids.clear(ctx, [netuid])
  for (let uid = 0; uid < n; uid++) Uids.put(ctx, netuid, Keys.get(ctx, netuid, uid), uid)
}
