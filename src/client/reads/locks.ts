/** Locked alpha, and the conviction that it earns the hotkeys it is locked to. */
import { U64F64 } from '../../consensus/fixed/types.ts'
import type { LockMode, LockRates, LockState } from '../../consensus/lock-state.ts'
import { type Alpha, alpha } from '../../primitives/amounts.ts'
import type { NetUid } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import type { Plain } from '../plain.ts'
import type { Subnet } from './subnets.ts'
import { asAlpha, big, bits, bool, maybe, record, string } from './values.ts'

const U64F64_FRACTION = 64n

export const LOCKS: Needs = {
  storage: [
    'SubtensorModule.Lock',
    'SubtensorModule.DecayingLock',
    'SubtensorModule.UnlockRate',
    'SubtensorModule.MaturityRate',
    'SubtensorModule.SubnetOwnerHotkey',
  ],
}

/** What a coldkey has locked on a subnet, as the chain keeps it: as of the block of its last change. */
export interface HeldLock {
  /** To whom it is locked. */
  readonly hotkey: string
  readonly state: LockState
}

/** All that decides what becomes of the locks of a coldkey on a subnet. */
export interface LockScene {
  readonly coldkey: string
  readonly netuid: NetUid
  readonly ownerHotkey: string
  readonly rates: LockRates
  /** Whether its lock there stays; it may be said before there is one. */
  readonly isPerpetual: boolean
  /** At most one. */
  readonly held: HeldLock | undefined
}

/** How a lock of this coldkey behaves on a hotkey. */
export const modeOn = ({ ownerHotkey, isPerpetual }: LockScene, hotkey: string): LockMode => ({
  owner: hotkey === ownerHotkey,
  perpetual: isPerpetual,
})

export async function getLockRates(reader: Reader): Promise<LockRates> {
  const [unlock, maturity] = await Promise.all([
    reader.get('SubtensorModule.UnlockRate'),
    reader.get('SubtensorModule.MaturityRate'),
  ])
  return { unlock: big(unlock), maturity: big(maturity) }
}

/** What a coldkey has locked on one subnet, if anything. */
export async function getLockScene(reader: Reader, coldkey: string, netuid: NetUid): Promise<LockScene> {
  const [entries, rates] = await Promise.all([
    reader.entries('SubtensorModule.Lock', coldkey, netuid),
    getLockRates(reader),
  ])
  const [first] = entries.map(({ keys, value }) => ({ hotkey: string(keys[2]), state: lockState(value) }))
  return sceneOf(reader, { coldkey, netuid, rates, held: first })
}

/** Of all subnets on which a coldkey has a lock, by number. */
export async function getLockScenes(reader: Reader, coldkey: string): Promise<LockScene[]> {
  const [entries, rates] = await Promise.all([reader.entries('SubtensorModule.Lock', coldkey), getLockRates(reader)])
  const scenes = await Promise.all(
    entries.map(({ keys, value }) => {
      const held = { hotkey: string(keys[2]), state: lockState(value) }
      return sceneOf(reader, { coldkey, netuid: Number(keys[1]), rates, held })
    }),
  )
  return scenes.sort((a, b) => a.netuid - b.netuid)
}

async function sceneOf(
  reader: Reader,
  known: Pick<LockScene, 'coldkey' | 'netuid' | 'rates' | 'held'>,
): Promise<LockScene> {
  const [decaying, owner] = await Promise.all([
    reader.get('SubtensorModule.DecayingLock', known.coldkey, known.netuid),
    reader.get('SubtensorModule.SubnetOwnerHotkey', known.netuid),
  ])
  // What nothing was said about decays.
  return { ...known, isPerpetual: maybe(decaying, bool) === false, ownerHotkey: string(owner) }
}

function lockState(value: Plain): LockState {
  const { lockedMass, conviction, lastUpdate } = record(value)
  return {
    locked_mass: asAlpha(lockedMass),
    conviction: U64F64.fromBits(bits(conviction)),
    last_update: big(lastUpdate),
  }
}

export const LOCKS_ON: Needs = {
  storage: [...LOCKS.storage!, 'SubtensorModule.LockingColdkeys'],
}

/** Of all coldkeys that have locked something to a hotkey on a subnet. */
export async function getLocksOn(reader: Reader, netuid: NetUid, hotkey: string): Promise<LockScene[]> {
  const entries = await reader.entries('SubtensorModule.LockingColdkeys', netuid, hotkey)
  const coldkeys = entries.map(({ keys }) => string(keys[2]))
  const [rates, states] = await Promise.all([
    getLockRates(reader),
    reader.many(
      'SubtensorModule.Lock',
      coldkeys.map(coldkey => [coldkey, netuid, hotkey]),
    ),
  ])
  const scenes = coldkeys.map((coldkey, i) => {
    const state = maybe(states[i], lockState)
    // The index may list what is gone.
    if (state === undefined) return []
    return [sceneOf(reader, { coldkey, netuid, rates, held: { hotkey, state } })]
  })
  return Promise.all(scenes.flat())
}

export const LOCK_ACCEPTANCE: Needs = { storage: ['SubtensorModule.AccountFlags'] }

const ACCEPTS_LOCKED = 1n

/** Whether a coldkey takes alpha that arrives with a lock on it. Nobody does who has not said so. */
export const acceptsLocked = async (reader: Reader, coldkey: string): Promise<boolean> =>
  (big(await reader.get('SubtensorModule.AccountFlags', coldkey)) & ACCEPTS_LOCKED) !== 0n

export const CONVICTION: Needs = {
  storage: [
    'SubtensorModule.NetworksAdded',
    'SubtensorModule.HotkeyLock',
    'SubtensorModule.DecayingHotkeyLock',
    'SubtensorModule.OwnerLock',
    'SubtensorModule.DecayingOwnerLock',
    'SubtensorModule.SubnetOwnerHotkey',
  ],
  apis: ['StakeInfoRuntimeApi.get_hotkey_conviction', 'StakeInfoRuntimeApi.get_most_convicted_hotkey_on_subnet'],
}

export interface Convicted {
  readonly hotkey: string
  readonly isOwner: boolean
  readonly conviction: Alpha
}

export interface Conviction {
  readonly netuid: NetUid
  /** Who would own the subnet if conviction decided now. */
  readonly leader: string | undefined
  readonly hotkeys: readonly Convicted[]
}

/** Every hotkey of a subnet to which something is locked, the most convicted first. */
export async function getConviction(reader: Reader, netuid: NetUid): Promise<Conviction> {
  const keysOf = async (item: string): Promise<string[]> =>
    (await reader.entries(`SubtensorModule.${item}`, netuid)).map(({ keys }) => string(keys[1]))
  const owns = async (item: string): Promise<boolean> =>
    (await reader.get(`SubtensorModule.${item}`, netuid)) !== undefined
  const [perpetual, decaying, owner, ownerLocked, ownerDecaying, leader] = await Promise.all([
    keysOf('HotkeyLock'),
    keysOf('DecayingHotkeyLock'),
    reader.get('SubtensorModule.SubnetOwnerHotkey', netuid).then(string),
    owns('OwnerLock'),
    owns('DecayingOwnerLock'),
    reader.ask('StakeInfoRuntimeApi.get_most_convicted_hotkey_on_subnet', netuid),
  ])
  const hotkeys = [...new Set([...perpetual, ...decaying, ...(ownerLocked || ownerDecaying ? [owner] : [])])]
  const rows = await Promise.all(
    hotkeys.map(async (hotkey): Promise<Convicted> => {
      const conviction = await reader.ask('StakeInfoRuntimeApi.get_hotkey_conviction', hotkey, netuid)
      return { hotkey, isOwner: hotkey === owner, conviction: alpha(bits(conviction) >> U64F64_FRACTION) }
    }),
  )
  rows.sort((a, b) => Number(b.conviction - a.conviction) || (a.hotkey < b.hotkey ? -1 : 1))
  return { netuid, leader: maybe(leader, string), hotkeys: rows }
}

/** Blocks that a subnet is old before conviction decides whose it is. */
export const OWNERSHIP_AGE = 2_629_800n
/** The part of the alpha outside the pool that all conviction must come to. */
const OWNERSHIP_PART = 10n

/** What it takes for the subnet to go to the coldkey of the most convicted hotkey. */
export interface Takeover {
  /** The first block in which it can. */
  readonly from: bigint
  /** All conviction on the subnet, and what it must come to. */
  readonly conviction: Alpha
  readonly needed: Alpha
}

export function takeoverOf(
  { registeredAt, alphaOut }: Pick<Subnet, 'registeredAt' | 'alphaOut'>,
  { hotkeys }: Conviction,
): Takeover {
  return {
    from: registeredAt + OWNERSHIP_AGE,
    conviction: alpha(hotkeys.reduce((sum, { conviction }) => sum + conviction, 0n)),
    needed: alpha((alphaOut + OWNERSHIP_PART - 1n) / OWNERSHIP_PART),
  }
}
