/**
 * Calls with random arguments, as many of them good as bad: arguments are made up by their names, from a small world of
 * accounts and subnets, so that calls meet each other.
 */
import type { RuntimeCall } from '../../../src/local-chain/runtime/call.ts'
import { type AccountId, accountId } from '../../../src/primitives/account.ts'
import { utf8 } from '../../../src/primitives/bytes.ts'
import { blake2_256 } from '../../../src/primitives/crypto/blake2.ts'
import { keyOf } from './accounts.ts'
import type { Book } from './book.ts'

export type Random = (below: number) => number

/** Numbers that a seed decides (splitmix32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return below => {
    state = (state + 0x9e37_79b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0_aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97)
    return Number((BigInt((mixed ^ (mixed >>> 15)) >>> 0) * BigInt(below)) >> 32n)
  }
}

const RAO = 1_000_000_000n
const U64_MAX = (1n << 64n) - 1n

export const COLDKEYS: readonly AccountId[] = ['Alice', 'Bob', 'Charlie', 'Dave', 'Eve', 'Ferdie'].map(
  name => keyOf(name).publicKey,
)
const named = (name: string): AccountId => accountId(blake2_256(utf8(name)))
export const HOTKEYS = Array.from({ length: 10 }, (_, i) => named(`hotkey ${i}`))
const STRANGERS = Array.from({ length: 3 }, (_, i) => named(`stranger ${i}`))
const NETUIDS = [0, 0, 1, 1, 1, 1, 2, 2, 3, 77]
const AMOUNTS = [
  0n,
  1n,
  499n,
  500n,
  501n,
  3n * RAO,
  40n * RAO,
  1_000_000n,
  RAO / 2n,
  RAO,
  7n * RAO,
  100n * RAO,
  5000n * RAO,
  U64_MAX,
]
const PRICES = [0n, 1n, RAO / 10n, RAO, 100n * RAO, U64_MAX]
const SHARES = [0n, 1n, U64_MAX / 4n, U64_MAX / 2n, U64_MAX]

type Make = (random: Random) => unknown

const oneOf =
  <T>(list: readonly T[]): ((random: Random) => T) =>
  random =>
    list[random(list.length)]!
const several =
  <T>(make: (random: Random) => T, most: number) =>
  (random: Random): T[] =>
    Array.from({ length: random(most + 1) }, () => make(random))
const maybe =
  <T>(make: (random: Random) => T) =>
  (random: Random): T | undefined =>
    random(2) === 0 ? undefined : make(random)
const id =
  (make: (random: Random) => AccountId): Make =>
  random => ({ type: 'Id', value: make(random) })

/** The first ones are the better known. */
const hotkey = oneOf([...HOTKEYS.slice(0, 3), ...HOTKEYS.slice(0, 3), ...HOTKEYS.slice(0, 6), ...HOTKEYS])
const coldkey = oneOf([...COLDKEYS, ...COLDKEYS, ...STRANGERS, ...HOTKEYS.slice(0, 2)])
const netuid = oneOf(NETUIDS)
const amount = oneOf(AMOUNTS)
const price = oneOf(PRICES)
const flag = oneOf([true, false])
const take = oneOf([0, 1, 5000, 11_796, 20_000, 65_535])

/** By the name of an argument; of one call only, by the names of both. */
const ARGUMENTS: Readonly<Record<string, Make>> = {
  dest: id(coldkey),
  value: amount,
  keep_alive: flag,
  hotkey,
  new_hotkey: hotkey,
  origin_hotkey: hotkey,
  destination_hotkey: hotkey,
  coldkey,
  new_coldkey: coldkey,
  destination_coldkey: coldkey,
  netuid,
  origin_netuid: netuid,
  destination_netuid: netuid,
  amount,
  amount_staked: amount,
  amount_unstaked: oneOf([...AMOUNTS, RAO, RAO, RAO / 10n]),
  alpha_amount: oneOf([...AMOUNTS, RAO, RAO, RAO / 10n]),
  limit_price: price,
  allow_partial: flag,
  limit: maybe(price),
  enabled: flag,
  keep_stake: flag,
  take,
  subnets: several(netuid, 3),
  new_root_claim_type: oneOf([
    { type: 'Swap' },
    { type: 'Keep' },
    { type: 'KeepSubnets', value: { subnets: [1, 2] } },
  ] as const),
  children: several(random => [oneOf(SHARES)(random), hotkey(random)] as const, 3),
  dests: random => Uint16Array.of(random(3), 3 + random(3)),
  weights: random => Uint16Array.from({ length: random(8) === 0 ? 1 : 2 }, () => random(65_536)),
  version_key: () => 0n,
  delegate: id(coldkey),
  proxy_type: oneOf(['Any', 'Staking', 'Transfer', 'Senate']),
  delay: oneOf([0n, 5n]),
  'SubtensorModule.swap_hotkey netuid': maybe(netuid),
  'SubtensorModule.swap_hotkey_v2 netuid': maybe(netuid),
  'SubtensorModule.remove_stake_full_limit limit_price': maybe(price),
  cooldown: oneOf([0n, 5n]),
  other_signatories: random => [...new Set(several(oneOf(COLDKEYS), 2)(random))].sort(),
  threshold: oneOf([1, 2, 3]),
  maybe_timepoint: () => undefined,
  call_hash: random => `0x${random(4).toString(16).padStart(64, '0')}`,
  max_weight: () => ({ ref_time: 10n ** 10n, proof_size: 10n ** 5n }),
  deposit: oneOf([RAO, 10n * RAO, 20n * RAO]),
  min_contribution: oneOf([1n, RAO / 10n, RAO]),
  cap: oneOf([20n * RAO, 60n * RAO]),
  end: random => BigInt(50 + random(400)),
  target_address: maybe(coldkey),
  crowdloan_id: oneOf([0, 0, 1]),
  'Crowdloan.create call': () => undefined,
}

/** Those that root makes stand behind `Sudo.sudo`. */
const CALLS: readonly string[] = `
  Balances.transfer_allow_death Balances.transfer_keep_alive Balances.transfer_all Balances.burn
  SubtensorModule.add_stake SubtensorModule.add_stake SubtensorModule.add_stake SubtensorModule.add_stake_limit
  SubtensorModule.remove_stake SubtensorModule.remove_stake_limit SubtensorModule.remove_stake_full_limit
  SubtensorModule.unstake_all SubtensorModule.unstake_all_alpha SubtensorModule.move_stake SubtensorModule.move_stake
  SubtensorModule.transfer_stake SubtensorModule.transfer_stake SubtensorModule.swap_stake SubtensorModule.swap_stake SubtensorModule.swap_stake_limit SubtensorModule.try_associate_hotkey
  SubtensorModule.recycle_alpha SubtensorModule.burn_alpha SubtensorModule.add_stake_burn
  SubtensorModule.set_coldkey_auto_stake_hotkey SubtensorModule.claim_root SubtensorModule.set_root_claim_type
  SubtensorModule.lock_stake SubtensorModule.move_lock SubtensorModule.set_perpetual_lock SubtensorModule.set_children
  SubtensorModule.set_childkey_take SubtensorModule.increase_take SubtensorModule.decrease_take
  SubtensorModule.set_weights SubtensorModule.set_weights SubtensorModule.set_weights SubtensorModule.set_weights
  SubtensorModule.burned_register SubtensorModule.burned_register
  SubtensorModule.burned_register SubtensorModule.register_limit SubtensorModule.root_register SubtensorModule.root_register
  SubtensorModule.register_network SubtensorModule.register_network SubtensorModule.start_call SubtensorModule.start_call
  SubtensorModule.swap_hotkey SubtensorModule.swap_hotkey_v2 SubtensorModule.dissolve_network
  Proxy.add_proxy Proxy.remove_proxy Proxy.remove_proxies
  Multisig.approve_as_multi Crowdloan.create Crowdloan.contribute Crowdloan.contribute Crowdloan.withdraw Crowdloan.refund
  Crowdloan.dissolve
  Sudo:SubtensorModule.root_dissolve_network Sudo:SubtensorModule.set_pending_childkey_cooldown
`
  .trim()
  .split(/\s+/)

/** A call by the name it has in the list, with arguments. */
function callOf(book: Book, name: string, random: Random): RuntimeCall {
  const bare = book.call(name)
  const args = Object.keys(bare.call.args).map(argument => {
    const make = ARGUMENTS[`${name} ${argument}`] ?? ARGUMENTS[argument]
    if (make === undefined) throw new Error(`nobody knows what ${argument} of ${name} may be`)
    return [argument, make(random)] as const
  })
  return { ...bare, args: Object.fromEntries(args) }
}

const ownerOf = (key: unknown): AccountId | undefined => {
  const place = HOTKEYS.indexOf(key as AccountId)
  return place < 0 ? undefined : COLDKEYS[place % COLDKEYS.length]
}

/** Who calls: half of the time the one who may. Weights are set by hotkeys. */
function senderOf({ call: { name }, args }: RuntimeCall, random: Random): AccountId {
  if (name === 'set_weights') return HOTKEYS[random(6)]!
  const owner = random(2) === 0 ? undefined : ownerOf(args.hotkey ?? args.origin_hotkey)
  return owner ?? oneOf(COLDKEYS)(random)
}

/** One call, or some in a batch of a random kind. */
export function callAtRandom(book: Book, random: Random): { readonly by: AccountId; readonly call: RuntimeCall } {
  const name = oneOf(CALLS)(random)
  if (name.startsWith('Sudo:')) {
    const inner = callOf(book, name.slice('Sudo:'.length), random)
    return { by: COLDKEYS[0]!, call: book.call('Sudo.sudo', { call: inner }) }
  }
  const call = callOf(book, name, random)
  const by = senderOf(call, random)
  if (random(6) > 0) return { by, call }
  const own = CALLS.filter(each => !each.startsWith('Sudo:'))
  const calls = [call, ...several(oneOf(own), 2)(random).map(each => callOf(book, each, random))]
  return { by, call: book.call(`Utility.${oneOf(['batch', 'batch_all', 'force_batch'])(random)}`, { calls }) }
}
