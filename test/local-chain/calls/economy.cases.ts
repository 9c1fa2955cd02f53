import {
  accountOf,
  all,
  type CallCase,
  FREE,
  hotkeyOf,
  later,
  paid,
  plus,
  potOf,
  put,
  ROOT,
  type Scene,
  sent,
  TAO,
} from './support/case.ts'
import { inhabitedStage, NETUID } from './support/world.ts'

export const stage = inhabitedStage

/** A thousandth of an alpha for each rao staked on root behind Alice's hotkey. */
const RATE = (1n << 32n) / 1000n
/** Nobody claims by himself in the meantime. */
const owed = all(put('NumRootClaim', [], 0n), put('RootClaimable', hotkeyOf('Alice'), [[NETUID, RATE]]))

const subnet = { netuid: NETUID }
const frozen = put('AdminFreezeWindow', [], 60_000)

/** What Dave has raised of himself and Eve, in the midst of the last call of the crowdloan. */
const raised: Scene = s => {
  const end = s.block + 60_000
  sent('Dave', 'Crowdloan.create', {
    deposit: 1500n * TAO,
    min_contribution: TAO,
    cap: 2900n * TAO,
    end: BigInt(end),
    call: s.call('SubtensorModule.register_leased_network', lease),
    target_address: undefined,
  })(s)
  sent('Eve', 'Crowdloan.contribute', { crowdloan_id: 0, amount: 1400n * TAO })(s)
}
const lease = { emissions_share: 30, end_block: 100_000n }
const finalizing: Scene = all(
  put('NetworkMinLockCost', [], TAO),
  put('NetworkLastLockCost', [], 500n * TAO),
  raised,
  put('Crowdloan.CurrentCrowdloanId', [], 0),
)
const leased: Scene = all(finalizing, sent('Dave', 'register_leased_network', lease))
const ended = { lease_id: 0, hotkey: hotkeyOf('Dave') }

export const cases: readonly CallCase[] = [
  {
    call: 'SubtensorModule.claim_root',
    by: 'Alice',
    given: owed,
    args: { subnets: [NETUID] },
    events: [paid(potOf(2), potOf(0), 1235540243n), ['RootClaimed', { coldkey: accountOf('Alice') }]],
    state: [
      ['RootClaimed', [2, hotkeyOf('Alice'), accountOf('Alice')], 1001235471n],
      ['AlphaV2', [hotkeyOf('Alice'), accountOf('Alice'), 0], { mantissa: 100123554024300000000n, exponent: -8n }],
      ['SubnetRootSellTao', 2, 1235540243n],
      ['SubnetTAO', 0, 1001235540243n],
      ['SubnetTAO', 2, 1110931018785n],
      ['TotalHotkeyAlpha', [hotkeyOf('Alice'), 0], 1001235540243n],
    ],
    refused: [
      { error: 'InvalidSubnetNumber', args: { subnets: [] } },
      { error: 'InvalidSubnetNumber', args: { subnets: [1, 2, 3, 4, 5, 6] } },
    ],
  },
  {
    call: 'SubtensorModule.set_root_claim_type',
    by: 'Alice',
    args: { new_root_claim_type: { type: 'KeepSubnets', value: { subnets: [3, 2] } } },
    events: [
      [
        'RootClaimTypeSet',
        { coldkey: accountOf('Alice'), root_claim_type: { type: 'KeepSubnets', value: { subnets: [2, 3] } } },
      ],
    ],
    state: [['RootClaimType', accountOf('Alice'), { type: 'KeepSubnets', value: { subnets: [2, 3] } }]],
    refused: [
      {
        error: 'InvalidSubnetNumber',
        args: { new_root_claim_type: { type: 'KeepSubnets', value: { subnets: [] } } },
      },
    ],
  },
  {
    call: 'SubtensorModule.claim_root',
    what: 'keeps the alpha where that was chosen',
    by: 'Alice',
    given: all(owed, sent('Alice', 'set_root_claim_type', { new_root_claim_type: { type: 'Keep' } })),
    args: { subnets: [NETUID] },
    events: [['RootClaimed', { coldkey: accountOf('Alice') }]],
    state: [
      ['RootClaimed', [2, hotkeyOf('Alice'), accountOf('Alice')], 999999931n],
      ['AlphaV2', [hotkeyOf('Alice'), accountOf('Alice'), 2], { mantissa: 914832377920000000000n, exponent: -10n }],
    ],
    refused: [],
  },
  {
    call: 'SubtensorModule.sudo_set_num_root_claims',
    by: ROOT,
    args: { new_value: 50n },
    events: [],
    state: [['NumRootClaim', [], 50n]],
    refused: [{ error: 'InvalidNumRootClaim', args: { new_value: 51n } }],
  },
  {
    call: 'SubtensorModule.sudo_set_root_claim_threshold',
    by: 'Bob',
    args: { netuid: NETUID, new_value: 10_000_000n },
    events: [],
    state: [['RootClaimableThreshold', NETUID, 10_000_000n << 32n]],
    authority: { root: 'ok', Eve: 'BadOrigin' },
    refused: [{ error: 'InvalidRootClaimThreshold', args: { new_value: 10_000_001n } }],
  },
  {
    call: 'SubtensorModule.set_tempo',
    by: 'Bob',
    args: { ...subnet, tempo: 360 },
    events: [['TempoSet', [2, 360]]],
    state: [
      ['TransactionKeyLastBlock', [accountOf('Bob'), 2, 11], 21n],
      ['LastEpochBlock', 2, 21n],
    ],
    authority: { Eve: 'BadOrigin' },
    refused: [
      { error: 'TempoOutOfBounds', args: { tempo: 359 } },
      { error: 'TempoOutOfBounds', args: { tempo: 50_401 } },
      { error: 'AdminActionProhibitedDuringWeightsWindow', given: frozen },
      { error: 'TxRateLimitExceeded', given: sent('Bob', 'set_tempo', { ...subnet, tempo: 1000 }) },
    ],
  },
  {
    call: 'SubtensorModule.set_activity_cutoff_factor',
    by: 'Bob',
    args: { ...subnet, factor_milli: 50_000 },
    events: [['ActivityCutoffFactorMilliSet', { netuid: 2, factor_milli: 50000 }]],
    state: [['ActivityCutoffFactorMilli', 2, 50000]],
    authority: { root: 'ok', Eve: 'BadOrigin' },
    refused: [
      { error: 'ActivityCutoffFactorMilliOutOfBounds', args: { factor_milli: 999 } },
      { error: 'ActivityCutoffFactorMilliOutOfBounds', args: { factor_milli: 50_001 } },
      { error: 'AdminActionProhibitedDuringWeightsWindow', given: frozen },
      {
        error: 'TxRateLimitExceeded',
        given: sent('Bob', 'set_activity_cutoff_factor', { ...subnet, factor_milli: 1000 }),
      },
    ],
  },
  {
    call: 'SubtensorModule.set_activity_cutoff_factor',
    what: 'by root, whenever it likes',
    by: ROOT,
    given: frozen,
    args: { ...subnet, factor_milli: 1000 },
    events: [['ActivityCutoffFactorMilliSet', { netuid: 2, factor_milli: 1000 }]],
    state: [['ActivityCutoffFactorMilli', 2, 1000]],
    refused: [],
  },
  {
    call: 'SubtensorModule.trigger_epoch',
    by: 'Bob',
    given: put('AdminFreezeWindow', [], 10),
    args: subnet,
    events: [['EpochTriggered', { netuid: 2, by: accountOf('Bob'), fires_at: 31n }]],
    state: [
      ['PendingEpochAt', 2, 31n],
      ['LastRateLimitedBlock', { type: 'OwnerHyperparamUpdate', value: [2, 'TriggerEpoch'] }, 21n],
    ],
    authority: { Eve: 'BadOrigin' },
    refused: [
      { error: 'DynamicTempoBlockedByCommitReveal', given: put('CommitRevealWeightsEnabled', NETUID, true) },
      { error: 'EpochTriggerAlreadyPending', given: sent('Bob', 'trigger_epoch', subnet) },
      { error: 'AutoEpochAlreadyImminent', given: frozen },
      { error: 'TxRateLimitExceeded', given: all(sent('Bob', 'trigger_epoch', subnet), later(20)) },
    ],
  },
  {
    call: 'SubtensorModule.register_leased_network',
    by: 'Dave',
    given: finalizing,
    args: lease,
    events: [
      ['System.NewAccount', { account: '0x7fa9a44897c4e39223a9a45b3da830b2b923a7654f7e810e5db169e50d2eb471' }],
      ['System.NewAccount', { account: '0xa1eb3571088a08653ee5a8a22e00bdc8cb0c993caa767dbd7fac8d585d6496f6' }],
      [
        'Balances.Endowed',
        { account: '0x7fa9a44897c4e39223a9a45b3da830b2b923a7654f7e810e5db169e50d2eb471', free_balance: 2900n * TAO },
      ],
      paid(
        '0x6d6f646c62742f636c6f616e0000000000000000000000000000000000000000',
        '0x7fa9a44897c4e39223a9a45b3da830b2b923a7654f7e810e5db169e50d2eb471',
        2900n * TAO,
      ),
      ['RegistrationAllowed', [4, true]],
      ['MaxAllowedUidsSet', [4, 256]],
      ['MaxAllowedValidatorsSet', [4, 64]],
      ['MinAllowedWeightSet', [4, 1]],
      ['ImmunityPeriodSet', [4, 5000]],
      ['System.NewAccount', { account: potOf(4) }],
      ['Balances.Endowed', { account: potOf(4), free_balance: 999925595245n }],
      paid('0x7fa9a44897c4e39223a9a45b3da830b2b923a7654f7e810e5db169e50d2eb471', potOf(4), 999925595245n),
      ['SubnetOwnerHotkeySet', [4, '0xa1eb3571088a08653ee5a8a22e00bdc8cb0c993caa767dbd7fac8d585d6496f6']],
      ['NetworkAdded', [4, 1]],
      [
        'Balances.Reserved',
        { who: '0x7fa9a44897c4e39223a9a45b3da830b2b923a7654f7e810e5db169e50d2eb471', amount: 93000000n },
      ],
      [
        'Proxy.ProxyAdded',
        {
          delegator: '0x7fa9a44897c4e39223a9a45b3da830b2b923a7654f7e810e5db169e50d2eb471',
          delegatee: accountOf('Dave'),
          proxy_type: 'SubnetLeaseBeneficiary',
          delay: 0n,
        },
      ],
      paid('0x7fa9a44897c4e39223a9a45b3da830b2b923a7654f7e810e5db169e50d2eb471', accountOf('Eve'), 917232402295n),
      paid('0x7fa9a44897c4e39223a9a45b3da830b2b923a7654f7e810e5db169e50d2eb471', accountOf('Dave'), 982749002460n),
      ['SubnetLeaseCreated', { beneficiary: accountOf('Dave'), lease_id: 0, netuid: 4, end_block: 100000n }],
    ],
    state: [
      [
        'Proxy.Proxies',
        '0x7fa9a44897c4e39223a9a45b3da830b2b923a7654f7e810e5db169e50d2eb471',
        [[{ delegate: accountOf('Dave'), proxy_type: 'SubnetLeaseBeneficiary', delay: 0n }], 93000000n],
      ],
      ['SubnetUidToLeaseId', 4, 0],
      ['SubnetOwner', 4, '0x7fa9a44897c4e39223a9a45b3da830b2b923a7654f7e810e5db169e50d2eb471'],
      ['SubnetLeaseShares', [0, accountOf('Eve')], 8905324725239093883n],
      ['Delegates', '0xa1eb3571088a08653ee5a8a22e00bdc8cb0c993caa767dbd7fac8d585d6496f6', 0],
      [
        'SubnetLeases',
        0,
        {
          beneficiary: accountOf('Dave'),
          coldkey: '0x7fa9a44897c4e39223a9a45b3da830b2b923a7654f7e810e5db169e50d2eb471',
          hotkey: '0xa1eb3571088a08653ee5a8a22e00bdc8cb0c993caa767dbd7fac8d585d6496f6',
          emissions_share: 30,
          end_block: 100000n,
          netuid: 4,
          cost: 1000018595245n,
        },
      ],
      ['NextSubnetLeaseId', [], 1],
      [FREE, accountOf('Dave'), plus(982749002460n)],
      [FREE, accountOf('Eve'), plus(917232402295n)],
    ],
    refused: [
      { error: 'InvalidLeaseBeneficiary', by: 'Eve' },
      { error: 'LeaseCannotEndInThePast', args: { end_block: 1n } },
      { error: 'Crowdloan.InvalidCrowdloanId', given: put('Crowdloan.CurrentCrowdloanId', [], 7) },
      { error: 'Overflow', given: put('NextSubnetLeaseId', [], 0xffff_ffff) },
      { error: 'CannotAffordLockCost', given: put('NetworkMinLockCost', [], 5000n * TAO) },
    ],
  },
  {
    call: 'SubtensorModule.terminate_lease',
    by: 'Dave',
    given: all(leased, sent('Dave', 'try_associate_hotkey', { hotkey: hotkeyOf('Dave') }), later(100_000)),
    args: ended,
    events: [
      ['SubnetOwnerHotkeySet', [4, hotkeyOf('Dave')]],
      ['System.KilledAccount', { account: '0xa1eb3571088a08653ee5a8a22e00bdc8cb0c993caa767dbd7fac8d585d6496f6' }],
      [
        'Balances.Unreserved',
        { who: '0x7fa9a44897c4e39223a9a45b3da830b2b923a7654f7e810e5db169e50d2eb471', amount: 93000000n },
      ],
      [
        'Proxy.ProxyRemoved',
        {
          delegator: '0x7fa9a44897c4e39223a9a45b3da830b2b923a7654f7e810e5db169e50d2eb471',
          delegatee: accountOf('Dave'),
          proxy_type: 'SubnetLeaseBeneficiary',
          delay: 0n,
        },
      ],
      ['SubnetLeaseTerminated', { beneficiary: accountOf('Dave'), netuid: 4 }],
    ],
    state: [
      ['Proxy.Proxies', '0x7fa9a44897c4e39223a9a45b3da830b2b923a7654f7e810e5db169e50d2eb471', [[], 0n]],
      ['SubnetOwner', 4, accountOf('Dave')],
      ['SubnetLeaseShares', [0, accountOf('Eve')], 0n],
      ['SubnetOwnerHotkey', 4, hotkeyOf('Dave')],
      ['SubnetLeases', 0, undefined],
    ],
    refused: [
      { error: 'LeaseDoesNotExist', args: { lease_id: 7 } },
      { error: 'ExpectedBeneficiaryOrigin', by: 'Eve' },
      { error: 'BeneficiaryDoesNotOwnHotkey', args: { hotkey: hotkeyOf('Bob') } },
      {
        error: 'LeaseHasNotEnded',
        given: s =>
          s.put('SubtensorModule.SubnetLeases', 0, {
            ...(s.read('SubtensorModule.SubnetLeases', 0) as object),
            end_block: 200_000n,
          }),
      },
      {
        error: 'LeaseHasNoEndBlock',
        given: s =>
          s.put('SubtensorModule.SubnetLeases', 0, {
            ...(s.read('SubtensorModule.SubnetLeases', 0) as object),
            end_block: undefined,
          }),
      },
    ],
  },
]
