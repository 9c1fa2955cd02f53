/** The root network and delegates. */
import type { Deed } from './deed.ts'

export const ROOT_AND_DELEGATES: readonly Deed[] = [
  {
    line: 'delegate add val/default 5 --netuid 2 --wallet eve',
    refused: [
      'delegate add val/spare 5 --netuid 2 --wallet eve',
      'chain_refused',
      'SubtensorModule.HotKeyAccountNotExists',
    ],
    touches: ['TotalHotkeyAlpha', 'SubnetTAO'],
    pays: ['paid'],
  },
  {
    line: 'delegate remove val/default 5 --netuid 2 --wallet eve',
    refused: [
      'delegate remove val/default 99999 --netuid 2 --wallet eve',
      'insufficient_balance',
      'SubtensorModule.NotEnoughStakeToWithdraw',
    ],
    touches: ['TotalHotkeyAlpha', 'SubnetTAO'],
    gains: ['received'],
  },
  {
    line: 'delegate take 9% --hotkey val/default --wallet val',
    refused: [
      'delegate take 50% --hotkey val/default --wallet val',
      'chain_refused',
      'SubtensorModule.DelegateTakeTooHigh',
    ],
    touches: ['Delegates'],
  },
  {
    line: 'root register --hotkey val/second --wallet val',
    refused: [
      'root register --hotkey val/default --wallet val',
      'chain_refused',
      'SubtensorModule.HotKeyAlreadyRegisteredInSubNet',
    ],
    touches: ['Keys', 'Uids', 'SubnetworkN'],
  },
  {
    line: 'root claim --netuids 3 --wallet val',
    refused: ['root claim --netuids 9 --wallet val', 'not_found'],
    touches: ['RootClaimed'],
  },
  {
    line: 'root move --from val/second --to val/default --wallet val',
    refused: [
      'root move --from val/second --to val/spare --wallet val',
      'chain_refused',
      'SubtensorModule.HotKeyAccountNotExists',
    ],
    touches: ['TotalHotkeyAlpha'],
  },
]
