/** Keys that are claimed and replaced, and who has them. */
import { call } from '../../../../src/client/transactions/call.ts'
import { type Deed, did, didLongAgo } from './deed.ts'

const announced = call('SubtensorModule.announce_coldkey_swap', { new_coldkey_hash: `0x${'00'.repeat(32)}` })

export const KEYS: readonly Deed[] = [
  {
    line: 'wallet associate-hotkey --hotkey spare --wallet val',
    refused: [`wallet associate-hotkey --hotkey miner/default --wallet val`, 'chain_refused'],
    touches: ['Owner', 'OwnedHotkeys'],
  },
  {
    line: 'wallet swap-hotkey val/spare --hotkey second --all-netuids --wallet val',
    refused: [
      'wallet swap-hotkey val/second --hotkey miner/default --all-netuids --wallet val',
      'chain_refused',
      'SubtensorModule.NonAssociatedColdKey',
    ],
    touches: ['Owner', 'Keys'],
    pays: ['cost'],
  },
  {
    line: 'wallet set-identity --id-name Eve --wallet val',
    refused: [
      'wallet set-identity --id-name Grace --wallet grace',
      'chain_refused',
      'SubtensorModule.HotKeyNotRegisteredInNetwork',
    ],
    touches: ['IdentitiesV2'],
  },
  {
    line: 'wallet swap-coldkey announce grace --wallet eve',
    refused: [
      'wallet swap-coldkey announce val --wallet eve',
      'chain_refused',
      'SubtensorModule.ColdKeyAlreadyAssociated',
    ],
    touches: ['ColdkeySwapAnnouncements'],
    pays: ['cost'],
  },
  {
    line: 'wallet swap-coldkey execute grace --wallet eve',
    given: async stage => {
      await stage.run(['wallet', 'swap-coldkey', 'announce', 'grace', '--wallet', 'eve', '--yes'])
      await stage.onChain(sandbox => sandbox.advance(25))
    },
    refused: [
      'wallet swap-coldkey execute grace --wallet miner',
      'chain_refused',
      'SubtensorModule.ColdkeySwapAnnouncementNotFound',
    ],
    touches: ['ColdkeySwapAnnouncements', 'StakingHotkeys'],
    pays: ['amount'],
  },
  {
    line: 'wallet swap-coldkey dispute --wallet eve',
    given: did('eve', announced),
    refused: [
      'wallet swap-coldkey dispute --wallet val',
      'chain_refused',
      'SubtensorModule.ColdkeySwapAnnouncementNotFound',
    ],
    touches: ['ColdkeySwapDisputes'],
  },
  {
    line: 'wallet swap-coldkey clear --wallet eve',
    given: didLongAgo(40, 'eve', announced),
    refused: [
      'wallet swap-coldkey clear --wallet val',
      'chain_refused',
      'SubtensorModule.ColdkeySwapAnnouncementNotFound',
    ],
    touches: ['ColdkeySwapAnnouncements'],
  },
]
