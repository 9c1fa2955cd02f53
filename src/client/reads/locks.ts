/** Locked alpha, and the conviction that it earns the hotkeys it is locked to. */
import { type Alpha, alpha } from '../../primitives/amounts.ts'
import type { NetUid } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import { asAlpha, bits, bool, maybe, number, record, string } from './values.ts'

const U64F64_FRACTION = 64n

export const LOCKS: Needs = {
  storage: ['SubtensorModule.Lock', 'SubtensorModule.DecayingLock'],
  apis: ['StakeInfoRuntimeApi.get_coldkey_lock'],
}

export interface Lock {
  readonly coldkey: string
  readonly netuid: NetUid
  /** To whom it is locked. */
  readonly hotkey: string
  /** As of now. */
  readonly locked: Alpha
  readonly conviction: Alpha
  /** Whether what is locked becomes free bit by bit. */
  readonly isDecaying: boolean
}

/** Of one coldkey, by subnet. A coldkey has at most one lock on a subnet. */
export async function getLocks(reader: Reader, coldkey: string): Promise<Lock[]> {
  const entries = await reader.entries('SubtensorModule.Lock', coldkey)
  const locks = await Promise.all(
    entries.map(async ({ keys }): Promise<Lock[]> => {
      const [netuid, hotkey] = [number(keys[1]), string(keys[2])]
      const [state, decaying] = await Promise.all([
        reader.ask('StakeInfoRuntimeApi.get_coldkey_lock', coldkey, netuid),
        reader.get('SubtensorModule.DecayingLock', coldkey, netuid),
      ])
      const now = maybe(state, record)
      if (now === undefined) return []
      const conviction = alpha(bits(now.conviction) >> U64F64_FRACTION)
      return [
        {
          coldkey,
          netuid,
          hotkey,
          locked: asAlpha(now.lockedMass),
          conviction,
          isDecaying: maybe(decaying, bool) ?? true,
        },
      ]
    }),
  )
  return locks.flat().sort((a, b) => a.netuid - b.netuid)
}

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
