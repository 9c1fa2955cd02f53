/** TAO that goes from account to account. */
import { accountOf, type CallCase, FREE, idOf, minus, plus, ROOT, sent, TAO } from './support/case.ts'
import { emptyStage } from './support/world.ts'

export const stage = emptyStage

const DUST = 499n
const to = (name: string) => ({ dest: idOf(name) })
let fee = 0n
const unknownAddress = { type: 'Index', value: null }

export const cases: readonly CallCase[] = [
  {
    call: 'Balances.transfer_allow_death',
    by: 'Dave',
    args: { ...to('Eve'), value: 5n * TAO },
    events: [['Transfer', { from: accountOf('Dave'), to: accountOf('Eve'), amount: 5n * TAO }]],
    state: [
      [FREE, accountOf('Dave'), minus(5n * TAO)],
      [FREE, accountOf('Eve'), plus(5n * TAO)],
    ],
    refused: [
      { error: 'Token.FundsUnavailable', args: { value: 2000n * TAO } },
      { error: 'Token.BelowMinimum', args: { ...to('Nobody'), value: DUST } },
      { error: 'CannotLookup', args: { dest: unknownAddress } },
    ],
  },
  {
    call: 'Balances.transfer_allow_death',
    what: 'makes an account',
    by: 'Dave',
    args: { ...to('Newcomer'), value: 500n },
    events: [
      ['System.NewAccount', { account: '0x94ba68ab65aaed7c0bf50cb96dff0f91e895e50662530e9873566bf36a5ef47d' }],
      [
        'Endowed',
        { account: '0x94ba68ab65aaed7c0bf50cb96dff0f91e895e50662530e9873566bf36a5ef47d', free_balance: 500n },
      ],
      [
        'Transfer',
        {
          from: accountOf('Dave'),
          to: '0x94ba68ab65aaed7c0bf50cb96dff0f91e895e50662530e9873566bf36a5ef47d',
          amount: 500n,
        },
      ],
    ],
    state: [[FREE, accountOf('Newcomer'), 500n]],
    refused: [],
  },
  {
    call: 'Balances.transfer_allow_death',
    what: 'ends an account with less than it must have',
    by: 'Dave',
    given: s => {
      fee = s.attempt('Dave', s.call('Balances.transfer_allow_death', { ...to('Eve'), value: 900n * TAO })).fee.amount
    },
    args: s => ({ ...to('Eve'), value: (s.read(FREE, accountOf('Dave')) as bigint) - fee - 100n }),
    events: [
      ['System.KilledAccount', { account: accountOf('Dave') }],
      ['DustLost', { account: accountOf('Dave'), amount: 99n }],
      ['Transfer', { from: accountOf('Dave'), to: accountOf('Eve'), amount: 1099999323414n }],
    ],
    state: [
      [
        'System.Account',
        accountOf('Dave'),
        {
          nonce: 0,
          consumers: 0,
          providers: 0,
          sufficients: 0,
          data: { free: 0n, reserved: 0n, frozen: 0n, flags: 170141183460469231731687303715884105728n },
        },
      ],
      ['TotalIssuance', [], 3015999999999901n],
    ],
    refused: [],
  },
  {
    call: 'Balances.transfer_keep_alive',
    by: 'Dave',
    args: { ...to('Eve'), value: TAO },
    events: [['Transfer', { from: accountOf('Dave'), to: accountOf('Eve'), amount: TAO }]],
    state: [
      [FREE, accountOf('Dave'), minus(TAO)],
      [FREE, accountOf('Eve'), plus(TAO)],
    ],
    refused: [
      { error: 'Token.FundsUnavailable', args: { value: 2000n * TAO } },
      {
        error: 'Token.NotExpendable',
        given: s => {
          const same = s.call('Balances.transfer_keep_alive', { ...to('Eve'), value: 900n * TAO })
          fee = s.attempt('Dave', same).fee.amount
        },
        // Beside the fee less is left than an account must have.
        args: s => ({ value: (s.read(FREE, accountOf('Dave')) as bigint) - fee - 100n }),
      },
    ],
  },
  {
    call: 'Balances.transfer_all',
    by: 'Dave',
    args: { ...to('Eve'), keep_alive: true },
    events: [['Transfer', { from: accountOf('Dave'), to: accountOf('Eve'), amount: 1999999661574n }]],
    state: [
      [
        'System.Account',
        accountOf('Eve'),
        {
          nonce: 0,
          consumers: 0,
          providers: 1,
          sufficients: 0,
          data: { free: 3999999661574n, reserved: 0n, frozen: 0n, flags: 170141183460469231731687303715884105728n },
        },
      ],
    ],
    refused: [{ error: 'CannotLookup', args: { dest: unknownAddress } }],
  },
  {
    call: 'Balances.force_transfer',
    by: ROOT,
    args: { source: idOf('Bob'), ...to('Eve'), value: TAO },
    events: [['Transfer', { from: accountOf('Bob'), to: accountOf('Eve'), amount: TAO }]],
    state: [
      [FREE, accountOf('Bob'), minus(TAO)],
      [FREE, accountOf('Eve'), plus(TAO)],
    ],
    authority: { Bob: 'BadOrigin' },
    refused: [
      { error: 'Token.FundsUnavailable', args: { value: 2_000_000n * TAO } },
      { error: 'CannotLookup', args: { source: unknownAddress } },
    ],
  },
  {
    call: 'Balances.force_unreserve',
    by: ROOT,
    given: sent('Dave', 'Proxy.add_proxy', { delegate: idOf('Eve'), proxy_type: 'Any', delay: 0n }),
    args: { who: idOf('Dave'), amount: 50_000_000n },
    events: [['Unreserved', { who: accountOf('Dave'), amount: 50000000n }]],
    state: [[FREE, accountOf('Dave'), plus(50_000_000n)]],
    refused: [{ error: 'CannotLookup', args: { who: unknownAddress } }],
  },
  {
    call: 'Balances.upgrade_accounts',
    by: 'Dave',
    given: s => {
      const account = s.read('System.Account', accountOf('Eve')) as { data: object }
      s.put('System.Account', accountOf('Eve'), { ...account, data: { ...account.data, flags: 0n } })
    },
    args: { who: [accountOf('Eve')] },
    events: [['Upgraded', { who: accountOf('Eve') }]],
    state: [
      [
        'System.Account',
        accountOf('Eve'),
        {
          nonce: 0,
          consumers: 0,
          providers: 1,
          sufficients: 0,
          data: { free: 2000n * TAO, reserved: 0n, frozen: 0n, flags: 170141183460469231731687303715884105728n },
        },
      ],
    ],
    refused: [],
  },
  {
    call: 'Balances.force_set_balance',
    by: ROOT,
    args: { who: idOf('Eve'), new_free: 3000n * TAO },
    events: [
      ['Issued', { amount: 1000n * TAO }],
      ['BalanceSet', { who: accountOf('Eve'), free: 3000n * TAO }],
    ],
    state: [
      [FREE, accountOf('Eve'), 3000n * TAO],
      ['TotalIssuance', [], plus(1000n * TAO)],
    ],
    refused: [{ error: 'CannotLookup', args: { who: unknownAddress } }],
  },
  {
    call: 'Balances.force_set_balance',
    what: 'to next to nothing ends the account',
    by: ROOT,
    args: { who: idOf('Eve'), new_free: DUST },
    events: [
      ['System.KilledAccount', { account: accountOf('Eve') }],
      ['Rescinded', { amount: 2000n * TAO }],
      ['BalanceSet', { who: accountOf('Eve'), free: 0n }],
    ],
    state: [
      [FREE, accountOf('Eve'), 0n],
      ['TotalIssuance', [], minus(2000n * TAO)],
    ],
    refused: [],
  },
  {
    call: 'Balances.force_adjust_total_issuance',
    by: ROOT,
    args: { direction: 'Increase', delta: TAO },
    events: [['TotalIssuanceForced', { old: 3016000n * TAO, new: 3016001n * TAO }]],
    state: [['TotalIssuance', [], plus(TAO)]],
    refused: [
      { error: 'DeltaZero', args: { delta: 0n } },
      {
        error: 'IssuanceDeactivated',
        args: { direction: 'Decrease' },
        given: s => s.put('Balances.InactiveIssuance', [], s.read('Balances.TotalIssuance', [])),
      },
    ],
  },
  {
    call: 'Balances.burn',
    by: 'Dave',
    args: { value: TAO, keep_alive: false },
    events: [['Burned', { who: accountOf('Dave'), amount: TAO }]],
    state: [
      [FREE, accountOf('Dave'), minus(TAO)],
      ['TotalIssuance', [], minus(TAO)],
    ],
    refused: [{ error: 'Token.FundsUnavailable', args: { value: 2000n * TAO } }],
  },
]
