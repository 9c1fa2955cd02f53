/** Commands about proxies, and their book. */
import { addressOf } from '../../../support/sandbox.ts'
import type { Entry, Json, Table } from '../support/cases.ts'
import { MINER, OWNER, VAL } from '../support/scene.ts'
import { effect, refusal, waits } from './common.ts'

const [ALICE, CHARLIE] = [addressOf('//Alice'), addressOf('//Charlie')]
const NO_HASH = `0x${'11'.repeat(32)}`

/** `owner` is a proxy of `val`, and announces remarks for it. */
const ACTS = 'proxy add owner --proxy-type Any --delay 5 --wallet val'
const remark = (data: string): string => `{"remark":"${data}"}`
const announces = (data: string): string => `proxy announce System.remark --args '${remark(data)}' --real val`
const ANNOUNCED = [ACTS, announces('0x03')]
/** `val` is a proxy of `owner`. */
const ANNOUNCED_FOR = [
  'proxy add val --proxy-type Any --delay 5',
  `proxy announce System.remark --args '${remark('0x03')}' --real owner --wallet val`,
]
/** The books last longer than the chain of a case. */
const MADE = ['', ' --wallet-path @/locked --wallet-password-file @/password'].flatMap(where => [
  `proxy book clear${where.replace(/ --wallet-password-file.*/, '')}`,
  `proxy create --proxy-type Any --name treasury${where}`,
])
const UNMADE = { name: null, height: '9', extIndex: '1' }
const why = (text: RegExp) => ({ error: { code: 'not_found', why: [text] } })

const BOOK_LIST: Entry = {
  base: { verify: true },
  flags: {
    verify: {
      to: true,
      given: { verify: null },
      before: ['proxy book clear', `proxy book add x ${OWNER}`],
      shows: { proxies: [{ status: 'nobody may act for it' }] },
    },
  },
}

export const PROXY: Table = {
  'proxy list': {
    base: {},
    before: ['proxy add val --proxy-type Transfer'],
    flags: {
      accounts: { to: 'miner', shows: [{ account: MINER, proxies: [] }] },
      all: { to: true, shows: (rows: Json) => rows.length > 3 },
      acting: { to: true, given: { accounts: 'val' }, shows: [{ account: OWNER }] },
    },
  },
  'proxy types': {
    base: {},
    flags: {
      type: { to: 'Staking', shows: [{ type: 'Staking' }] },
      call: { to: 'Proxy.kill_pure', shows: [{ type: 'Any' }] },
    },
  },
  'proxy add': {
    base: { delegate: 'val', proxyType: 'Transfer' },
    flags: {
      delegate: { to: MINER, shows: { delegate: MINER } },
      proxyType: { to: 'Any', shows: { proxy_type: 'Any' } },
      delay: { to: '5', shows: { delay: 5 } },
    },
  },
  'proxy remove': {
    base: { delegate: 'val' },
    before: ['proxy add val --proxy-type Transfer', 'proxy add miner --proxy-type Owner'],
    flags: {
      delegate: { to: 'miner', shows: { removed: [{ delegate: MINER }] } },
      proxyType: {
        to: 'Owner',
        before: ['proxy add val --proxy-type Owner'],
        was: { error: { code: 'usage' } },
        shows: { removed: [{ delegate: VAL, proxy_type: 'Owner' }] },
      },
      delay: {
        to: '5',
        before: ['proxy add val --proxy-type Transfer --delay 5'],
        was: { error: { code: 'usage' } },
        shows: { removed: [{ delegate: VAL, delay: 5 }] },
      },
      all: { to: true, shows: { removed: [{}, {}] } },
    },
  },
  'proxy create': {
    base: { proxyType: 'Any' },
    flags: {
      proxyType: { to: 'Transfer', shows: { proxy_type: 'Transfer' } },
      delay: { to: '5', shows: { delay: 5 } },
      index: { to: '3', shows: { index: 3 } },
      name: { to: 'vault', shows: effect(/ as vault/) },
    },
  },
  'proxy kill': {
    base: { name: 'treasury' },
    before: MADE,
    flags: {
      name: { to: 'nobody', shows: refusal(/not in the book/) },
      height: {
        to: '9',
        given: { name: null, extIndex: '1' },
        was: { error: { missing: ['--height'] } },
        shows: why(/in block 9, place 1/),
      },
      extIndex: {
        to: '1',
        given: { name: null, height: '9' },
        was: { error: { missing: ['--ext-index'] } },
        shows: why(/in block 9, place 1/),
      },
      spawner: { to: 'miner', given: UNMADE, was: why(/./), shows: why(new RegExp(`Made by ${MINER}`)) },
      proxyType: { to: 'Owner', given: UNMADE, was: why(/./), shows: why(/with type Owner/) },
      index: { to: '3', given: UNMADE, was: why(/./), shows: why(/index 3/) },
      pure: { to: 'miner', shows: refusal(/not how .* was made/) },
      announceOnly: { to: true, shows: { returned: null, call_hash: /^0x/ } },
    },
  },
  'proxy call': {
    base: { target: 'System.remark', args: remark('0x01'), real: 'val' },
    before: ['proxy add owner --proxy-type Any --wallet val'],
    flags: {
      target: { to: 'System.remark_with_event', shows: { call: 'System.remark_with_event' } },
      args: { to: remark('0x02'), shows: { facts: { remark: '"0x02"' } } },
      argsFile: { to: '@/args.json', shows: { facts: { remark: '"0x03"' } } },
      callHex: {
        to: '0x00000405',
        shows: ({ signs: { arguments: args } }: Json) => JSON.stringify(args).includes('0x05'),
      },
      real: { to: 'miner', before: ['proxy add owner --proxy-type Any --wallet miner'], shows: { real: MINER } },
      forceProxyType: { to: 'Owner', shows: refusal(/is no proxy of/) },
    },
  },
  'proxy announce': {
    base: { target: 'System.remark', args: remark('0x01'), real: 'val' },
    before: [ACTS],
    flags: {
      target: { to: 'System.remark_with_event', shows: { call: 'System.remark_with_event' } },
      args: { to: remark('0x02'), shows: { call_hex: '0x00000402' } },
      argsFile: [
        { to: '@/args.json', shows: { call_hex: '0x00000403' } },
        { to: '-', stdin: remark('0x04'), shows: { call_hex: '0x00000404' } },
      ],
      callHex: { to: '0x00000405', shows: { call_hex: '0x00000405' } },
      real: {
        to: 'miner',
        before: ['proxy add owner --proxy-type Any --delay 5 --wallet miner'],
        shows: { real: MINER },
      },
      forceProxyType: { to: 'Owner', shows: refusal(/is no proxy of/) },
    },
  },
  'proxy execute': {
    base: { target: 'System.remark', args: remark('0x03') },
    before: [...ANNOUNCED, 'chain advance 6'],
    flags: {
      target: { to: 'System.remark_with_event', shows: refusal(/not announced/) },
      args: { to: remark('0x02'), shows: refusal(/not announced/) },
      argsFile: {
        to: '@/args.json',
        given: { args: null },
        was: refusal(/takes other arguments/),
        shows: { call: 'System.remark' },
      },
      callHex: { to: '0x00000405', shows: refusal(/not announced/) },
      callHash: { to: NO_HASH, shows: refusal(/not the one of that hash/) },
      real: { to: 'miner', shows: refusal(/not announced/) },
      delegate: { to: 'miner', shows: refusal(/not announced/) },
      forceProxyType: { to: 'Owner', shows: refusal(/is no proxy of/) },
      wait: waits([announces('0x07')], { args: remark('0x07') }),
    },
  },
  'proxy announcements list': {
    base: {},
    before: [
      ...ANNOUNCED,
      'proxy add miner --proxy-type Any --delay 5 --wallet val',
      `proxy announce System.remark --args '${remark('0x08')}' --real val --wallet miner`,
    ],
    flags: {
      accounts: { to: 'spare', shows: [] },
      all: { to: true, shows: [{}, {}] },
    },
  },
  'proxy announcements reject': {
    base: {},
    before: ANNOUNCED_FOR,
    flags: {
      callHash: { to: NO_HASH, shows: refusal(/no such proxy or announcement/) },
      delegate: { to: 'miner', shows: refusal(/no such proxy or announcement/) },
    },
  },
  'proxy announcements remove': {
    base: {},
    before: ANNOUNCED,
    flags: {
      callHash: { to: NO_HASH, shows: refusal(/no such proxy or announcement/) },
      real: { to: 'miner', shows: refusal(/no such proxy or announcement/) },
    },
  },
  'proxy book list': BOOK_LIST,
  'config proxies': BOOK_LIST,
}

const DETAILS: Entry['flags'] = {
  address: { to: CHARLIE, shows: { address: CHARLIE } },
  proxyType: { to: 'Owner', shows: { proxy_type: 'Owner' } },
  spawner: { to: CHARLIE, shows: { spawner: CHARLIE } },
  delay: { to: '4', shows: { delay: 4 } },
  index: { to: '3', shows: { index: 3 } },
  height: { to: '9', shows: { height: 9 } },
  extIndex: { to: '1', shows: { ext_index: 1 } },
  note: { to: 'ours', shows: { note: 'ours' } },
}
const BOOK_ADD: Entry = {
  base: { name: 'treasury', address: ALICE },
  done: true,
  flags: { name: { to: 'vault', shows: { name: 'vault' } }, ...DETAILS },
}
const SAVED = [`proxy book add treasury ${ALICE}`, `proxy book add vault ${CHARLIE}`]
const BOOK_UPDATE: Entry = {
  base: { name: 'treasury', note: 'theirs' },
  before: SAVED,
  done: true,
  flags: { name: { to: 'vault', shows: { name: 'vault' } }, ...DETAILS },
}
const BOOK_REMOVE: Entry = {
  base: { name: 'treasury' },
  before: SAVED,
  done: true,
  flags: { name: { to: 'vault', shows: { name: 'vault' } } },
}
const BOOK_CLEAR: Entry = { base: {}, before: SAVED, done: true, flags: {} }

export const PROXY_BOOK: Table = {
  'proxy book add': BOOK_ADD,
  'config add-proxy': BOOK_ADD,
  'proxy book update': BOOK_UPDATE,
  'config update-proxy': BOOK_UPDATE,
  'proxy book remove': BOOK_REMOVE,
  'config remove-proxy': BOOK_REMOVE,
  'proxy book clear': BOOK_CLEAR,
  'config clear-proxies': BOOK_CLEAR,
}
