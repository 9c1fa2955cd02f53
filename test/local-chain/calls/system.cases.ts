/** Remarks, raw storage and upgrades; the sudo key; the fee of swaps. */
import { Tempo } from '../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import { rawPrefix } from '../../../src/local-chain/state/cells.ts'
import { toHex, utf8 } from '../../../src/primitives/bytes.ts'
import { blake2_256 } from '../../../src/primitives/crypto/blake2.ts'
import {
  type Args,
  accountOf,
  type CallCase,
  FREE,
  idOf,
  minus,
  paid,
  plus,
  put,
  ROOT,
  sent,
  TAO,
} from './support/case.ts'
import type { Stage } from './support/stage.ts'
import { inhabitedStage, NETUID, NOWHERE } from './support/world.ts'

export const stage = inhabitedStage

const CODE = utf8(':code')
const hash = toHex(blake2_256(CODE))
const tempoKey = rawPrefix(Tempo, [NETUID])
const setCap = (s: Stage): Args => ({ call: s.call('SubtensorModule.sudo_set_num_root_claims', { new_value: 7n }) })
const transfer = (s: Stage): Args => ({
  call: s.call('Balances.transfer_keep_alive', { dest: idOf('Eve'), value: TAO }),
})

const UNSUDO = { Eve: 'RequireSudo' }

export const cases: readonly CallCase[] = [
  {
    call: 'System.remark',
    by: 'Dave',
    args: { remark: utf8('hello') },
    events: [],
    state: [],
    authority: { root: 'ok' },
    refused: [],
  },
  {
    call: 'System.remark_with_event',
    by: 'Dave',
    args: { remark: utf8('hello') },
    events: [
      [
        'Remarked',
        { sender: accountOf('Dave'), hash: '0x324dcf027dd4a30a932c441f365a25e86b173defa4b8e58948253471b81b72cf' },
      ],
    ],
    state: [],
    refused: [],
  },
  {
    call: 'System.set_heap_pages',
    by: ROOT,
    args: { pages: 8n },
    events: [],
    state: [
      [
        'Digest',
        [],
        (before: { logs: unknown[] }) => ({ logs: [...before.logs, { type: 'RuntimeEnvironmentUpdated' }] }),
      ],
    ],
    refused: [],
  },
  {
    call: 'System.set_storage',
    by: ROOT,
    args: { items: [[tempoKey, Uint8Array.of(7, 0)]] },
    events: [],
    state: [['SubtensorModule.Tempo', NETUID, 7]],
    refused: [
      { error: 'FailedToExtractRuntimeVersion', args: { items: [[CODE, CODE]] } },
      { error: 'Corruption', args: { items: [[tempoKey, Uint8Array.of(7)]] } },
    ],
  },
  {
    call: 'System.kill_storage',
    by: ROOT,
    args: { keys: [tempoKey] },
    events: [],
    state: [['SubtensorModule.Tempo', NETUID, 360]],
    given: put('Tempo', NETUID, 99),
    refused: [{ error: 'FailedToExtractRuntimeVersion', args: { keys: [CODE] } }],
  },
  {
    call: 'System.kill_prefix',
    by: ROOT,
    given: put('Tempo', NETUID, 99),
    args: { prefix: Tempo.prefix(), subkeys: 100 },
    events: [],
    state: [['SubtensorModule.Tempo', NETUID, 360]],
    refused: [],
  },
  {
    call: 'System.authorize_upgrade',
    by: ROOT,
    args: { code_hash: hash },
    events: [
      [
        'UpgradeAuthorized',
        { code_hash: '0x598fad387343951cd4c4c6ddd376d27a7c1ccbdd7153ad2a071f485cf512d442', check_version: true },
      ],
    ],
    state: [
      [
        'AuthorizedUpgrade',
        [],
        { code_hash: '0x598fad387343951cd4c4c6ddd376d27a7c1ccbdd7153ad2a071f485cf512d442', check_version: true },
      ],
    ],
    refused: [],
  },
  {
    call: 'System.authorize_upgrade_without_checks',
    by: ROOT,
    args: { code_hash: hash },
    events: [
      [
        'UpgradeAuthorized',
        { code_hash: '0x598fad387343951cd4c4c6ddd376d27a7c1ccbdd7153ad2a071f485cf512d442', check_version: false },
      ],
    ],
    state: [
      [
        'AuthorizedUpgrade',
        [],
        { code_hash: '0x598fad387343951cd4c4c6ddd376d27a7c1ccbdd7153ad2a071f485cf512d442', check_version: false },
      ],
    ],
    refused: [],
  },
  {
    call: 'System.apply_authorized_upgrade',
    by: 'Dave',
    given: sent(ROOT, 'System.authorize_upgrade', { code_hash: hash }),
    args: { code: CODE },
    events: [
      [
        'RejectedInvalidAuthorizedUpgrade',
        {
          code_hash: '0x598fad387343951cd4c4c6ddd376d27a7c1ccbdd7153ad2a071f485cf512d442',
          error: { type: 'Module', value: { index: 0, error: '0x02000000' } },
        },
      ],
    ],
    state: [['AuthorizedUpgrade', [], undefined]],
    authority: { root: 'ok', nobody: 'ok' },
    refused: [
      { error: 'Unauthorized', args: { code: utf8('other') } },
      { error: 'NothingAuthorized', given: s => s.send('Dave', 'System.apply_authorized_upgrade', { code: CODE }) },
      {
        error: 'FailedToExtractRuntimeVersion',
        given: sent(ROOT, 'System.authorize_upgrade_without_checks', { code_hash: hash }),
      },
    ],
  },
  {
    call: 'Sudo.sudo',
    by: 'Alice',
    args: setCap,
    events: [['Sudid', { sudo_result: undefined }]],
    state: [
      ['SubtensorModule.NumRootClaim', [], 7n],
      [FREE, accountOf('Alice'), plus(0n)],
    ],
    authority: { root: 'ok', ...UNSUDO },
    refused: [],
  },
  {
    call: 'Sudo.sudo_unchecked_weight',
    by: 'Alice',
    args: s => ({ ...setCap(s), weight: { ref_time: 1n, proof_size: 1n } }),
    events: [['Sudid', { sudo_result: undefined }]],
    state: [['SubtensorModule.NumRootClaim', [], 7n]],
    authority: { root: 'ok', ...UNSUDO },
    refused: [],
  },
  {
    call: 'Sudo.set_key',
    by: 'Alice',
    args: { new: idOf('Bob') },
    events: [['KeyChanged', { old: accountOf('Alice'), new: accountOf('Bob') }]],
    state: [['Key', [], accountOf('Bob')]],
    authority: { root: 'ok', ...UNSUDO },
    refused: [{ error: 'CannotLookup', args: { new: { type: 'Index', value: null } } }],
  },
  {
    call: 'Sudo.sudo_as',
    by: 'Alice',
    args: s => ({ who: idOf('Bob'), ...transfer(s) }),
    events: [paid(accountOf('Bob'), accountOf('Eve'), TAO), ['SudoAsDone', { sudo_result: undefined }]],
    state: [
      [FREE, accountOf('Bob'), minus(TAO)],
      [FREE, accountOf('Eve'), plus(TAO)],
    ],
    authority: { root: 'ok', ...UNSUDO },
    refused: [{ error: 'CannotLookup', args: { who: { type: 'Index', value: null } } }],
  },
  {
    call: 'Sudo.remove_key',
    by: 'Alice',
    events: [['KeyRemoved', undefined]],
    state: [['Key', [], undefined]],
    authority: { root: 'ok', ...UNSUDO },
    refused: [],
  },
  {
    call: 'Swap.set_fee_rate',
    by: ROOT,
    args: { netuid: NETUID, rate: 10_000 },
    events: [['FeeRateSet', { netuid: 2, rate: 10000 }]],
    state: [['FeeRate', 2, 10000]],
    authority: { Bob: 'BadOrigin' },
    refused: [
      { error: 'FeeRateTooHigh', args: { rate: 10_001 } },
      { error: 'MechanismDoesNotExist', args: { netuid: NOWHERE } },
    ],
  },
]
