/** Crowdloans: TAO that many put together for a call or for somebody. */
import { satSub, type Tao } from '../../primitives/amounts.ts'
import { fromHex, toHex } from '../../primitives/bytes.ts'
import { TaoError } from '../../primitives/errors.ts'
import type { Client, Reader } from '../client.ts'
import { mergeNeeds, type Needs } from '../metadata/needs.ts'
import type { Plain } from '../plain.ts'
import type { Call } from '../transactions/call.ts'
import { readCallBytes } from '../transactions/call-bytes.ts'
import { unlessAbsent } from './absent.ts'
import { asTao, bool, list, maybe, number, record, string } from './values.ts'

/** The call of a crowdloan that pays for a subnet. */
export const LEASE_CALL = 'SubtensorModule.register_leased_network'

export const CROWDLOANS: Needs = {
  storage: [
    'Crowdloan.Crowdloans',
    'Crowdloan.Contributions',
    'Crowdloan.MaxContributions',
    'Crowdloan.NextCrowdloanId',
    'Preimage.PreimageFor',
  ],
  calls: [LEASE_CALL],
}

export interface Lease {
  /** What contributors get of the owner's cut, in percent. */
  readonly emissionsShare: number
  /** The first block in which the lease can be ended; undefined for one without an end. */
  readonly endBlock: number | undefined
}

export interface Crowdloan {
  readonly id: number
  readonly creator: string
  /** What the creator has put in first; it stays in until the crowdloan is dissolved. */
  readonly deposit: Tao
  readonly minContribution: Tao
  /** The most that one may give in all; undefined without a limit. */
  readonly maxContribution: Tao | undefined
  /** The first block that takes no contribution any more. */
  readonly end: number
  readonly cap: Tao
  readonly raised: Tao
  /** The account that holds what was raised. */
  readonly fundsAccount: string
  /** Who gets what was raised, where no call is made. */
  readonly target: string | undefined
  readonly hasCall: boolean
  /** Undefined where there is none, and where its bytes are gone or cannot be read. */
  readonly call: Call | undefined
  readonly lease: Lease | undefined
  readonly isFinalized: boolean
  readonly contributors: number
}

/** `funded`: the cap is reached; `closed`: the end has come before that. */
export type CrowdloanStatus = 'active' | 'funded' | 'closed' | 'finalized'
export const STATUSES = ['active', 'funded', 'closed', 'finalized'] as const satisfies readonly CrowdloanStatus[]

/** What it is for: TAO for somebody, a subnet to lease, or another call. */
export type CrowdloanKind = 'fundraising' | 'subnet' | 'call'
export const KINDS = ['fundraising', 'subnet', 'call'] as const satisfies readonly CrowdloanKind[]

type At = Reader & { readonly block: { readonly number: number } }

/** @param block the newest one: what is sent now stands in the next */
export function statusOf({ isFinalized, raised, cap, end }: Crowdloan, block: number): CrowdloanStatus {
  if (isFinalized) return 'finalized'
  if (raised >= cap) return 'funded'
  return block + 1 < end ? 'active' : 'closed'
}

export const kindOf = ({ hasCall, lease }: Crowdloan): CrowdloanKind =>
  !hasCall ? 'fundraising' : lease === undefined ? 'call' : 'subnet'

/** What is still missing of the cap. */
export const missingOf = ({ cap, raised }: Crowdloan): Tao => satSub(cap, raised)

/** What of a contribution can be taken back: of the creator's what is above the deposit. */
export const withdrawableOf = ({ creator, deposit }: Crowdloan, who: string, given: Tao): Tao =>
  who === creator ? satSub(given, deposit) : given

/** In the order of their numbers. */
export async function getCrowdloans(client: Client, at: At): Promise<Crowdloan[]> {
  const entries = await at.entries('Crowdloan.Crowdloans')
  const loans = await Promise.all(entries.map(({ keys, value }) => crowdloan(client, at, number(keys[0]), value)))
  return loans.sort((a, b) => a.id - b.id)
}

/** @throws TaoError `not_found` */
export async function getCrowdloan(client: Client, at: At, id: number): Promise<Crowdloan> {
  const value = await at.get('Crowdloan.Crowdloans', id)
  if (value !== undefined) return crowdloan(client, at, id, value)
  const next = number(await at.get('Crowdloan.NextCrowdloanId'))
  throw new TaoError('not_found', `There is no crowdloan ${id}`, {
    why: id < next ? 'It has been dissolved.' : next === 0 ? 'None was ever created.' : `The last one was ${next - 1}.`,
    remedy: 'See which there are with: tao crowd list',
    data: { crowdloan_id: id },
  })
}

export interface Contribution {
  readonly contributor: string
  readonly amount: Tao
}

/** The largest first. */
export async function getContributions(at: Reader, id: number): Promise<Contribution[]> {
  const entries = await at.entries('Crowdloan.Contributions', id)
  const all = entries.map(({ keys, value }) => ({ contributor: string(keys[1]), amount: asTao(value) }))
  return all.sort((a, b) =>
    a.amount === b.amount ? (a.contributor < b.contributor ? -1 : 1) : a.amount > b.amount ? -1 : 1,
  )
}

/** Undefined for somebody who has nothing in it. */
export const getContribution = async (at: Reader, id: number, who: string): Promise<Tao | undefined> =>
  maybe(await at.get('Crowdloan.Contributions', id, who), asTao)

async function crowdloan(client: Client, at: At, id: number, value: Plain): Promise<Crowdloan> {
  const fields = record(value)
  const [most, call] = await Promise.all([
    // Runtimes before 425 have no such limit.
    unlessAbsent(() => at.get('Crowdloan.MaxContributions', id)),
    maybe(fields.call, bounded => finalCall(client, at, bounded)),
  ])
  return {
    id,
    creator: string(fields.creator),
    deposit: asTao(fields.deposit),
    minContribution: asTao(fields.minContribution),
    maxContribution: maybe(most, asTao),
    end: number(fields.end),
    cap: asTao(fields.cap),
    raised: asTao(fields.raised),
    fundsAccount: string(fields.fundsAccount),
    target: maybe(fields.targetAddress, string),
    hasCall: fields.call !== undefined,
    call,
    lease: call && leaseOf(call),
    isFinalized: bool(fields.finalized),
    contributors: number(fields.contributorsCount),
  }
}

/** The lease that a call would make; undefined for another call. */
export function leaseOf({ name, args }: Call): Lease | undefined {
  if (name !== LEASE_CALL) return undefined
  const { emissions_share: share, end_block: end } = args as Readonly<Record<string, Plain>>
  return { emissionsShare: number(share), endBlock: maybe(end, number) }
}

/** A call that is kept in place while it is short, and else as a preimage. */
async function finalCall(client: Client, at: At, bounded: Plain): Promise<Call | undefined> {
  const { type, value } = record(bounded)
  if (type === 'Inline') return readCall(client, bytesOf(value))
  const { hash, len } = record(value)
  if (len === undefined) return undefined
  const noted = await unlessAbsent(() => at.get('Preimage.PreimageFor', [hash, len]))
  return noted === undefined ? undefined : readCall(client, bytesOf(noted))
}

/** @returns undefined for bytes that are no call of this chain */
async function readCall(client: Client, bytes: Uint8Array): Promise<Call | undefined> {
  // Of another kind than a lease: the lens has to know of it first.
  for (const needs of [client.needs, mergeNeeds(client.needs, { calls: 'all' })]) {
    try {
      return readCallBytes(await client.chain.with(needs), toHex(bytes))
    } catch (error) {
      if (!(error instanceof TaoError && error.code === 'invalid_argument')) throw error
    }
  }
  return undefined
}

function bytesOf(value: Plain): Uint8Array {
  if (value instanceof Uint8Array) return value
  return typeof value === 'string' ? fromHex(value) : Uint8Array.from(list(value).map(number))
}

export const CROWDLOAN_RULES: Needs = {
  constants: [
    'Crowdloan.MinimumDeposit',
    'Crowdloan.AbsoluteMinimumContribution',
    'Crowdloan.MinimumBlockDuration',
    'Crowdloan.MaximumBlockDuration',
    'Crowdloan.RefundContributorsLimit',
    'Crowdloan.MaxContributors',
  ],
}

export interface CrowdloanRules {
  readonly minDeposit: Tao
  readonly minContribution: Tao
  /** Blocks from now until the end. */
  readonly minDuration: number
  readonly maxDuration: number
  /** How many one call refunds at most. */
  readonly refundLimit: number
  readonly maxContributors: number
}

export function getCrowdloanRules(client: Client): CrowdloanRules {
  const constant = (name: string): Plain => client.constant(`Crowdloan.${name}`)
  return {
    minDeposit: asTao(constant('MinimumDeposit')),
    minContribution: asTao(constant('AbsoluteMinimumContribution')),
    minDuration: number(constant('MinimumBlockDuration')),
    maxDuration: number(constant('MaximumBlockDuration')),
    refundLimit: number(constant('RefundContributorsLimit')),
    maxContributors: number(constant('MaxContributors')),
  }
}
