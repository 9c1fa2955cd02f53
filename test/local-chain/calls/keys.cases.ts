/** Takes, children and the keys that people own. */
import { accountOf, type CallCase, hotkeyOf, potOf, put, sent } from './support/case.ts'
import { inhabitedStage, NETUID, NOWHERE } from './support/world.ts'

export const stage = inhabitedStage

const mine = { hotkey: hotkeyOf('Alice') }
const none = { hotkey: accountOf('Dave//none') }
const HALF = 2n ** 63n
const child = hotkeyOf('Charlie')
const children = { ...mine, netuid: NETUID, children: [[HALF, child]] }
const childTake = { ...mine, netuid: NETUID, take: 5000 }

export const cases: readonly CallCase[] = [
  {
    call: 'SubtensorModule.increase_take',
    by: 'Alice',
    args: { ...mine, take: 9000 },
    events: [['TakeIncreased', [accountOf('Alice'), hotkeyOf('Alice'), 9000]]],
    state: [
      ['Delegates', hotkeyOf('Alice'), 9000],
      ['LastRateLimitedBlock', { type: 'LastTxBlockDelegateTake', value: hotkeyOf('Alice') }, 21n],
    ],
    refused: [
      { error: 'DelegateTakeTooLow', given: put('Delegates', hotkeyOf('Alice'), 9000) },
      { error: 'DelegateTakeTooLow', given: put('MinDelegateTake', [], 9001), door: 'Custom(26)' },
      { error: 'DelegateTakeTooHigh', args: { take: 11_797 }, door: 'Custom(27)' },
      { error: 'DelegateTxRateLimitExceeded', given: sent('Alice', 'increase_take', { ...mine, take: 8000 }) },
      { error: 'HotKeyAccountNotExists', args: none, door: 'Custom(4)' },
      { error: 'NonAssociatedColdKey', by: 'Bob', door: 'Custom(25)' },
    ],
  },
  {
    call: 'SubtensorModule.decrease_take',
    by: 'Alice',
    given: put('Delegates', hotkeyOf('Alice'), 9000),
    args: { ...mine, take: 8999 },
    events: [['TakeDecreased', [accountOf('Alice'), hotkeyOf('Alice'), 8999]]],
    state: [
      ['Delegates', hotkeyOf('Alice'), 8999],
      ['LastRateLimitedBlock', { type: 'LastTxBlockDelegateTake', value: hotkeyOf('Alice') }, 21n],
    ],
    refused: [
      { error: 'DelegateTakeTooLow', args: { take: 9000 } },
      { error: 'DelegateTakeTooLow', given: put('MinDelegateTake', [], 9000), door: 'Custom(26)' },
      { error: 'DelegateTakeTooHigh', args: { take: 11_797 }, door: 'Custom(27)' },
      { error: 'HotKeyAccountNotExists', args: none },
      { error: 'NonAssociatedColdKey', by: 'Bob' },
    ],
  },
  {
    call: 'SubtensorModule.set_children',
    by: 'Alice',
    args: children,
    events: [['SetChildrenScheduled', [hotkeyOf('Alice'), 2, 7221n, [[9223372036854775808n, hotkeyOf('Charlie')]]]]],
    state: [
      ['TransactionKeyLastBlock', [hotkeyOf('Alice'), 2, 0], 21n],
      ['PendingChildKeys', [2, hotkeyOf('Alice')], [[[9223372036854775808n, hotkeyOf('Charlie')]], 7221n]],
    ],
    refused: [
      { error: 'TxRateLimitExceeded', given: sent('Alice', 'set_children', children) },
      { error: 'RegistrationNotPermittedOnRootSubnet', args: { netuid: 0 } },
      { error: 'SubnetNotExists', args: { netuid: NOWHERE } },
      { error: 'NonAssociatedColdKey', by: 'Bob' },
      {
        error: 'DuplicateChild',
        args: {
          children: [
            [1n, child],
            [2n, child],
          ],
        },
      },
      { error: 'InvalidChild', args: { children: [[1n, hotkeyOf('Alice')]] } },
      { error: 'TooManyChildren', args: { children: [1, 2, 3, 4, 5, 6].map(n => [1n, accountOf(`Child//${n}`)]) } },
      {
        error: 'ProportionOverflow',
        args: {
          children: [
            [HALF, child],
            [HALF, hotkeyOf('Bob')],
          ],
        },
      },
      { error: 'ChildParentInconsistency', given: put('ParentKeys', [hotkeyOf('Alice'), NETUID], [[1n, child]]) },
      { error: 'NotEnoughStakeToSetChildkeys', given: put('StakeThreshold', [], 10n ** 18n) },
    ],
  },
  {
    call: 'SubtensorModule.set_children',
    what: 'at once where the subnet has not started',
    by: 'Alice',
    given: put('SubtokenEnabled', NETUID, false),
    args: children,
    events: [['SetChildren', [hotkeyOf('Alice'), 2, [[9223372036854775808n, hotkeyOf('Charlie')]]]]],
    state: [
      ['ChildKeys', [hotkeyOf('Alice'), 2], [[9223372036854775808n, hotkeyOf('Charlie')]]],
      ['ParentKeys', [hotkeyOf('Charlie'), 2], [[9223372036854775808n, hotkeyOf('Alice')]]],
    ],
    refused: [],
  },
  {
    call: 'SubtensorModule.set_childkey_take',
    by: 'Alice',
    args: childTake,
    events: [['ChildKeyTakeSet', [hotkeyOf('Alice'), 5000]]],
    state: [
      ['TransactionKeyLastBlock', [hotkeyOf('Alice'), 2, 1], 21n],
      ['ChildkeyTake', [hotkeyOf('Alice'), 2], 5000],
    ],
    refused: [
      { error: 'NonAssociatedColdKey', by: 'Bob' },
      { error: 'InvalidChildkeyTake', args: { take: 11_797 } },
      { error: 'InvalidChildkeyTake', given: put('MinChildkeyTakePerSubnet', NETUID, 5001) },
      {
        error: 'TxChildkeyTakeRateLimitExceeded',
        given: sent('Alice', 'set_childkey_take', { ...childTake, take: 4999 }),
      },
    ],
  },
  {
    call: 'SubtensorModule.set_auto_parent_delegation_enabled',
    by: 'Alice',
    given: sent('Alice', 'root_register', mine),
    args: { ...mine, enabled: false },
    events: [['AutoParentDelegationEnabledSet', { hotkey: hotkeyOf('Alice'), enabled: false }]],
    state: [['AutoParentDelegationEnabled', hotkeyOf('Alice'), false]],
    refused: [
      { error: 'NonAssociatedColdKey', by: 'Bob' },
      { error: 'HotKeyNotRegisteredInSubNet', by: 'Charlie', args: { hotkey: hotkeyOf('Charlie') } },
    ],
  },
  {
    call: 'SubtensorModule.try_associate_hotkey',
    by: 'Dave',
    args: { hotkey: hotkeyOf('Dave') },
    events: [],
    state: [
      ['OwnedHotkeys', accountOf('Dave'), [hotkeyOf('Dave')]],
      ['StakingHotkeys', accountOf('Dave'), [hotkeyOf('Dave')]],
      ['Owner', hotkeyOf('Dave'), accountOf('Dave')],
    ],
    refused: [{ error: 'CannotUseSystemAccount', args: { hotkey: potOf(NETUID) } }],
  },
  {
    call: 'SubtensorModule.try_associate_hotkey',
    what: 'leaves a hotkey with its owner',
    by: 'Dave',
    args: mine,
    events: [],
    state: [
      ['Owner', hotkeyOf('Alice'), accountOf('Alice')],
      ['OwnedHotkeys', accountOf('Dave'), []],
    ],
    refused: [],
  },
]
