/** What neurons say: where they serve, and weights. */
import { call } from '../../../../src/client/transactions/call.ts'
import { SECRET_SUBNET, SUBNET } from '../town.ts'
import { type Deed, didLongAgo } from './deed.ts'

const axon = call('SubtensorModule.serve_axon', {
  netuid: SUBNET,
  version: 1,
  ip: 3_405_803_783n,
  port: 8091,
  ip_type: 4,
  protocol: 4,
  placeholder1: 0,
  placeholder2: 0,
})

export const NEURONS: readonly Deed[] = [
  {
    line: 'axon set 2 203.0.113.7 8091 --wallet val',
    refused: [
      'axon set 2 203.0.113.7 8091 --wallet eve',
      'chain_refused',
      'SubtensorModule.HotKeyNotRegisteredInNetwork',
    ],
    touches: ['Axons'],
  },
  {
    line: 'axon reset 2 --wallet val',
    given: didLongAgo(60, 'val/default', axon),
    refused: ['axon reset 2 --wallet eve', 'chain_refused', 'SubtensorModule.HotKeyNotRegisteredInNetwork'],
    touches: ['Axons'],
  },
  {
    line: 'weights set 2 2:1 --wallet val',
    refused: ['weights set 2 99:1 --wallet val', 'chain_refused', 'SubtensorModule.UidVecContainInvalidOne'],
    touches: ['Weights', 'LastUpdate'],
  },
  {
    line: 'weights commit 3 2:1 --salt 1,2,3 --wallet val',
    refused: ['weights commit 2 2:1 --wallet val', 'chain_refused', 'SubtensorModule.CommitRevealDisabled'],
    touches: ['WeightCommits'],
  },
  {
    line: 'weights commit 3 2:1 --timelock --round 99999999 --wallet val',
    touches: ['TimelockedWeightCommits'],
  },
  {
    line: 'weights reveal 3 --wallet val',
    given: async stage => {
      await stage.run(['weights', 'commit', String(SECRET_SUBNET), '2:1', '--wallet', 'val', '--yes'])
      await stage.onChain(sandbox => sandbox.advance(361))
    },
    refused: [
      'weights reveal 3 0:1 --salt 9,9,9 --wallet val',
      'not_found',
      'SubtensorModule.InvalidRevealCommitHashNotMatch',
    ],
    touches: ['Weights'],
  },
]
