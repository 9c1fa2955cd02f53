/**
 * What a key may do only every so often, and from which block on it may do it again.
 *
 * Reference: utils/rate_limiting.rs, swap/swap_hotkey.rs, subnets/weights.rs check_rate_limit, subnets/serving.rs.
 */
import type { NetUid } from '../../primitives/netuid.ts'
import type { BlockRef, Client, Reader } from '../client.ts'
import type { OwnerLimit, Setter } from '../hyperparameters/parameter.ts'
import {
  type Authority,
  blocksOf,
  getAuthority,
  limitFreeAt,
  LIMITS as OWNER_LIMITS,
} from '../hyperparameters/reading.ts'
import { EMISSION_SPLIT, SUBNET_PARAMETERS, TRIGGER_EPOCH, TRIM } from '../hyperparameters/subnet-table.ts'
import { mergeNeeds, type Needs } from '../metadata/needs.ts'
import { AXONS, getAxon, getServingRateLimit } from './axons.ts'
import { CHILDREN, changeableAt, getFamilies, SET_CHILDREN_RATE_LIMIT } from './children.ts'
import { COLDKEY_SWAP, getColdkeySwap } from './key-swaps.ts'
import { CREATION, getCreation, getStart, STARTS } from './registrations.ts'
import { CHILDKEY_TAKE, DELEGATE_TAKE, getChildkeyTake, getDelegateTake } from './takes.ts'
import { bool, list, maybe, number } from './values.ts'
import { mechanismIndex } from './weights.ts'

export interface Limit {
  readonly of: 'coldkey' | 'hotkey' | 'subnet' | 'network'
  readonly netuid: NetUid | undefined
  /** What is limited, in a few words. */
  readonly what: string
  /** The command that does it. */
  readonly command: string
  /** Blocks that must lie between two times. */
  readonly blocks: number
  /** When it was done last; undefined for never. */
  readonly last: number | undefined
  /** The first block whose transactions may do it; 0 for at once. */
  readonly freeAt: number
}

type Pinned = Reader & { readonly block: BlockRef }

export const SWAP_LIMITS: Needs = {
  storage: [
    'SubtensorModule.LastRateLimitedBlock',
    'SubtensorModule.LastHotkeySwapOnNetuid',
    'SubtensorModule.TxRateLimit',
    'SubtensorModule.NetworksAdded',
    'SubtensorModule.IsNetworkMember',
    'SubtensorModule.ChildKeys',
  ],
  constants: ['SubtensorModule.HotkeySwapOnSubnetInterval'],
}

export const LIMITS: Needs = mergeNeeds(
  SWAP_LIMITS,
  OWNER_LIMITS,
  AXONS,
  CHILDREN,
  COLDKEY_SWAP,
  CREATION,
  STARTS,
  CHILDKEY_TAKE,
  DELEGATE_TAKE,
  {
    storage: [
      'SubtensorModule.SubnetOwner',
      'SubtensorModule.Uids',
      'SubtensorModule.LastUpdate',
      'SubtensorModule.WeightsSetRateLimit',
      'SubtensorModule.MechanismCountCurrent',
    ],
  },
)

/** When a coldkey may swap hotkeys again, wherever they are. */
async function getSwapLimit(reader: Reader, coldkey: string): Promise<Limit> {
  const [limit, when] = await Promise.all([
    reader.get('SubtensorModule.TxRateLimit').then(number),
    reader.get('SubtensorModule.LastRateLimitedBlock', { LastTxBlock: coldkey }).then(number),
  ])
  return {
    ...{ of: 'coldkey', netuid: undefined, what: 'swap a hotkey', command: 'tao wallet swap-hotkey' },
    ...{ blocks: limit, last: when || undefined, freeAt: limit === 0 || when === 0 ? 0 : when + limit + 1 },
  }
}

/** When a coldkey may swap hotkeys on one subnet again. */
async function getSwapLimitOn(client: Client, reader: Reader, coldkey: string, netuid: NetUid): Promise<Limit> {
  const blocks = number(client.constant('SubtensorModule.HotkeySwapOnSubnetInterval'))
  const when = number(await reader.get('SubtensorModule.LastHotkeySwapOnNetuid', netuid, coldkey))
  return {
    ...{ of: 'coldkey', netuid, what: 'swap a hotkey on it', command: `tao wallet swap-hotkey --netuid ${netuid}` },
    ...{ blocks, last: when || undefined, freeAt: when + blocks + 1 },
  }
}

/** The first block that takes a swap of a hotkey, on one subnet or on all (0 for at once), and what the chain says before. */
export async function hotkeySwapFreeAt(
  client: Client,
  at: Pinned,
  {
    coldkey,
    hotkey,
    netuid,
  }: { readonly coldkey: string; readonly hotkey: string; readonly netuid: NetUid | undefined },
): Promise<{ readonly freeAt: number; readonly error: string }> {
  const { freeAt } = await getSwapLimit(at, coldkey)
  // On all subnets a place where nothing was swapped yet is free; on one the age of the chain counts.
  const places = netuid === undefined ? await placesOf(at, hotkey) : [netuid]
  const limits = await Promise.all(places.map(place => getSwapLimitOn(client, at, coldkey, place)))
  const counting = netuid === undefined ? limits.filter(({ last }) => last !== undefined) : limits
  // The chain looks at the coldkey first.
  const error = freeAt > at.block.number + 1 ? 'HotKeySetTxRateLimitExceeded' : 'HotKeySwapOnSubnetIntervalNotPassed'
  return { freeAt: Math.max(freeAt, ...counting.map(limit => limit.freeAt)), error: `SubtensorModule.${error}` }
}

/** Where a hotkey has a neuron or children. */
async function placesOf(reader: Reader, hotkey: string): Promise<NetUid[]> {
  const all = (await reader.entries('SubtensorModule.NetworksAdded')).flatMap(({ keys, value }) =>
    bool(value) ? [number(keys[0])] : [],
  )
  const [members, children] = await Promise.all([
    reader.many(
      'SubtensorModule.IsNetworkMember',
      all.map(netuid => [hotkey, netuid]),
    ),
    reader.many(
      'SubtensorModule.ChildKeys',
      all.map(netuid => [hotkey, netuid]),
    ),
  ])
  return all.filter((_, i) => bool(members[i]) || list(children[i]).length > 0).sort((a, b) => a - b)
}

export interface LimitsOf {
  /** Undefined where only its hotkey is asked about, or the other way round. */
  readonly coldkey: string | undefined
  readonly hotkey: string | undefined
  /** Only these subnets; all that the keys are on, or own, if there are none. */
  readonly netuids: readonly NetUid[]
}

/** Every limit of a key. */
export async function getLimits(client: Client, at: Pinned, { coldkey, hotkey, netuids }: LimitsOf): Promise<Limit[]> {
  const isMeant = (netuid: NetUid): boolean => netuids.length === 0 || netuids.includes(netuid)
  const [places, owned] = await Promise.all([
    hotkey === undefined ? [] : placesOf(at, hotkey),
    coldkey === undefined ? [] : ownedBy(at, coldkey),
  ])
  const limits = await Promise.all([
    ...(coldkey === undefined ? [] : [coldkeyLimits(client, at, coldkey, places.filter(isMeant))]),
    ...(hotkey === undefined ? [] : [hotkeyLimits(at, hotkey, places.filter(isMeant))]),
    ...(coldkey === undefined ? [] : owned.filter(isMeant).map(netuid => ownerLimits(client, at, coldkey, netuid))),
  ])
  return limits.flat()
}

async function ownedBy(reader: Reader, coldkey: string): Promise<NetUid[]> {
  const owners = await reader.entries('SubtensorModule.SubnetOwner')
  return owners
    .flatMap(({ keys, value }) => (value === coldkey ? [number(keys[0])] : []))
    .filter(netuid => netuid !== 0)
    .sort((a, b) => a - b)
}

async function coldkeyLimits(client: Client, at: Pinned, coldkey: string, places: readonly NetUid[]): Promise<Limit[]> {
  const [swap, on, creation, whole] = await Promise.all([
    getSwapLimit(at, coldkey),
    Promise.all(places.map(netuid => getSwapLimitOn(client, at, coldkey, netuid))),
    getCreation(at),
    getColdkeySwap(at, coldkey),
  ])
  const founding: Limit = {
    ...{ of: 'network', netuid: undefined, what: 'found a subnet, whoever does', command: 'tao subnets create' },
    ...{ blocks: creation.rateLimit, last: creation.lastBlock || undefined },
    freeAt: creation.lastBlock === 0 ? 0 : creation.lastBlock + creation.rateLimit,
  }
  return [swap, ...on, founding, ...coldkeySwapLimits(whole)]
}

function coldkeySwapLimits({ announced, delay, withdrawableAt }: Awaited<ReturnType<typeof getColdkeySwap>>): Limit[] {
  if (announced === undefined) return []
  const last = announced.executableAt - delay
  const common = { of: 'coldkey', netuid: undefined, last } as const
  const withdrawable = withdrawableAt ?? announced.executableAt
  return [
    {
      ...common,
      ...{ what: 'carry out the announced swap of the coldkey', command: 'tao wallet swap-coldkey execute' },
      ...{ blocks: delay, freeAt: announced.executableAt },
    },
    {
      ...common,
      ...{ what: 'withdraw or repeat the announcement', command: 'tao wallet swap-coldkey clear' },
      ...{ blocks: withdrawable - last, freeAt: withdrawable },
    },
  ]
}

async function hotkeyLimits(at: Pinned, hotkey: string, places: readonly NetUid[]): Promise<Limit[]> {
  const [take, families, ...on] = await Promise.all([
    getDelegateTake(at, hotkey),
    getFamilies(at, hotkey, places),
    ...places.map(netuid => neuronLimits(at, hotkey, netuid)),
  ])
  const raising: Limit = {
    ...{ of: 'hotkey', netuid: undefined, what: 'raise the take', command: 'tao delegate take' },
    ...{ blocks: Number(take.rateLimit), last: Number(take.lastChange) || undefined },
    freeAt: Number(take.increasableAt),
  }
  const children = families.map(
    (family): Limit => ({
      ...{ of: 'hotkey', netuid: family.netuid, what: 'set children', command: 'tao stake child set' },
      ...{ blocks: Number(SET_CHILDREN_RATE_LIMIT), last: Number(family.lastChange) || undefined },
      freeAt: Number(changeableAt(family)),
    }),
  )
  return [raising, ...places.flatMap((_, i) => [...on[i]!, children[i]!])]
}

/** Of a neuron: weights for each mechanism, axon, childkey take. */
async function neuronLimits(at: Pinned, hotkey: string, netuid: NetUid): Promise<Limit[]> {
  const [uid, mechanisms, weightsEvery, serveEvery, axon, take] = await Promise.all([
    at.get('SubtensorModule.Uids', netuid, hotkey).then(value => maybe(value, number)),
    at.get('SubtensorModule.MechanismCountCurrent', netuid).then(number),
    at.get('SubtensorModule.WeightsSetRateLimit', netuid).then(number),
    getServingRateLimit(at, netuid),
    getAxon(at, netuid, hotkey),
    getChildkeyTake(at, hotkey, netuid),
  ])
  const common = { of: 'hotkey', netuid } as const
  const raising: Limit = {
    ...{ ...common, what: 'raise the childkey take', command: 'tao stake child take' },
    ...{ blocks: Number(take.rateLimit), last: Number(take.lastChange) || undefined },
    freeAt: Number(take.increasableAt),
  }
  if (uid === undefined) return [raising]
  const serving: Limit = {
    ...{ ...common, what: 'announce an axon', command: 'tao axon set' },
    ...{ blocks: serveEvery, last: axon?.block },
    freeAt: axon === undefined || serveEvery === 0 ? 0 : axon.block + serveEvery,
  }
  // Weights are given on subnets only.
  const each = netuid === 0 ? [] : Array.from({ length: mechanisms }, (_, mechanism) => mechanism)
  const updates = await at.many(
    'SubtensorModule.LastUpdate',
    each.map(mechanism => mechanismIndex(netuid, mechanism)),
  )
  const weights = each.map((mechanism): Limit => {
    const last = number(list(updates[mechanism])[uid] ?? 0)
    return {
      ...{ ...common, what: mechanisms > 1 ? `set weights of mechanism ${mechanism}` : 'set weights' },
      ...{ command: `tao weights set ${netuid}`, blocks: weightsEvery, last: last || undefined },
      freeAt: last === 0 ? 0 : last + weightsEvery,
    }
  })
  return [...weights, serving, raising]
}

/** What the owner of a subnet may set every so often; a limit that several setters share counts once for each. */
async function ownerLimits(client: Client, at: Pinned, coldkey: string, netuid: NetUid): Promise<Limit[]> {
  const [authority, start] = await Promise.all([getAuthority(client, at, netuid), getStart(at, netuid)])
  const setters: (readonly [what: string, command: string, setter: Setter])[] = [
    ...SUBNET_PARAMETERS.flatMap(({ name, setters }) =>
      setters
        .filter(({ by, limit }) => by !== 'root' && limit !== undefined)
        .map(setter => [`set ${name}`, `tao sudo set ${netuid} ${name}`, setter] as const),
    ),
    ['split emission among mechanisms', 'tao subnets mechanisms split-emissions', EMISSION_SPLIT],
    ['lower the number of places', 'tao sudo trim', TRIM],
    ['trigger an epoch', 'tao sudo trigger-epoch', TRIGGER_EPOCH],
  ]
  const limits = setters.flatMap(([what, command, { limit }]) =>
    limit === undefined ? [] : [ownerLimit(at, authority, coldkey, { what, command, limit })],
  )
  const starting: Limit[] =
    start.startedAt !== undefined
      ? []
      : [
          {
            ...{ of: 'subnet', netuid, what: 'start it', command: `tao subnets start ${netuid}` },
            ...{ blocks: start.delay, last: start.registeredAt, freeAt: start.possibleAt },
          },
        ]
  return [...starting, ...(await Promise.all(limits))]
}

async function ownerLimit(
  reader: Reader,
  authority: Authority,
  coldkey: string,
  { what, command, limit }: { readonly what: string; readonly command: string; readonly limit: OwnerLimit },
): Promise<Limit> {
  const freeAt = await limitFreeAt(reader, authority, limit, coldkey)
  const blocks = blocksOf(limit, authority)
  const last = freeAt === 0 ? undefined : freeAt - blocks
  return { of: 'subnet', netuid: authority.schedule.netuid, what, command, blocks, last, freeAt }
}
