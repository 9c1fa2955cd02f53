import { accountOf, all, type BlockCase, hot, hotkeyOf, later, put, type Scene, sent, TAO } from './support/case.ts'
import { inhabitedStage, NETUID, OTHER } from './support/world.ts'

export const stage = inhabitedStage

const HALF = 1n << 31n
const priced = all(put('SubnetMovingPrice', NETUID, HALF), put('SubnetMovingPrice', OTHER, HALF))
/** The epoch of the subnet is due in the next block, that of no other one. */
const due: Scene = s => {
  s.skip(400)
  s.blocks(3)
  s.put('SubtensorModule.LastEpochBlock', NETUID, BigInt(s.block - 359))
}
const weighed = all(
  later(400),
  sent(hot('Alice'), 'set_weights', {
    netuid: NETUID,
    dests: Uint16Array.of(2),
    weights: Uint16Array.of(1),
    version_key: 0n,
  }),
)

export const blocks: readonly BlockCase[] = [
  {
    what: 'a block shares its emission among subnets by their moving prices',
    given: all(priced, put('BlockEmission', [], 5n), put('SubnetAlphaOutEmission', NETUID, 5n)),
    blocks: 1,
    events: [['RootClaimed', { coldkey: accountOf('Alice') }]],
    state: [
      ['RootProp', 2, 212140821n],
      ['RootProp', 3, 109580618n],
      ['Burn', 0, 96222374n],
      ['Burn', 1, 96222374n],
      ['Burn', 2, 1536476001n],
      ['Burn', 3, 975280340n],
      ['SubnetAlphaInEmission', 2, 49440595n],
      ['SubnetAlphaInEmission', 3, 25526275n],
      ['SubnetAlphaOutEmission', 2, TAO],
      ['SubnetAlphaIn', 2, 898840687962n],
      ['SubnetAlphaIn', 3, 1989571178865n],
      ['BlockEmission', [], TAO],
      ['TotalStake', [], 4123183386159n],
      ['TotalIssuance', [], 999999998n],
      ['PendingOwnerCut', 2, 2879926752n],
      ['PendingOwnerCut', 3, 2159945064n],
      ['BlocksSinceLastStep', 1, 21n],
      ['BlocksSinceLastStep', 2, 17n],
      ['BlocksSinceLastStep', 3, 13n],
      ['PendingValidatorEmission', 2, 6539785798n],
      ['PendingValidatorEmission', 3, 4909566823n],
      ['SubnetAlphaOut', 2, 114971478660n],
      ['SubnetAlphaOut', 3, 22404204241n],
      ['SubnetTAO', 2, 1112666559027n],
      ['SubnetTAO', 3, 2010455281986n],
      ['PendingServerEmission', 2, 6560036608n],
      ['PendingServerEmission', 3, 4920027456n],
      ['SubnetExcessTao', 2, 438846212n],
      ['SubnetExcessTao', 3, 474217947n],
      ['SubnetTaoInEmission', 2, 61153787n],
      ['SubnetTaoInEmission', 3, 25782052n],
      ['SubnetProtocolFlow', 2, 499999999n],
      ['SubnetProtocolFlow', 3, 499999999n],
      ['SubnetProtocolAlpha', 2, 354651136n],
      ['SubnetProtocolAlpha', 3, 469402609n],
      ['Swap.SwapBalancer', 3, { quote: 500000000000023014n }],
      ['Swap.SwapBalancer', 2, { quote: 500000000000085377n }],
    ],
  },
  {
    what: 'an epoch pays the owner, miners and validators by weights',
    given: all(weighed, due, priced),
    blocks: 1,
    events: [
      ['IncentiveAlphaEmittedToMiners', { netuid: 2, emissions: [0n, 0n, 1199746024n] }],
      ['RootClaimed', { coldkey: accountOf('Alice') }],
    ],
    state: [
      ['AlphaDividendsPerSubnet', [2, hotkeyOf('Alice')], 958983204n],
      ['SubnetEpochIndex', 2, 3n],
      ['Bonds', [2, 1], Uint16Array.of(2, 12451)],
      ['PendingOwnerCut', 2, 0n],
      ['PendingOwnerCut', 3, 359990844n],
      ['BlocksSinceLastStep', 1, 3n],
      ['BlocksSinceLastStep', 2, 0n],
      ['BlocksSinceLastStep', 3, 2n],
      ['PendingValidatorEmission', 2, 0n],
      ['PendingValidatorEmission', 3, 799129234n],
      ['StakeWeight', 2, Uint16Array.of(1254, 60393, 3886)],
      ['PendingServerEmission', 2, 0n],
      ['PendingServerEmission', 3, 820004576n],
      ['TotalHotkeyAlphaLastEpoch', [hotkeyOf('Bob'), 2], 3779903862n],
      ['TotalHotkeyAlphaLastEpoch', [hotkeyOf('Alice'), 2], 104449206530n],
      ['TotalHotkeyAlphaLastEpoch', [hotkeyOf('Charlie'), 2], 11236266178n],
      ['LastEpochBlock', 2, 825n],
      ['LastMechansimStepBlock', 2, 825n],
      ['Emission', 2, [0n, 1199746024n, 1199746024n]],
    ],
  },
  {
    what: 'root dividends become claimable once prices sum to more than one',
    given: all(weighed, due, put('PendingRootAlphaDivs', NETUID, TAO), put('TaoWeight', [], 2n ** 63n)),
    blocks: 1,
    events: [],
    state: [
      ['RootAlphaDividendsPerSubnet', [2, hotkeyOf('Alice')], 820004577n],
      ['PendingRootAlphaDivs', 2, 0n],
      ['RootClaimable', hotkeyOf('Alice'), [[2, 3521892n]]],
    ],
  },
  {
    what: 'those who stake on root claim in turn',
    given: put('RootClaimable', hotkeyOf('Alice'), [[NETUID, (1n << 32n) / 1000n]]),
    blocks: 1,
    events: [['RootClaimed', { coldkey: accountOf('Alice') }]],
    state: [
      ['RootClaimed', [2, hotkeyOf('Alice'), accountOf('Alice')], 1001235471n],
      ['SubnetRootSellTao', 2, 1235540243n],
    ],
  },
  {
    what: 'incentive goes where the coldkey of the miner wants it',
    given: all(
      sent('Charlie', 'set_coldkey_auto_stake_hotkey', { netuid: NETUID, hotkey: hotkeyOf('Alice') }),
      weighed,
      due,
      put('PendingServerEmission', NETUID, TAO),
    ),
    blocks: 1,
    events: [
      ['IncentiveAlphaEmittedToMiners', { netuid: 2, emissions: [0n, 0n, 1289772795n] }],
      [
        'AutoStakeAdded',
        {
          netuid: 2,
          destination: hotkeyOf('Alice'),
          hotkey: hotkeyOf('Charlie'),
          owner: accountOf('Charlie'),
          incentive: 1289772795n,
        },
      ],
      ['RootClaimed', { coldkey: accountOf('Alice') }],
    ],
    state: [
      ['AlphaV2', [hotkeyOf('Bob'), accountOf('Bob'), 2], { mantissa: 395989928400000000000n, exponent: -11n }],
      ['AlphaV2', [hotkeyOf('Alice'), accountOf('Charlie'), 2], { mantissa: 187087213379604926215n, exponent: -11n }],
      ['AlphaV2', [hotkeyOf('Alice'), accountOf('Alice'), 2], { mantissa: 930924343424002931250n, exponent: -10n }],
    ],
  },
  {
    what: 'an epoch moves the power of votes',
    given: all(sent('Bob', 'enable_voting_power_tracking', { netuid: NETUID }), weighed, due),
    blocks: 1,
    events: [],
    state: [
      ['VotingPower', [2, hotkeyOf('Bob')], 23094013n],
      ['VotingPower', [2, hotkeyOf('Alice')], 1621438522n],
      ['VotingPower', [2, hotkeyOf('Charlie')], 98060826n],
    ],
  },
  {
    what: 'the power of votes ends some time after it was switched off',
    given: all(
      due,
      put('VotingPowerTrackingEnabled', NETUID, true),
      put('VotingPowerDisableAtBlock', NETUID, 10n),
      put('VotingPower', [NETUID, hotkeyOf('Alice')], 5n),
    ),
    blocks: 1,
    events: [
      ['IncentiveAlphaEmittedToMiners', { netuid: 2, emissions: [0n, 0n, 0n] }],
      ['VotingPowerTrackingDisabled', { netuid: 2 }],
      ['RootClaimed', { coldkey: accountOf('Alice') }],
    ],
    state: [
      ['VotingPowerDisableAtBlock', 2, 0n],
      ['VotingPower', [2, hotkeyOf('Alice')], 0n],
      ['VotingPowerTrackingEnabled', 2, false],
    ],
  },
  {
    what: 'more epochs than a block takes wait for the next one',
    given: all(put('MaxEpochsPerBlock', [], 1), s => {
      s.skip(400)
    }),
    blocks: 1,
    events: [
      ['EpochDeferred', { netuid: 2, from_block: 421n, to_block: 422n }],
      ['EpochDeferred', { netuid: 3, from_block: 421n, to_block: 422n }],
      ['IncentiveAlphaEmittedToMiners', { netuid: 1, emissions: [0n] }],
      ['RootClaimed', { coldkey: accountOf('Alice') }],
    ],
    state: [
      ['PendingEpochAt', 1, 0n],
      ['PendingEpochAt', 2, 422n],
      ['PendingEpochAt', 3, 422n],
      ['SubnetEpochIndex', 1, 1n],
      ['LastEpochBlock', 1, 421n],
    ],
  },
  {
    what: 'an epoch that was triggered comes at its block',
    given: put('PendingEpochAt', NETUID, 20n),
    blocks: 1,
    events: [],
    state: [
      ['PendingEpochAt', 2, 0n],
      ['LastEpochBlock', 2, 21n],
    ],
  },
  {
    what: 'children come after their cooldown',
    given: all(due, put('PendingChildKeys', [NETUID, hotkeyOf('Alice')], [[[1000n, hotkeyOf('Charlie')]], 5n])),
    blocks: 1,
    events: [
      ['IncentiveAlphaEmittedToMiners', { netuid: 2, emissions: [0n, 0n, 0n] }],
      ['SetChildren', [hotkeyOf('Alice'), 2, [[1000n, hotkeyOf('Charlie')]]]],
      ['RootClaimed', { coldkey: accountOf('Alice') }],
    ],
    state: [
      ['ChildKeys', [hotkeyOf('Alice'), 2], [[1000n, hotkeyOf('Charlie')]]],
      ['PendingChildKeys', [2, hotkeyOf('Alice')], [[], 0n]],
      ['ParentKeys', [hotkeyOf('Charlie'), 2], [[1000n, hotkeyOf('Alice')]]],
    ],
  },
  {
    what: 'after a year the hotkey of most conviction owns the subnet',
    given: all(s => {
      s.put('SubtensorModule.NetworkRegisteredAt', NETUID, 1n)
      s.skip(2_629_900)
      s.put('SubtensorModule.LastEpochBlock', 0, BigInt(s.block))
      s.put('SubtensorModule.LastEpochBlock', 1, BigInt(s.block))
      s.put('SubtensorModule.LastEpochBlock', OTHER, BigInt(s.block))
      const state = { locked_mass: 50n * TAO, conviction: (50n * TAO) << 64n, last_update: BigInt(s.block) }
      s.put('SubtensorModule.DecayingLock', [accountOf('Alice'), NETUID], false)
      s.put('SubtensorModule.Lock', [accountOf('Alice'), NETUID, hotkeyOf('Alice')], state)
      s.put('SubtensorModule.HotkeyLock', [NETUID, hotkeyOf('Alice')], state)
    }),
    blocks: 1,
    events: [
      ['SubnetOwnerChanged', { netuid: 2, old_coldkey: accountOf('Bob'), new_coldkey: accountOf('Alice') }],
      ['IncentiveAlphaEmittedToMiners', { netuid: 2, emissions: [0n, 0n, 0n] }],
      ['RootClaimed', { coldkey: accountOf('Alice') }],
    ],
    state: [
      ['SubnetOwner', 2, accountOf('Alice')],
      ['HotkeyLock', [2, hotkeyOf('Alice')], undefined],
      ['OwnerLock', 2, { locked_mass: 50n * TAO, conviction: 922337203685477580800000000000n, last_update: 2629921n }],
      ['SubnetOwnerHotkey', 2, hotkeyOf('Alice')],
    ],
  },
  {
    what: 'an epoch is left out where the neurons of a subnet do not fit together',
    given: all(due, put('Keys', [NETUID, 2], hotkeyOf('Alice'))),
    blocks: 1,
    events: [
      ['EpochSkipped', { netuid: 2, block: 424n }],
      ['RootClaimed', { coldkey: accountOf('Alice') }],
    ],
    state: [
      ['SubnetEpochIndex', 2, 2n],
      ['LastEpochBlock', 2, 424n],
    ],
  },
  {
    what: 'incentive of the owner is burned',
    given: all(
      later(400),
      sent(hot('Alice'), 'set_weights', {
        netuid: NETUID,
        dests: Uint16Array.of(0),
        weights: Uint16Array.of(1),
        version_key: 0n,
      }),
      due,
      put('PendingServerEmission', NETUID, TAO),
      put('MinerBurned', NETUID, 0n),
    ),
    blocks: 1,
    events: [
      ['IncentiveAlphaEmittedToMiners', { netuid: 2, emissions: [1289741415n, 0n, 0n] }],
      ['RootClaimed', { coldkey: accountOf('Alice') }],
    ],
    state: [
      ['AlphaAssets.AlphaBurned', 2, 2089523509n],
      ['MinerBurned', 2, 4294967296n],
      ['Emission', 2, [1289741415n, 1289741415n, 0n]],
    ],
  },
  {
    what: 'the moving price follows the spot price, which counts up to one',
    given: all(
      put('SubnetMovingPrice', NETUID, 1n << 30n),
      put('FirstEmissionBlockNumber', NETUID, 1n),
      later(100_000),
    ),
    blocks: 1,
    events: [],
    state: [
      ['SubnetMovingPrice', 2, 1073748232n],
      ['SubnetMovingPrice', 3, 8544n],
    ],
  },
]
