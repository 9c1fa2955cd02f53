/** Locks. */
import { call } from '../../../../src/client/transactions/call.ts'
import { hotkeyOf, SUBNET } from '../town.ts'
import { type Deed, didLongAgo } from './deed.ts'

/** Eve has had a lock for a while: it has decayed by now, and earned conviction. */
const locked = didLongAgo(
  50,
  'eve',
  call('SubtensorModule.lock_stake', { hotkey: hotkeyOf('val'), netuid: SUBNET, amount: 10_000_000_000n }),
)

export const LOCKS: readonly Deed[] = [
  {
    line: 'lock add 10 --netuid 2 --hotkey val/default --wallet eve',
    refused: [
      'lock add 9999 --netuid 2 --hotkey val/default --wallet eve',
      'insufficient_balance',
      'SubtensorModule.InsufficientStakeForLock',
    ],
    touches: ['Lock', 'LockingColdkeys', 'DecayingHotkeyLock'],
  },
  {
    line: 'lock add --all --netuid 3 --hotkey miner/default --mode perpetual --wallet eve',
    touches: ['Lock', 'DecayingLock', 'HotkeyLock'],
  },
  {
    given: locked,
    line: 'lock add 1 --netuid 2 --wallet eve',
    touches: ['Lock', 'DecayingHotkeyLock'],
  },
  {
    given: locked,
    line: 'lock mode perpetual --netuid 2 --wallet eve',
    refused: ['lock mode perpetual --netuid 3 --wallet eve', 'not_found'],
    touches: ['Lock', 'DecayingLock', 'HotkeyLock', 'DecayingHotkeyLock'],
  },
  {
    given: locked,
    line: 'lock move val/second --netuid 2 --wallet eve',
    refused: ['lock move val/second --netuid 3 --wallet eve', 'chain_refused', 'SubtensorModule.NoExistingLock'],
    touches: ['Lock', 'LockingColdkeys', 'DecayingHotkeyLock'],
  },
  {
    line: 'lock accept --allow --wallet eve',
    refused: ['lock accept --allow --wallet grace', 'insufficient_balance', 'InvalidTransaction.Payment'],
    touches: ['AccountFlags'],
  },
]
