/** Weights set, committed and revealed. */
import { getCommitHash } from '../../../src/local-chain/pallets/subtensor/subnets/reveals.ts'
import {
  type Args,
  all,
  type CallCase,
  hot,
  hotkeyOf,
  later,
  put,
  type Refusal,
  ROOT,
  type Scene,
  sent,
} from './support/case.ts'
import { inhabitedStage, NETUID, NOWHERE, OTHER } from './support/world.ts'

export const stage = inhabitedStage

/** Hotkeys have waited long enough, and an epoch has given permits. */
const ready = later(400)
const sealing = put('CommitRevealWeightsEnabled', NETUID, true)
/** The second mechanism of the subnet, whose rows stand at 4096 + netuid. */
const second: Scene = all(
  put('MaxAllowedUids', NETUID, 64),
  sent(ROOT, 'AdminUtils.sudo_set_mechanism_count', { netuid: NETUID, mechanism_count: 2 }),
)
const SECOND = 4096 + NETUID

const shown = { netuid: NETUID, dests: Uint16Array.of(0, 2), weights: Uint16Array.of(1, 3), version_key: 0n }
const promised = { uids: Uint16Array.of(0, 2), values: Uint16Array.of(1, 3), salt: Uint16Array.of(7, 8) }
const revealed: Args = { netuid: NETUID, ...promised, version_key: 0n }
const batched: Args = {
  netuid: NETUID,
  uids_list: [promised.uids],
  values_list: [promised.values],
  salts_list: [promised.salt],
  version_keys: [0n],
}
const hashAt = (index: number) => getCommitHash(hotkeyOf('Alice'), index, { ...promised, versionKey: 0n })
const HASH = hashAt(NETUID)
const committed: Args = { netuid: NETUID, commit_hash: HASH }
const timelocked: Args = {
  netuid: NETUID,
  commit: Uint8Array.of(1, 2, 3),
  reveal_round: 1000n,
  commit_reveal_version: 4,
}
const { commit_reveal_version: _, ...crv3 } = timelocked

const richOnly = put('StakeThreshold', [], 10n ** 18n)
const full = (s: Parameters<Scene>[0]) =>
  s.put(
    'SubtensorModule.WeightCommits',
    [NETUID, hotkeyOf('Alice')],
    Array.from({ length: 10 }, () => [HASH, 2n, 1n, 0n]),
  )

const refusedSets: readonly Refusal[] = [
  { error: 'CommitRevealEnabled', given: sealing },
  { error: 'CanNotSetRootNetworkWeights', args: { netuid: 0 }, given: put('CommitRevealWeightsEnabled', 0, false) },
  { error: 'WeightVecNotEqualSize', args: { weights: Uint16Array.of(1) } },
  {
    error: 'MechanismDoesNotExist',
    args: { netuid: NOWHERE },
    given: put('CommitRevealWeightsEnabled', NOWHERE, false),
  },
  {
    error: 'UidsLengthExceedUidsInSubNet',
    args: { dests: Uint16Array.of(0, 1, 2, 3), weights: Uint16Array.of(1, 1, 1, 1) },
  },
  { error: 'HotKeyNotRegisteredInSubNet', by: 'Dave' },
  { error: 'NotEnoughStakeToSetWeights', given: richOnly, door: 'Custom(1)' },
  { error: 'IncorrectWeightVersionKey', given: put('WeightsVersionKey', NETUID, 5n) },
  { error: 'NeuronNoValidatorPermit', given: put('ValidatorPermit', NETUID, [false, false, false]) },
  { error: 'DuplicateUids', args: { dests: Uint16Array.of(0, 0) } },
  { error: 'UidVecContainInvalidOne', args: { dests: Uint16Array.of(0, 9) } },
  { error: 'WeightVecLengthIsLow', given: put('MinAllowedWeights', NETUID, 3) },
]

const tooLate: Refusal = {
  error: 'SettingWeightsTooFast',
  given: put('WeightsSetRateLimit', NETUID, 100_000n),
  door: 'Custom(6)',
}

const refusedCommits: readonly Refusal[] = [
  { error: 'CommitRevealDisabled', given: put('CommitRevealWeightsEnabled', NETUID, false) },
  { error: 'HotKeyNotRegisteredInSubNet', by: 'Dave' },
  { error: 'CommittingWeightsTooFast', given: put('WeightsSetRateLimit', NETUID, 100_000n) },
  { error: 'MechanismDoesNotExist', args: { netuid: NOWHERE } },
  { error: 'NotEnoughStakeToSetWeights', given: richOnly },
]

const refusedSealed: readonly Refusal[] = [
  ...refusedCommits,
  { error: 'InvalidRevealRound', given: put('Drand.LastStoredRound', [], 2000n), door: 'Custom(15)' },
]

const withCommit: Scene = all(sealing, ready, sent(hot('Alice'), 'commit_weights', committed))
const nextEpoch = later(361)

const refusedReveals: readonly Refusal[] = [
  { error: 'NoWeightsCommitFound', by: hot('Charlie'), door: 'Custom(16)' },
  { error: 'CommitRevealDisabled', given: put('CommitRevealWeightsEnabled', NETUID, false) },
  { error: 'RevealTooEarly', given: nextEpoch, door: 'Custom(17)' },
  { error: 'NotEnoughStakeToSetWeights', given: richOnly },
  { error: 'IncorrectWeightVersionKey', given: put('WeightsVersionKey', NETUID, 5n) },
]

export const cases: readonly CallCase[] = [
  {
    call: 'SubtensorModule.set_weights',
    by: hot('Alice'),
    given: ready,
    args: shown,
    events: [['WeightsSet', [2, 1]]],
    state: [
      ['LastUpdate', 2, [4n, 421n, 13n]],
      ['Weights', [2, 1], Uint16Array.of(0, 21845, 2, 65535)],
    ],
    refused: [...refusedSets, tooLate],
  },
  {
    call: 'SubtensorModule.set_mechanism_weights',
    by: hot('Alice'),
    given: all(second, ready),
    args: { ...shown, mecid: 1 },
    events: [['WeightsSet', [4098, 1]]],
    state: [
      ['LastUpdate', 4098, [0n, 422n, 0n]],
      ['Weights', [4098, 1], Uint16Array.of(0, 21845, 2, 65535)],
    ],
    refused: [...refusedSets, { error: 'SettingWeightsTooFast', args: { mecid: 2 } }],
  },
  {
    call: 'SubtensorModule.batch_set_weights',
    by: hot('Alice'),
    given: ready,
    args: {
      netuids: [NETUID, OTHER],
      weights: [
        [
          [0, 1],
          [2, 3],
        ],
        [[0, 1]],
      ],
      version_keys: [0n, 0n],
    },
    events: [
      ['WeightsSet', [2, 1]],
      ['BatchCompletedWithErrors', undefined],
      ['BatchWeightItemFailed', [3, { type: 'Module', value: { index: 7, error: '0x04000000' } }]],
      ['BatchWeightsCompleted', [[2, 3], hotkeyOf('Alice')]],
    ],
    state: [
      ['LastUpdate', 2, [4n, 421n, 13n]],
      ['Weights', [2, 1], Uint16Array.of(0, 21845, 2, 65535)],
    ],
    refused: [
      { error: 'InputLengthsUnequal', args: { version_keys: [0n] }, door: 'Custom(18)' },
      { error: 'NotEnoughStakeToSetWeights', given: richOnly },
    ],
  },
  {
    call: 'SubtensorModule.commit_weights',
    by: hot('Alice'),
    given: all(sealing, ready),
    args: committed,
    events: [
      [
        'WeightsCommitted',
        [hotkeyOf('Alice'), 2, '0x8120bd0545e49246e72a9bf7a545fe1c7e3beb8031baf2a0e9335bdb54b4bb15'],
      ],
    ],
    state: [
      ['LastUpdate', 2, [4n, 421n, 13n]],
      [
        'WeightCommits',
        [2, hotkeyOf('Alice')],
        [['0x8120bd0545e49246e72a9bf7a545fe1c7e3beb8031baf2a0e9335bdb54b4bb15', 1n, 421n, 0n]],
      ],
    ],
    refused: [...refusedCommits, { error: 'TooManyUnrevealedCommits', given: full }],
  },
  {
    call: 'SubtensorModule.commit_mechanism_weights',
    by: hot('Alice'),
    given: all(second, sealing, ready),
    args: { netuid: NETUID, mecid: 1, commit_hash: hashAt(SECOND) },
    events: [
      [
        'WeightsCommitted',
        [hotkeyOf('Alice'), 4098, '0x5aae75d1d125deda5d8014547b3d5737030cd96dcecbf76840c4c11f7f629879'],
      ],
    ],
    state: [
      [
        'WeightCommits',
        [4098, hotkeyOf('Alice')],
        [['0x5aae75d1d125deda5d8014547b3d5737030cd96dcecbf76840c4c11f7f629879', 1n, 422n, 0n]],
      ],
    ],
    refused: [
      ...refusedCommits.filter(({ error }) => error !== 'CommittingWeightsTooFast'),
      { error: 'CommittingWeightsTooFast', args: { mecid: 2 } },
    ],
  },
  {
    call: 'SubtensorModule.batch_commit_weights',
    by: hot('Alice'),
    given: all(sealing, ready),
    args: { netuids: [NETUID, OTHER], commit_hashes: [HASH, HASH] },
    events: [
      [
        'WeightsCommitted',
        [hotkeyOf('Alice'), 2, '0x8120bd0545e49246e72a9bf7a545fe1c7e3beb8031baf2a0e9335bdb54b4bb15'],
      ],
      ['BatchCompletedWithErrors', undefined],
      ['BatchWeightItemFailed', [3, { type: 'Module', value: { index: 7, error: '0x36000000' } }]],
      ['BatchWeightsCompleted', [[2, 3], hotkeyOf('Alice')]],
    ],
    state: [
      [
        'WeightCommits',
        [2, hotkeyOf('Alice')],
        [['0x8120bd0545e49246e72a9bf7a545fe1c7e3beb8031baf2a0e9335bdb54b4bb15', 1n, 421n, 0n]],
      ],
    ],
    refused: [
      { error: 'InputLengthsUnequal', args: { commit_hashes: [HASH] } },
      { error: 'NotEnoughStakeToSetWeights', given: richOnly },
    ],
  },
  {
    call: 'SubtensorModule.reveal_weights',
    by: hot('Alice'),
    given: all(withCommit, nextEpoch),
    args: revealed,
    events: [
      ['WeightsSet', [2, 1]],
      ['WeightsRevealed', [hotkeyOf('Alice'), 2, '0x8120bd0545e49246e72a9bf7a545fe1c7e3beb8031baf2a0e9335bdb54b4bb15']],
    ],
    state: [
      ['WeightCommits', [2, hotkeyOf('Alice')], undefined],
      ['Weights', [2, 1], Uint16Array.of(0, 21845, 2, 65535)],
    ],
    refused: [...refusedReveals, { error: 'NoWeightsCommitFound', args: { salt: Uint16Array.of(9) } }],
  },
  {
    call: 'SubtensorModule.reveal_mechanism_weights',
    by: hot('Alice'),
    given: all(
      second,
      sealing,
      ready,
      sent(hot('Alice'), 'commit_mechanism_weights', { netuid: NETUID, mecid: 1, commit_hash: hashAt(SECOND) }),
      nextEpoch,
    ),
    args: { ...revealed, mecid: 1 },
    events: [
      ['WeightsSet', [4098, 1]],
      [
        'WeightsRevealed',
        [hotkeyOf('Alice'), 4098, '0x5aae75d1d125deda5d8014547b3d5737030cd96dcecbf76840c4c11f7f629879'],
      ],
    ],
    state: [
      ['WeightCommits', [4098, hotkeyOf('Alice')], undefined],
      ['Weights', [4098, 1], Uint16Array.of(0, 21845, 2, 65535)],
    ],
    refused: [...refusedReveals, { error: 'NoWeightsCommitFound', args: { mecid: 0 } }],
  },
  {
    call: 'SubtensorModule.batch_reveal_weights',
    by: hot('Alice'),
    given: all(withCommit, nextEpoch),
    args: batched,
    events: [
      ['WeightsSet', [2, 1]],
      [
        'WeightsBatchRevealed',
        [hotkeyOf('Alice'), 2, ['0x8120bd0545e49246e72a9bf7a545fe1c7e3beb8031baf2a0e9335bdb54b4bb15']],
      ],
    ],
    state: [
      ['WeightCommits', [2, hotkeyOf('Alice')], undefined],
      ['Weights', [2, 1], Uint16Array.of(0, 21845, 2, 65535)],
    ],
    refused: [
      ...refusedReveals,
      { error: 'InputLengthsUnequal', args: { version_keys: [] } },
      {
        error: 'InvalidRevealCommitHashNotMatch',
        args: {
          uids_list: [promised.uids, promised.uids],
          values_list: [promised.values, promised.values],
          salts_list: [promised.salt, promised.salt],
          version_keys: [0n, 0n],
        },
      },
    ],
  },
  {
    call: 'SubtensorModule.commit_timelocked_weights',
    by: hot('Alice'),
    given: all(sealing, ready),
    args: timelocked,
    events: [
      [
        'TimelockedWeightsCommitted',
        [hotkeyOf('Alice'), 2, '0x11c0e79b71c3976ccd0c02d1310e2516c08edc9d8b6f57ccd680d63a4d8e72da', 1000n],
      ],
    ],
    state: [
      ['TimelockedWeightCommits', [2, 1n], [[hotkeyOf('Alice'), 421n, Uint8Array.of(1, 2, 3), 1000n]]],
      ['LastUpdate', 2, [4n, 421n, 13n]],
    ],
    refused: [
      ...refusedSealed,
      { error: 'IncorrectCommitRevealVersion', args: { commit_reveal_version: 3 } },
      {
        error: 'TooManyUnrevealedCommits',
        given: s => {
          const epoch = s.read('SubtensorModule.SubnetEpochIndex', NETUID)
          const ten = Array.from({ length: 10 }, () => [hotkeyOf('Alice'), 1n, Uint8Array.of(1), 1n])
          s.put('SubtensorModule.TimelockedWeightCommits', [NETUID, epoch], ten)
        },
      },
    ],
  },
  {
    call: 'SubtensorModule.commit_timelocked_mechanism_weights',
    by: hot('Alice'),
    given: all(second, sealing, ready),
    args: { ...timelocked, mecid: 1 },
    events: [
      [
        'TimelockedWeightsCommitted',
        [hotkeyOf('Alice'), 4098, '0x11c0e79b71c3976ccd0c02d1310e2516c08edc9d8b6f57ccd680d63a4d8e72da', 1000n],
      ],
    ],
    state: [['TimelockedWeightCommits', [4098, 1n], [[hotkeyOf('Alice'), 422n, Uint8Array.of(1, 2, 3), 1000n]]]],
    refused: [
      ...refusedSealed.filter(({ error }) => error !== 'CommittingWeightsTooFast'),
      { error: 'IncorrectCommitRevealVersion', args: { commit_reveal_version: 3 } },
      { error: 'MechanismDoesNotExist', args: { mecid: 2 } },
    ],
  },
  {
    call: 'SubtensorModule.commit_crv3_mechanism_weights',
    by: hot('Alice'),
    given: all(sealing, ready),
    args: { ...crv3, mecid: 0 },
    events: [
      [
        'TimelockedWeightsCommitted',
        [hotkeyOf('Alice'), 2, '0x11c0e79b71c3976ccd0c02d1310e2516c08edc9d8b6f57ccd680d63a4d8e72da', 1000n],
      ],
    ],
    state: [['TimelockedWeightCommits', [2, 1n], [[hotkeyOf('Alice'), 421n, Uint8Array.of(1, 2, 3), 1000n]]]],
    refused: [
      ...refusedSealed,
      { error: 'IncorrectCommitRevealVersion', given: put('CommitRevealWeightsVersion', [], 3) },
    ],
  },
]
