/** Commands that show stake and what it brings, and those of delegates and root. */
import type { Case, Json, Table } from '../support/cases.ts'
import { MINER, MINER_HOT, OWNER_HOT, SECOND, VAL, VAL_HOT } from '../support/scene.ts'
import { above, below, effect, idleBounds, refusal, signs, waits, warning } from './common.ts'

const columnIs =
  (field: string, ...values: readonly unknown[]) =>
  (rows: Json) =>
    rows.map((row: Json) => row[field]).join() === values.join()
const wallets = (...names: readonly string[]) => columnIs('wallet', ...names)
const netuids = (...all: readonly number[]) => columnIs('netuid', ...all)

const everyWallet: Case = { to: true, shows: (rows: Json) => new Set(rows.map(({ wallet }: Json) => wallet)).size > 2 }
/** Refused beyond the tolerance, made in part with `--partial`. */
const partly = (amount: string, netuid: string): Case => ({
  to: true,
  given: { amount, netuid },
  was: { error: { chain_error: 'SubtensorModule.SlippageTooHigh' } },
  shows: signs({ allow_partial: true }),
})

const CLAIM = {
  base: {},
  flags: {
    mode: { to: 'keep', shows: refusal(/does not set the mode to keep/) },
    netuids: { to: '3', shows: { claims: [{ netuid: 3 }] } },
    hotkey: { to: 'val/default', shows: refusal(/for one hotkey alone/) },
    coldkey: { to: 'miner', shows: { facts: { from: MINER } } },
  },
} as const
const CLAIMS = { base: {}, flags: { accounts: { to: 'val', shows: wallets('val') }, all: everyWallet } } as const

/** On root TAO stays TAO. */
const IDLE = idleBounds({ netuid: '0' })

const THREE = { accounts: 'val,miner,owner' }

export const HOLDINGS: Table = {
  'stake auto': {
    base: {},
    before: ['stake set-auto --netuid 2 --hotkey val/default --wallet miner'],
    flags: {
      accounts: { to: 'miner', shows: [{ wallet: 'miner', netuid: 2, hotkey: VAL_HOT }] },
      all: { to: true, shows: [{ wallet: 'miner', coldkey: MINER, hotkey: VAL_HOT }] },
    },
  },
  'stake set-auto': {
    base: { netuid: '2', hotkey: 'owner/default' },
    flags: {
      netuid: { to: '3', shows: signs({ netuid: 3 }) },
      hotkey: { to: 'val/default', shows: { facts: { hotkey: VAL_HOT } } },
    },
  },
  'stake claim': CLAIM,
  'root claim': CLAIM,
  'stake claims': CLAIMS,
  'root claims': CLAIMS,
  'stake set-claim': {
    base: { mode: 'keep' },
    flags: {
      mode: { to: 'swap', shows: signs({ new_root_claim_type: { type: 'Swap' } }) },
      netuids: { to: '2-3', shows: { summary: /keep on 2, 3, swap on all others/ } },
    },
  },
  'stake list': {
    base: {},
    before: [
      'stake add 0.003 --netuid 2 --hotkey val/default',
      'stake remove 0.0012 --netuid 2 --hotkey val/default --unsafe',
    ],
    flags: {
      accounts: { to: 'miner', shows: wallets('miner', 'miner') },
      all: everyWallet,
      netuid: { to: '2', shows: netuids(2, 2, 2) },
      hotkey: { to: 'owner/second', shows: [{ hotkey: SECOND }] },
      dust: { to: true, shows: /omron +val\/default/ },
    },
  },
  'stake show': {
    base: { netuid: '2' },
    flags: {
      netuid: { to: '3', shows: { netuid: 3 } },
      hotkey: { to: 'owner/second', shows: { hotkey: SECOND } },
      coldkey: { to: 'miner', shows: { coldkey: MINER } },
    },
  },
  'delegate add': {
    base: { hotkey: 'val/default', amount: '1', netuid: '2' },
    flags: {
      hotkey: { to: 'owner/default', shows: { facts: { hotkey: OWNER_HOT } } },
      amount: { to: '2', shows: { paid_rao: '2000000000' } },
      netuid: { to: '0', shows: { purchases: [{ netuid: 0 }] } },
      all: { to: true, given: { netuid: '0' }, shows: { paid_rao: above(9e14) } },
      tolerance: [{ to: '1%', shows: { facts: { limit_price: below(1.9) } } }, ...IDLE.tolerance],
      safeStaking: [{ to: false, shows: ({ facts }: Json) => facts.limit_price === undefined }, ...IDLE.safeStaking],
      partial: [partly('500', '2'), ...IDLE.partial],
    },
  },
  'delegate list': {
    base: {},
    flags: { netuid: { to: '3', shows: columnIs('hotkey', OWNER_HOT) } },
  },
  'delegate remove': {
    base: { hotkey: 'owner/default', amount: '1', netuid: '2' },
    flags: {
      hotkey: { to: 'owner/second', shows: { sales: [{ hotkey: SECOND }] } },
      amount: { to: '2', shows: { sales: [{ given_rao: '2000000000' }] } },
      netuid: { to: '3', shows: { sales: [{ netuid: 3 }] } },
      all: { to: true, given: { hotkey: 'owner/second' }, shows: { sales: [{ given_rao: above(5e9) }] } },
      claim: { to: true, given: { netuid: '0' }, shows: effect(/has coming on .* is claimed first/) },
      tolerance: [{ to: '1%', shows: { facts: { limit_price: above(1.8) } } }, ...IDLE.tolerance],
      safeStaking: [{ to: false, shows: ({ facts }: Json) => facts.limit_price === undefined }, ...IDLE.safeStaking],
      partial: [partly('100', '2'), ...IDLE.partial],
    },
  },
  'delegate show': {
    base: { hotkey: 'val/default' },
    planned: { given: { hotkey: 'default' } },
    flags: { hotkey: { to: 'owner/default', shows: { hotkey: OWNER_HOT } } },
  },
  'delegate take': {
    base: { take: '0.1' },
    flags: {
      take: { to: '0.05', shows: { facts: { take_then: '0.050003815' } } },
      hotkey: { to: 'owner/second', shows: { facts: { hotkey: SECOND } } },
      wait: waits(['delegate take --take 0.05']),
    },
  },
  'sudo set-take': {
    base: { take: '0.1' },
    flags: {
      take: { to: '0.05', shows: { facts: { take_then: '0.050003815' } } },
      hotkey: { to: 'owner/second', shows: { facts: { hotkey: SECOND } } },
      wait: waits(['delegate take --take 0.05']),
    },
  },
  'sudo get-take': {
    base: {},
    flags: { hotkey: { to: 'owner/second', shows: { hotkey: SECOND } } },
  },
  'root earnings': {
    base: {},
    flags: { netuid: { to: '2', shows: { subnets: [{ netuid: 2 }] } } },
  },
  'root list': {
    base: { mine: true },
    before: ['stake add 0.003 --netuid 0 --hotkey val/default', 'stake remove 0.0025 --netuid 0 --hotkey val/default'],
    flags: {
      validator: { to: '1', given: { mine: null }, shows: columnIs('hotkey', VAL_HOT) },
      mine: { to: true, given: { mine: null }, shows: columnIs('hotkey', OWNER_HOT) },
      all: { to: true, shows: columnIs('hotkey', OWNER_HOT, VAL_HOT) },
      coldkey: { to: 'miner', shows: columnIs('hotkey', VAL_HOT) },
      dust: { to: true, shows: columnIs('hotkey', OWNER_HOT, VAL_HOT) },
    },
  },
  'root move': {
    base: { from: 'owner/default', to: 'val/default' },
    flags: {
      from: {
        to: 'val/default',
        given: { to: 'owner/default', coldkey: 'miner' },
        was: refusal(/stake/i),
        shows: { origin_hotkey: VAL_HOT },
      },
      to: { to: 'owner/second', shows: { destination_hotkey: SECOND } },
      amount: { to: '5', shows: { given_rao: '5000000000' } },
      coldkey: {
        to: 'val',
        given: { from: 'val/default', to: 'owner/default' },
        was: refusal(/stake/i),
        shows: { facts: { from: VAL } },
      },
      claim: { to: false, shows: warning(/would be lost/) },
    },
  },
  'root register': {
    base: { hotkey: 'owner/second' },
    flags: { hotkey: { to: 'miner/default', shows: { facts: { hotkey: MINER_HOT } } } },
  },
  'wallet balance': {
    base: {},
    before: [],
    flags: {
      accounts: { to: 'miner,val', shows: wallets('miner', 'val') },
      all: everyWallet,
      sort: [
        { to: 'name', given: THREE, shows: wallets('miner', 'owner', 'val') },
        { to: 'free', given: THREE, shows: wallets('miner', 'owner', 'val') },
        { to: 'staked', given: THREE, shows: wallets('owner', 'miner', 'val') },
        { to: 'total', given: THREE, shows: wallets('miner', 'owner', 'val') },
      ],
      empty: [
        { to: true, given: { all: true }, shows: /hollow/ },
        { to: true, shows: refusal(/--empty goes with --all/) },
      ],
    },
  },
  'wallet inspect': {
    base: {},
    before: [
      'stake add 0.003 --netuid 2 --hotkey val/default',
      'stake remove 0.0012 --netuid 2 --hotkey val/default --unsafe',
    ],
    flags: {
      accounts: { to: 'miner', shows: wallets('miner') },
      all: everyWallet,
      netuid: { to: '3', shows: [{ delegations: netuids(3) }] },
      dust: { to: true, shows: /val\/default/ },
    },
  },
  'wallet overview': {
    base: {},
    flags: {
      accounts: { to: 'miner', shows: wallets('miner') },
      all: everyWallet,
      netuid: { to: '3', shows: [{ neurons: netuids(3) }] },
      includeHotkeys: { to: 'owner/second', shows: [{ neurons: columnIs('hotkey', SECOND) }] },
      excludeHotkeys: { to: 'owner/default', shows: [{ neurons: columnIs('hotkey', SECOND) }] },
      sortBy: [
        { to: 'stake', given: { netuid: '2' }, shows: [{ neurons: columnIs('hotkey', SECOND, OWNER_HOT) }] },
        { to: 'colour', shows: refusal(/Not a field: colour/) },
      ],
      sortOrder: [
        { to: 'desc', given: { netuid: '2' }, shows: [{ neurons: columnIs('hotkey', SECOND, OWNER_HOT) }] },
        { to: 'sideways', shows: refusal(/Not ascending or descending/) },
      ],
    },
  },
  'wallet registrations': {
    base: {},
    flags: {
      accounts: { to: 'miner', shows: wallets('miner', 'miner') },
      all: everyWallet,
      netuid: { to: '3', shows: netuids(3) },
    },
  },
  'wallet get-identity': {
    base: {},
    flags: { coldkey: { to: 'miner', shows: { coldkey: MINER } } },
  },
  limits: {
    base: {},
    flags: {
      netuid: {
        to: '3',
        shows: ({ limits }: Json) => limits.every(({ netuid }: Json) => netuid === 3 || netuid === null),
      },
      waiting: { to: true, shows: ({ limits }: Json) => limits.every(({ possible }: Json) => !possible) },
      all: { to: true, shows: /set rho/ },
    },
    settings: { hotkey: { to: 'nobody', shows: { hotkey: null } } },
  },
}
