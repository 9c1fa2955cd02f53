/** Reads parameters, and when they may be changed. */
import type { NetUid } from '../../primitives/netuid.ts'
import type { BlockRef, Client, Reader } from '../client.ts'
import { mergeNeeds, type Needs } from '../metadata/needs.ts'
import { CLOCK, type Clock, getClock } from '../reads/clock.ts'
import { getSchedule, nextEpoch, SCHEDULES, type Schedule } from '../reads/schedules.ts'
import { noSubnet } from '../reads/subnets.ts'
import { big, bool, number, string } from '../reads/values.ts'
import type { OwnerLimit, Parameter, Setter } from './parameter.ts'
import { fromStorage, type ParameterValue } from './values.ts'

/** What a subnet's parameters need, or the network's. */
export const parameterNeeds = (parameters: readonly Parameter[]): Needs => ({
  storage: ['SubtensorModule.NetworksAdded', ...parameters.map(({ storage }) => storage)],
})

/** @throws TaoError `not_found` for a subnet that there is not */
export async function getParameters(
  reader: Reader,
  netuid: NetUid | undefined,
  parameters: readonly Parameter[],
): Promise<ParameterValue[]> {
  const keys = netuid === undefined ? [] : [netuid]
  const [exists, ...values] = await Promise.all([
    netuid === undefined ? true : reader.get('SubtensorModule.NetworksAdded', netuid),
    ...parameters.map(({ storage }) => reader.get(storage, ...keys)),
  ])
  if (!bool(exists)) throw noSubnet(netuid!)
  return parameters.map(({ type }, i) => fromStorage(type, values[i]))
}

export const LIMITS: Needs = mergeNeeds(SCHEDULES, CLOCK, {
  storage: [
    'SubtensorModule.NetworksAdded',
    'SubtensorModule.SubnetOwner',
    'SubtensorModule.AdminFreezeWindow',
    'SubtensorModule.OwnerHyperparamRateLimit',
    'SubtensorModule.WeightsVersionKeyRateLimit',
    'SubtensorModule.LastRateLimitedBlock',
    'SubtensorModule.TransactionKeyLastBlock',
    'Sudo.Key',
  ],
  constants: ['SubtensorModule.MinTempo'],
})

/** Who may change a subnet, and when. */
export interface Authority {
  readonly owner: string
  /** The account that can act as root; undefined where nobody can. */
  readonly root: string | undefined
  readonly schedule: Schedule
  readonly clock: Clock
  /** Blocks before an epoch in which nothing changes. */
  readonly freezeWindow: number
  readonly ownerTempos: number
  readonly versionKeyTempos: number
  readonly minTempo: number
}

/** @throws TaoError `not_found` */
export async function getAuthority(
  client: Client,
  at: Reader & { readonly block: BlockRef },
  netuid: NetUid,
): Promise<Authority> {
  const [exists, owner, root, schedule, clock, freezeWindow, ownerTempos, versionKeyTempos] = await Promise.all([
    at.get('SubtensorModule.NetworksAdded', netuid),
    at.get('SubtensorModule.SubnetOwner', netuid),
    at.get('Sudo.Key'),
    getSchedule(at, netuid),
    getClock(client, at),
    at.get('SubtensorModule.AdminFreezeWindow'),
    at.get('SubtensorModule.OwnerHyperparamRateLimit'),
    at.get('SubtensorModule.WeightsVersionKeyRateLimit'),
  ])
  if (!bool(exists)) throw noSubnet(netuid)
  return {
    owner: string(owner),
    root: root === undefined ? undefined : string(root),
    schedule,
    clock,
    freezeWindow: number(freezeWindow),
    ownerTempos: number(ownerTempos),
    versionKeyTempos: number(versionKeyTempos),
    minTempo: number(client.constant('SubtensorModule.MinTempo')),
  }
}

/**
 * The first block, from the next one on, in which the window before the epoch is not in the way; undefined if it always is.
 * Reference: utils/misc.rs is_in_admin_freeze_window
 */
export function windowOpensAt({ schedule, clock, freezeWindow }: Authority): number | undefined {
  const soon = clock.block + 1
  const { netuid, tempo, last, pending } = schedule
  if (tempo === 0 || freezeWindow === 0) return pending > soon ? pending : soon
  if (netuid === 0) return last + tempo - soon < freezeWindow ? undefined : soon
  const next = nextEpoch(schedule, clock.block)!
  // In the block of an epoch, the next one is a tempo away; only when that is too near, too, it is never open.
  if (soon >= next) return tempo < freezeWindow ? undefined : soon
  if (pending > soon) return next
  if (last + tempo - soon >= freezeWindow) return soon
  return tempo < freezeWindow ? undefined : next
}

/** The first block in which a limit lets the owner do it again; 0 for at once. */
export async function limitFreeAt(
  reader: Reader,
  authority: Authority,
  limit: OwnerLimit,
  signer: string,
): Promise<number> {
  const { netuid } = authority.schedule
  const last = number(big(await reader.get(...lastTimeKey(limit, netuid, signer))))
  return last === 0 ? 0 : last + blocksOf(limit, authority)
}

function lastTimeKey(limit: OwnerLimit, netuid: NetUid, signer: string): [item: string, ...keys: unknown[]] {
  switch (limit.kind) {
    case 'parameter':
      return ['SubtensorModule.LastRateLimitedBlock', { OwnerHyperparamUpdate: [netuid, limit.key] }]
    case 'owner-hotkey':
      return ['SubtensorModule.LastRateLimitedBlock', { SetSNOwnerHotkey: netuid }]
    case 'transaction':
      return ['SubtensorModule.TransactionKeyLastBlock', signer, netuid, limit.number]
  }
}

const OWNER_HOTKEY_BLOCKS = 50_400
/** Blocks of a chain with fast blocks are shorter than so many milliseconds. */
const FAST_SLOT = 1000

export function blocksOf(limit: OwnerLimit, { schedule, clock, ...authority }: Authority): number {
  if (limit.kind === 'owner-hotkey') return OWNER_HOTKEY_BLOCKS
  if (limit.kind === 'parameter') return schedule.tempo * authority.ownerTempos
  if (limit.blocks === 'version-key') return schedule.tempo * authority.versionKeyTempos
  if (limit.blocks === 'min-tempo') return authority.minTempo
  return clock.slot < FAST_SLOT ? limit.blocks.fast : limit.blocks.normal
}

/** The setter that an owner uses, or root; undefined where there is none for him. */
export const setterFor = ({ setters }: Parameter, as: 'owner' | 'root'): Setter | undefined =>
  setters.find(({ by }) => by === as) ?? setters.find(({ by }) => by === 'either')
