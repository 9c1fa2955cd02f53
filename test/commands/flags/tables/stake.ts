/** Commands that move stake. */
import { PASSWORD } from '../../../wallet/support/saving.ts'
import type { Case, Json, Statement, Table } from '../support/cases.ts'
import { MINER, MINER_HOT, OWNER_HOT, SECOND, VAL_HOT } from '../support/scene.ts'
import { above, below, effect, idleBounds, insists, refusal, signs, waits, warning } from './common.ts'

const hotkeysIn =
  (rows: 'purchases' | 'sales', ...hotkeys: readonly string[]) =>
  (seen: Json) =>
    seen[rows].map(({ hotkey }: Json) => hotkey).join() === hotkeys.join()
const netuidsIn =
  (rows: 'purchases' | 'sales', ...netuids: readonly number[]) =>
  (seen: Json) =>
    seen[rows].map(({ netuid }: Json) => netuid).join() === netuids.join()

/** More than the tolerance allows: refused, or with `--partial` made in part. */
const partly = (amount: string): Case => ({
  to: true,
  given: { amount },
  was: { error: { chain_error: 'SubtensorModule.SlippageTooHigh' } },
  shows: signs({ allow_partial: true }),
})
/** The limit price goes with the tolerance, and without protection there is none. */
const tolerance = (limit: Statement): Case => ({ to: '1%', shows: { facts: { limit_price: limit } } })
const unsafe: Case = { to: false, shows: ({ facts }: Json) => facts.limit_price === undefined }
const claimed: Pick<Case, 'to' | 'shows'> = { to: true, shows: effect(/has coming on .* is claimed first/) }

const manyHotkeys = (rows: 'purchases' | 'sales') => ({
  hotkey: { to: 'owner/second', shows: hotkeysIn(rows, SECOND) },
  allHotkeys: { to: true, shows: hotkeysIn(rows, OWNER_HOT, SECOND) },
  excludeHotkeys: { to: 'owner/default', given: { hotkey: 'owner/default' }, shows: hotkeysIn(rows, SECOND) },
})

const BOTH_HOTKEYS: Case = {
  to: true,
  shows: ({ sales }: Json) => new Set(sales.map(({ hotkey }: Json) => hotkey)).size === 2,
}

const MOVE_BASE = { netuid: '2', hotkey: 'owner/default', amount: '1' }
/** Within a subnet stake changes its hotkey or its owner for nothing. */
const WITHIN = idleBounds({ destNetuid: null })
const ACROSS = { destNetuid: '3' }
const moveProtection = {
  tolerance: [
    { to: '1%', given: ACROSS, shows: { limit_ratio: above(1.3) } },
    WITHIN.tolerance[0]!,
    { ...WITHIN.tolerance[1]!, given: { ...ACROSS, safeStaking: false } },
  ],
  safeStaking: [{ to: false, given: ACROSS, shows: { limit_ratio: null } }, ...WITHIN.safeStaking],
}

const AGREED = { full: ['2', OWNER_HOT, '1', true], bare: ['2', OWNER_HOT, '1', true] }
const NONE = { full: [], bare: [] }
const ASKED: Readonly<Record<string, RegExp>> = {
  chain: /the chain other/,
  insecure: /, insecure/,
  fallbackEndpoints: /, ws:\/\/127\.0\.0\.1:2/,
  retryForever: /, for ever/,
}
const WIZARD_REMOVES = [`2:${OWNER_HOT}`, '1']

/** On root TAO stays TAO. */
const IDLE = idleBounds({ netuid: '0' })

/** Ways to take everything, and to burn what is there: without a trade that could be kept within a price. */
const ALL_ALPHA = { amount: null, netuid: null, hotkey: 'owner/second', allAlpha: true }
const OWN_ALPHA = { amountTao: null, amountAlpha: '1' }

export const STAKE: Table = {
  'stake wizard': {
    base: { what: 'add' },
    answers: ['2', OWNER_HOT, '1'],
    flags: {
      what: { to: 'remove', answers: { full: WIZARD_REMOVES }, shows: /Unstake 1 β on subnet 2/ },
      hotkey: [
        { to: 'owner/second', answers: { full: ['2', '1'] }, shows: /with owner\/second/ },
        {
          to: 'owner/second',
          given: { what: 'remove' },
          answers: { full: [], bare: WIZARD_REMOVES },
          shows: /--hotkey does not say which stake to remove/,
        },
      ],
      tolerance: { to: '1%', shows: /Limit price +τ1\.8/ },
      safeStaking: [
        { to: false, shows: /^(?![\s\S]*Limit price)[\s\S]*Stake τ1 / },
        {
          to: false,
          done: true,
          answers: AGREED,
          shows: /tao stake add --netuid 2 .* --wallet owner --unsafe\n/,
        },
      ],
      partial: {
        to: true,
        answers: { full: ['2', OWNER_HOT, '500'], bare: ['2', OWNER_HOT, '500'] },
        was: /you allow/,
        shows: /Stake τ500 /,
      },
    },
    settings: {
      wallet: { to: 'miner', shows: new RegExp(`From +${MINER}`) },
      walletPath: { to: '@/nowhere', shows: /There is no coldkey/ },
      walletPasswordFile: {
        to: '@/wrong',
        given: { walletPath: '@/locked' },
        done: true,
        answers: { full: AGREED.full, bare: [...AGREED.full, PASSWORD] },
        shows: /password does not open/,
      },
      signWith: { to: 'ledger', shows: /Ledger devices/ },
      signatureFile: { to: '@/signature', shows: /is for keys on Polkadot Vault/ },
      period: { to: '8', shows: /up to block 7\d\d/ },
      ...Object.fromEntries(
        Object.entries({
          chain: 'other',
          insecure: true,
          fallbackEndpoints: 'ws://127.0.0.1:2',
          retryForever: true,
        }).map(([key, to]) => [
          key,
          { to, given: { network: 'test' }, answers: NONE, was: /Asked for test/, shows: ASKED[key]! },
        ]),
      ),
      network: { to: 'test', answers: { full: [] }, shows: /Asked for test/ },
    },
  },
  'stake add': {
    base: { amount: '1', netuid: '2', hotkey: 'owner/default' },
    flags: {
      amount: { to: '2', shows: { paid_rao: '2000000000' } },
      netuid: { to: '2,3', shows: netuidsIn('purchases', 2, 3) },
      allNetuids: { to: true, shows: netuidsIn('purchases', 0, 2, 3) },
      ...manyHotkeys('purchases'),
      all: { to: true, given: { safeStaking: false }, shows: { paid_rao: above(9e14) } },
      tolerance: [tolerance(below(1.9)), ...IDLE.tolerance],
      safeStaking: [unsafe, ...IDLE.safeStaking],
      partial: [partly('500'), ...IDLE.partial],
    },
  },
  'stake remove': {
    base: { amount: '1', netuid: '2', hotkey: 'owner/default' },
    flags: {
      amount: { to: '2', shows: { sales: [{ given_rao: '2000000000' }] } },
      position: { to: '3:owner/default', shows: netuidsIn('sales', 3) },
      interactive: insists(true, {}),
      netuid: { to: '2,3', shows: netuidsIn('sales', 2, 3) },
      allNetuids: {
        to: true,
        given: { hotkey: null, amount: null, all: true, safeStaking: false },
        shows: netuidsIn('sales', 0, 2, 2, 3),
      },
      hotkey: { to: 'owner/second', shows: hotkeysIn('sales', SECOND) },
      allHotkeys: { to: true, shows: hotkeysIn('sales', OWNER_HOT, SECOND) },
      excludeHotkeys: { to: 'owner/default', shows: hotkeysIn('sales', SECOND) },
      all: { to: true, given: { hotkey: 'owner/second' }, shows: { sales: [{ given_rao: above(5e9) }] } },
      allAlpha: {
        to: true,
        given: { hotkey: 'owner/second' },
        shows: signs({ hotkey: SECOND }, 'SubtensorModule.unstake_all_alpha'),
      },
      claim: [{ ...claimed, given: { netuid: '0' } }, insists(true, ALL_ALPHA)],
      tolerance: [tolerance(above(1.8)), ...IDLE.tolerance, insists('1%', ALL_ALPHA)],
      safeStaking: [unsafe, ...IDLE.safeStaking, insists(false, ALL_ALPHA)],
      partial: [partly('100'), ...IDLE.partial, insists(true, ALL_ALPHA)],
    },
  },
  'stake burn': {
    base: { netuid: '2', hotkey: 'owner/default', amountTao: '1' },
    flags: {
      position: { to: '3:owner/default', shows: signs({ netuid: 3 }) },
      netuid: { to: '3', shows: signs({ netuid: 3 }) },
      hotkey: { to: 'owner/second', shows: signs({ hotkey: SECOND }) },
      amountAlpha: { to: '1', shows: signs({ amount: '1000000000' }, 'SubtensorModule.burn_alpha') },
      amountTao: { to: '2', shows: { paid_rao: '2000000000' } },
      amount: { to: '1', shows: { error: { code: 'usage', error: /does not say whether TAO or alpha/ } } },
      all: { to: true, given: { hotkey: 'owner/second' }, shows: { amount_rao: above(5e9) } },
      limitPrice: [
        { to: '1.9', shows: { facts: { limit_price: '1.9' } } },
        insists('1.9', OWN_ALPHA),
        insists('1.9', { safeStaking: false }),
      ],
      tolerance: [tolerance(below(1.9)), insists('1%', OWN_ALPHA)],
      safeStaking: [unsafe, insists(false, OWN_ALPHA)],
    },
  },
  'stake recycle': {
    base: MOVE_BASE,
    flags: {
      position: { to: '3:owner/default', shows: signs({ netuid: 3 }) },
      netuid: { to: '3', shows: signs({ netuid: 3 }) },
      hotkey: { to: 'owner/second', shows: signs({ hotkey: SECOND }) },
      amount: { to: '2', shows: { amount_rao: '2000000000' } },
      all: { to: true, given: { hotkey: 'owner/second' }, shows: { amount_rao: above(5e9) } },
    },
  },
  'stake move': {
    base: { ...MOVE_BASE, to: 'owner/second' },
    flags: {
      position: { to: '3:owner/default', given: { to: 'val/default' }, shows: { origin_netuid: 3 } },
      netuid: { to: '3', shows: { origin_netuid: 3 } },
      hotkey: { to: 'owner/second', given: { to: 'val/default' }, shows: { origin_hotkey: SECOND } },
      to: { to: 'val/default', shows: { destination_hotkey: VAL_HOT } },
      destNetuid: { to: '3', shows: { destination_netuid: 3 } },
      amount: { to: '2', shows: { given_rao: '2000000000' } },
      all: { to: true, given: { hotkey: 'owner/second', to: 'val/default' }, shows: { given_rao: above(5e9) } },
      claim: { ...claimed, given: { netuid: '0' } },
      ...moveProtection,
      partial: [
        {
          to: true,
          given: { to: 'owner/default', destNetuid: '3', amount: '200' },
          was: { error: { chain_error: 'SubtensorModule.SlippageTooHigh' } },
          shows: signs({ allow_partial: true }),
        },
        { to: true, given: ACROSS, shows: warning(/in full or not at all/) },
        WITHIN.partial[0]!,
      ],
    },
  },
  'stake swap': {
    base: { ...MOVE_BASE, destNetuid: '3' },
    flags: {
      position: { to: '2:owner/second', shows: { origin_hotkey: SECOND } },
      netuid: { to: '0', shows: { origin_netuid: 0 } },
      hotkey: { to: 'owner/second', shows: { origin_hotkey: SECOND } },
      destNetuid: { to: '0', shows: { destination_netuid: 0 } },
      amount: { to: '2', shows: { given_rao: '2000000000' } },
      all: { to: true, given: { hotkey: 'owner/second' }, shows: { given_rao: above(5e9) } },
      claim: { ...claimed, given: { netuid: '0' } },
      tolerance: moveProtection.tolerance.filter(({ given }) => given?.destNetuid === '3'),
      safeStaking: moveProtection.safeStaking[0]!,
      partial: [partly('200'), WITHIN.partial[1]!],
    },
  },
  'stake transfer': {
    base: { ...MOVE_BASE, to: 'miner' },
    flags: {
      position: { to: '3:owner/default', shows: { origin_netuid: 3 } },
      netuid: { to: '3', shows: { origin_netuid: 3 } },
      hotkey: { to: 'owner/second', shows: { origin_hotkey: SECOND } },
      to: { to: 'val', shows: ({ destination_coldkey }: Json) => destination_coldkey !== MINER },
      destNetuid: { to: '3', shows: { destination_netuid: 3 } },
      destHotkey: { to: 'miner/default', shows: { destination_hotkey: MINER_HOT } },
      amount: { to: '2', shows: { given_rao: '2000000000' } },
      all: { to: true, given: { hotkey: 'owner/second' }, shows: { given_rao: above(5e9) } },
      claim: { ...claimed, given: { netuid: '0' } },
      ...moveProtection,
    },
  },
  'stake unstake-all': {
    base: { hotkey: 'owner/default' },
    flags: { ...manyHotkeys('sales'), allHotkeys: BOTH_HOTKEYS },
  },
  'stake unstake-all-alpha': {
    base: { hotkey: 'owner/default' },
    flags: { ...manyHotkeys('sales'), allHotkeys: BOTH_HOTKEYS },
  },
  'stake child get': {
    base: { hotkey: 'owner/default' },
    planned: { given: { hotkey: null } },
    before: [
      'stake child set --netuid 2 --children miner/default:0.5 --hotkey owner/default',
      'stake child set --netuid 3 --children miner/default:0.25 --hotkey owner/default',
      'stake child set --netuid 2 --children val/default:0.5 --hotkey owner/second',
    ],
    flags: {
      hotkey: { to: 'owner/second', shows: [{ hotkey: SECOND, netuid: 2 }] },
      netuid: { to: '3', shows: [{ netuid: 3 }] },
      allNetuids: insists(true, { netuid: '3' }),
    },
  },
  'stake child revoke': {
    base: { netuid: '2' },
    flags: {
      netuid: { to: '2,3', shows: { subnets: [{ netuid: 2 }, { netuid: 3 }] } },
      allNetuids: {
        to: true,
        before: ['stake child set --netuid 5 --children miner/default:0.5', 'chain advance 150'],
        shows: { subnets: [{ netuid: 5 }] },
      },
      hotkey: { to: 'owner/second', shows: { hotkey: SECOND } },
      wait: waits(['stake child set --netuid 2 --children miner/default:0.5']),
    },
  },
  'stake child set': {
    base: { netuid: '2', children: 'miner/default:0.5' },
    flags: {
      netuid: { to: '2,3', shows: { subnets: [{ netuid: 2 }, { netuid: 3 }] } },
      allNetuids: { to: true, shows: { subnets: (rows: Json) => rows.length === 5 } },
      hotkey: { to: 'owner/second', shows: { hotkey: SECOND } },
      children: { to: 'val/default:0.5', shows: { subnets: [{ children: [{ hotkey: VAL_HOT }] }] } },
      proportions: [
        {
          to: '0.25',
          given: { children: 'miner/default' },
          was: refusal(/no share/),
          shows: { subnets: [{ children: [{ share: 0.25 }] }] },
        },
        { to: '0.25', given: { children: `[[0.5, "${MINER_HOT}"]]` }, shows: refusal(/1 shares for/) },
      ],
      wait: waits(['stake child set --netuid 2 --children val/default:0.5']),
    },
  },
  'stake child take': {
    base: { netuid: '2', take: '0.09' },
    flags: {
      netuid: { to: '3', shows: signs({ netuid: 3 }) },
      hotkey: { to: 'owner/second', shows: signs({ hotkey: SECOND }) },
      childHotkeySs58: { to: SECOND, shows: signs({ hotkey: SECOND }) },
      allNetuids: { to: true, shows: refusal(/one subnet at a time/) },
      take: { to: '0.1', shows: { facts: { take_then: '0.10000763' } } },
      wait: waits(['stake child take --netuid 2 --take 0.05']),
    },
  },
}
