/** Buying, selling and giving up stake. */
import { accountOf, type CallCase, FREE, hotkeyOf, minus, paid, plus, potOf, type Scene, TAO } from './support/case.ts'
import { inhabitedStage, NETUID, NOWHERE, OTHER } from './support/world.ts'

export const stage = inhabitedStage

const closed: Scene = s => s.put('SubtensorModule.SubtokenEnabled', NETUID, false)
/** As after the sale of nearly all that was in the pool. */
const drained: Scene = s => s.put('SubtensorModule.SubnetTAO', NETUID, 0n)
/** The account of a pool without the TAO that the pool is said to have, as that of the first subnet at genesis. */
const emptied: Scene = s => {
  const account = s.read('System.Account', potOf(NETUID)) as { readonly data: object }
  s.put('System.Account', potOf(NETUID), { ...account, data: { ...account.data, free: 0n } })
}
const locked: Scene = s => {
  const [hotkey, amount] = [hotkeyOf('Alice'), 30n * TAO]
  s.send('Alice', 'SubtensorModule.lock_stake', { hotkey, netuid: NETUID, amount })
}
const nobodys = { hotkey: accountOf('Dave//none') }
const mine = { hotkey: hotkeyOf('Alice'), netuid: NETUID }

export const cases: readonly CallCase[] = [
  {
    call: 'SubtensorModule.add_stake',
    by: 'Dave',
    args: { ...mine, amount_staked: 10n * TAO },
    events: [
      paid(accountOf('Dave'), potOf(2), 10n * TAO),
      paid(potOf(2), accountOf('Two'), 5035477n),
      ['StakeAdded', [accountOf('Dave'), hotkeyOf('Alice'), 10n * TAO, 8008589822n, 2, 5035477n]],
    ],
    state: [
      ['SubnetTaoFlow', 2, 122162642971n],
      ['SubnetAlphaIn', 2, 891137308681n],
      ['SubnetVolume', 2, 122223068697n],
      ['AlphaV2', [hotkeyOf('Alice'), accountOf('Dave'), 2], { mantissa: 800858982200000000000n, exponent: -11n }],
      ['TotalStake', [], 4132183386161n],
      ['SubnetAlphaOut', 2, 122625416407n],
      ['SubnetTAO', 2, 1122161523551n],
      ['StakingHotkeys', accountOf('Dave'), [hotkeyOf('Alice')]],
      ['TotalHotkeySharesV2', [hotkeyOf('Alice'), 2], { mantissa: 984918276830000000000n, exponent: -10n }],
      ['TotalHotkeyAlpha', [hotkeyOf('Alice'), 2], 98491827683n],
      ['LastColdkeyHotkeyStakeBlock', [accountOf('Dave'), hotkeyOf('Alice')], 21n],
      [FREE, accountOf('Dave'), minus(10n * TAO)],
    ],
    refused: [
      { error: 'SubnetNotExists', args: { netuid: NOWHERE } },
      { error: 'SubtokenDisabled', given: closed },
      { error: 'AmountTooLow', args: { amount_staked: 2_000_000n } },
      { error: 'NotEnoughBalanceToStake', args: { amount_staked: 2_000n * TAO } },
      { error: 'HotKeyAccountNotExists', args: nobodys },
      {
        error: 'InsufficientLiquidity',
        by: 'Bob',
        given: s => s.put('SubtensorModule.SubnetTAO', NETUID, TAO),
        args: { amount_staked: 1_001n * TAO },
      },
    ],
  },
  {
    call: 'SubtensorModule.add_stake',
    what: 'on root',
    by: 'Dave',
    args: { ...mine, netuid: 0, amount_staked: 10n * TAO },
    events: [
      paid(accountOf('Dave'), potOf(0), 10n * TAO),
      paid(potOf(0), accountOf('Two'), 0n),
      ['StakeAdded', [accountOf('Dave'), hotkeyOf('Alice'), 10n * TAO, 10n * TAO, 0, 0n]],
    ],
    state: [
      ['AlphaV2', [hotkeyOf('Alice'), accountOf('Dave'), 0], { mantissa: 1000000000000000000000n, exponent: -11n }],
      ['SubnetTAO', 0, 1010n * TAO],
      ['StakingColdkeysByIndex', 1n, accountOf('Dave')],
      ['StakingColdkeys', accountOf('Dave'), 1n],
      ['NumStakingColdkeys', [], 2n],
    ],
    refused: [],
  },
  {
    call: 'SubtensorModule.add_stake_limit',
    by: 'Dave',
    args: { ...mine, amount_staked: 1000n * TAO, limit_price: 1_300_000_000n, allow_partial: true },
    events: [
      paid(accountOf('Dave'), potOf(2), 28022976978n),
      paid(potOf(2), accountOf('Two'), 14110906n),
      ['StakeAdded', [accountOf('Dave'), hotkeyOf('Alice'), 28022976978n, 22087879194n, 2, 14110906n]],
    ],
    state: [
      ['AlphaV2', [hotkeyOf('Alice'), accountOf('Dave'), 2], { mantissa: 220878791940000000000n, exponent: -10n }],
      ['Delegates', hotkeyOf('Alice'), 11796],
      ['SubnetTAO', 2, 1140175425100n],
      [FREE, accountOf('Dave'), minus(28022976978n)],
    ],
    refused: [
      { error: 'SlippageTooHigh', args: { allow_partial: false } },
      { error: 'SubnetNotExists', args: { netuid: NOWHERE, limit_price: 2n ** 63n } },
      { error: 'Swap.PriceLimitExceeded', args: { limit_price: 1n } },
      { error: 'HotKeyAccountNotExists', args: nobodys },
    ],
  },
  {
    call: 'SubtensorModule.remove_stake',
    by: 'Alice',
    args: { ...mine, amount_unstaked: 5n * TAO },
    events: [
      paid(potOf(2), accountOf('Alice'), 6147291203n),
      paid(potOf(2), accountOf('Two'), 3079886n),
      ['StakeRemoved', [accountOf('Alice'), hotkeyOf('Alice'), 6147291203n, 4997482262n, 2, 2517738n]],
    ],
    state: [
      ['SubnetAlphaIn', 2, 904145898503n],
      ['AlphaV2', [hotkeyOf('Alice'), accountOf('Alice'), 2], { mantissa: 854832378610000000000n, exponent: -10n }],
      ['TotalStake', [], 4116033015072n],
      ['SubnetAlphaOut', 2, 109616826585n],
      ['SubnetTAO', 2, 1106016187939n],
      ['TotalHotkeyAlpha', [hotkeyOf('Alice'), 2], 85483237861n],
      [FREE, accountOf('Alice'), plus(6147291203n)],
    ],
    refused: [
      { error: 'SubtokenDisabled', given: closed },
      { error: 'AmountTooLow', args: { amount_unstaked: 0n } },
      { error: 'AmountTooLow', by: 'Dave' },
      { error: 'StakeUnavailable', args: { amount_unstaked: 70n * TAO }, given: locked },
      { error: 'InsufficientLiquidity', given: drained },
      { error: 'InsufficientBalance', given: emptied },
    ],
  },
  {
    call: 'SubtensorModule.remove_stake_limit',
    by: 'Alice',
    args: { ...mine, amount_unstaked: 80n * TAO, limit_price: 1_100_000_000n, allow_partial: true },
    events: [
      paid(potOf(2), accountOf('Alice'), 63357710855n),
      paid(potOf(2), accountOf('Two'), 30100443n),
      ['StakeRemoved', [accountOf('Alice'), hotkeyOf('Alice'), 63357710855n, 54316690743n, 2, 27364825n]],
    ],
    state: [
      ['AlphaV2', [hotkeyOf('Alice'), accountOf('Alice'), 2], { mantissa: 361391822930000000000n, exponent: -10n }],
      ['SubnetTAO', 2, 1048778747730n],
      [FREE, accountOf('Alice'), plus(63357710855n)],
    ],
    refused: [
      { error: 'SlippageTooHigh', args: { allow_partial: false } },
      { error: 'NotEnoughStakeToWithdraw', args: { amount_unstaked: 101n * TAO } },
      { error: 'InsufficientLiquidity', args: { amount_unstaked: 1_000_000n * TAO } },
      { error: 'Swap.ReservesTooLow', given: s => s.put('SubtensorModule.SubnetTAO', NETUID, 999_999n) },
    ],
  },
  {
    call: 'SubtensorModule.remove_stake_full_limit',
    by: 'Alice',
    args: { ...mine, limit_price: undefined },
    events: [
      paid(potOf(2), accountOf('Alice'), 101640488726n),
      paid(potOf(2), accountOf('Two'), 46524725n),
      ['StakeRemoved', [accountOf('Alice'), hotkeyOf('Alice'), 101640488726n, 90437675233n, 2, 45562628n]],
    ],
    state: [
      ['AlphaV2', [hotkeyOf('Alice'), accountOf('Alice'), 2], { mantissa: 0n, exponent: 0n }],
      [FREE, accountOf('Alice'), plus(101640488726n)],
    ],
    refused: [
      { error: 'SlippageTooHigh', args: { limit_price: 1_199_000_000n } },
      { error: 'AmountTooLow', by: 'Dave' },
    ],
  },
  {
    call: 'SubtensorModule.unstake_all',
    by: 'Charlie',
    args: { hotkey: hotkeyOf('Charlie') },
    events: [
      paid(potOf(2), accountOf('Charlie'), 9989976789n),
      paid(potOf(2), accountOf('Two'), 4987732n),
      ['StakeRemoved', [accountOf('Charlie'), hotkeyOf('Charlie'), 9989976789n, 8149734626n, 2, 4105847n]],
      paid(potOf(3), accountOf('Charlie'), 9989956596n),
      paid(potOf(3), accountOf('Two'), 5007926n),
      ['StakeRemoved', [accountOf('Charlie'), hotkeyOf('Charlie'), 9989956596n, 9940254351n, 3, 5007914n]],
    ],
    state: [
      ['AlphaV2', [hotkeyOf('Charlie'), accountOf('Charlie'), 2], { mantissa: 0n, exponent: 0n }],
      ['AlphaV2', [hotkeyOf('Charlie'), accountOf('Charlie'), 3], { mantissa: 0n, exponent: 0n }],
      [FREE, accountOf('Charlie'), plus(19979933385n)],
    ],
    refused: [{ error: 'HotKeyAccountNotExists', args: nobodys }],
  },
  {
    call: 'SubtensorModule.unstake_all_alpha',
    by: 'Charlie',
    args: { hotkey: hotkeyOf('Charlie') },
    events: [
      paid(potOf(2), accountOf('Charlie'), 9989976789n),
      paid(potOf(2), accountOf('Two'), 4987732n),
      ['StakeRemoved', [accountOf('Charlie'), hotkeyOf('Charlie'), 9989976789n, 8149734626n, 2, 4105847n]],
      paid(potOf(3), accountOf('Charlie'), 9989956596n),
      paid(potOf(3), accountOf('Two'), 5007926n),
      ['StakeRemoved', [accountOf('Charlie'), hotkeyOf('Charlie'), 9989956596n, 9940254351n, 3, 5007914n]],
      paid(accountOf('Charlie'), potOf(0), 19979933385n),
      paid(potOf(0), accountOf('Two'), 0n),
      ['StakeAdded', [accountOf('Charlie'), hotkeyOf('Charlie'), 19979933385n, 19979933385n, 0, 0n]],
    ],
    state: [
      ['AlphaV2', [hotkeyOf('Charlie'), accountOf('Charlie'), 0], { mantissa: 199799333850000000000n, exponent: -10n }],
      ['AlphaV2', [hotkeyOf('Charlie'), accountOf('Charlie'), 2], { mantissa: 0n, exponent: 0n }],
      ['AlphaV2', [hotkeyOf('Charlie'), accountOf('Charlie'), 3], { mantissa: 0n, exponent: 0n }],
      ['TotalHotkeyAlpha', [hotkeyOf('Charlie'), 0], 19979933385n],
      ['TotalHotkeyAlpha', [hotkeyOf('Charlie'), 2], 0n],
      ['TotalHotkeyAlpha', [hotkeyOf('Charlie'), 3], 0n],
      [FREE, accountOf('Charlie'), plus(0n)],
    ],
    refused: [
      { error: 'HotKeyAccountNotExists', args: nobodys },
      { error: 'AmountTooLow', by: 'Dave' },
    ],
  },
  {
    call: 'SubtensorModule.recycle_alpha',
    by: 'Alice',
    args: { ...mine, amount: 5n * TAO },
    events: [['AlphaRecycled', [accountOf('Alice'), hotkeyOf('Alice'), 5n * TAO, 2]]],
    state: [
      ['AlphaAssets.AlphaRecycled', 2, 5020251749n],
      ['AlphaAssets.TotalAlphaIssuance', 2, 10979748251n],
      ['AlphaV2', [hotkeyOf('Alice'), accountOf('Alice'), 2], { mantissa: 854832378610000000000n, exponent: -10n }],
      ['SubnetAlphaOut', 2, 109616826585n],
    ],
    refused: [
      { error: 'SubnetNotExists', args: { netuid: NOWHERE } },
      { error: 'CannotBurnOrRecycleOnRootSubnet', args: { netuid: 0 } },
      { error: 'SubtokenDisabled', given: closed },
      { error: 'HotKeyAccountNotExists', args: nobodys },
      { error: 'InsufficientLiquidity', given: s => s.put('SubtensorModule.SubnetAlphaOut', NETUID, 1n) },
      { error: 'StakeUnavailable', args: { amount: 70n * TAO }, given: locked },
    ],
  },
  {
    call: 'SubtensorModule.burn_alpha',
    by: 'Alice',
    args: { ...mine, amount: 5n * TAO },
    events: [['AlphaBurned', [accountOf('Alice'), hotkeyOf('Alice'), 5n * TAO, 2]]],
    state: [
      ['AlphaAssets.AlphaBurned', 2, 5n * TAO],
      ['AlphaV2', [hotkeyOf('Alice'), accountOf('Alice'), 2], { mantissa: 854832378610000000000n, exponent: -10n }],
    ],
    refused: [
      { error: 'SubnetNotExists', args: { netuid: NOWHERE } },
      { error: 'CannotBurnOrRecycleOnRootSubnet', args: { netuid: 0 } },
      { error: 'StakeUnavailable', args: { amount: 70n * TAO }, given: locked },
    ],
  },
  {
    call: 'SubtensorModule.add_stake_burn',
    by: 'Dave',
    args: { ...mine, amount: 10n * TAO, limit: undefined },
    events: [
      paid(accountOf('Dave'), potOf(2), 10n * TAO),
      paid(potOf(2), accountOf('Two'), 5035477n),
      ['StakeAdded', [accountOf('Dave'), hotkeyOf('Alice'), 10n * TAO, 8008589822n, 2, 5035477n]],
      ['AlphaBurned', [accountOf('Dave'), hotkeyOf('Alice'), 8008589822n, 2]],
      ['AddStakeBurn', { netuid: 2, hotkey: hotkeyOf('Alice'), amount: 10n * TAO, alpha: 8008589822n }],
    ],
    state: [
      ['AlphaAssets.AlphaBurned', 2, 8008589822n],
      ['SubnetTAO', 2, 1122161523551n],
      [FREE, accountOf('Dave'), minus(10n * TAO)],
    ],
    refused: [
      { error: 'SlippageTooHigh', args: { limit: 1_300_000_000n, amount: 1000n * TAO } },
      { error: 'SubnetNotExists', args: { netuid: NOWHERE } },
      { error: 'CannotBurnOrRecycleOnRootSubnet', args: { netuid: 0 } },
    ],
  },
  {
    call: 'SubtensorModule.set_coldkey_auto_stake_hotkey',
    by: 'Dave',
    args: mine,
    events: [['AutoStakeDestinationSet', { coldkey: accountOf('Dave'), netuid: 2, hotkey: hotkeyOf('Alice') }]],
    state: [
      ['AutoStakeDestination', [accountOf('Dave'), 2], hotkeyOf('Alice')],
      ['AutoStakeDestinationColdkeys', [hotkeyOf('Alice'), 2], [accountOf('Dave')]],
    ],
    refused: [
      { error: 'SubnetNotExists', args: { netuid: NOWHERE } },
      { error: 'HotKeyNotRegisteredInSubNet', args: { netuid: OTHER } },
      {
        error: 'SameAutoStakeHotkeyAlreadySet',
        given: s => s.send('Dave', 'SubtensorModule.set_coldkey_auto_stake_hotkey', mine),
      },
    ],
  },
]
