/** Crowdloans, each made for its cases. */
import type { Case, Entry, Json, Table } from '../support/cases.ts'
import { VAL } from '../support/scene.ts'
import { insists, refusal, waits } from './common.ts'

const TERMS = '--deposit 10 --min-contribution 1 --cap 40 --duration 60000'
const OPEN = [`crowd create ${TERMS} --target miner`]
const ANOTHER = 'crowd create --deposit 20 --min-contribution 1 --cap 40 --duration 70000 --target val'
const REMARK = '{"remark":"0x01"}'

const ids = (...expected: readonly number[]) => ({
  shows: (rows: Json) => JSON.stringify(rows.map((row: Json) => row.crowdloan_id)) === JSON.stringify(expected),
})
const theOther: Case = { to: '1', before: [ANOTHER], shows: { crowdloan_id: 1 } }
const atEnd: Case = { to: true, shows: { facts: { waits_for: /^\d+$/ }, summary: /when it has ended$/ } }

const CREATE: Entry = {
  base: { deposit: '10', minContribution: '1', cap: '40', duration: '60000', target: 'miner' },
  flags: {
    deposit: { to: '12', shows: { deposit_rao: '12000000000' } },
    minContribution: { to: '2', shows: { min_contribution_rao: '2000000000' } },
    cap: { to: '50', shows: { cap_rao: '50000000000' } },
    duration: { to: '70000', shows: { duration: 70_000 } },
    end: { to: '90000', shows: { end: { block: 90_000 } } },
    target: { to: 'val', shows: { target: VAL } },
    fundraising: insists(true, { target: null, emissionsShare: '30' }),
    subnetLease: insists(true, {}),
    emissionsShare: { to: '30', shows: { kind: 'subnet', lease: { end: null } } },
    leaseEndBlock: {
      to: '99999',
      given: { target: null, emissionsShare: '30' },
      shows: { lease: { end: { block: 99_999 } } },
    },
    call: {
      to: 'System.remark',
      given: { target: null, callArgs: REMARK },
      was: refusal(/goes with --call/),
      shows: { kind: 'call', call: 'System.remark' },
    },
    callArgs: {
      to: REMARK,
      given: { target: null, call: 'System.remark' },
      was: refusal(/takes other arguments/),
      shows: { call_arguments: { remark: '0x01' } },
    },
    customCallPallet: {
      to: 'System',
      given: { target: null, callArgs: REMARK, customCallMethod: 'remark' },
      was: refusal(/go together/),
      shows: { call: 'System.remark' },
    },
    customCallMethod: {
      to: 'remark_with_event',
      given: { target: null, callArgs: REMARK, customCallPallet: 'System' },
      was: refusal(/go together/),
      shows: { call: 'System.remark_with_event' },
    },
  },
}

const CONTRIBUTE: Entry = {
  base: { crowdloanId: '0', amount: '2' },
  before: OPEN,
  flags: {
    crowdloanId: theOther,
    amount: { to: '3', shows: { amount_rao: '3000000000' } },
    all: { to: true, shows: { amount_rao: '30000000000' } },
  },
}

const WITHDRAW: Entry = {
  base: { crowdloanId: '0' },
  before: [...OPEN, 'crowd contribute 0 2'],
  flags: {
    crowdloanId: { ...theOther, shows: refusal(/first deposit stays/) },
    wait: atEnd,
  },
}

const UPDATE: Entry = {
  base: { crowdloanId: '0', cap: '50' },
  before: OPEN,
  flags: {
    crowdloanId: theOther,
    cap: { to: '60', shows: { cap_rao: '60000000000' } },
    end: { to: '90000', shows: { end: { block: 90_000 }, changed: ['cap', 'end'] } },
    minContribution: { to: '2', shows: { min_contribution_rao: '2000000000' } },
    maxContribution: { to: '30', shows: { max_contribution_rao: '30000000000' } },
    change: {
      to: 'min-contribution',
      given: { cap: null, to: '2' },
      was: refusal(/go together/),
      shows: { min_contribution_rao: '2000000000' },
    },
    to: {
      to: '90000',
      given: { cap: null, change: 'end' },
      was: refusal(/go together/),
      shows: { end: { block: 90_000 } },
    },
    noMaxContribution: {
      to: true,
      before: ['crowd update 0 --max-contribution 20'],
      shows: { max_contribution: null },
    },
  },
}

const FINALIZE: Entry = {
  base: { crowdloanId: '0' },
  before: [...OPEN, 'crowd contribute 0 30'],
  flags: {
    crowdloanId: { ...theOther, shows: refusal(/has not raised its cap/) },
    wait: waits(
      [
        'crowd create --deposit 10 --min-contribution 1 --cap 50000 --duration 60000 --emissions-share 30',
        'crowd contribute 1 --all',
        'sudo set network network_rate_limit 5000 --uri //Alice',
      ],
      { crowdloanId: '1' },
    ),
  },
}

const REFUND: Entry = {
  base: { crowdloanId: '0' },
  before: [...OPEN, 'crowd contribute 0 5 --wallet val'],
  flags: {
    crowdloanId: { ...theOther, shows: refusal(/Nobody is left/) },
    wait: atEnd,
  },
}

const DISSOLVE: Entry = { base: { crowdloanId: '0' }, before: OPEN, flags: { crowdloanId: theOther } }

export const CROWD: Table = {
  'crowd list': {
    base: {},
    before: [...OPEN, ANOTHER],
    flags: {
      status: { to: 'funded', shows: [] },
      type: { to: 'subnet', shows: [] },
      sortBy: { to: 'id', ...ids(0, 1) },
      sortOrder: { to: 'asc', ...ids(0, 1) },
      searchCreator: { to: 'nobody', shows: [] },
    },
  },
  'crowd info': {
    base: { crowdloanId: '0' },
    before: OPEN,
    flags: {
      crowdloanId: theOther,
      showContributors: { to: true, shows: { contributor_list: [{ rank: 1 }] } },
    },
  },
  'crowd contributors': {
    base: { crowdloanId: '0' },
    before: OPEN,
    flags: { crowdloanId: { ...theOther, shows: [{ crowdloan_id: 1 }] } },
  },
  'crowd create': CREATE,
  'crowd contribute': CONTRIBUTE,
  'crowd withdraw': WITHDRAW,
  'crowd update': UPDATE,
  'crowd finalize': FINALIZE,
  'crowd refund': REFUND,
  'crowd dissolve': DISSOLVE,
  'tx create-crowdloan': CREATE,
  'tx contribute-crowdloan': CONTRIBUTE,
  'tx withdraw-crowdloan': WITHDRAW,
  'tx update-crowdloan-cap': UPDATE,
  'tx update-crowdloan-end': UPDATE,
  'tx update-crowdloan-min-contribution': UPDATE,
  'tx set-crowdloan-max-contribution': UPDATE,
  'tx finalize-crowdloan': FINALIZE,
  'tx refund-crowdloan': REFUND,
  'tx dissolve-crowdloan': DISSOLVE,
}
