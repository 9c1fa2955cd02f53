/** The pool, the emission, the owner. Reference: pallets/admin-utils/src/lib.rs */
import { FLAG, limited, owner, ownerSwitch, parameter, root, SHARE, TAO, u64 } from './declare.ts'
import type { Parameter } from './parameter.ts'

export const POOL: readonly Parameter[] = [
  parameter(
    'subtoken_enabled',
    'SubtokenEnabled',
    FLAG,
    'Whether the alpha can be traded; the start of the subnet enables it',
    [root('subtoken_enabled', 'subtoken_enabled', 'all')],
    { aliases: ['subnet_is_active'] },
  ),
  parameter(
    'subnet_emission_enabled',
    'SubnetEmissionEnabled',
    FLAG,
    'Whether the subnet has a share of the emission of TAO',
    [root('subnet_emission_enabled', 'enabled')],
    { aliases: ['emission_enabled'] },
  ),
  parameter('transfers_enabled', 'TransferToggle', FLAG, 'Whether stake can be transferred to another coldkey', [
    owner('toggle_transfer', 'toggle', 'TransferEnabled'),
  ]),
  parameter(
    'recycle_or_burn',
    'RecycleOrBurn',
    { kind: 'choice', choices: ['Burn', 'Recycle'] },
    "What becomes of the incentive of the owner's miners",
    [owner('recycle_or_burn', 'recycle_or_burn', 'RecycleOrBurn')],
  ),
  parameter('owner_cut_enabled', 'OwnerCutEnabled', FLAG, 'Whether the owner has a share of the emission of alpha', [
    ownerSwitch('owner_cut_enabled'),
  ]),
  parameter(
    'owner_cut_auto_lock_enabled',
    'OwnerCutAutoLockEnabled',
    FLAG,
    "Whether the owner's share is locked as it comes",
    [ownerSwitch('owner_cut_auto_lock_enabled')],
  ),
  parameter(
    'root_claim_threshold',
    'RootClaimableThreshold',
    { kind: 'alpha', fracBits: 32 },
    'The least of root dividends that is claimed',
    [
      {
        call: 'SubtensorModule.sudo_set_root_claim_threshold',
        args: ['new_value'],
        by: 'either',
        window: 'none',
        max: 10_000_000n,
      },
    ],
  ),
  parameter('fee_rate', 'Swap.FeeRate', SHARE, 'What the pool keeps of a trade', [
    { call: 'Swap.set_fee_rate', args: ['rate'], by: 'root', window: 'none', max: 10_000n },
  ]),
  parameter(
    'ema_price_halving_period',
    'EMAPriceHalvingBlocks',
    u64('blocks'),
    'How slowly the moving price follows the price at first',
    [root('ema_price_halving_period', 'ema_halving')],
  ),
  parameter('rao_recycled', 'RAORecycledForRegistration', TAO, 'TAO paid for registrations so far: a counter', [
    root('rao_recycled', 'rao_recycled'),
  ]),
]

export const OWNERSHIP: readonly Parameter[] = [
  parameter(
    'owner_hotkey',
    'SubnetOwnerHotkey',
    { kind: 'account' },
    "The owner's hotkey: it always has a permit, and gets the owner's share",
    [
      {
        call: 'AdminUtils.sudo_set_sn_owner_hotkey',
        args: ['hotkey'],
        by: 'either',
        window: 'none',
        limit: { kind: 'owner-hotkey' },
      },
    ],
    { aliases: ['sn_owner_hotkey', 'subnet_owner_hotkey'] },
  ),
  parameter(
    'mechanism_count',
    'MechanismCountCurrent',
    { kind: 'integer', bits: 8, unit: 'mechanisms' },
    'How many mechanisms the subnet has',
    [
      {
        ...owner('mechanism_count', 'mechanism_count', '', { min: 1n, max: 16n }),
        ...limited(7, { normal: 7200, fast: 1 }),
      },
    ],
  ),
]
