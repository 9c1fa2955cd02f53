/**
 * What became of the alpha that a subnet emitted: the chain inside executes its blocks once more and tells where value
 * moved. Nothing is estimated, and every unit is accounted for.
 */
import { type Alpha, alpha, satAdd, ZERO_ALPHA } from '../../primitives/amounts.ts'
import type { NetUid } from '../../primitives/netuid.ts'
import type { Chain } from '../chain.ts'
import type { Client } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import { ensureDevelopment } from '../open.ts'
import { asAlpha } from './values.ts'

const PENDING = ['PendingServerEmission', 'PendingValidatorEmission', 'PendingRootAlphaDivs', 'PendingOwnerCut']

export const PAYOUTS: Needs = { storage: PENDING.map(item => `SubtensorModule.${item}`) }

/** What a hotkey earned as a miner. */
export interface MinerPay {
  readonly hotkey: string
  readonly coldkey: string
  readonly amount: Alpha
}

/** What a hotkey earned as a validator, or as one of root: its take, and what its stakers share by their stake. */
export interface ValidatorPay {
  readonly hotkey: string
  readonly take: Alpha
  readonly stakers: Alpha
}

/**
 * `pendingBefore + emitted` is `owner`, all of `miners`, `validators` and `root`, `recycled`, `burned`, `rest` and
 * `pendingAfter` together.
 */
export interface Payouts {
  /** The blocks it is about, the last one included, the first one not. */
  readonly after: number
  readonly to: number
  /** The blocks in which an epoch paid. */
  readonly epochs: readonly number[]
  readonly emitted: Alpha
  readonly pendingBefore: Alpha
  readonly pendingAfter: Alpha
  readonly owner: Alpha
  readonly miners: readonly MinerPay[]
  readonly validators: readonly ValidatorPay[]
  /** Dividends on root stake, to be claimed. */
  readonly root: readonly ValidatorPay[]
  /** Taken back: root's part while it cannot be sold, burns of children, what miners of the owner would earn. */
  readonly recycled: Alpha
  /** What miners of the owner would earn, where that is burned. */
  readonly burned: Alpha
  /** What rounding leaves over, and what miners are not paid while root's part is recycled: nobody owns it. */
  readonly rest: Alpha
}

const KINDS = [
  'emission.created',
  'emission.distribute',
  'emission.ownerCut',
  'emission.incentive',
  'emission.dividend',
  'emission.rootDividend',
  'emission.recycled',
  'emission.rootRecycled',
  'emission.childRecycled',
  'emission.burned',
] as const
type Kind = (typeof KINDS)[number]

interface Entry {
  readonly block: number
  readonly kind: Kind
  readonly hotkey?: string
  readonly coldkey?: string
  readonly amount?: string
  readonly detail?: { readonly take?: string }
}

/**
 * @param after the block after whose end it begins  @param to the last block
 * @throws TaoError `unsupported` where it is no chain of taokit, `not_found` when the states are no longer kept
 */
export async function getPayouts(client: Client, netuid: NetUid, after: number, to: number): Promise<Payouts> {
  const { chain } = client
  await ensureDevelopment(chain)
  const [pendingBefore, pendingAfter, entries] = await Promise.all([
    pendingAt(client, netuid, after),
    pendingAt(client, netuid, to),
    traced(chain, netuid, after + 1, to),
  ])
  const of = (...kinds: Kind[]) => entries.filter(({ kind }) => kinds.includes(kind))
  const miners = minersIn(of('emission.incentive'))
  const [validators, root] = [validatorsIn(of('emission.dividend')), validatorsIn(of('emission.rootDividend'))]
  const emitted = sum(of('emission.created'))
  const owner = sum(of('emission.ownerCut'))
  const recycled = sum(of('emission.recycled', 'emission.rootRecycled', 'emission.childRecycled'))
  const burned = sum(of('emission.burned'))
  const paid = [
    ...miners.map(({ amount }) => amount),
    ...[...validators, ...root].map(each => each.take + each.stakers),
  ]
  const gone = paid.reduce((a, b) => a + b, owner + recycled + burned + pendingAfter)
  return {
    after,
    to,
    epochs: of('emission.distribute').map(({ block }) => block),
    emitted,
    pendingBefore,
    pendingAfter,
    owner,
    miners,
    validators,
    root,
    recycled,
    burned,
    rest: alpha(pendingBefore + emitted - gone),
  }
}

const traced = async (chain: Chain, netuid: NetUid, from: number, to: number): Promise<readonly Entry[]> =>
  from > to ? [] : chain.rpc<readonly Entry[]>('tao_trace', from, to, KINDS, netuid)

async function pendingAt(client: Client, netuid: NetUid, block: number): Promise<Alpha> {
  const at = await client.at(await client.chain.blockAt(block))
  const parts = await Promise.all(PENDING.map(async item => asAlpha(await at.get(`SubtensorModule.${item}`, netuid))))
  return parts.reduce(satAdd, ZERO_ALPHA)
}

const amountOf = ({ amount = '0' }: Entry): Alpha => alpha(BigInt(amount))
const takeOf = ({ detail }: Entry): Alpha => alpha(BigInt(detail?.take ?? '0'))
const sum = (entries: readonly Entry[]): Alpha => alpha(entries.reduce((total, entry) => total + amountOf(entry), 0n))

function minersIn(entries: readonly Entry[]): MinerPay[] {
  const pay = byHotkey(entries).map(([hotkey, all]) => ({ hotkey, coldkey: all.at(-1)!.coldkey!, amount: sum(all) }))
  return pay.filter(({ amount }) => amount > ZERO_ALPHA).sort((a, b) => descending(a.amount, b.amount))
}

function validatorsIn(entries: readonly Entry[]): ValidatorPay[] {
  const pay = byHotkey(entries).map(([hotkey, all]) => {
    const take = alpha(all.reduce((total, entry) => total + takeOf(entry), 0n))
    return { hotkey, take, stakers: sum(all) }
  })
  return pay
    .filter(({ take, stakers }) => take + stakers > 0n)
    .sort((a, b) => descending(a.take + a.stakers, b.take + b.stakers))
}

function byHotkey(entries: readonly Entry[]): (readonly [hotkey: string, all: Entry[]])[] {
  const groups = new Map<string, Entry[]>()
  for (const entry of entries) {
    const group = groups.get(entry.hotkey!)
    if (group === undefined) groups.set(entry.hotkey!, [entry])
    else group.push(entry)
  }
  return [...groups]
}

const descending = (a: bigint, b: bigint): number => (a < b ? 1 : a > b ? -1 : 0)
