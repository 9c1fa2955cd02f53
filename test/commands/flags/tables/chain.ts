/** Commands about the chain itself, weights, axons, and what wallets do on chain. */
import { mechanismIndex } from '../../../../src/client/reads/weights.ts'
import { commitmentHash, type Promised } from '../../../../src/client/weights/commitment.ts'
import type { Case, Entry, Json, Table } from '../support/cases.ts'
import { MINER, OWNER_HOT, SECOND, SPARE, VAL } from '../support/scene.ts'
import { effect, insists, refusal, signs, waits } from './common.ts'

const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const NONE: Entry = { base: {}, flags: {} }

/** The hash that is committed for equal weights of two neurons of subnet 2. */
const hashOf = (changes: Partial<Promised>): string =>
  commitmentHash(OWNER_HOT, mechanismIndex(2, 0), {
    uids: [0, 1],
    values: [65_535, 65_535],
    salt: [1, 2, 3],
    versionKey: 0n,
    ...changes,
  })

/** What was committed first. */
const equal = { weights: [{ weight: 65_535 }, { weight: 65_535 }] }

/** Weights in every form in which they are taken. */
const weightsOf = (netuid: string) => ({
  pairs: { to: '0:1,1:3', shows: { weights: [{ weight: 21845 }, { weight: 65535 }] } },
  uids: {
    to: '1,0',
    given: { pairs: null, uids: '0,1', weights: '1,3' },
    shows: { weights: [{ uid: 1 }, { uid: 0 }] },
  },
  weights: {
    to: '1,3',
    given: { pairs: null, uids: '0,1', weights: '1,1' },
    shows: { weights: [{ weight: 21845 }, { weight: 65535 }] },
  },
  from: { to: '@/weights.json', shows: { weights: [{ uid: 1 }] } },
  rawU16: { to: true, given: { pairs: '0:1,1:3' }, shows: { weights: [{ weight: 1 }, { weight: 3 }] } },
  netuid: { to: netuid, shows: { netuid: Number(netuid) } },
})
const DEMANDED = ['sudo set 2 weights_version 7 --uri //Alice', 'sudo set 3 weights_version 7 --uri //Alice']
const ANOTHER_MECHANISM: Case = { to: '1', given: { netuid: '3' }, shows: { mechanism: 1 } }

const asRoot = (args: object) => signs({ call: [{ arguments: args }] }, 'Sudo.sudo')
const SIGNED_BY_SECOND: Case = {
  to: 'second',
  given: { signWith: 'hotkey', uri: null, sudo: null },
  before: [`wallet fund ${OWNER_HOT} 1`, `wallet fund ${SECOND} 1`],
  shows: { facts: { from: SECOND } },
}
const CALL: Entry = {
  base: { target: 'System.remark', args: '{"remark":"0x01"}' },
  settings: { hotkey: [SIGNED_BY_SECOND, { to: 'second', shows: refusal(/--hotkey goes with --sign-with hotkey/) }] },
  flags: {
    target: { to: 'System.remark_with_event', shows: { signs: { call: 'System.remark_with_event' } } },
    args: { to: '{"remark":"0x02"}', shows: signs({ remark: '0x02' }) },
    argsFile: [
      { to: '@/args.json', shows: signs({ remark: '0x03' }) },
      { to: '-', stdin: '{"remark":"0x04"}', shows: signs({ remark: '0x04' }) },
    ],
    sudo: { to: true, given: { uri: '//Alice' }, shows: { summary: /as root$/ } },
    signWith: [
      { to: 'hotkey', before: [`wallet fund ${OWNER_HOT} 1`], shows: { facts: { from: OWNER_HOT } } },
      insists('hotkey', { uri: '//Alice' }),
    ],
    uri: { to: '//Alice', shows: { facts: { from: ALICE } } },
  },
}

/** The waiting for a swap is short. */
const ANNOUNCED = [
  `sudo call AdminUtils.sudo_set_coldkey_swap_announcement_delay --args '{"duration":5}' --uri //Alice`,
  `sudo call AdminUtils.sudo_set_coldkey_swap_reannouncement_delay --args '{"duration":5}' --uri //Alice`,
  'wallet swap-coldkey announce spare',
]
/** Whose key nobody has. */
const NOBODY = '5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM'
const SOON = { given: { wait: null }, before: ['chain advance 12'] }
const ANNOUNCE: Entry = {
  base: { newColdkey: 'spare' },
  flags: {
    newColdkey: { to: 'hollow', shows: ({ new_coldkey: coldkey }: Json) => coldkey !== SPARE },
    wait: waits(ANNOUNCED),
  },
}
const SWAP_CHECK: Entry = {
  base: {},
  flags: {
    accounts: { to: 'miner', shows: [{ coldkey: MINER }] },
    all: { to: true, shows: (rows: Json) => rows.length > 3 },
  },
}
/** A new address for every text that an identity has. */
const says = (field: string): Case => ({ to: 'told', shows: { identity: { [field]: 'told' } } })

export const CHAIN: Table = {
  'chain accounts': NONE,
  'chain audit': NONE,
  'chain status': NONE,
  'chain query': {
    base: { name: 'System.Account', keys: 'owner' },
    flags: {
      name: { to: 'Balances.Locks', shows: { value: [] } },
      keys: { to: NOBODY, shows: { value: (value: Json) => value.data.free === '0' } },
      block: { to: '1', shows: { block: 1 } },
      limit: {
        to: '1',
        given: { name: 'SubtensorModule.Keys', keys: '2' },
        shows: { entries: (all: Json[]) => all.length === 1, is_whole: false },
      },
    },
  },
  'emission halvings': NONE,
  'emission supply': NONE,
  'emission schedule': {
    base: {},
    flags: { genesis: { to: '2030-01-01', shows: (rows: Json) => rows[0].time.startsWith('2030-01-01') } },
  },
  'chain advance': {
    base: {},
    flags: {
      blocks: { to: '3', shows: { made: 3 } },
      toEpoch: { to: '2', shows: { made: (made: number) => made > 100 } },
    },
  },
  'axon set': {
    base: { netuid: '2', ip: '203.0.113.7', port: '8091' },
    flags: {
      netuid: { to: '3', shows: signs({ netuid: 3 }) },
      ip: { to: '203.0.113.8', shows: { facts: { endpoint: '203.0.113.8:8091' } } },
      port: { to: '9000', shows: signs({ port: 9000 }) },
      ipType: { to: '6', shows: refusal(/not of IPv6/) },
      protocol: { to: '7', shows: signs({ protocol: 7 }) },
      version: { to: '12', shows: signs({ version: 12 }) },
      tls: {
        to: true,
        given: { certificate: '0x0102' },
        was: refusal(/without --tls/),
        shows: signs({}, 'SubtensorModule.serve_axon_tls'),
      },
      certificate: {
        to: '0x0102',
        given: { tls: true },
        was: refusal(/Missing/),
        shows: signs({ certificate: '0x0102' }),
      },
      wait: waits(['axon set 2 203.0.113.9 8091']),
    },
  },
  'axon reset': {
    base: { netuid: '2' },
    flags: { netuid: { to: '3', shows: signs({ netuid: 3 }) }, wait: waits(['axon set 2 203.0.113.9 8091']) },
  },
  'axon show': { base: { netuid: '2' }, flags: { netuid: { to: '3', shows: { netuid: 3 } } } },
  'weights set': {
    base: { netuid: '3', mechanism: '1', pairs: '0:1,1:1' },
    flags: {
      ...weightsOf('2'),
      netuid: {
        to: '2',
        given: { mechanism: null },
        before: ['chain advance 120'],
        shows: { netuid: 2, committed: true },
      },
      mechanism: { to: '0', before: ['chain advance 120'], shows: { mechanism: 0 } },
      versionKey: { to: '9', before: DEMANDED, was: refusal(/version/i), shows: signs({ version_key: '9' }) },
      timelock: [
        { to: true, given: { netuid: '2', mechanism: null }, shows: { reveal_round: (round: Json) => round > 0 } },
        { to: true, shows: refusal(/nothing to seal/) },
      ],
      round: [
        { to: '99999999', given: { netuid: '2', mechanism: null }, shows: { reveal_round: 99999999 } },
        { to: '99999999', shows: refusal(/nothing to seal/) },
      ],
      wait: waits([], { mechanism: null }),
    },
  },
  'weights commit': {
    base: { netuid: '2', pairs: '0:1,1:1', salt: '1,2,3' },
    flags: {
      ...weightsOf('4'),
      netuid: { to: '3', shows: refusal(/commit/i) },
      salt: [
        { to: '4,5,6', shows: { commit_hash: hashOf({ salt: [4, 5, 6] }) } },
        insists('4,5,6', { salt: null, timelock: true }),
      ],
      mechanism: { to: '1', shows: refusal(/mechanism 1/) },
      versionKey: { to: '9', shows: { commit_hash: hashOf({ versionKey: 9n }) } },
      timelock: { to: true, given: { salt: null }, shows: { commit_hash: null } },
      round: { to: '99999999', given: { salt: null }, shows: { reveal_round: 99999999 } },
      wait: waits(['weights commit 2 0:1 1:2']),
    },
  },
  'weights reveal': {
    base: { netuid: '2' },
    // Three commits of one epoch, each more blocks after the last than the chain wants, and then the epoch of their reveal.
    before: [
      'weights commit 2 0:1 1:1 --salt 1,2,3',
      'chain advance 101',
      'weights commit 2 0:1 1:3 --raw-u16 --salt 4,5,6',
      'chain advance 101',
      'weights commit 2 0:1 1:1 --salt 7,8,9 --version-key 9',
      'chain advance 130',
    ],
    flags: {
      netuid: { to: '3', shows: refusal(/commit/i) },
      pairs: { to: '0:1,1:1', given: { salt: '1,2,3' }, was: refusal(/Which weights/), shows: equal },
      uids: { to: '0,1', given: { salt: '1,2,3', weights: '1,1' }, was: refusal(/as many weights/), shows: equal },
      weights: { to: '1,1', given: { salt: '1,2,3', uids: '0,1' }, was: refusal(/as many weights/), shows: equal },
      from: { to: '@/equal.json', given: { salt: '1,2,3' }, was: refusal(/Which weights/), shows: equal },
      rawU16: [
        {
          to: true,
          given: { salt: '4,5,6', pairs: '0:1,1:3' },
          was: { error: { code: 'not_found' } },
          shows: { weights: [{ weight: 1 }, { weight: 3 }] },
        },
        { to: true, shows: refusal(/--raw-u16 goes with weights/) },
      ],
      salt: {
        to: '1,2,3',
        given: { salt: '3,2,1', pairs: '0:1,1:1' },
        was: { error: { code: 'not_found' } },
        shows: equal,
      },
      mechanism: { to: '1', shows: refusal(/no mechanism 1/) },
      versionKey: [
        {
          to: '9',
          given: { salt: '7,8,9', pairs: '0:1,1:1' },
          was: { error: { code: 'not_found' } },
          shows: signs({ version_key: '9' }),
        },
        { to: '9', shows: refusal(/--version-key goes with weights/) },
      ],
      wait: waits(['weights commit 2 0:1 1:2 --salt 1,1,1'], { pairs: '0:1,1:2', salt: '1,1,1' }),
    },
  },
  'weights show': {
    base: { netuid: '3' },
    planned: { given: { validator: 'default' } },
    flags: {
      netuid: { to: '2', shows: [] },
      validator: { to: '1', shows: [{ uid: 1 }] },
      mechanism: { to: '1', shows: [] },
    },
  },
  'weights status': {
    base: { netuid: '2' },
    flags: { netuid: { to: '3', shows: { netuid: 3 } }, mechanism: ANOTHER_MECHANISM },
  },
  call: CALL,
  'sudo call': {
    base: { ...CALL.base, uri: '//Alice' },
    planned: { given: { uri: null, sudo: false } },
    settings: { hotkey: { ...SIGNED_BY_SECOND, given: { signWith: 'hotkey', uri: null, sudo: false } } },
    flags: {
      target: {
        to: 'System.kill_prefix',
        given: { args: '{"prefix":"0xffff","subkeys":1}' },
        was: refusal(/takes other arguments/),
        shows: { summary: /kill_prefix as root/ },
      },
      args: { to: '{"remark":"0x02"}', shows: asRoot({ remark: '0x02' }) },
      argsFile: { to: '@/args.json', shows: asRoot({ remark: '0x03' }) },
      sudo: { to: false, shows: { summary: 'Call System.remark' } },
      uri: { to: '//Alice', given: { sudo: false, uri: null }, shows: { facts: { from: ALICE } } },
      signWith: insists('hotkey', {}),
    },
  },
  'wallet transfer': {
    base: { to: 'miner', amount: '1' },
    flags: {
      to: { to: 'val', shows: { facts: { to: VAL } } },
      amount: { to: '2', shows: signs({ value: '2000000000' }) },
      all: { to: true, shows: signs({ keep_alive: true }, 'Balances.transfer_all') },
      allowDeath: { to: true, shows: signs({}, 'Balances.transfer_allow_death') },
    },
  },
  'wallet fund': {
    base: {},
    flags: {
      to: { to: 'miner', shows: { facts: { to: MINER } } },
      amount: { to: '5', shows: signs({ value: '5000000000' }) },
      from: { to: 'Eve', shows: ({ facts }: Json) => facts.from !== ALICE },
    },
  },
  'wallet set-identity': {
    base: { idName: 'before' },
    flags: {
      idName: says('name'),
      url: says('url'),
      github: says('repository'),
      image: says('image'),
      discord: says('discord'),
      description: says('description'),
      additional: says('additional'),
    },
  },
  'wallet associate-hotkey': {
    base: { hotkey: 'spare/default' },
    flags: { hotkey: { to: 'owner/default', shows: refusal(/is yours already/) } },
  },
  'wallet swap-hotkey': {
    base: { newHotkey: 'spare/default', netuid: '2', wait: true },
    planned: { given: { netuid: null, allNetuids: true, wait: null } },
    flags: {
      newHotkey: { to: 'hollow/none', shows: refusal(/There is no hotkey "none"/) },
      netuid: { to: '3', shows: { summary: /subnet 3/ } },
      allNetuids: { to: true, shows: { facts: { on: 'all subnets' } } },
      keepStake: { to: true, given: { allNetuids: true, netuid: null, wait: null }, shows: effect(/stake stays/) },
      wait: { ...waits(), given: { wait: null } },
    },
  },
  'wallet swap-coldkey announce': ANNOUNCE,
  'wallet announce-coldkey-swap': ANNOUNCE,
  'wallet swap-coldkey check': SWAP_CHECK,
  'wallet swap-check': SWAP_CHECK,
  'wallet swap-coldkey clear': {
    base: { wait: true },
    planned: SOON,
    before: ANNOUNCED,
    flags: { wait: { ...waits(), given: { wait: null } } },
  },
  'wallet swap-coldkey dispute': { base: {}, before: ANNOUNCED, flags: {} },
  'wallet swap-coldkey execute': {
    base: { wait: true },
    planned: SOON,
    before: ANNOUNCED,
    flags: {
      newColdkey: { to: 'miner', shows: refusal(/announced/i) },
      wait: { ...waits(), given: { wait: null } },
    },
  },
}
