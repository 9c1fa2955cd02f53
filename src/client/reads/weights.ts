/** What a validator must keep to when it weighs its neighbours, and what weights and commits there are. */
import type { Hex } from '../../primitives/bytes.ts'
import type { NetUid } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import { mergeNeeds, type Needs } from '../metadata/needs.ts'
import type { Plain } from '../plain.ts'
import { getSchedule, SCHEDULES, type Schedule } from './schedules.ts'
import { noSubnet } from './subnets.ts'
import { big, bool, list, maybe, number, record, string } from './values.ts'

export const WEIGHT_RULES: Needs = mergeNeeds(SCHEDULES, {
  storage: [
    'SubtensorModule.NetworksAdded',
    'SubtensorModule.MechanismCountCurrent',
    'SubtensorModule.SubnetworkN',
    'SubtensorModule.Uids',
    'SubtensorModule.CommitRevealWeightsEnabled',
    'SubtensorModule.RevealPeriodEpochs',
    'SubtensorModule.CommitRevealWeightsVersion',
    'SubtensorModule.WeightsVersionKey',
    'SubtensorModule.WeightsSetRateLimit',
    'SubtensorModule.MinAllowedWeights',
    'SubtensorModule.LastUpdate',
    'SubtensorModule.ValidatorPermit',
    'SubtensorModule.SubnetOwnerHotkey',
    'SubtensorModule.StakeThreshold',
    'SubtensorModule.WeightCommits',
    'Drand.LastStoredRound',
  ],
  apis: ['SubnetInfoRuntimeApi.get_subnet_state'],
})

const MECHANISM_STRIDE = 4096

/** Under which number the rows of a mechanism are kept. */
export const mechanismIndex = (netuid: NetUid, mechanism: number): number => mechanism * MECHANISM_STRIDE + netuid

export interface WeightRules {
  readonly netuid: NetUid
  readonly mechanism: number
  readonly mechanisms: number
  readonly neurons: number
  readonly schedule: Schedule
  readonly commitReveal: boolean
  /** Epochs from a commit to its reveal. */
  readonly revealPeriod: number
  /** The form of time-locked commits. */
  readonly commitVersion: number
  /** The least version key that is taken; 0 for any. */
  readonly versionKey: bigint
  /** Blocks that must lie between two settings or commits. */
  readonly rateLimit: number
  /** How many weights there must be; fewer neurons need as many as they are. */
  readonly minWeights: number
  /** The stake, in rao, that a validator must have; 0 for none. */
  readonly stakeThreshold: bigint
  /** The newest round of the drand beacon that the chain knows; 0 for none. */
  readonly drandRound: bigint
}

/** What the rules find with one hotkey; undefined where it is not registered. */
export interface Validator {
  readonly uid: number
  /** The block of its last weights, commit or registration; 0 for never. */
  readonly lastUpdate: number
  readonly hasPermit: boolean
  readonly isOwner: boolean
  /** What its stake weighs, in rao; undefined where no threshold asks for it. */
  readonly stake: bigint | undefined
}

/** A commit of a hash on chain, oldest first in its queue. */
export interface Commit {
  readonly hash: Hex
  readonly epoch: number
  readonly block: number
}

/** @throws TaoError `not_found` */
export async function getWeightRules(reader: Reader, netuid: NetUid, mechanism: number): Promise<WeightRules> {
  const get = (item: string, ...keys: unknown[]) => reader.get(`SubtensorModule.${item}`, ...keys)
  const [exists, mechanisms, neurons, commitReveal, revealPeriod, commitVersion] = await Promise.all([
    get('NetworksAdded', netuid),
    get('MechanismCountCurrent', netuid),
    get('SubnetworkN', netuid),
    get('CommitRevealWeightsEnabled', netuid),
    get('RevealPeriodEpochs', netuid),
    get('CommitRevealWeightsVersion'),
  ])
  const [versionKey, rateLimit, minWeights, stakeThreshold, schedule, drandRound] = await Promise.all([
    get('WeightsVersionKey', netuid),
    get('WeightsSetRateLimit', netuid),
    get('MinAllowedWeights', netuid),
    get('StakeThreshold'),
    getSchedule(reader, netuid),
    reader.get('Drand.LastStoredRound'),
  ])
  if (!bool(exists)) throw noSubnet(netuid)
  return {
    netuid,
    mechanism,
    mechanisms: number(mechanisms),
    neurons: number(neurons),
    schedule,
    commitReveal: bool(commitReveal),
    revealPeriod: number(revealPeriod),
    commitVersion: number(commitVersion),
    versionKey: big(versionKey),
    rateLimit: number(rateLimit),
    minWeights: number(minWeights),
    stakeThreshold: big(stakeThreshold),
    drandRound: big(drandRound),
  }
}

export async function getValidator(
  reader: Reader,
  { netuid, mechanism, stakeThreshold }: WeightRules,
  hotkey: string,
): Promise<Validator | undefined> {
  const get = (item: string, ...keys: unknown[]) => reader.get(`SubtensorModule.${item}`, ...keys)
  const [found, updates, permits, owner, state] = await Promise.all([
    get('Uids', netuid, hotkey),
    get('LastUpdate', mechanismIndex(netuid, mechanism)),
    get('ValidatorPermit', netuid),
    get('SubnetOwnerHotkey', netuid),
    stakeThreshold === 0n ? undefined : reader.ask('SubnetInfoRuntimeApi.get_subnet_state', netuid),
  ])
  const uid = maybe(found, number)
  if (uid === undefined) return undefined
  const isOwner = string(owner) === hotkey
  return {
    uid,
    lastUpdate: number(list(updates)[uid] ?? 0),
    hasPermit: isOwner || list(permits)[uid] === true,
    isOwner,
    stake: maybe(state, value => big(list(record(value).totalStake)[uid] ?? 0)),
  }
}

/** The first block that takes weights or a commit of this neuron. Reference: subnets/weights.rs check_rate_limit */
export const freeAt = ({ rateLimit }: WeightRules, { lastUpdate }: Validator): number =>
  lastUpdate === 0 ? 0 : lastUpdate + rateLimit

export async function getCommits(
  reader: Reader,
  netuid: NetUid,
  mechanism: number,
  hotkey: string,
): Promise<readonly Commit[]> {
  const commits = await reader.get('SubtensorModule.WeightCommits', mechanismIndex(netuid, mechanism), hotkey)
  return (maybe(commits, list) ?? []).map(commit)
}

function commit(value: Plain): Commit {
  const [hash, epoch, block] = list(value)
  return { hash: string(hash) as Hex, epoch: number(epoch), block: number(block) }
}

export const TIMELOCKED: Needs = { storage: ['SubtensorModule.TimelockedWeightCommits'] }

/** A sealed commit on chain, which opens by itself. */
export interface SealedCommit {
  readonly hotkey: string
  readonly epoch: number
  readonly block: number
  /** The round of the drand beacon that opens it. */
  readonly round: bigint
  readonly bytes: number
}

export async function getSealedCommits(reader: Reader, netuid: NetUid, mechanism: number): Promise<SealedCommit[]> {
  const entries = await reader.entries('SubtensorModule.TimelockedWeightCommits', mechanismIndex(netuid, mechanism))
  return entries.flatMap(({ keys: [, epoch], value }) =>
    list(value).map(entry => {
      const [hotkey, block, sealed, round] = list(entry)
      const bytes = (sealed as Uint8Array | undefined)?.length ?? 0
      return { hotkey: string(hotkey), epoch: number(epoch), block: number(block), round: big(round), bytes }
    }),
  )
}

export const WEIGHT_ROWS: Needs = { storage: ['SubtensorModule.Weights'] }

/** The weights that one validator gives, in parts of 65535 of its greatest, in its own order. */
export interface WeightRow {
  readonly uid: number
  readonly weights: readonly (readonly [uid: number, weight: number])[]
}

/** The rows that say something, by uid. */
export async function getWeightRows(reader: Reader, netuid: NetUid, mechanism: number): Promise<WeightRow[]> {
  const entries = await reader.entries('SubtensorModule.Weights', mechanismIndex(netuid, mechanism))
  return entries
    .map(({ keys: [, uid], value }) => ({ uid: number(uid), weights: pairs(value) }))
    .filter(({ weights }) => weights.length > 0)
    .sort((a, b) => a.uid - b.uid)
}

export async function getWeightRow(reader: Reader, netuid: NetUid, mechanism: number, uid: number): Promise<WeightRow> {
  return { uid, weights: pairs(await reader.get('SubtensorModule.Weights', mechanismIndex(netuid, mechanism), uid)) }
}

const pairs = (value: Plain): (readonly [number, number])[] =>
  list(value).map(pair => {
    const [uid, weight] = list(pair)
    return [number(uid), number(weight)] as const
  })
