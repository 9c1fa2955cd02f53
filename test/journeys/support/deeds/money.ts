/** TAO and stake. */
import { call } from '../../../../src/client/transactions/call.ts'
import { hotkeyOf, SUBNET } from '../town.ts'
import { type Deed, didLongAgo } from './deed.ts'

const children = call('SubtensorModule.set_children', {
  hotkey: hotkeyOf('val'),
  netuid: SUBNET,
  children: [[1n << 62n, hotkeyOf('val', 'second')]],
})

export const MONEY: readonly Deed[] = [
  {
    line: 'wallet transfer grace 1.5 --wallet eve',
    refused: ['wallet transfer grace 1 --wallet fay', 'insufficient_balance'],
    touches: ['System.Account'],
    pays: ['amount'],
  },
  {
    line: 'wallet transfer grace --all --wallet eve',
    touches: ['System.Account'],
    pays: ['amount'],
  },
  {
    line: 'wallet fund grace 7',
    refused: ['wallet fund grace 99999999', 'insufficient_balance'],
    touches: ['System.Account'],
    pays: ['amount'],
  },
  {
    line: 'stake add 10 --netuid 2 --wallet val',
    refused: ['stake add 10 --netuid 1 --wallet val', 'chain_refused', 'SubtensorModule.SubtokenDisabled'],
    touches: ['TotalHotkeyAlpha', 'SubnetTAO', 'TotalStake'],
    pays: ['paid'],
  },
  {
    line: 'stake add 3 --netuid 0,2,3 --wallet val --partial',
    touches: ['TotalHotkeyAlpha', 'SubnetTAO'],
    pays: ['paid'],
  },
  {
    line: 'stake remove 20 --netuid 2 --hotkey val/default --tolerance 30% --wallet val',
    refused: [
      'stake remove 999999 --netuid 2 --hotkey val/default --wallet val',
      'insufficient_balance',
      'SubtensorModule.NotEnoughStakeToWithdraw',
    ],
    touches: ['TotalHotkeyAlpha', 'SubnetTAO'],
    gains: ['received'],
  },
  {
    // Without any TAO the fee is taken in alpha.
    line: 'stake remove 5 --netuid 2 --hotkey val/default --wallet fay',
    touches: ['TotalHotkeyAlpha'],
    gains: ['received'],
  },
  {
    line: 'stake remove --netuid 0 --hotkey val/default --all --claim --wallet val',
    touches: ['TotalHotkeyAlpha', 'RootClaimed'],
    gains: ['received'],
  },
  {
    line: 'stake unstake-all --hotkey val/default --wallet eve',
    refused: [
      'stake unstake-all --hotkey val/default --wallet miner',
      'insufficient_balance',
      'SubtensorModule.NotEnoughStakeToWithdraw',
    ],
    touches: ['TotalHotkeyAlpha'],
    gains: ['received'],
  },
  {
    line: 'stake unstake-all-alpha --hotkey val/default --wallet eve',
    refused: [
      'stake unstake-all-alpha --hotkey val/default --wallet miner',
      'insufficient_balance',
      'SubtensorModule.NotEnoughStakeToWithdraw',
    ],
    touches: ['TotalHotkeyAlpha', 'StakingColdkeys'],
  },
  {
    line: 'stake move --netuid 2 --hotkey val/default --to val/second --amount 20 --wallet val',
    refused: [
      'stake move --netuid 2 --hotkey val/default --to val/spare --amount 20 --wallet val',
      'chain_refused',
      'SubtensorModule.HotKeyAccountNotExists',
    ],
    touches: ['TotalHotkeyAlpha'],
  },
  {
    line: 'stake move --netuid 2 --hotkey val/default --to val/default --dest-netuid 3 --amount 5 --wallet val',
    touches: ['TotalHotkeyAlpha', 'SubnetTAO'],
  },
  {
    line: 'stake swap --netuid 0 --hotkey val/second --dest-netuid 2 --amount 4 --wallet val --claim',
    refused: [
      'stake swap --netuid 2 --hotkey val/default --dest-netuid 1 --amount 4 --wallet val',
      'chain_refused',
      'SubtensorModule.SubtokenDisabled',
    ],
    touches: ['TotalHotkeyAlpha', 'SubnetTAO'],
  },
  {
    line: 'stake transfer grace --netuid 2 --hotkey val/default --amount 5 --wallet val',
    refused: [
      'stake transfer grace --netuid 2 --hotkey val/default --amount 99999 --wallet val',
      'insufficient_balance',
      'SubtensorModule.NotEnoughStakeToWithdraw',
    ],
    touches: ['StakingHotkeys'],
  },
  {
    line: 'stake burn --netuid 2 --hotkey val/default --amount-alpha 5 --wallet val',
    refused: [
      'stake burn --netuid 0 --hotkey val/default --amount-alpha 5 --wallet val',
      'chain_refused',
      'SubtensorModule.CannotBurnOrRecycleOnRootSubnet',
    ],
    touches: ['TotalHotkeyAlpha'],
  },
  {
    line: 'stake burn --netuid 2 --hotkey owner/default --amount-tao 5 --wallet owner',
    touches: ['SubnetTAO'],
    pays: ['paid'],
  },
  {
    line: 'stake recycle --netuid 2 --hotkey val/default --amount 5 --wallet val',
    refused: [
      'stake recycle --netuid 0 --hotkey val/default --amount 5 --wallet val',
      'chain_refused',
      'SubtensorModule.CannotBurnOrRecycleOnRootSubnet',
    ],
    touches: ['TotalHotkeyAlpha', 'SubnetAlphaOut'],
  },
  {
    line: 'stake claim --wallet val',
    refused: ['stake claim --wallet eve', 'not_found'],
    touches: ['RootClaimed'],
  },
  {
    line: 'stake set-claim keep --wallet val',
    refused: ['stake set-claim keep --netuids 9 --wallet val', 'not_found'],
    touches: ['RootClaimType'],
  },
  {
    line: 'stake set-auto --netuid 2 --hotkey val/default --wallet eve',
    refused: [
      'stake set-auto --netuid 2 --hotkey val/spare --wallet eve',
      'chain_refused',
      'SubtensorModule.HotKeyNotRegisteredInSubNet',
    ],
    touches: ['AutoStakeDestination'],
  },
  {
    line: 'stake child set --netuid 2 --hotkey val/default --children val/second:0.25 --wallet val',
    refused: [
      'stake child set --netuid 2 --hotkey val/default --children val/second:0.25 --wallet eve',
      'chain_refused',
      'SubtensorModule.NonAssociatedColdKey',
    ],
    touches: ['PendingChildKeys'],
  },
  {
    line: 'stake child revoke --netuid 2 --hotkey val/default --wallet val',
    given: didLongAgo(200, 'val', children),
    refused: ['stake child revoke --all-netuids --hotkey val/second --wallet val', 'not_found'],
    touches: ['PendingChildKeys'],
  },
  {
    line: 'stake child take --netuid 2 --hotkey val/second --take 9% --wallet val',
    refused: [
      'stake child take --netuid 2 --hotkey val/second --take 50% --wallet val',
      'chain_refused',
      'SubtensorModule.InvalidChildkeyTake',
    ],
    touches: ['ChildkeyTake'],
  },
]
