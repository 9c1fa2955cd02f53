/** Commands about subnets: what is shown of them, what their owners set. */
import type { Case, Entry, Json, Table } from '../support/cases.ts'
import { LOCKS, MINER_HOT, OWNER_HOT, SECOND, VAL_HOT } from '../support/scene.ts'
import { above, below, insists, refusal, signs, waits } from './common.ts'

const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'

/** The one argument of commands that show one subnet. */
const SHOWN: Entry = { base: { netuid: '2' }, flags: { netuid: { to: '3', shows: { netuid: 3 } } } }

/** Who signs, as whom: //Alice has the sudo key, and owns subnet 4. */
const AUTHORITY = {
  uri: { to: '//Alice', shows: { facts: { from: ALICE } } },
  sudo: { to: true, given: { uri: '//Alice', netuid: '4' }, shows: { summary: /, as root$/ } },
} as const

const MECHANISM_EMISSIONS: Entry = {
  base: { netuid: '2' },
  flags: { netuid: { to: '3', shows: [{ mechanism: 0 }, { mechanism: 1 }] } },
}
const MECHANISMS_SET: Entry = {
  base: { netuid: '3', count: '1' },
  flags: {
    netuid: { to: '4', given: { uri: '//Alice' }, shows: { summary: /subnet 4/ } },
    count: { to: '2', shows: signs({ mechanism_count: 2 }) },
    uri: { to: '//Alice', shows: { facts: { from: ALICE } } },
    sudo: { to: true, given: { uri: '//Alice', netuid: '4' }, shows: { summary: /, as root$/ } },
    wait: waits(['subnets mechanisms set 3 2']),
  },
}
const SPLIT: Entry = {
  base: { netuid: '3', split: '60,40' },
  flags: {
    netuid: { to: '4', given: { uri: '//Alice', even: true, split: null }, shows: { summary: /subnet 4/ } },
    split: { to: '1,3', shows: { split: [{ share: below(0.3) }, {}] } },
    even: { to: true, shows: signs({ maybe_split: null }) },
    ...AUTHORITY,
    sudo: { ...AUTHORITY.sudo, given: { uri: '//Alice', netuid: '4', even: true, split: null } },
    wait: waits(['subnets mechanisms split-emissions 3 50,50']),
  },
}

const says = (field: string): Case => ({ to: 'told', shows: { identity: { [field]: 'told' } } })
const FIELDS: Readonly<Record<string, string>> = {
  subnetName: 'name',
  url: 'url',
  github: 'repository',
  contact: 'contact',
  discord: 'discord',
  description: 'description',
  logo: 'logo',
  additional: 'additional',
}
const CHAIN_FIELDS: Readonly<Record<string, string>> = {
  ...FIELDS,
  subnetName: 'subnetName',
  url: 'subnetUrl',
  github: 'githubRepo',
  contact: 'subnetContact',
  logo: 'logoUrl',
}
/** `told` in bytes. */
const TOLD = '0x746f6c64'
const SET_IDENTITY: Entry = {
  base: { netuid: '2', subnetName: 'before' },
  flags: {
    netuid: { to: '3', shows: signs({ netuid: 3 }) },
    ...Object.fromEntries(Object.entries(FIELDS).map(([key, field]) => [key, says(field)])),
  },
}
const SET_SYMBOL: Entry = {
  base: { netuid: '2', symbol: 'ζ' },
  flags: {
    netuid: { to: '3', shows: signs({ netuid: 3 }) },
    symbol: { to: 'η', shows: { facts: { symbol: 'η' } } },
  },
}
const START: Entry = {
  base: { netuid: '5' },
  flags: {
    netuid: { to: '2', shows: refusal(/started/i) },
    wait: waits([`sudo call AdminUtils.sudo_set_start_call_delay --args '{"delay":"5000"}' --uri //Alice`]),
  },
}
const PARAMETERS = (key: 'name'): Entry => ({
  base: { netuid: '2' },
  flags: {
    netuid: { to: 'network', shows: (rows: Json) => rows.every(({ name }: Json) => name !== 'tempo') },
    [key]: { to: 'tempo', shows: [{ name: 'tempo' }] },
  },
})

const hotkeys =
  (...all: readonly string[]) =>
  (rows: Json) =>
    rows.map(({ hotkey }: Json) => hotkey).join() === all.join()

export const SUBNETS: Table = {
  'subnets burn-cost': { base: {}, flags: { netuid: { to: '2', shows: { netuid: 2, of: 'registration' } } } },
  'subnets check-start': SHOWN,
  'sudo check-start': SHOWN,
  'subnets conviction': {
    base: { netuid: '2' },
    before: LOCKS,
    flags: {
      netuid: [
        { to: '3', shows: { netuid: 3, total_rao: above(0) } },
        { to: '9', shows: refusal(/subnet 9/i) },
      ],
      hotkey: { to: MINER_HOT, shows: { hotkeys: hotkeys(MINER_HOT) } },
      limit: { to: '1', shows: { hotkeys: hotkeys(OWNER_HOT) } },
      all: insists(true, { limit: '1' }),
    },
  },
  'subnets create': {
    base: {},
    flags: {
      ...Object.fromEntries(
        Object.entries(CHAIN_FIELDS).map(([key, field]) => [
          key,
          {
            to: 'told',
            shows: signs({ identity: { [field]: TOLD } }, 'SubtensorModule.register_network_with_identity'),
          },
        ]),
      ),
      wait: waits([`sudo set network network_rate_limit 5000 --uri //Alice`]),
    },
  },
  'subnets create-cost': { base: {}, flags: {} },
  'subnets get-identity': SHOWN,
  'sudo get-identity': SHOWN,
  'subnets hyperparameters': PARAMETERS('name'),
  'sudo get': PARAMETERS('name'),
  'subnets list': {
    base: {},
    flags: { sort: { to: 'neurons', shows: (rows: Json) => rows[0].netuid === 2 } },
  },
  'subnets metagraph': {
    base: { netuid: '2' },
    flags: {
      netuid: { to: '3', shows: hotkeys(OWNER_HOT, MINER_HOT) },
      sort: { to: 'stake', shows: hotkeys(OWNER_HOT, SECOND, VAL_HOT, MINER_HOT) },
      mechanism: { to: '1', given: { netuid: '3' }, shows: (rows: Json) => rows[0].updated_blocks_ago > 700 },
    },
  },
  'subnets show': {
    base: { netuid: '2' },
    planned: { given: { neurons: true } },
    flags: {
      netuid: { to: '3', shows: { netuid: 3 } },
      neurons: { to: true, shows: { neuron_list: hotkeys(OWNER_HOT, MINER_HOT, SECOND, VAL_HOT) } },
      sort: {
        to: 'stake',
        given: { neurons: true },
        shows: { neuron_list: hotkeys(OWNER_HOT, SECOND, VAL_HOT, MINER_HOT) },
      },
      mechanism: [
        { to: '0', shows: { neuron_list: hotkeys(OWNER_HOT, MINER_HOT, SECOND, VAL_HOT) } },
        { to: '9', shows: refusal(/has no mechanism 9/) },
      ],
    },
  },
  'subnets payouts': {
    base: { netuid: '2' },
    flags: {
      netuid: { to: '3', shows: { netuid: 3 } },
      epochs: { to: '2', shows: { epochs: [360, 720] } },
    },
  },
  'subnets price': {
    base: { netuids: '2', current: true },
    flags: {
      netuids: { to: '2,3', shows: [{ netuid: 2 }, { netuid: 3 }] },
      all: insists(true, {}),
      current: { to: true, given: { hours: '1', current: null }, shows: [{ history: [] }] },
      hours: {
        to: '2',
        given: { hours: '1', current: null },
        shows: [{ history: (points: Json) => points[0].block < 400 }],
      },
    },
  },
  'subnets pruning': {
    base: { netuid: '2' },
    flags: { netuid: { to: '3', shows: (rows: Json) => rows.length === 2 } },
  },
  'subnets register': {
    base: { netuid: '3', hotkey: 'second' },
    flags: {
      netuid: { to: '4', shows: signs({ netuid: 4 }) },
      limitPrice: { to: '0.5', shows: { limit_rao: '500000000' } },
      tolerance: { to: '50%', shows: { limit_rao: above(4e8) } },
      unsafe: { to: true, shows: { limit_rao: null } },
    },
  },
  'subnets set-identity': SET_IDENTITY,
  'sudo set-identity': SET_IDENTITY,
  'subnets set-symbol': SET_SYMBOL,
  'sudo set-symbol': SET_SYMBOL,
  'subnets start': START,
  'sudo start': START,
  'subnets mechanisms count': SHOWN,
  'subnets mechanisms emissions': MECHANISM_EMISSIONS,
  'sudo mechanisms emissions': MECHANISM_EMISSIONS,
  'subnets mechanisms set': MECHANISMS_SET,
  'sudo mechanisms set': MECHANISMS_SET,
  'subnets mechanisms split-emissions': SPLIT,
  'sudo mechanisms split-emissions': SPLIT,
  'sudo mechanisms count': {
    base: { netuid: '3', value: '1' },
    flags: {
      netuid: MECHANISMS_SET.flags.netuid!,
      value: { to: '2', shows: signs({ mechanism_count: 2 }) },
      uri: [AUTHORITY.uri, { to: '//Alice', given: { value: null }, shows: refusal(/--uri/) }],
      sudo: [AUTHORITY.sudo, { to: true, given: { value: null }, shows: refusal(/--sudo/) }],
      wait: [waits(['subnets mechanisms set 3 2']), { to: true, given: { value: null }, shows: refusal(/--wait/) }],
    },
  },
  'sudo set': {
    base: { netuid: '2', parameter: 'immunity_period', value: '100' },
    flags: {
      netuid: { to: '3', shows: { netuid: 3 } },
      parameter: { to: 'tempo', given: { value: '360' }, shows: { parameter: 'tempo' } },
      value: { to: '200', shows: { after: '200' } },
      normalize: { to: true, given: { parameter: 'kappa', value: '1', uri: '//Alice' }, shows: { after_raw: '65535' } },
      ...AUTHORITY,
      uri: [AUTHORITY.uri, insists('//Alice', { wallet: 'owner' }), insists('//Alice', { signWith: 'wallet' })],
      wait: waits(['sudo set 2 immunity_period 50']),
    },
  },
  'sudo trim': {
    base: { netuid: '2', max: '128' },
    flags: {
      netuid: { to: '5', shows: { summary: /subnet 5/ } },
      max: { to: '100', shows: signs({ max_n: 100 }) },
      ...AUTHORITY,
      wait: waits(['sudo trim 2 200']),
    },
  },
  'sudo trigger-epoch': {
    base: { netuid: '3' },
    flags: {
      netuid: { to: '2', shows: refusal(/commit/i) },
      uri: { to: '//Alice', shows: refusal(/own/) },
      wait: waits(['sudo trigger-epoch 3']),
    },
  },
  'sudo stake-burn': {
    base: { amountTao: '1', netuid: '2', hotkey: 'owner/default' },
    flags: {
      amountTao: { to: '2', shows: { paid_rao: '2000000000' } },
      position: { to: '3:owner/default', shows: signs({ netuid: 3 }) },
      netuid: { to: '3', shows: signs({ netuid: 3 }) },
      hotkey: { to: 'owner/second', shows: signs({ hotkey: SECOND }) },
      limitPrice: { to: '1.9', shows: { facts: { limit_price: '1.9' } } },
      tolerance: { to: '1%', shows: { facts: { limit_price: below(1.9) } } },
      safeStaking: { to: false, shows: ({ facts }: Json) => facts.limit_price === undefined },
    },
  },
}
