import { fromHex } from '../../../src/primitives/bytes.ts'
import {
  accountOf,
  all,
  type CallCase,
  FREE,
  hotkeyOf,
  later,
  minus,
  paid,
  plus,
  potOf,
  put,
  type Refusal,
  sent,
  TAO,
} from './support/case.ts'
import { inhabitedStage, NETUID, NOWHERE, OTHER } from './support/world.ts'

export const stage = inhabitedStage

const newcomer = { netuid: NETUID, hotkey: hotkeyOf('Dave') }
const works = { block_number: 1n, nonce: 0n, work: Uint8Array.of(1), coldkey: accountOf('Eve') }

const refusedAsAll: readonly Refusal[] = [
  { error: 'RegistrationNotPermittedOnRootSubnet', args: { netuid: 0 } },
  { error: 'SubnetNotExists', args: { netuid: NOWHERE } },
  { error: 'SubNetRegistrationDisabled', given: put('NetworkRegistrationAllowed', NETUID, false) },
  { error: 'HotKeyAlreadyRegisteredInSubNet', args: { hotkey: hotkeyOf('Alice') } },
  { error: 'NonAssociatedColdKey', args: { hotkey: hotkeyOf('Alice'), netuid: OTHER } },
  { error: 'NoNeuronIdAvailable', given: put('MaxAllowedUids', NETUID, 0) },
]

/** Found by trying, for a block hash of bytes 0x77 and the account of Dave. */
const FAUCET_NONCE = 300_431n
const FAUCET_WORK = fromHex('0x764efa87b7803b52fdb6cf270fbd3484bc2d12d1c3248e5ebae98517e9020000')
const faucetWork = { nonce: FAUCET_NONCE, work: FAUCET_WORK, block_number: 999n }
export const cases: readonly CallCase[] = [
  {
    call: 'SubtensorModule.burned_register',
    by: 'Dave',
    args: newcomer,
    events: [
      paid(accountOf('Dave'), potOf(2), 1536476001n),
      ['RAORecycledForRegistrationSet', [2, 3759544698n]],
      ['NeuronRegistered', [2, 3, hotkeyOf('Dave')]],
    ],
    state: [
      ['Burn', 2, 1935959761n],
      ['RAORecycledForRegistration', 2, 3759544698n],
      ['Active', 2, [true, true, true, true]],
      ['RegistrationsThisBlock', 2, 1],
      ['SubnetAlphaIn', 2, 897906051478n],
      ['ValidatorTrust', 2, Uint16Array.of(0, 0, 0, 0)],
      ['BlockAtRegistration', [2, 3], 21n],
      ['ValidatorPermit', 2, [false, false, false, false]],
      ['LastUpdate', 2, [4n, 12n, 13n, 21n]],
      ['Dividends', 2, Uint16Array.of(0, 0, 0, 0)],
      ['OwnedHotkeys', accountOf('Dave'), [hotkeyOf('Dave')]],
      ['Incentive', 2, Uint16Array.of(0, 0, 0, 0)],
      ['Consensus', 2, Uint16Array.of(0, 0, 0, 0)],
      ['Emission', 2, [0n, 0n, 0n, 0n]],
      ['Keys', [2, 3], hotkeyOf('Dave')],
      ['SubnetworkN', 2, 4],
      ['Uids', [2, hotkeyOf('Dave')], 3],
      ['IsNetworkMember', [hotkeyOf('Dave'), 2], true],
      ['Owner', hotkeyOf('Dave'), accountOf('Dave')],
      [FREE, accountOf('Dave'), minus(1536476001n)],
    ],
    refused: [
      ...refusedAsAll,
      {
        error: 'NotEnoughBalanceToStake',
        given: sent('Dave', 'Balances.burn', { value: 1999n * TAO, keep_alive: true }),
      },
      { error: 'CannotUseSystemAccount', args: { hotkey: potOf(OTHER) } },
      {
        error: 'Swap.SwapInputTooLarge',
        by: 'Bob',
        given: all(put('SubnetTAO', NETUID, 1_000_000n), put('Burn', NETUID, 50n * TAO)),
      },
    ],
  },
  {
    call: 'SubtensorModule.burned_register',
    what: 'in the place of the weakest neuron',
    by: 'Dave',
    given: all(put('MaxAllowedUids', NETUID, 3), put('MinNonImmuneUids', NETUID, 0), later(6000)),
    args: newcomer,
    events: [
      paid(accountOf('Dave'), potOf(2), 1533520502n),
      ['RAORecycledForRegistrationSet', [2, 3756589199n]],
      ['NeuronRegistered', [2, 2, hotkeyOf('Dave')]],
    ],
    state: [
      ['Keys', [2, 2], hotkeyOf('Dave')],
      ['Uids', [2, hotkeyOf('Dave')], 2],
      ['Uids', [2, hotkeyOf('Charlie')], undefined],
      ['IsNetworkMember', [hotkeyOf('Dave'), 2], true],
      ['IsNetworkMember', [hotkeyOf('Charlie'), 2], false],
    ],
    refused: [],
  },
  {
    call: 'SubtensorModule.register',
    by: 'Dave',
    args: { ...newcomer, ...works },
    events: [
      paid(accountOf('Dave'), potOf(2), 1536476001n),
      ['RAORecycledForRegistrationSet', [2, 3759544698n]],
      ['NeuronRegistered', [2, 3, hotkeyOf('Dave')]],
    ],
    state: [
      ['Keys', [2, 3], hotkeyOf('Dave')],
      ['Owner', hotkeyOf('Dave'), accountOf('Dave')],
      [FREE, accountOf('Dave'), minus(1536476001n)],
    ],
    refused: refusedAsAll,
  },
  {
    call: 'SubtensorModule.register_limit',
    by: 'Dave',
    args: { ...newcomer, limit_price: 2n * TAO },
    events: [
      paid(accountOf('Dave'), potOf(2), 1536476001n),
      ['RAORecycledForRegistrationSet', [2, 3759544698n]],
      ['NeuronRegistered', [2, 3, hotkeyOf('Dave')]],
    ],
    state: [
      ['Burn', 2, 1935959761n],
      ['Keys', [2, 3], hotkeyOf('Dave')],
    ],
    refused: [...refusedAsAll, { error: 'RegistrationPriceLimitExceeded', args: { limit_price: 1n } }],
  },
  {
    call: 'SubtensorModule.root_register',
    by: 'Alice',
    args: { hotkey: hotkeyOf('Alice') },
    events: [['NeuronRegistered', [0, 0, hotkeyOf('Alice')]]],
    state: [
      ['RegistrationsThisBlock', 0, 1],
      ['RegistrationsThisInterval', 0, 1],
      ['Delegates', hotkeyOf('Alice'), 11796],
      ['Keys', [0, 0], hotkeyOf('Alice')],
      ['Uids', [0, hotkeyOf('Alice')], 0],
    ],
    refused: [
      { error: 'RootNetworkDoesNotExist', given: put('NetworksAdded', 0, false) },
      { error: 'TooManyRegistrationsThisBlock', given: put('MaxRegistrationsPerBlock', 0, 0) },
      { error: 'TooManyRegistrationsThisInterval', given: put('RegistrationsThisInterval', 0, 3) },
      {
        error: 'HotKeyAlreadyRegisteredInSubNet',
        given: all(
          put('TargetRegistrationsPerInterval', 0, 9),
          sent('Alice', 'root_register', { hotkey: hotkeyOf('Alice') }),
        ),
      },
      { error: 'CannotUseSystemAccount', args: { hotkey: potOf(NETUID) } },
      {
        error: 'StakeTooLowForRoot',
        by: 'Dave',
        args: { hotkey: hotkeyOf('Dave') },
        given: all(put('MaxAllowedUids', 0, 1), put('Keys', [0, 0], hotkeyOf('Alice')), put('SubnetworkN', 0, 1)),
      },
    ],
  },
  {
    call: 'SubtensorModule.faucet',
    by: 'Dave',
    given: all(put('System.Number', [], 1000), put('System.BlockHash', 999, `0x${'77'.repeat(32)}`)),
    args: faucetWork,
    events: [
      ['Balances.Issued', { amount: 1000n * TAO }],
      ['Balances.Deposit', { who: accountOf('Dave'), amount: 1000n * TAO }],
      ['Faucet', [accountOf('Dave'), 1000n * TAO]],
    ],
    state: [
      ['TotalIssuance', [], 1000n * TAO],
      [
        'UsedWork',
        Uint8Array.of(
          118,
          78,
          250,
          135,
          183,
          128,
          59,
          82,
          253,
          182,
          207,
          39,
          15,
          189,
          52,
          132,
          188,
          45,
          18,
          209,
          195,
          36,
          142,
          94,
          186,
          233,
          133,
          23,
          233,
          2,
          0,
          0,
        ),
        1001n,
      ],
      ['Balances.TotalIssuance', [], 3017000n * TAO],
      [FREE, accountOf('Dave'), plus(1000n * TAO)],
    ],
    refused: [
      { error: 'InvalidWorkBlock', args: { block_number: 998n } },
      { error: 'InvalidDifficulty', args: { work: new Uint8Array(32).fill(1) } },
      { error: 'InvalidSeal', args: { nonce: FAUCET_NONCE + 1n } },
      { error: 'InvalidSeal', by: 'Eve' },
    ],
  },
]
