/** Subnets and their settings. */
import { call } from '../../../../src/client/transactions/call.ts'
import { hotkeyOf, SUBNET } from '../town.ts'
import { type Deed, did } from './deed.ts'

const newSubnet = did('owner', call('SubtensorModule.register_network', { hotkey: hotkeyOf('owner') }))
const twoMechanisms = did('owner', call('AdminUtils.sudo_set_mechanism_count', { netuid: SUBNET, mechanism_count: 2 }))

export const SUBNETS: readonly Deed[] = [
  {
    line: 'subnets create --subnet-name New --wallet eve',
    refused: ['subnets create --wallet fay', 'insufficient_balance', 'SubtensorModule.CannotAffordLockCost'],
    touches: ['NetworksAdded', 'SubnetOwner', 'SubnetIdentitiesV3'],
    pays: ['cost'],
  },
  {
    line: 'subnets register 2 --wallet eve',
    refused: ['subnets register 2 --wallet val', 'chain_refused', 'SubtensorModule.HotKeyAlreadyRegisteredInSubNet'],
    touches: ['Keys', 'Burn'],
    pays: ['cost'],
  },
  {
    line: 'subnets start 4 --wallet owner',
    given: newSubnet,
    refused: ['subnets start 4 --wallet eve', 'chain_refused', 'BadOrigin'],
    touches: ['SubtokenEnabled', 'FirstEmissionBlockNumber'],
  },
  {
    line: 'subnets set-identity 2 --subnet-name Two --url https://example.org --wallet owner',
    refused: ['subnets set-identity 2 --subnet-name Two --wallet eve', 'chain_refused', 'BadOrigin'],
    touches: ['SubnetIdentitiesV3'],
  },
  {
    line: 'subnets set-symbol 2 ق --wallet owner',
    refused: ['subnets set-symbol 2 XYZ --wallet owner', 'chain_refused', 'SubtensorModule.SymbolDoesNotExist'],
    touches: ['TokenSymbol'],
  },
  {
    line: 'subnets mechanisms set 2 2 --wallet owner',
    refused: ['subnets mechanisms set 2 2 --wallet eve', 'chain_refused', 'BadOrigin'],
    touches: ['MechanismCountCurrent'],
  },
  {
    line: 'subnets mechanisms split-emissions 2 60,40 --wallet owner',
    given: twoMechanisms,
    refused: ['subnets mechanisms split-emissions 2 60,20,20 --wallet owner', 'invalid_argument'],
    touches: ['MechanismEmissionSplit'],
  },
  {
    line: 'sudo set 2 immunity_period 4000 --wallet owner',
    refused: ['sudo set 2 immunity_period 5000 --wallet eve', 'chain_refused', 'BadOrigin'],
    touches: ['ImmunityPeriod'],
  },
  {
    line: 'sudo set network tx_rate_limit 5 --uri //Alice',
    refused: ['sudo set network tx_rate_limit 5 --uri //Bob', 'chain_refused', 'Sudo.RequireSudo'],
    touches: ['TxRateLimit'],
  },
  {
    line: 'sudo trim 2 100 --wallet owner',
    refused: ['sudo trim 2 1 --wallet owner', 'chain_refused'],
    touches: ['MaxAllowedUids'],
  },
  {
    line: 'sudo trigger-epoch 2 --wallet owner',
    refused: ['sudo trigger-epoch 2 --wallet eve', 'chain_refused', 'BadOrigin'],
    touches: ['PendingEpochAt'],
  },
  {
    line: 'sudo call AdminUtils.sudo_set_tempo --args {"netuid":2,"tempo":100} --uri //Alice',
    refused: [
      'sudo call AdminUtils.sudo_set_tempo --args {"netuid":2,"tempo":100} --wallet eve',
      'invalid_transaction',
      'InvalidTransaction.BadSigner',
    ],
    touches: ['Tempo'],
  },
  {
    line: 'call System.remark_with_event --args {"remark":"0x68656c6c6f"} --wallet eve',
    refused: ['call System.set_storage --args {"items":[]} --wallet eve', 'chain_refused', 'BadOrigin'],
    touches: ['System.Account'],
  },
]
