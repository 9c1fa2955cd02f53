/** Commands about settings, those that make chains, and those that need neither wallet nor chain. */
import type { Json, Table } from '../support/cases.ts'
import { refusal } from './common.ts'

/** By flag, with what `config set` and `clear` tell. */
const SETTINGS: Readonly<Record<string, readonly [key: string, value: string | boolean]>> = {
  wallet: ['wallet', 'main'],
  hotkey: ['hotkey', 'miner'],
  walletPath: ['wallet_path', '/wallets'],
  period: ['period', '8'],
  network: ['network', 'test'],
  chain: ['chain', 'other'],
  fallbackEndpoints: ['fallback_endpoints', 'ws://127.0.0.1:1'],
  tolerance: ['tolerance', '0.02'],
  safeStaking: ['safe_staking', false],
  allowPartialStake: ['allow_partial_stake', true],
}
const SET_ALL = Object.values(SETTINGS).map(([key, value]) => `config set ${key} ${value}`)

export const ALONE: Table = {
  'config set': {
    base: { key: 'quiet', value: 'true' },
    done: true,
    flags: {
      key: { to: 'full', given: { key: 'quiet' }, shows: refusal(/no setting/) },
      value: { to: 'no', shows: [{ key: 'quiet', value: 'false' }] },
      ...Object.fromEntries(
        Object.entries(SETTINGS).map(([flag, [key, value]]) => [
          flag,
          { to: value, shows: [{ key: 'quiet' }, { key, value: String(value) }] },
        ]),
      ),
    },
  },
  'config clear': {
    base: {},
    before: SET_ALL,
    done: true,
    flags: {
      all: { to: true, given: { wallet: true }, shows: { cleared: Object.keys(SETTINGS).length } },
      ...Object.fromEntries(Object.keys(SETTINGS).map(flag => [flag, { to: true, shows: { cleared: 1 } }])),
    },
  },
  'config get': {
    base: {},
    before: SET_ALL,
    flags: { key: { to: 'network', shows: (seen: Json) => seen === 'test' } },
  },
  'config path': { base: {}, flags: {} },
  'config unset': {
    base: { key: 'network' },
    before: SET_ALL,
    done: true,
    flags: { key: { to: 'wallet', shows: { key: 'wallet' } } },
  },
  'yuma run': {
    base: { file: '@/epoch.json' },
    flags: {
      file: { to: '@/other-epoch.json', shows: { uids: [{}, {}] } },
      explain: { to: '2', shows: { explanation: { uid: 2 } } },
    },
  },
  'chain reset': {
    base: {},
    done: true,
    flags: {
      profile: { to: 'localnet', shows: { profile: 'localnet' } },
      spec425Only: { to: true, shows: { profile: 'sandbox-425' } },
      issuance: { to: '1000', shows: { issuance_rao: '1000000000000' } },
    },
    settings: {
      chain: [
        { to: 'other', shows: { chain: 'other' } },
        { to: 'finney', shows: refusal(/--chain finney names a network/) },
      ],
    },
  },
  'chain stop': { base: {}, flags: { basePath: { to: '@/chain', shows: { summary: /\/chain$/ } } } },
  'chain replay': {
    base: { report: '@/words' },
    flags: {
      report: { to: '@/epoch.json', was: { error: { error: /words/ } }, shows: { error: { error: /epoch\.json/ } } },
    },
  },
  completion: { base: { shell: 'bash' }, flags: { shell: { to: 'fish', shows: /complete -c tao/ } } },
  tools: { base: {}, flags: {} },
}
