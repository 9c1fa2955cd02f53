/** Stake on its way to another hotkey, coldkey or subnet; locks. */
import { accountOf, type CallCase, FREE, hotkeyOf, paid, plus, potOf, type Scene, TAO } from './support/case.ts'
import { inhabitedStage, NETUID, NOWHERE, OTHER } from './support/world.ts'

export const stage = inhabitedStage

const [hotkey, here, there] = [hotkeyOf('Alice'), NETUID, OTHER]
const path = { origin_netuid: here, destination_netuid: there, alpha_amount: 5n * TAO }
const closed: Scene = s => s.put('SubtensorModule.SubtokenEnabled', OTHER, false)
const lock: Scene = s => {
  s.send('Alice', 'SubtensorModule.lock_stake', { hotkey, netuid: NETUID, amount: 30n * TAO })
}
const none = accountOf('Dave//none')

/** What all four are refused for. */
const refusedAsAll = [
  { error: 'SubnetNotExists', args: { origin_netuid: NOWHERE } },
  { error: 'SubnetNotExists', args: { destination_netuid: NOWHERE } },
  { error: 'SubtokenDisabled', given: closed },
  { error: 'AmountTooLow', args: { alpha_amount: 1_000_000n } },
]

export const cases: readonly CallCase[] = [
  {
    call: 'SubtensorModule.move_stake',
    by: 'Alice',
    args: { ...path, origin_hotkey: hotkey, destination_hotkey: hotkeyOf('Charlie') },
    events: [
      paid(potOf(2), accountOf('Alice'), 6147291203n),
      paid(potOf(2), accountOf('Two'), 3079886n),
      ['StakeRemoved', [accountOf('Alice'), hotkeyOf('Alice'), 6147291203n, 4997482262n, 2, 2517738n]],
      paid(accountOf('Alice'), potOf(3), 6147291203n),
      paid(potOf(3), accountOf('Two'), 0n),
      ['StakeAdded', [accountOf('Alice'), hotkeyOf('Charlie'), 6147291203n, 6067747844n, 3, 0n]],
      ['StakeMoved', [accountOf('Alice'), hotkeyOf('Alice'), 2, hotkeyOf('Charlie'), 3, 6147291203n]],
    ],
    state: [
      ['AlphaV2', [hotkeyOf('Alice'), accountOf('Alice'), 2], { mantissa: 854832378610000000000n, exponent: -10n }],
      ['AlphaV2', [hotkeyOf('Charlie'), accountOf('Alice'), 3], { mantissa: 606774784400000000000n, exponent: -11n }],
      ['SubnetTAO', 2, 1106016187939n],
      ['SubnetTAO', 3, 2016102573190n],
      [FREE, accountOf('Alice'), plus(0n)],
    ],
    refused: [
      ...refusedAsAll,
      { error: 'HotKeyAccountNotExists', args: { origin_hotkey: none } },
      { error: 'HotKeyAccountNotExists', args: { destination_hotkey: none } },
      { error: 'SameNetuid', args: { destination_hotkey: hotkey, destination_netuid: here } },
      { error: 'StakeUnavailable', args: { alpha_amount: 70n * TAO }, given: lock },
    ],
  },
  {
    call: 'SubtensorModule.move_stake',
    what: 'to another hotkey of the same subnet',
    by: 'Alice',
    args: { ...path, destination_netuid: here, origin_hotkey: hotkey, destination_hotkey: hotkeyOf('Charlie') },
    events: [
      ['StakeRemoved', [accountOf('Alice'), hotkeyOf('Alice'), 6184572275n, 5n * TAO, 2, 0n]],
      ['StakeAdded', [accountOf('Alice'), hotkeyOf('Charlie'), 6184572275n, 5n * TAO, 2, 0n]],
      ['StakeMoved', [accountOf('Alice'), hotkeyOf('Alice'), 2, hotkeyOf('Charlie'), 2, 6184572275n]],
    ],
    state: [
      ['AlphaV2', [hotkeyOf('Alice'), accountOf('Alice'), 2], { mantissa: 854832378610000000000n, exponent: -10n }],
      ['AlphaV2', [hotkeyOf('Charlie'), accountOf('Alice'), 2], { mantissa: 500000000000000000000n, exponent: -11n }],
      ['TotalHotkeyAlpha', [hotkeyOf('Alice'), 2], 85483237861n],
      ['TotalHotkeyAlpha', [hotkeyOf('Charlie'), 2], 13153840473n],
    ],
    refused: [],
  },
  {
    call: 'SubtensorModule.transfer_stake',
    by: 'Alice',
    args: { ...path, destination_netuid: here, hotkey, destination_coldkey: accountOf('Dave') },
    events: [
      ['StakeRemoved', [accountOf('Alice'), hotkeyOf('Alice'), 6184572275n, 5n * TAO, 2, 0n]],
      ['StakeAdded', [accountOf('Dave'), hotkeyOf('Alice'), 6184572275n, 5n * TAO, 2, 0n]],
      ['StakeTransferred', [accountOf('Alice'), accountOf('Dave'), hotkeyOf('Alice'), 2, 2, 6184572275n]],
    ],
    state: [
      ['AlphaV2', [hotkeyOf('Alice'), accountOf('Alice'), 2], { mantissa: 854832378610000000000n, exponent: -10n }],
      ['AlphaV2', [hotkeyOf('Alice'), accountOf('Dave'), 2], { mantissa: 500000000000000000000n, exponent: -11n }],
      ['StakingHotkeys', accountOf('Dave'), [hotkeyOf('Alice')]],
    ],
    refused: [
      { error: 'SubnetNotExists', args: { origin_netuid: NOWHERE } },
      { error: 'TransferDisallowed', given: s => s.put('SubtensorModule.TransferToggle', NETUID, false) },
      { error: 'SameNetuid', args: { destination_coldkey: accountOf('Alice') } },
      { error: 'HotKeyAccountNotExists', args: { hotkey: none } },
      {
        error: 'AccountRejectsLockedAlpha',
        given: lock,
        args: { alpha_amount: 2n ** 63n },
      },
    ],
  },
  {
    call: 'SubtensorModule.swap_stake',
    by: 'Alice',
    args: { ...path, hotkey },
    events: [
      paid(potOf(2), accountOf('Alice'), 6147291203n),
      paid(potOf(2), accountOf('Two'), 3079886n),
      ['StakeRemoved', [accountOf('Alice'), hotkeyOf('Alice'), 6147291203n, 4997482262n, 2, 2517738n]],
      paid(accountOf('Alice'), potOf(3), 6147291203n),
      paid(potOf(3), accountOf('Two'), 0n),
      ['StakeAdded', [accountOf('Alice'), hotkeyOf('Alice'), 6147291203n, 6067747844n, 3, 0n]],
      ['StakeSwapped', [accountOf('Alice'), hotkeyOf('Alice'), 2, 3, 6147291203n]],
    ],
    state: [
      ['SubnetAlphaIn', 2, 904145898503n],
      ['SubnetAlphaIn', 3, 1983947307355n],
      ['AlphaV2', [hotkeyOf('Alice'), accountOf('Alice'), 2], { mantissa: 854832378610000000000n, exponent: -10n }],
      ['AlphaV2', [hotkeyOf('Alice'), accountOf('Alice'), 3], { mantissa: 606774784400000000000n, exponent: -11n }],
      ['SubnetTAO', 2, 1106016187939n],
      ['SubnetTAO', 3, 2016102573190n],
      [FREE, accountOf('Alice'), plus(0n)],
    ],
    refused: [
      ...refusedAsAll,
      { error: 'SameNetuid', args: { destination_netuid: here } },
      { error: 'HotKeyAccountNotExists', args: { hotkey: none } },
      { error: 'StakeUnavailable', args: { alpha_amount: 70n * TAO }, given: lock },
      { error: 'InsufficientLiquidity', given: s => s.put('SubtensorModule.SubnetTAO', NETUID, 0n) },
    ],
  },
  {
    call: 'SubtensorModule.swap_stake_limit',
    by: 'Alice',
    args: { ...path, hotkey, limit_price: 999_000_000n, allow_partial: true },
    events: [
      paid(potOf(2), accountOf('Alice'), 6147291203n),
      paid(potOf(2), accountOf('Two'), 3079886n),
      ['StakeRemoved', [accountOf('Alice'), hotkeyOf('Alice'), 6147291203n, 4997482262n, 2, 2517738n]],
      paid(accountOf('Alice'), potOf(3), 6147291203n),
      paid(potOf(3), accountOf('Two'), 0n),
      ['StakeAdded', [accountOf('Alice'), hotkeyOf('Alice'), 6147291203n, 6067747844n, 3, 0n]],
      ['StakeSwapped', [accountOf('Alice'), hotkeyOf('Alice'), 2, 3, 6147291203n]],
    ],
    state: [
      ['AlphaV2', [hotkeyOf('Alice'), accountOf('Alice'), 2], { mantissa: 854832378610000000000n, exponent: -10n }],
      ['AlphaV2', [hotkeyOf('Alice'), accountOf('Alice'), 3], { mantissa: 606774784400000000000n, exponent: -11n }],
      ['SubnetTAO', 2, 1106016187939n],
      ['SubnetTAO', 3, 2016102573190n],
    ],
    refused: [
      { error: 'SlippageTooHigh', args: { limit_price: 2_000_000_000n, allow_partial: false } },
      { error: 'SameNetuid', args: { destination_netuid: here } },
      { error: 'SubnetNotExists', args: { destination_netuid: NOWHERE } },
    ],
  },
  {
    call: 'SubtensorModule.lock_stake',
    by: 'Alice',
    args: { hotkey, netuid: NETUID, amount: 30n * TAO },
    events: [['StakeLocked', { coldkey: accountOf('Alice'), hotkey: hotkeyOf('Alice'), netuid: 2, amount: 30n * TAO }]],
    state: [
      ['DecayingHotkeyLock', [2, hotkeyOf('Alice')], { locked_mass: 30n * TAO, conviction: 0n, last_update: 21n }],
      ['LockingColdkeys', [2, hotkeyOf('Alice'), accountOf('Alice')], null],
      [
        'Lock',
        [accountOf('Alice'), 2, hotkeyOf('Alice')],
        { locked_mass: 30n * TAO, conviction: 0n, last_update: 21n },
      ],
    ],
    refused: [
      { error: 'AmountTooLow', args: { amount: 0n } },
      { error: 'HotKeyAccountNotExists', args: { hotkey: none } },
      { error: 'LockHotkeyMismatch', args: { hotkey: hotkeyOf('Charlie') }, given: lock },
      { error: 'InsufficientStakeForLock', args: { amount: 101n * TAO } },
    ],
  },
  {
    call: 'SubtensorModule.lock_stake',
    what: 'behind the hotkey of the owner of the subnet',
    by: 'Bob',
    given: s =>
      s.send('Bob', 'SubtensorModule.add_stake', { hotkey: hotkeyOf('Bob'), netuid: NETUID, amount_staked: TAO }),
    args: { hotkey: hotkeyOf('Bob'), netuid: NETUID, amount: 100_000_000n },
    events: [['StakeLocked', { coldkey: accountOf('Bob'), hotkey: hotkeyOf('Bob'), netuid: 2, amount: 100000000n }]],
    state: [
      [
        'DecayingOwnerLock',
        2,
        { locked_mass: 100000000n, conviction: 1844674407370955161600000000n, last_update: 22n },
      ],
      [
        'Lock',
        [accountOf('Bob'), 2, hotkeyOf('Bob')],
        { locked_mass: 100000000n, conviction: 1844674407370955161600000000n, last_update: 22n },
      ],
    ],
    refused: [],
  },
  {
    call: 'SubtensorModule.lock_stake',
    what: 'for good, behind the hotkey of the owner of the subnet',
    by: 'Bob',
    given: s => {
      s.send('Bob', 'SubtensorModule.add_stake', { hotkey: hotkeyOf('Bob'), netuid: NETUID, amount_staked: TAO })
      s.send('Bob', 'SubtensorModule.set_perpetual_lock', { netuid: NETUID, enabled: true })
    },
    args: { hotkey: hotkeyOf('Bob'), netuid: NETUID, amount: 100_000_000n },
    events: [['StakeLocked', { coldkey: accountOf('Bob'), hotkey: hotkeyOf('Bob'), netuid: 2, amount: 100000000n }]],
    state: [
      ['OwnerLock', 2, { locked_mass: 100000000n, conviction: 1844674407370955161600000000n, last_update: 23n }],
      [
        'Lock',
        [accountOf('Bob'), 2, hotkeyOf('Bob')],
        { locked_mass: 100000000n, conviction: 1844674407370955161600000000n, last_update: 23n },
      ],
    ],
    refused: [],
  },
  {
    call: 'SubtensorModule.set_perpetual_lock',
    by: 'Alice',
    given: lock,
    args: { netuid: NETUID, enabled: true },
    events: [['PerpetualLockUpdated', { coldkey: accountOf('Alice'), netuid: 2, enabled: true }]],
    state: [
      ['DecayingLock', [accountOf('Alice'), 2], false],
      [
        'HotkeyLock',
        [2, hotkeyOf('Alice')],
        { locked_mass: 29999967909n, conviction: 591958345102500000000000n, last_update: 22n },
      ],
      ['DecayingHotkeyLock', [2, hotkeyOf('Alice')], undefined],
      [
        'Lock',
        [accountOf('Alice'), 2, hotkeyOf('Alice')],
        { locked_mass: 29999967909n, conviction: 591958345102500000000000n, last_update: 22n },
      ],
    ],
    refused: [],
  },
  {
    call: 'SubtensorModule.move_lock',
    by: 'Alice',
    given: lock,
    args: { destination_hotkey: hotkeyOf('Charlie'), netuid: NETUID },
    events: [
      [
        'LockMoved',
        {
          coldkey: accountOf('Alice'),
          origin_hotkey: hotkeyOf('Alice'),
          destination_hotkey: hotkeyOf('Charlie'),
          netuid: 2,
        },
      ],
    ],
    state: [
      ['DecayingHotkeyLock', [2, hotkeyOf('Alice')], undefined],
      ['DecayingHotkeyLock', [2, hotkeyOf('Charlie')], { locked_mass: 29999967909n, conviction: 0n, last_update: 22n }],
      ['LockingColdkeys', [2, hotkeyOf('Alice'), accountOf('Alice')], undefined],
      ['LockingColdkeys', [2, hotkeyOf('Charlie'), accountOf('Alice')], null],
      ['Lock', [accountOf('Alice'), 2, hotkeyOf('Alice')], undefined],
      [
        'Lock',
        [accountOf('Alice'), 2, hotkeyOf('Charlie')],
        { locked_mass: 29999967909n, conviction: 0n, last_update: 22n },
      ],
    ],
    refused: [
      { error: 'HotKeyAccountNotExists', args: { destination_hotkey: none } },
      { error: 'NoExistingLock', args: { netuid: OTHER } },
    ],
  },
  {
    call: 'SubtensorModule.move_lock',
    what: 'of what the rates of decay and of conviction have left',
    by: 'Alice',
    given: s => {
      lock(s)
      s.put('SubtensorModule.UnlockRate', [], 100n)
      s.put('SubtensorModule.MaturityRate', [], 100n)
      s.skip(100)
      s.send('Alice', 'SubtensorModule.try_associate_hotkey', { hotkey: accountOf('Alice//second') })
    },
    args: { destination_hotkey: accountOf('Alice//second'), netuid: NETUID },
    events: [
      [
        'LockMoved',
        {
          coldkey: accountOf('Alice'),
          origin_hotkey: hotkeyOf('Alice'),
          destination_hotkey: accountOf('Alice//second'),
          netuid: 2,
        },
      ],
    ],
    state: [
      ['Lock', [accountOf('Alice'), 2, hotkeyOf('Alice')], undefined],
      [
        'Lock',
        [accountOf('Alice'), 2, accountOf('Alice//second')],
        { locked_mass: 10817848205n, conviction: 203545158814809901950000000000n, last_update: 123n },
      ],
    ],
    refused: [],
  },
  {
    call: 'SubtensorModule.set_reject_locked_alpha',
    by: 'Dave',
    args: { enabled: false },
    events: [['RejectLockedAlphaUpdated', { coldkey: accountOf('Dave'), enabled: false }]],
    state: [['AccountFlags', accountOf('Dave'), 1n]],
    refused: [],
  },
]
