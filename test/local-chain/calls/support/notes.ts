/** What no case shows: with the reason, or with the test that does. */

const names = (pallet: string, list: string): string[] => list.split(/\s+/).map(name => `${pallet}.${name}`)

/**
 * Declared by the reference for clients and older state, and used by nothing in it at spec 425: no code raises the error,
 * deposits the event, or puts anything into the item. Their names, places and defaults are compared with the reference's.
 */
export const UNUSED: Readonly<Record<'event' | 'error' | 'storage', ReadonlySet<string>>> = {
  event: new Set([
    ...names(
      'SubtensorModule',
      `BulkNeuronsRegistered BulkBalancesSet MaxWeightLimitSet RhoSet AlphaSigmoidSteepnessSet ValidatorPruneLenSet
      ScalingLawPowerSet DelegateAdded DefaultTakeSet BurnSet Sudid PowRegistrationAllowed
      AllBalanceUnstakedAndTransferredToNewColdkey ArbitrationPeriodExtended DissolveNetworkScheduled
      CRV3WeightsCommitted CRV3WeightsRevealed BurnHalfLifeSet BurnIncreaseMultSet StakeUnlocked`,
    ),
    ...names('Balances', 'Slashed Suspended Restored Locked Unlocked Thawed'),
    ...names('System', 'CodeUpdated'),
  ]),
  error: new Set([
    ...names(
      'SubtensorModule',
      `NotEnoughStake ZeroBalanceAfterWithdrawn MaxWeightExceeded HotKeyAlreadyDelegate StakingRateLimitExceeded
      TransactorAccountShouldBeHotKey FaucetDisabled AllNetworksInImmunity NotRootSubnet NotEnoughAlphaOutToRecycle
      UnableToRecoverPublicKey UidMapCouldNotBeCleared AddStakeBurnRateLimitExceeded DisabledTemporarily
      UnlockAmountTooHigh`,
    ),
    ...names('Balances', 'VestingBalance ExistentialDeposit Expendability ExistingVestingSchedule TooManyFreezes'),
    ...names('System', 'InvalidSpecName SpecVersionNeedsToIncrease NonDefaultComposite NonZeroRefCount'),
    ...names('System', 'MultiBlockMigrationsOngoing'),
    ...names(
      'Swap',
      'InsufficientInputAmount InsufficientBalance InvalidTickRange InvalidLiquidityValue SubtokenDisabled',
    ),
  ]),
  storage: new Set([
    ...names(
      'SubtensorModule',
      `NextStakeJobId SubnetEmaTaoFlow SubnetEmaProtocolFlow NetworkPowRegistrationAllowed
      POWRegistrationsThisInterval BurnRegistrationsThisInterval MaxWeightsLimit ValidatorPruneLen ScalingLawPower
      LastAdjustmentBlock LargestLocked LastHotkeyEmissionOnNetuid LastTxBlock LastTxBlockChildKeyTake LastTxBlockDelegateTake CRV3WeightCommits
      CRV3WeightCommitsV2 HasMigrationRun`,
    ),
    ...names('Swap', 'HasMigrationRun ScrapReservoirAlpha'),
    ...names('Balances', 'Account Locks'),
    ...names('System', 'EventTopics'),
  ]),
}

export interface Elsewhere {
  /** A file below test/; none where nothing can show it. */
  readonly test: string | undefined
  readonly why: string
}

const noCallWrites = (test: string): Elsewhere => ({ test, why: 'nothing writes it: read as it stands' })
const unreachable = (test: string | undefined, why: string): Elsewhere => ({ test, why: `cannot be reached: ${why}` })
const FRAME = 'local-chain/frame/balances.test.ts'
const forPallets: Elsewhere = {
  test: 'local-chain/pallets/balances/reserves.test.ts',
  why: 'for pallets that this chain does not have',
}
const EXECUTIVE: Elsewhere = { test: 'local-chain/runtime/executive.test.ts', why: 'the books of each block' }
const BOOKS: Elsewhere = { test: 'local-chain/calls/reads.test.ts', why: 'the books of each block' }

/** Shown by tests of their own. */
export const ELSEWHERE: Readonly<Record<'event' | 'error' | 'storage', Readonly<Record<string, Elsewhere>>>> = {
  event: {
    'SubtensorModule.TimelockedWeightsRevealed': {
      test: 'local-chain/pallets/subtensor/subnets/commit-reveal.test.ts',
      why: 'needs a pulse of the beacon',
    },
    'SubtensorModule.SubnetLeaseDividendsDistributed': {
      test: 'local-chain/pallets/subtensor/subnets/leasing.test.ts',
      why: 'the pay-out of a lease',
    },
    'SubtensorModule.TransactionFeePaidWithAlpha': {
      test: 'local-chain/pallets/subtensor/staking/alpha-fees.test.ts',
      why: 'fees',
    },
    'TransactionPayment.TransactionFeePaid': { test: 'local-chain/pallets/fees.test.ts', why: 'fees' },
    'System.ExtrinsicSuccess': { test: 'local-chain/pallets/fees.test.ts', why: 'the end of every extrinsic' },
    'System.ExtrinsicFailed': EXECUTIVE,
    'Balances.Minted': { test: FRAME, why: 'deposited by code of other pallets' },
    'Balances.Frozen': { test: 'local-chain/pallets/balances/transfers.test.ts', why: 'what is frozen stays' },
    'Balances.ReserveRepatriated': forPallets,
  },
  error: {
    'SubtensorModule.ColdkeySwapAlreadyDisputed': unreachable(
      'local-chain/pallets/subtensor/swap/swap-coldkey.test.ts',
      'the guard says ColdkeySwapDisputed before',
    ),
    'SubtensorModule.ExpiredWeightCommit': unreachable(
      'local-chain/pallets/subtensor/subnets/commit-reveal.test.ts',
      'the guard says RevealTooEarly before',
    ),
    'SubtensorModule.CallDisabled': unreachable(
      'local-chain/pallets/subtensor/subnets/leasing.test.ts',
      'only a runtime without crowdloans says so',
    ),
    'SubtensorModule.LeaseNetuidNotFound': unreachable(undefined, 'the subnet was registered in the step before'),
    'SubtensorModule.BalanceWithdrawalError': unreachable(undefined, 'the balance is compared in the step before'),
    'Swap.InsufficientLiquidity': unreachable(undefined, 'a pool never pays out more than it has'),
    'Swap.ReservesOutOfBalance': unreachable(undefined, 'pools begin with equal weights'),
    'Balances.DeadAccount': forPallets,
    'Balances.TooManyReserves': forPallets,
    'Balances.TooManyHolds': unreachable(undefined, 'a hold is refused before, as Token.CannotCreateHold'),
  },
  storage: {
    'SubtensorModule.TaoWeight': noCallWrites('local-chain/calls/hooks.cases.ts'),
    'SubtensorModule.MinActivityCutoff': noCallWrites('local-chain/calls/admin-owner.cases.ts'),
    'SubtensorModule.MaturityRate': noCallWrites('local-chain/calls/moving.cases.ts'),
    'SubtensorModule.UnlockRate': noCallWrites('local-chain/calls/moving.cases.ts'),
    'SubtensorModule.WeightsVersionKeyRateLimit': noCallWrites('local-chain/pallets/subtensor/utils/misc.test.ts'),
    'SubtensorModule.NetworkRegistrationStartBlock': noCallWrites('local-chain/calls/networks.cases.ts'),
    'SubtensorModule.TaoInRefundDeploymentBlock': noCallWrites(
      'local-chain/pallets/subtensor/staking/destroy-stakes.test.ts',
    ),
    'SubtensorModule.TotalHotkeyShares': {
      test: 'local-chain/pallets/subtensor/staking/shares.test.ts',
      why: 'older state; read together with its successor',
    },
    'SubtensorModule.Alpha': {
      test: 'local-chain/pallets/subtensor/staking/shares.test.ts',
      why: 'older state; read together with its successor',
    },
    'SubtensorModule.AlphaMapLastKey': {
      test: 'local-chain/pallets/subtensor/staking/helpers.test.ts',
      why: 'the walk over stakes',
    },
    'SubtensorModule.AlphaV2MapLastKey': {
      test: 'local-chain/pallets/subtensor/staking/helpers.test.ts',
      why: 'the walk over stakes',
    },
    'SubtensorModule.AccumulatedLeaseDividends': {
      test: 'local-chain/pallets/subtensor/subnets/leasing.test.ts',
      why: 'the pay-out of a lease',
    },
    'Swap.PalSwapInitialized': { test: 'local-chain/pallets/swap/swap.test.ts', why: 'the first swap of a pool' },
    'Balances.Reserves': forPallets,
    'Balances.Freezes': { test: FRAME, why: 'deposited by code of other pallets' },
    'Balances.InactiveIssuance': { test: FRAME, why: 'bounds force_adjust_total_issuance' },
    'TransactionPayment.NextFeeMultiplier': { test: 'local-chain/pallets/fees.test.ts', why: 'fees' },
    'TransactionPayment.StorageVersion': BOOKS,
    'System.Events': EXECUTIVE,
    'System.EventCount': EXECUTIVE,
    'System.BlockHash': EXECUTIVE,
    'System.BlockWeight': { test: 'local-chain/runtime/limits.test.ts', why: 'the books of each block' },
    'System.AllExtrinsicsLen': { test: 'local-chain/runtime/limits.test.ts', why: 'the books of each block' },
    ...Object.fromEntries(
      names(
        'System',
        `ExtrinsicCount InherentsApplied ExtrinsicData Number ParentHash LastRuntimeUpgrade UpgradedToU32RefCount
        UpgradedToTripleRefCount ExecutionPhase ExtrinsicWeightReclaimed`,
      ).map(name => [name, BOOKS]),
    ),
  },
}
