/**
 * What those who stake on root have coming from each subnet, and how they get it.
 *
 * Each hotkey has a rate for each subnet: the alpha claimable for one rao staked on root behind it since the beginning.
 * A coldkey is owed its stake times the rate, less what it has claimed; stake that comes or goes changes what counts as
 * claimed, so that it earns from then on only.
 *
 * Reference: staking/claim_root.rs.
 */
import { I96F32 } from '../../../../consensus/fixed/types.ts'
import type { AccountId } from '../../../../primitives/account.ts'
import { type Alpha, alpha, satAdd, type Tao } from '../../../../primitives/amounts.ts'
import { fromHex, type Hex } from '../../../../primitives/bytes.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { addWeight, mulWeight, type Weight, weigh, ZERO_WEIGHT } from '../../../runtime/weight.ts'
import { attempt } from '../../swap/attempt.ts'
import { MIN_PRICE } from '../../swap/impls.ts'
import { getSubnetAccountId } from '../coinbase/accounts.ts'
import { recordProtocolOutflow } from '../coinbase/subnet-emissions.ts'
import { transferTaoFromSubnet } from '../coinbase/tao.ts'
import { errors } from '../errors.ts'
import { events } from '../events.ts'
import { NumRootClaim, NumStakingColdkeys, TotalStake } from '../storage/global.ts'
import { Owner, StakingHotkeys } from '../storage/keys.ts'
import { SubnetAlphaOut, SubnetRootSellTao, SubnetTAO } from '../storage/pool.ts'
import {
  RootClaimable,
  RootClaimableThreshold,
  RootClaimed,
  RootClaimType,
  StakingColdkeys,
  StakingColdkeysByIndex,
} from '../storage/stake.ts'
import type { RootClaimType as ClaimType } from '../types.ts'
import {
  getStakeForHotkeyAndColdkeyOnSubnet,
  getStakeForHotkeyOnSubnet,
  increaseStakeForHotkeyAndColdkeyOnSubnet,
} from './stake-utils/shares.ts'
import { swapAlphaForTao } from './stake-utils/swap.ts'

const U64_MAX = (1n << 64n) - 1n
const U128_MAX = (1n << 128n) - 1n

const satAddU128 = (a: bigint, b: bigint): bigint => (a + b > U128_MAX ? U128_MAX : a + b)

/** What an amount of stake has coming at a rate. A product with a whole number needs no rounding. */
function comingAt(rate: I96F32, amount: bigint): I96F32 {
  const bits = rate * amount
  return bits > I96F32.MAX ? I96F32.MAX : bits < I96F32.MIN ? I96F32.MIN : I96F32.fromBits(bits)
}

/** The whole rao of it, at least 0. */
function atRate(rate: I96F32, amount: bigint): bigint {
  const coming = comingAt(rate, amount)
  return coming > 0n ? coming >> 32n : 0n
}

type Rates = readonly (readonly [netuid: NetUid, rate: I96F32])[]

const rateOf = (rates: Rates, netuid: NetUid): I96F32 => rates.find(([id]) => id === netuid)?.[1] ?? I96F32.ZERO

/** Rates with that of a subnet raised, in order of netuid. */
function withIncrement(rates: Rates, netuid: NetUid, increment: I96F32): Rates {
  const at = rates.findIndex(([id]) => id >= netuid)
  const found = rates[at]
  if (found === undefined) return [...rates, [netuid, increment]]
  if (found[0] !== netuid) return rates.toSpliced(at, 0, [netuid, increment])
  return rates.with(at, [netuid, I96F32.satAdd(found[1], increment)])
}

/** Gives root dividends to those who stake on root behind a hotkey; to its owner where they exceed that stake. */
export function increaseRootClaimableForHotkeyAndSubnet(
  ctx: Ctx,
  hotkey: AccountId,
  netuid: NetUid,
  amount: Alpha,
): void {
  const stake = getStakeForHotkeyOnSubnet(ctx, hotkey, ROOT)
  if (amount > (stake as bigint)) {
    increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, Owner.get(ctx, hotkey), netuid, amount)
    return
  }
  const increment = I96F32.safeDiv(I96F32.satFromInt(amount), I96F32.satFromInt(stake))
  RootClaimable.mutate(ctx, hotkey, rates => withIncrement(rates, netuid, increment))
}

/** The alpha that a coldkey's root stake would have coming had it claimed nothing. */
export function getRootClaimableForHotkeyColdkey(
  ctx: Ctx,
  hotkey: AccountId,
  coldkey: AccountId,
  netuid: NetUid,
): I96F32 {
  const stake = getStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, ROOT)
  return comingAt(rateOf(RootClaimable.get(ctx, hotkey), netuid), stake)
}

/** The alpha owed to a coldkey; negative where it has claimed more than it has coming. */
export function getRootOwedForHotkeyColdkeyFloat(
  ctx: Ctx,
  hotkey: AccountId,
  coldkey: AccountId,
  netuid: NetUid,
): I96F32 {
  const claimed = I96F32.satFromInt(RootClaimed.get(ctx, netuid, hotkey, coldkey))
  return I96F32.satSub(getRootClaimableForHotkeyColdkey(ctx, hotkey, coldkey, netuid), claimed)
}

/** The whole rao of alpha owed to a coldkey. */
export const getRootOwedForHotkeyColdkey = (ctx: Ctx, hotkey: AccountId, coldkey: AccountId, netuid: NetUid): bigint =>
  I96F32.toU64(getRootOwedForHotkeyColdkeyFloat(ctx, hotkey, coldkey, netuid))

const LOW_BITS = 0xffff_ffffn

/**
 * What a coldkey has claimed behind one hotkey, while it claims. Each claim that is swapped adds root stake, which
 * changes what counts as claimed on every subnet: at each rate the whole rao of each amount. That is a product for
 * every pair of subnets, so amounts are added up and multiplied once; what was cut off of each product is its lowest
 * 32 bits, which are those of the product of the lowest 32 bits.
 */
class ClaimLedger {
  readonly #rates: Rates
  /** Without what counts as claimed for the stake that was added. */
  readonly #claimed: bigint[]
  readonly #amounts: bigint[] = []
  #added = 0n
  readonly #lowRates: readonly number[]
  /** By subnet, the sum of what was cut off: far below 2^53. */
  readonly #cutOff: number[]

  constructor(rates: Rates, claimed: bigint[]) {
    this.#rates = rates
    this.#claimed = claimed
    this.#lowRates = rates.map(([, rate]) => Number(rate & LOW_BITS) | 0)
    this.#cutOff = rates.map(() => 0)
  }

  claimed(i: number): bigint {
    return this.#added === 0n ? this.#claimed[i]! : satAddU128(this.#claimed[i]!, this.#forAdded(i))
  }

  claim(i: number, amount: bigint): void {
    this.#claimed[i] = satAddU128(this.#claimed[i]!, amount)
  }

  addStake(amount: bigint): void {
    this.#amounts.push(amount)
    this.#added += amount
    const low = Number(amount & LOW_BITS) | 0
    for (let i = 0; i < this.#cutOff.length; i++) this.#cutOff[i]! += Math.imul(this.#lowRates[i]!, low) >>> 0
  }

  #forAdded(i: number): bigint {
    const rate = this.#rates[i]![1]
    if (rate <= 0n) return 0n
    const whole = rate * this.#added
    if (whole <= I96F32.MAX) return (whole - BigInt(this.#cutOff[i]!)) >> 32n
    // Some product may be out of range: then each is held in it by itself.
    return this.#amounts.reduce((sum, amount) => satAddU128(sum, atRate(rate, amount)), 0n)
  }

  /** Writes what changed; once stake was added that is every subnet of the hotkey's. */
  save(ctx: Ctx, hotkey: AccountId, coldkey: AccountId): void {
    this.#rates.forEach(([netuid], i) => {
      const claimed = this.claimed(i)
      if (this.#amounts.length > 0 || claimed !== RootClaimed.get(ctx, netuid, hotkey, coldkey)) {
        RootClaimed.put(ctx, netuid, hotkey, coldkey, claimed)
      }
    })
  }
}

/** One who claims: a coldkey that stakes on root behind a hotkey. */
interface Claimant {
  readonly hotkey: AccountId
  readonly coldkey: AccountId
  readonly type: ClaimType
}

const swapsOn = (type: ClaimType, netuid: NetUid): boolean =>
  type.type === 'Swap' || (type.type === 'KeepSubnets' && !type.value.subnets.includes(netuid))

/** Claims what is owed on subnet `i` of the rates, unless it is less than the threshold. @returns whether it claimed */
function rootClaimOnSubnet(
  ctx: Ctx,
  { hotkey, coldkey, type }: Claimant,
  [netuid, rate]: Rates[number],
  i: number,
  rootStake: Alpha,
  ledger: ClaimLedger,
): boolean {
  const owed = I96F32.satSub(comingAt(rate, rootStake), I96F32.satFromInt(ledger.claimed(i)))
  if (owed < I96F32.ONE || owed < RootClaimableThreshold.get(ctx, netuid)) return false
  const amount = alpha(I96F32.toU64(owed))
  if (swapsOn(type, netuid)) ledger.addStake(swapIntoRoot(ctx, hotkey, coldkey, netuid, amount))
  else increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, netuid, amount)
  ledger.claim(i, amount)
  return true
}

/** Sells claimed alpha without a fee and stakes the TAO on root. @returns that TAO */
function swapIntoRoot(ctx: Ctx, hotkey: AccountId, coldkey: AccountId, netuid: NetUid, amount: Alpha): Tao {
  const received = swapAlphaForTao(ctx, netuid, amount, MIN_PRICE, true).amountPaidOut
  const rootAccount = getSubnetAccountId(ctx, ROOT)
  if (rootAccount === undefined) throw errors.RootNetworkDoesNotExist
  transferTaoFromSubnet(ctx, netuid, rootAccount, received)
  SubnetRootSellTao.mutate(ctx, netuid, total => satAdd(total, received))
  recordProtocolOutflow(ctx, netuid, received)
  const staked = alpha(received)
  increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, ROOT, staked)
  SubnetTAO.mutate(ctx, ROOT, total => satAdd(total, received))
  SubnetAlphaOut.mutate(ctx, ROOT, total => satAdd(total, staked))
  TotalStake.mutate(ctx, total => satAdd(total, received))
  return received
}

const ONE_READ = weigh(0, 0, 1, 0)
const CLAIM_ON_SUBNET = weigh(60_000_000, 6987, 7, 5)

/** Claims behind one hotkey, on the given subnets or all. @returns what it weighed */
function rootClaimAll(
  ctx: Ctx,
  hotkey: AccountId,
  coldkey: AccountId,
  subnets: ReadonlySet<NetUid> | undefined,
): Weight {
  const claimant = { hotkey, coldkey, type: RootClaimType.get(ctx, coldkey) }
  const rates = RootClaimable.get(ctx, hotkey)
  const ledger = new ClaimLedger(
    rates,
    rates.map(([netuid]) => RootClaimed.get(ctx, netuid, hotkey, coldkey)),
  )
  const readStake = () => getStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, ROOT)
  let stake = readStake()
  let visited = 0
  rates.forEach((entry, i) => {
    if (subnets !== undefined && !subnets.has(entry[0])) return
    visited++
    if (rootClaimOnSubnet(ctx, claimant, entry, i, stake, ledger)) stake = readStake()
  })
  ledger.save(ctx, hotkey, coldkey)
  return addWeight(mulWeight(ONE_READ, 2), mulWeight(CLAIM_ON_SUBNET, visited))
}

/**
 * Claims a coldkey's root dividends behind all its hotkeys, on the given subnets or all: everything or nothing.
 * @returns what it weighed
 * @throws those of a swap and of a transfer
 */
export const doRootClaim = (ctx: Ctx, coldkey: AccountId, subnets?: ReadonlySet<NetUid>): Weight =>
  ctx.layer(() => {
    let weight = ONE_READ
    for (const hotkey of StakingHotkeys.get(ctx, coldkey)) {
      weight = addWeight(weight, addWeight(ONE_READ, rootClaimAll(ctx, hotkey, coldkey, subnets)))
    }
    ctx.deposit(events.RootClaimed({ coldkey }))
    return weight
  })

/** Lets root stake that is added earn from now on only: what it would have had coming counts as claimed. */
export function addStakeAdjustRootClaimedForHotkeyAndColdkey(
  ctx: Ctx,
  hotkey: AccountId,
  coldkey: AccountId,
  amount: bigint,
): void {
  for (const [netuid, rate] of RootClaimable.get(ctx, hotkey)) {
    RootClaimed.mutate(ctx, netuid, hotkey, coldkey, claimed => satAddU128(claimed, atRate(rate, amount)))
  }
}

/** The opposite for root stake that goes. */
export function removeStakeAdjustRootClaimedForHotkeyAndColdkey(
  ctx: Ctx,
  hotkey: AccountId,
  coldkey: AccountId,
  amount: Alpha,
): void {
  for (const [netuid, rate] of RootClaimable.get(ctx, hotkey)) {
    if (netuid === ROOT) continue
    const less = atRate(rate, amount)
    RootClaimed.mutate(ctx, netuid, hotkey, coldkey, claimed => (claimed > less ? claimed - less : 0n))
  }
}

/** Puts a coldkey on the list from which those who claim by themselves are drawn. */
export function maybeAddColdkeyIndex(ctx: Ctx, coldkey: AccountId): void {
  if (StakingColdkeys.has(ctx, coldkey)) return
  const n = NumStakingColdkeys.get(ctx)
  StakingColdkeysByIndex.put(ctx, n, coldkey)
  StakingColdkeys.put(ctx, coldkey, n)
  NumStakingColdkeys.put(ctx, n < U64_MAX ? n + 1n : n)
}

export const coldkeyHasRootStake = (ctx: Ctx, coldkey: AccountId): boolean =>
  StakingHotkeys.get(ctx, coldkey).some(
    hotkey => getStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, ROOT) !== 0n,
  )

/** Takes a coldkey off the list; the last one gets its place. */
export function maybeRemoveColdkeyIndex(ctx: Ctx, coldkey: AccountId): void {
  const index = StakingColdkeys.take(ctx, coldkey)
  if (index === undefined) return
  const n = NumStakingColdkeys.get(ctx)
  const last = n > 0n ? n - 1n : 0n
  const moved = index === last ? undefined : StakingColdkeysByIndex.take(ctx, last)
  if (moved === undefined) {
    StakingColdkeysByIndex.remove(ctx, index)
  } else {
    StakingColdkeysByIndex.put(ctx, index, moved)
    StakingColdkeys.put(ctx, moved, index)
  }
  NumStakingColdkeys.put(ctx, last)
}

/** Up to k different numbers below n that a block hash decides, in order. */
export function blockHashToIndices(blockHash: Hex, k: bigint, n: bigint): bigint[] {
  const bytes = fromHex(blockHash)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const indices = new Set<bigint>()
  let last = view.getBigUint64(0)
  for (let i = 0n; i < k; i++) {
    const sum = last + view.getBigUint64(Number((i * 8n) % 32n))
    last = n === 0n ? 0n : (sum > U64_MAX ? U64_MAX : sum) % n
    indices.add(last)
  }
  return [...indices].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

const BLOCK_HASH_TO_INDICES = weigh(3_000_000, 1517, 0, 0)
const PER_INDEX = weigh(100_412, 0, 0, 0)

/** Claims for some coldkeys that the last block's hash picks. One that fails goes without. @returns what it weighed */
export function runAutoClaimRootDivs(ctx: Ctx, lastBlockHash: Hex): Weight {
  const n = NumStakingColdkeys.get(ctx)
  const k = NumRootClaim.get(ctx)
  let weight = addWeight(mulWeight(ONE_READ, 2), addWeight(BLOCK_HASH_TO_INDICES, mulWeight(PER_INDEX, Number(k))))
  for (const index of blockHashToIndices(lastBlockHash, k, n)) {
    weight = addWeight(weight, ONE_READ)
    const coldkey = StakingColdkeysByIndex.get(ctx, index)
    if (coldkey === undefined) continue
    weight = addWeight(weight, attempt(() => doRootClaim(ctx, coldkey)) ?? ZERO_WEIGHT)
  }
  return weight
}

export function changeRootClaimType(ctx: Ctx, coldkey: AccountId, type: ClaimType): void {
  RootClaimType.put(ctx, coldkey, type)
  ctx.deposit(events.RootClaimTypeSet({ coldkey, root_claim_type: type }))
}

/** Adds what old keys have claimed to what new ones have. */
export function transferRootClaimedForNewKeys(
  ctx: Ctx,
  netuid: NetUid,
  oldHotkey: AccountId,
  newHotkey: AccountId,
  oldColdkey: AccountId,
  newColdkey: AccountId,
): void {
  const old = RootClaimed.take(ctx, netuid, oldHotkey, oldColdkey)
  RootClaimed.mutate(ctx, netuid, newHotkey, newColdkey, claimed => satAddU128(old, claimed))
}

/** Adds the rates of an old hotkey to those of a new one. */
export function transferRootClaimableForNewHotkey(ctx: Ctx, oldHotkey: AccountId, newHotkey: AccountId): void {
  const old = RootClaimable.get(ctx, oldHotkey)
  const into = RootClaimable.get(ctx, newHotkey)
  RootClaimable.remove(ctx, oldHotkey)
  RootClaimable.put(
    ctx,
    newHotkey,
    old.reduce((rates, [netuid, rate]) => withIncrement(rates, netuid, rate), into),
  )
}

/** Forgets all claims on a subnet that is dissolved: what nobody claimed is lost. */
export function finalizeAllSubnetRootDividends(ctx: Ctx, netuid: NetUid): void {
  for (const { keys, value } of RootClaimable.entries(ctx)) {
    if (value.some(([id]) => id === netuid)) {
      RootClaimable.put(
        ctx,
        keys[0],
        value.filter(([id]) => id !== netuid),
      )
    }
  }
  RootClaimed.clear(ctx, [netuid])
}
