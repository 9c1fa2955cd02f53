/** Crowdloans as btcli v9 writes them. */
import type { Json } from '../json.ts'
import { amount, type Fields, field, fields, known, rao, rows, sum } from './reading.ts'

type Shape = (json: Json, network: string) => Json

const told = (data: Json, more: Fields = {}): Json => ({ success: true, error: null, ...more, data })

/** Of a transaction. */
const sent =
  (data: (of: Fields) => Json): Shape =>
  json => {
    const of = fields(json)
    return told(data(of), { extrinsic_identifier: known(of.extrinsic_id) })
  }

const RAO = 1_000_000_000n
const percent = (part: bigint, whole: bigint): Json => amount(whole === 0n ? 0n : (part * 100n * RAO) / whole)
const capital = (word: Json | undefined): string => {
  const text = String(word)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
] as const

/** The two largest units: `6d 23h`. */
function span(seconds: number): string {
  let rest = seconds
  const parts = UNITS.flatMap(([name, size]) => {
    const count = Math.floor(rest / size)
    rest %= size
    return count === 0 ? [] : [`${count}${name}`]
  })
  return parts.slice(0, 2).join(' ') || '0s'
}

function timeRemaining({ blocks_left: blocks, seconds_left: seconds }: Fields): string {
  if (Number(blocks) === 0) return 'due'
  return Number(blocks) > 0 ? span(Number(seconds)) : `Closed ${span(-Number(seconds))} ago`
}

const LEASING = 'Subnet Leasing'

const callName = ({ kind, call }: Fields): Json =>
  kind === 'fundraising' ? null : kind === 'subnet' ? LEASING : known(call ?? 'Unknown')

function listed(loan: Fields): Json {
  return {
    id: known(loan.crowdloan_id),
    status: capital(loan.status),
    raised: field(loan, 'raised'),
    cap: field(loan, 'cap'),
    deposit: field(loan, 'deposit'),
    min_contribution: field(loan, 'min_contribution'),
    end_block: known(fields(loan.end).block),
    time_remaining: timeRemaining(loan),
    contributors_count: known(loan.contributors),
    creator: known(loan.creator),
    creator_identity: known(loan.creator_name),
    target_address: known(loan.target),
    target_identity: known(loan.target_name),
    funds_account: known(loan.funds_account),
    call: callName(loan),
    finalized: known(loan.finalized),
  }
}

const currentBlock = ({ end, blocks_left: left }: Fields): number => Number(fields(end).block) - Number(left)

export const crowdList: Shape = (json, network) => {
  const all = rows(json)
  const [first] = all
  return told({
    crowdloans: all.map(listed),
    total_count: all.length,
    total_raised: amount(sum(all, 'raised')),
    total_cap: amount(sum(all, 'cap')),
    total_contributors: all.reduce((total, { contributors }) => total + Number(contributors), 0),
    ...(first === undefined
      ? {}
      : {
          funding_percentage: percent(sum(all, 'raised'), sum(all, 'cap')),
          current_block: currentBlock(first),
          network,
        }),
  })
}

function callDetails(loan: Fields): Json {
  const [pallet = 'Unknown', method = 'Unknown'] = typeof loan.call === 'string' ? loan.call.split('.') : []
  const args = fields(loan.call_arguments)
  if (loan.kind === 'fundraising' || loan.call === null) return null
  if (loan.kind !== 'subnet') return { pallet, method, args }
  return {
    type: LEASING,
    pallet,
    method,
    emissions_share: known(args.emissions_share),
    end_block: known(fields(fields(loan.lease).end).block),
  }
}

/** Of those beside the creator, without what he has put in first. */
function average(loan: Fields): Json {
  const others = BigInt(Number(loan.contributors)) - 1n
  return amount(others > 0n ? (rao(loan, 'raised') - rao(loan, 'deposit')) / others : rao(loan, 'deposit'))
}

function ownContribution({ mine, creator, status }: Fields): Json {
  const own = fields(mine)
  if (own.coldkey === undefined || rao(own, 'contribution') === 0n) return null
  const withdrawable = status === 'active' && rao(own, 'withdrawable') > 0n ? field(own, 'withdrawable') : null
  return {
    amount: field(own, 'contribution'),
    is_creator: own.coldkey === creator,
    withdrawable,
    refundable: status === 'closed',
  }
}

const contributor = (row: Fields, total: bigint): Json => ({
  rank: known(row.rank),
  address: known(row.address),
  identity: known(row.name),
  contribution_tao: field(row, 'contribution'),
  contribution_rao: Number(rao(row, 'contribution')),
  percentage: percent(rao(row, 'contribution'), total),
})

export const crowdInfo: Shape = (json, network) => {
  const loan = fields(json)
  const list = rows(loan.contributor_list)
  return told({
    crowdloan_id: known(loan.crowdloan_id),
    status: capital(loan.status),
    finalized: known(loan.finalized),
    creator: known(loan.creator),
    creator_identity: known(loan.creator_name),
    funds_account: known(loan.funds_account),
    raised: field(loan, 'raised'),
    cap: field(loan, 'cap'),
    raised_percentage: percent(rao(loan, 'raised'), rao(loan, 'cap')),
    deposit: field(loan, 'deposit'),
    min_contribution: field(loan, 'min_contribution'),
    end_block: known(fields(loan.end).block),
    current_block: known(loan.block),
    time_remaining: timeRemaining(loan),
    contributors_count: known(loan.contributors),
    average_contribution: average(loan),
    target_address: known(loan.target),
    target_identity: known(loan.target_name),
    has_call: loan.kind !== 'fundraising',
    call_details: callDetails(loan),
    user_contribution: ownContribution(loan),
    network,
    ...(list.length === 0 ? {} : { contributors: list.map(row => contributor(row, sum(list, 'contribution'))) }),
  })
}

export const crowdContributors: Shape = (json, network) => {
  const list = rows(json)
  const total = sum(list, 'contribution')
  return told({
    crowdloan_id: known(list[0]?.crowdloan_id),
    contributors: list.map(row => contributor(row, total)),
    total_count: list.length,
    total_contributed_tao: amount(total),
    total_contributed_rao: Number(total),
    network,
  })
}

function balance(of: Fields, before: bigint): Json {
  return { before: amount(before), after: field(of, 'balance'), fee: field(of, 'fee') }
}

const contributed = sent(of => ({
  crowdloan_id: known(of.crowdloan_id),
  contributor: known(of.contributor),
  contribution_amount: field(of, 'amount'),
  previous_contribution: amount(rao(of, 'contribution') - rao(of, 'amount')),
  total_contribution: field(of, 'contribution'),
  balance: balance(of, rao(of, 'balance') + rao(of, 'amount') + rao(of, 'fee')),
  crowdloan: {
    raised_before: amount(rao(of, 'raised') - rao(of, 'amount')),
    raised_after: field(of, 'raised'),
    cap: field(of, 'cap'),
    percentage: percent(rao(of, 'raised'), rao(of, 'cap')),
  },
  adjusted: rao(of, 'amount') < rao(of, 'offered'),
  cap_reached: known(of.funded),
}))

const withdrawn = sent(of => {
  const stays = rao(of, 'contribution')
  return {
    crowdloan_id: known(of.crowdloan_id),
    is_creator: stays > 0n,
    withdrawal_amount: field(of, 'amount'),
    previous_contribution: amount(stays + rao(of, 'amount')),
    remaining_contribution: amount(stays),
    deposit_locked: stays > 0n ? amount(stays) : null,
    balance: balance(of, rao(of, 'balance') - rao(of, 'amount') + rao(of, 'fee')),
    crowdloan: { raised_before: amount(rao(of, 'raised') + rao(of, 'amount')), raised_after: field(of, 'raised') },
  }
})

const finalized = sent(of => ({
  crowdloan_id: known(of.crowdloan_id),
  total_raised: field(of, 'raised'),
  contributors_count: known(of.contributors),
  target_address: known(of.target),
  has_call: of.kind !== 'fundraising',
  call_executed: of.kind !== 'fundraising',
}))

const refunded = sent(of => ({
  crowdloan_id: known(of.crowdloan_id),
  refund_limit_per_call: known(of.per_call),
  total_contributors: Number(of.refunded) + Number(of.left) + 1,
  estimated_calls_remaining: Math.ceil(Number(of.left) / Number(of.per_call)),
  amount_refunded: field(of, 'amount'),
}))

const dissolved = sent(of => ({
  crowdloan_id: known(of.crowdloan_id),
  creator: known(of.creator),
  total_dissolved: field(of, 'amount'),
}))

const UPDATE_TYPES: Readonly<Record<string, string>> = {
  min_contribution: 'Minimum Contribution',
  cap: 'Cap',
  end: 'End Block',
  max_contribution: 'Maximum Contribution',
}

const updated = sent(of => ({
  crowdloan_id: known(of.crowdloan_id),
  update_type: (of.changed as readonly Json[]).map(term => UPDATE_TYPES[String(term)] ?? term).join(', '),
}))

const created: Shape = json => {
  const of = fields(json)
  const { end_block: leaseEnd, emissions_share: share } = fields(callDetails(of))
  const [pallet, method] = String(of.call).split('.')
  const more: Fields =
    of.kind === 'subnet'
      ? { emissions_share: known(share), lease_end_block: known(leaseEnd), perpetual_lease: known(leaseEnd) === null }
      : of.kind === 'call'
        ? { custom_call: { pallet: known(pallet), method: known(method), args: known(of.call_arguments) } }
        : { target_address: known(of.target) }
  return told({
    type: of.kind === 'call' ? 'custom' : known(of.kind),
    deposit: field(of, 'deposit'),
    min_contribution: field(of, 'min_contribution'),
    cap: field(of, 'cap'),
    duration: known(of.duration),
    end_block: known(fields(of.end).block),
    extrinsic_id: known(of.extrinsic_id),
    ...more,
  })
}

export const CROWD: Readonly<Record<string, Shape>> = {
  'crowd list': crowdList,
  'crowd info': crowdInfo,
  'crowd contributors': crowdContributors,
  'crowd create': created,
  'crowd contribute': contributed,
  'crowd withdraw': withdrawn,
  'crowd finalize': finalized,
  'crowd refund': refunded,
  'crowd dissolve': dissolved,
  'crowd update': updated,
}
