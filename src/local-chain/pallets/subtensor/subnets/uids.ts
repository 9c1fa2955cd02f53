/**
 * The places of a subnet: who holds which uid, and what is kept of him. Reference: subnets/uids.rs.
 */
import type { AccountId } from '../../../../primitives/account.ts'
import { ZERO_ALPHA } from '../../../../primitives/amounts.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import type { StorageMap } from '../../../state/storage.ts'
import { errors } from '../errors.ts'
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
  NeuronCertificates,
  Prometheus,
  StakeWeight,
  Uids,
  ValidatorPermit,
  ValidatorTrust,
  Weights,
} from '../storage/neurons.ts'
import { SubnetOwnerHotkey, SubnetworkN } from '../storage/subnet.ts'
import { setActiveForUid, setLastUpdateForUid } from '../utils/misc.ts'
import { mechanismIndices } from './mechanism.ts'

/** The vectors of u16 that have one element for each uid of a subnet. */
type Scores = StorageMap<readonly [number], Uint16Array, Uint16Array>
/** Other vectors with one element for each uid. */
type PerUid<T> = StorageMap<readonly [number], readonly T[], readonly T[]>

const setScore = (ctx: Ctx, item: Scores, key: number, uid: number, value: number): void =>
  item.mutate(ctx, key, all => (uid < all.length ? all.with(uid, value) : all))

const setElement = <T>(ctx: Ctx, item: PerUid<T>, key: number, uid: number, value: T): void =>
  item.mutate(ctx, key, all => (uid < all.length ? all.with(uid, value) : all))

const pushScore = (ctx: Ctx, item: Scores, key: number): void =>
  item.mutate(ctx, key, all => {
    const longer = new Uint16Array(all.length + 1)
    longer.set(all)
    return longer
  })

const pushElement = <T>(ctx: Ctx, item: PerUid<T>, key: number, value: T): void =>
  item.mutate(ctx, key, all => [...all, value])

/** Forgets what the epoch has found out about a neuron, its weights and bonds, and the weights that others gave it. */
export function clearNeuron(ctx: Ctx, netuid: NetUid, uid: number): void {
  setElement(ctx, Emission, netuid, uid, ZERO_ALPHA)
  setScore(ctx, Consensus, netuid, uid, 0)
  for (const index of mechanismIndices(ctx, netuid)) {
    setScore(ctx, Incentive, index, uid, 0)
    Bonds.remove(ctx, index, uid)
    Weights.remove(ctx, index, uid)
    clearWeightsTowards(ctx, index, uid)
  }
  setScore(ctx, Dividends, netuid, uid, 0)
  setScore(ctx, StakeWeight, netuid, uid, 0)
  setScore(ctx, ValidatorTrust, netuid, uid, 0)
  setElement(ctx, ValidatorPermit, netuid, uid, false)
}

function clearWeightsTowards(ctx: Ctx, index: number, uid: number): void {
  for (const { keys, value } of Weights.entries(ctx, index)) Weights.put(ctx, ...keys, withoutWeight(value, uid))
}

/** A row of weights that gives nothing to a target; the row itself where it gives nothing already. */
export function withoutWeight(row: Uint16Array, target: number): Uint16Array {
  let changed = row
  for (let i = 0; i < row.length; i += 2) {
    if (row[i] === target && row[i + 1] !== 0) changed = changed.with(i + 1, 0)
  }
  return changed
}

/** Gives the place of a neuron to another hotkey. The hotkey of the subnet's owner keeps its place. */
export function replaceNeuron(ctx: Ctx, netuid: NetUid, uid: number, newHotkey: AccountId, block: bigint): void {
  const oldHotkey = Keys.get(ctx, netuid, uid)
  if (SubnetOwnerHotkey.find(ctx, netuid) === oldHotkey) return
  Uids.remove(ctx, netuid, oldHotkey)
  AssociatedEvmAddress.remove(ctx, netuid, uid)
  IsNetworkMember.remove(ctx, oldHotkey, netuid)
  setActiveForUid(ctx, netuid, uid, true)
  enrol(ctx, netuid, uid, newHotkey, block)
  Axons.remove(ctx, netuid, oldHotkey)
  NeuronCertificates.remove(ctx, netuid, oldHotkey)
  Prometheus.remove(ctx, netuid, oldHotkey)
  clearNeuron(ctx, netuid, uid)
  // The new neuron waits as long with its first weights as any other.
  for (const index of mechanismIndices(ctx, netuid)) setLastUpdateForUid(ctx, index, uid, block)
}

function enrol(ctx: Ctx, netuid: NetUid, uid: number, hotkey: AccountId, block: bigint): void {
  Keys.put(ctx, netuid, uid, hotkey)
  Uids.put(ctx, netuid, hotkey, uid)
  BlockAtRegistration.put(ctx, netuid, uid, block)
  IsNetworkMember.put(ctx, hotkey, netuid, true)
}

/** Gives a hotkey the next place. */
export function appendNeuron(ctx: Ctx, netuid: NetUid, newHotkey: AccountId, block: bigint): void {
  const uid = SubnetworkN.get(ctx, netuid)
  SubnetworkN.put(ctx, netuid, Math.min(uid + 1, 0xffff))
  pushElement(ctx, Active, netuid, true)
  pushElement(ctx, Emission, netuid, ZERO_ALPHA)
  pushScore(ctx, Consensus, netuid)
  for (const index of mechanismIndices(ctx, netuid)) {
    pushScore(ctx, Incentive, index)
    setLastUpdateForUid(ctx, index, uid, block)
  }
  pushScore(ctx, Dividends, netuid)
  pushScore(ctx, ValidatorTrust, netuid)
  pushElement(ctx, ValidatorPermit, netuid, false)
  enrol(ctx, netuid, uid, newHotkey, block)
}

export const isUidExistOnNetwork = (ctx: Ctx, netuid: NetUid, uid: number): boolean => Keys.has(ctx, netuid, uid)

export const isHotkeyRegisteredOnNetwork = (ctx: Ctx, netuid: NetUid, hotkey: AccountId): boolean =>
  Uids.has(ctx, netuid, hotkey)

/** @throws HotKeyNotRegisteredInSubNet for a place that nobody holds */
export function getHotkeyForNetAndUid(ctx: Ctx, netuid: NetUid, uid: number): AccountId {
  const hotkey = Keys.find(ctx, netuid, uid)
  if (hotkey === undefined) throw errors.HotKeyNotRegisteredInSubNet
  return hotkey
}

/** @throws HotKeyNotRegisteredInSubNet */
export function getUidForNetAndHotkey(ctx: Ctx, netuid: NetUid, hotkey: AccountId): number {
  const uid = Uids.get(ctx, netuid, hotkey)
  if (uid === undefined) throw errors.HotKeyNotRegisteredInSubNet
  return uid
}

export const getRegisteredNetworksForHotkey = (ctx: Ctx, hotkey: AccountId): NetUid[] =>
  IsNetworkMember.entries(ctx, hotkey).flatMap(({ keys, value }) => (value ? [keys[1]] : []))

export const isHotkeyRegisteredOnAnyNetwork = (ctx: Ctx, hotkey: AccountId): boolean =>
  IsNetworkMember.entries(ctx, hotkey).some(({ value }) => value)

/** Whether the subnet has an entry for the hotkey, even one that says it is no member. */
export const isHotkeyRegisteredOnSpecificNetwork = (ctx: Ctx, hotkey: AccountId, netuid: NetUid): boolean =>
  IsNetworkMember.has(ctx, hotkey, netuid)
