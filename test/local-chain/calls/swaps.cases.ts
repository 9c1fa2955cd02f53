/** Hotkeys and coldkeys are exchanged for others. */

import { coldkeyHash } from '../../../src/local-chain/pallets/subtensor/swap/swap-coldkey.ts'
import { ZERO_ACCOUNT } from '../../../src/primitives/account.ts'
import {
  accountOf,
  all,
  type CallCase,
  FREE,
  hotkeyOf,
  later,
  minus,
  paid,
  potOf,
  put,
  type Refusal,
  ROOT,
  sent,
  TAO,
} from './support/case.ts'
import { inhabitedStage, NETUID, OTHER } from './support/world.ts'

export const stage = inhabitedStage

const NEW = accountOf('Alice//new')
const SECOND = accountOf('Alice//second')
const swap = { hotkey: hotkeyOf('Alice'), new_hotkey: NEW, netuid: undefined }
/** Leaves Dave half a TAO. */
const poor = sent('Dave', 'Balances.burn', { value: 1999_500_000_000n, keep_alive: true })
const announced = { new_coldkey_hash: coldkeyHash(accountOf('Dave//new')) }
const announce = sent('Dave', 'announce_coldkey_swap', announced)

const refusedHotkeys: readonly Refusal[] = [
  { error: 'NonAssociatedColdKey', by: 'Bob' },
  { error: 'NonAssociatedColdKey', args: { new_hotkey: hotkeyOf('Bob') } },
  { error: 'NewHotKeyIsSameWithOld', args: { new_hotkey: hotkeyOf('Alice') } },
  {
    error: 'HotKeySetTxRateLimitExceeded',
    given: put('LastRateLimitedBlock', { type: 'LastTxBlock', value: accountOf('Alice') }, 10n),
  },
  {
    error: 'HotKeyAlreadyRegisteredInSubNet',
    args: { new_hotkey: SECOND },
    given: sent('Alice', 'burned_register', { netuid: NETUID, hotkey: SECOND }),
  },
  {
    error: 'NewHotKeyNotCleanForRootSwap',
    args: { new_hotkey: SECOND },
    given: all(
      sent('Alice', 'try_associate_hotkey', { hotkey: SECOND }),
      sent('Alice', 'add_stake', { hotkey: SECOND, netuid: 0, amount_staked: TAO }),
    ),
  },
  {
    error: 'HotKeySwapOnSubnetIntervalNotPassed',
    given: put('LastHotkeySwapOnNetuid', [NETUID, accountOf('Alice')], 1n),
  },
  {
    error: 'NotEnoughBalanceToPaySwapHotKey',
    by: 'Dave',
    args: { hotkey: hotkeyOf('Dave') },
    given: all(
      sent('Dave', 'try_associate_hotkey', { hotkey: hotkeyOf('Dave') }),
      poor,
      sent('Dave', 'Balances.burn', { value: 450_000_000n, keep_alive: true }),
    ),
  },
  {
    error: 'ColdkeySwapAnnounced',
    given: sent('Alice', 'announce_coldkey_swap', announced),
    door: 'Custom(0)',
  },
]

export const cases: readonly CallCase[] = [
  {
    call: 'SubtensorModule.swap_hotkey',
    by: 'Alice',
    args: swap,
    events: [
      ['Balances.Withdraw', { who: accountOf('Alice'), amount: 100000000n }],
      [
        'HotkeySwapped',
        { coldkey: accountOf('Alice'), old_hotkey: hotkeyOf('Alice'), new_hotkey: accountOf('Alice//new') },
      ],
    ],
    state: [
      [
        'AlphaV2',
        [accountOf('Alice//new'), accountOf('Alice'), 0],
        { mantissa: 1000000000000000000000n, exponent: -9n },
      ],
      [
        'AlphaV2',
        [accountOf('Alice//new'), accountOf('Alice'), 2],
        { mantissa: 904832378610000000000n, exponent: -10n },
      ],
      ['AlphaV2', [hotkeyOf('Alice'), accountOf('Alice'), 0], { mantissa: 0n, exponent: 0n }],
      ['AlphaV2', [hotkeyOf('Alice'), accountOf('Alice'), 2], { mantissa: 0n, exponent: 0n }],
      ['LastHotkeySwapOnNetuid', [2, accountOf('Alice')], 21n],
      ['LastRateLimitedBlock', { type: 'LastTxBlock', value: accountOf('Alice//new') }, 0n],
      ['LastRateLimitedBlock', { type: 'LastTxBlock', value: accountOf('Alice') }, 21n],
      ['LastRateLimitedBlock', { type: 'LastTxBlockChildKeyTake', value: accountOf('Alice//new') }, 0n],
      ['LastRateLimitedBlock', { type: 'LastTxBlockDelegateTake', value: accountOf('Alice//new') }, 0n],
      ['OwnedHotkeys', accountOf('Alice'), [accountOf('Alice//new')]],
      ['Keys', [2, 1], accountOf('Alice//new')],
      ['Uids', [2, accountOf('Alice//new')], 1],
      ['Uids', [2, hotkeyOf('Alice')], undefined],
      ['StakingHotkeys', accountOf('Alice'), [accountOf('Alice//new')]],
      ['TotalHotkeySharesV2', [accountOf('Alice//new'), 0], { mantissa: 1000000000000000000000n, exponent: -9n }],
      ['TotalHotkeySharesV2', [accountOf('Alice//new'), 2], { mantissa: 904832378610000000000n, exponent: -10n }],
      ['TotalHotkeySharesV2', [hotkeyOf('Alice'), 0], { mantissa: 0n, exponent: 0n }],
      ['TotalHotkeySharesV2', [hotkeyOf('Alice'), 2], { mantissa: 0n, exponent: 0n }],
      ['IsNetworkMember', [accountOf('Alice//new'), 0], false],
      ['IsNetworkMember', [accountOf('Alice//new'), 1], false],
      ['IsNetworkMember', [accountOf('Alice//new'), 2], true],
      ['IsNetworkMember', [accountOf('Alice//new'), 3], false],
      ['IsNetworkMember', [hotkeyOf('Alice'), 2], false],
      ['Owner', accountOf('Alice//new'), accountOf('Alice')],
      ['Owner', hotkeyOf('Alice'), ZERO_ACCOUNT],
      ['TotalHotkeyAlpha', [accountOf('Alice//new'), 0], 1000n * TAO],
      ['TotalHotkeyAlpha', [accountOf('Alice//new'), 2], 90483237861n],
      ['TotalHotkeyAlpha', [hotkeyOf('Alice'), 0], 0n],
      ['TotalHotkeyAlpha', [hotkeyOf('Alice'), 2], 0n],
      [FREE, accountOf('Alice'), minus(100000000n)],
    ],
    refused: refusedHotkeys,
  },
  {
    call: 'SubtensorModule.swap_hotkey',
    what: 'on one subnet',
    by: 'Alice',
    given: later(8000),
    args: { ...swap, netuid: NETUID },
    events: [
      ['Balances.Withdraw', { who: accountOf('Alice'), amount: 1000000n }],
      [
        'HotkeySwappedOnSubnet',
        { coldkey: accountOf('Alice'), old_hotkey: hotkeyOf('Alice'), new_hotkey: accountOf('Alice//new'), netuid: 2 },
      ],
    ],
    state: [
      ['LastHotkeySwapOnNetuid', [2, accountOf('Alice')], 8021n],
      ['Keys', [2, 1], accountOf('Alice//new')],
      ['Uids', [2, accountOf('Alice//new')], 1],
      ['Uids', [2, hotkeyOf('Alice')], undefined],
      ['Owner', accountOf('Alice//new'), accountOf('Alice')],
      [FREE, accountOf('Alice'), minus(1000000n)],
    ],
    refused: [
      { error: 'CannotUseSystemAccount', args: { new_hotkey: potOf(OTHER) } },
      {
        error: 'HotKeySwapOnSubnetIntervalNotPassed',
        given: put('LastHotkeySwapOnNetuid', [NETUID, accountOf('Alice')], 7000n),
      },
    ],
  },
  {
    call: 'SubtensorModule.swap_hotkey',
    what: 'with what is left of older state',
    by: 'Alice',
    given: put('LoadedEmission', NETUID, [[hotkeyOf('Alice'), 1n, 2n]]),
    args: swap,
    events: [
      ['Balances.Withdraw', { who: accountOf('Alice'), amount: 100000000n }],
      [
        'HotkeySwapped',
        { coldkey: accountOf('Alice'), old_hotkey: hotkeyOf('Alice'), new_hotkey: accountOf('Alice//new') },
      ],
    ],
    state: [['LoadedEmission', 2, [[accountOf('Alice//new'), 1n, 2n]]]],
    refused: [],
  },
  {
    call: 'SubtensorModule.swap_hotkey_v2',
    what: 'that leaves the stake behind',
    by: 'Alice',
    args: { ...swap, keep_stake: true },
    events: [
      ['Balances.Withdraw', { who: accountOf('Alice'), amount: 100000000n }],
      [
        'HotkeySwapped',
        { coldkey: accountOf('Alice'), old_hotkey: hotkeyOf('Alice'), new_hotkey: accountOf('Alice//new') },
      ],
    ],
    state: [
      ['Keys', [2, 1], accountOf('Alice//new')],
      ['Uids', [2, accountOf('Alice//new')], 1],
      ['Uids', [2, hotkeyOf('Alice')], undefined],
      ['Owner', accountOf('Alice//new'), accountOf('Alice')],
      ['Owner', hotkeyOf('Alice'), ZERO_ACCOUNT],
    ],
    refused: refusedHotkeys,
  },
  {
    call: 'SubtensorModule.swap_coldkey',
    by: ROOT,
    args: { old_coldkey: accountOf('Charlie'), new_coldkey: accountOf('Charlie//new'), swap_cost: TAO },
    events: [
      ['Balances.Withdraw', { who: accountOf('Charlie'), amount: TAO }],
      ['System.KilledAccount', { account: accountOf('Charlie') }],
      ['System.NewAccount', { account: accountOf('Charlie//new') }],
      ['Balances.Endowed', { account: accountOf('Charlie//new'), free_balance: 997976791305201n }],
      paid(accountOf('Charlie'), accountOf('Charlie//new'), 997976791305201n),
      ['ColdkeySwapped', { old_coldkey: accountOf('Charlie'), new_coldkey: accountOf('Charlie//new') }],
    ],
    state: [
      ['SubnetOwner', 3, accountOf('Charlie//new')],
      [
        'AlphaV2',
        [hotkeyOf('Charlie'), accountOf('Charlie//new'), 2],
        { mantissa: 815384047300000000000n, exponent: -11n },
      ],
      [
        'AlphaV2',
        [hotkeyOf('Charlie'), accountOf('Charlie//new'), 3],
        { mantissa: 994526226500000000000n, exponent: -11n },
      ],
      ['AlphaV2', [hotkeyOf('Charlie'), accountOf('Charlie'), 2], { mantissa: 0n, exponent: 0n }],
      ['AlphaV2', [hotkeyOf('Charlie'), accountOf('Charlie'), 3], { mantissa: 0n, exponent: 0n }],
      ['LastRateLimitedBlock', { type: 'LastTxBlock', value: accountOf('Charlie//new') }, 21n],
      ['OwnedHotkeys', accountOf('Charlie//new'), [hotkeyOf('Charlie')]],
      ['OwnedHotkeys', accountOf('Charlie'), []],
      ['StakingHotkeys', accountOf('Charlie//new'), [hotkeyOf('Charlie')]],
      ['StakingHotkeys', accountOf('Charlie'), []],
      ['Owner', hotkeyOf('Charlie'), accountOf('Charlie//new')],
    ],
    authority: { Charlie: 'BadOrigin' },
    refused: [
      { error: 'ColdKeyAlreadyAssociated', args: { new_coldkey: accountOf('Bob') } },
      { error: 'NewColdKeyIsHotkey', args: { new_coldkey: hotkeyOf('Bob') } },
      { error: 'NotEnoughBalanceToPaySwapColdKey', args: { swap_cost: 10n ** 18n } },
      {
        error: 'ActiveLockExists',
        given: all(
          sent('Charlie', 'lock_stake', { hotkey: hotkeyOf('Charlie'), netuid: NETUID, amount: TAO }),
          put('Lock', [accountOf('Charlie//new'), NETUID, hotkeyOf('Charlie')], {
            locked_mass: TAO,
            conviction: 0n,
            last_update: 20n,
          }),
        ),
      },
    ],
  },
  {
    call: 'SubtensorModule.announce_coldkey_swap',
    by: 'Dave',
    args: announced,
    events: [
      ['Balances.Withdraw', { who: accountOf('Dave'), amount: 100000000n }],
      [
        'ColdkeySwapAnnounced',
        {
          who: accountOf('Dave'),
          new_coldkey_hash: '0x8aca0798f67b3d59ed15ac0ec1dcd54a5272f261d488f6d512e5b488f88b42c8',
        },
      ],
    ],
    state: [
      [
        'ColdkeySwapAnnouncements',
        accountOf('Dave'),
        [36021n, '0x8aca0798f67b3d59ed15ac0ec1dcd54a5272f261d488f6d512e5b488f88b42c8'],
      ],
      [FREE, accountOf('Dave'), minus(100000000n)],
    ],
    refused: [
      { error: 'ColdkeySwapReannouncedTooEarly', given: announce },
      {
        error: 'NotEnoughBalanceToPaySwapColdKey',
        given: all(poor, sent('Dave', 'Balances.burn', { value: 450_000_000n, keep_alive: true })),
      },
    ],
  },
  {
    call: 'SubtensorModule.swap_coldkey_announced',
    by: 'Dave',
    given: all(announce, later(36_000)),
    args: { new_coldkey: accountOf('Dave//new') },
    events: [
      ['System.KilledAccount', { account: accountOf('Dave') }],
      ['System.NewAccount', { account: accountOf('Dave//new') }],
      ['Balances.Endowed', { account: accountOf('Dave//new'), free_balance: 1999897917160n }],
      paid(accountOf('Dave'), accountOf('Dave//new'), 1999897917160n),
      ['ColdkeySwapped', { old_coldkey: accountOf('Dave'), new_coldkey: accountOf('Dave//new') }],
    ],
    state: [['ColdkeySwapAnnouncements', accountOf('Dave'), undefined]],
    refused: [
      { error: 'ColdkeySwapAnnouncementNotFound', by: 'Eve' },
      { error: 'AnnouncedColdkeyHashDoesNotMatch', args: { new_coldkey: accountOf('Eve') } },
      {
        error: 'ColdkeySwapTooEarly',
        given: put('ColdkeySwapAnnouncements', accountOf('Dave'), [100_000n, announced.new_coldkey_hash]),
      },
      { error: 'ColdkeySwapDisputed', given: sent('Dave', 'dispute_coldkey_swap'), door: 'Custom(21)' },
    ],
  },
  {
    call: 'SubtensorModule.dispute_coldkey_swap',
    by: 'Dave',
    given: announce,
    events: [['ColdkeySwapDisputed', { coldkey: accountOf('Dave') }]],
    state: [['ColdkeySwapDisputes', accountOf('Dave'), 22n]],
    refused: [
      { error: 'ColdkeySwapAnnouncementNotFound', by: 'Eve' },
      { error: 'ColdkeySwapDisputed', given: sent('Dave', 'dispute_coldkey_swap'), door: 'Custom(21)' },
    ],
  },
  {
    call: 'SubtensorModule.reset_coldkey_swap',
    by: ROOT,
    given: all(announce, sent('Dave', 'dispute_coldkey_swap')),
    args: { coldkey: accountOf('Dave') },
    events: [['ColdkeySwapReset', { who: accountOf('Dave') }]],
    state: [
      ['ColdkeySwapAnnouncements', accountOf('Dave'), undefined],
      ['ColdkeySwapDisputes', accountOf('Dave'), undefined],
    ],
    authority: { Dave: 'ColdkeySwapDisputed' },
    refused: [{ error: 'BadOrigin', by: 'Eve' }],
  },
  {
    call: 'SubtensorModule.clear_coldkey_swap_announcement',
    by: 'Dave',
    given: all(announce, later(43_200)),
    events: [['ColdkeySwapCleared', { who: accountOf('Dave') }]],
    state: [['ColdkeySwapAnnouncements', accountOf('Dave'), undefined]],
    refused: [
      { error: 'ColdkeySwapAnnouncementNotFound', by: 'Eve' },
      {
        error: 'ColdkeySwapClearTooEarly',
        given: put('ColdkeySwapAnnouncements', accountOf('Dave'), [40_000n, announced.new_coldkey_hash]),
      },
    ],
  },
]
