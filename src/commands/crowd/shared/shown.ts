/** A crowdloan as commands tell of it. */
import { type Clock, momentOf } from '../../../client/reads/clock.ts'
import { type Crowdloan, kindOf, type Lease, missingOf, statusOf } from '../../../client/reads/crowdloans.ts'
import type { Call } from '../../../client/transactions/call.ts'
import type { Tao } from '../../../primitives/amounts.ts'
import { type Cell, cells, duration, type Tone } from '../../kit/cells.ts'
import { type Json, toJson } from '../../kit/json.ts'
import {
  address,
  decimal,
  flag,
  foreign,
  integer,
  json,
  maybe,
  record,
  tao,
  text,
  type ValueOf,
} from '../../kit/shape.ts'
import { MOMENT, momentText } from '../../shared/waiting.ts'

const RAO = 1_000_000_000n

export const LEASE = record(
  {
    emissionsShare: decimal("What contributors get of the owner's cut, as a share"),
    end: maybe(MOMENT('From when on the creator can make the subnet his own; null for a lease without an end')),
  },
  'The subnet that is leased when it is finalized',
)

/** What is done with the money. */
export const PURPOSE = {
  kind: text('fundraising (TAO for the target), subnet (a subnet to lease) or call (another call)'),
  target: maybe(address('Who gets what is raised')),
  call: maybe(foreign('The call that is made in the name of the creator')),
  callArguments: maybe(json('Its arguments')),
  lease: maybe(LEASE),
} as const
export type Purpose = { readonly [K in keyof typeof PURPOSE]: ValueOf<(typeof PURPOSE)[K]> }

export const FIELDS = {
  crowdloanId: integer('Its number'),
  status: text('active, funded (the cap is reached), closed (the end came before that) or finalized'),
  creator: address('Who created it and decides on it'),
  creatorName: maybe(foreign('The name that the creator has given himself; nobody checks it')),
  fundsAccount: address('The account that holds what was raised'),
  raised: tao('What has been raised'),
  cap: tao('What is to be raised'),
  missing: tao('What is missing of the cap'),
  progress: decimal('The share of the cap that has been raised'),
  deposit: tao('What the creator put in first; it stays in until the end'),
  minContribution: tao('The least that can be contributed at once'),
  maxContribution: maybe(tao('The most that one may contribute in all; null without a limit')),
  end: MOMENT('The first block that takes no contribution any more'),
  blocksLeft: integer('Blocks until then; negative after it'),
  secondsLeft: integer('Seconds until then, if nothing delays it; negative after it'),
  contributors: integer('How many have contributed'),
  ...PURPOSE,
  targetName: maybe(foreign('The name that the target has given itself; nobody checks it')),
  finalized: flag('Whether what was raised has been used'),
} as const
export const CROWDLOAN = record(FIELDS)
export type Shown = ValueOf<typeof CROWDLOAN>

export function shown(loan: Crowdloan, clock: Clock, names: ReadonlyMap<string, string>): Shown {
  const { id, call, end } = loan
  return {
    crowdloanId: id,
    status: statusOf(loan, clock.block),
    creator: loan.creator,
    creatorName: names.get(loan.creator),
    fundsAccount: loan.fundsAccount,
    raised: loan.raised,
    cap: loan.cap,
    missing: missingOf(loan),
    progress: shareOf(loan.raised, loan.cap),
    deposit: loan.deposit,
    minContribution: loan.minContribution,
    maxContribution: loan.maxContribution,
    end: momentOf(clock, end),
    blocksLeft: end - clock.block,
    secondsLeft: Math.trunc(((end - clock.block) * clock.slot) / 1000),
    contributors: loan.contributors,
    ...purposeOf(kindOf(loan), loan.target, call, loan.lease, clock),
    targetName: loan.target === undefined ? undefined : names.get(loan.target),
    finalized: loan.isFinalized,
  }
}

export function purposeOf(
  kind: string,
  target: string | undefined,
  call: Call | undefined,
  lease: Lease | undefined,
  clock: Clock,
): Purpose {
  return {
    kind,
    target,
    call: call?.name,
    callArguments: call && (toJson(call.args) as Json),
    lease: lease && {
      emissionsShare: BigInt(lease.emissionsShare) * 10_000_000n,
      end: lease.endBlock === undefined ? undefined : momentOf(clock, lease.endBlock),
    },
  }
}

/** Those whose names are told. */
export const namedIn = ({ creator, target }: Crowdloan): string[] =>
  target === undefined ? [creator] : [creator, target]

/** A part of a whole in billionths. */
export const shareOf = (part: bigint, whole: bigint): bigint => (whole === 0n ? RAO : (part * RAO) / whole)

/** `████████░░░░░░░░ 52.5 %` */
export function progressCell(raised: Tao, cap: Tao, width = 16): Cell {
  const share = shareOf(raised, cap)
  const full = Number((share * BigInt(width)) / RAO)
  const bar = '█'.repeat(Math.min(width, full)).padEnd(width, '░')
  return { ...cells.text(`${bar} ${percentText(share)}`), bare: cells.percent(share).bare!, cut: 'no' }
}

/** To two decimals, and never as reached before it is. */
export function percentText(share: bigint): string {
  const hundredths = share / 100_000n
  const rest = (hundredths % 100n).toString().padStart(2, '0').replace(/0+$/, '')
  return `${hundredths / 100n}${rest === '' ? '' : `.${rest}`} %`
}

/** `block 51234 (2026-11-28 09:00:00 UTC), 50400 blocks to go: 7 d` */
export function endText(
  end: { readonly block: number | bigint; readonly time: number | undefined },
  clock: Clock,
): string {
  const left = Number(end.block) - clock.block
  return `${momentText(end)}, ${leftText(left, (left * clock.slot) / 1000)}`
}

/** Blocks and hours to go, or gone by. */
export function leftText(blocks: number, seconds: number): string {
  const count = Math.abs(blocks)
  const unit = count === 1 ? 'block' : 'blocks'
  const time = duration(Math.abs(seconds) * 1000)
  if (blocks <= 0) return `ended ${count === 0 ? 'now' : `${count} ${unit} ago: ${time}`}`
  return `${count} ${unit} to go: ${time}`
}

const TONES: Readonly<Record<string, Tone>> = { active: 'good', funded: 'strong', closed: 'warn', finalized: 'dim' }

export const statusCell = (status: string): Cell => cells.toned(cells.text(status), TONES[status] ?? 'dim')

/** What is done with the money, in a few words. */
export function purposeText({ kind, target, call, lease }: Purpose): string {
  if (kind === 'fundraising') return `TAO for ${target ?? 'nobody'}`
  if (kind === 'subnet') return `a subnet to lease, ${percentText(lease!.emissionsShare)} for contributors`
  return call === undefined ? 'a call that is not there any more, or cannot be read' : `the call ${call}`
}

/** Facts about what is done with the money. */
export function purposeFacts(purpose: Purpose): (readonly [string, Cell])[] {
  const { kind, target, call, callArguments, lease } = purpose
  if (kind === 'fundraising') return [['Target', target === undefined ? cells.none : cells.address(target)]]
  if (lease !== undefined)
    return [
      ['For', cells.text('a subnet to lease')],
      [
        'Contributors get',
        { ...cells.percent(lease.emissionsShare), text: `${percentText(lease.emissionsShare)} of the owner's cut` },
      ],
      ['Lease ends', cells.text(lease.end === undefined ? 'never' : momentText(lease.end))],
    ]
  if (call === undefined) return [['Call', cells.warn('gone, or not to be read')]]
  return [
    ['Call', cells.text(call)],
    ['Arguments', cells.text(JSON.stringify(callArguments))],
  ]
}

/** What becomes of the money with a call that does not take it, which is every other one than that for a lease. */
export const STAYS =
  'Its call does not take what was raised: that stays in an account whose key nobody has. A subnet to lease is the only call that uses it.'
