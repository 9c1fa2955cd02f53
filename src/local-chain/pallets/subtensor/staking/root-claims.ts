/**
 * Claiming behind one hotkey: what is owed on each subnet is sold into root stake, or kept.
 * Reference: staking/claim_root.rs root_claim_all, root_claim_on_subnet.
 */
import { I96F32 } from '../../../../consensus/fixed/types.ts'
import type { AccountId } from '../../../../primitives/account.ts'
import { type Alpha, alpha, satAdd, type Tao } from '../../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { MIN_PRICE } from '../../swap/impls.ts'
import { getSubnetAccountId } from '../coinbase/accounts.ts'
import { recordProtocolOutflow } from '../coinbase/subnet-emissions.ts'
import { transferTaoFromSubnet } from '../coinbase/tao.ts'
import { errors } from '../errors.ts'
import { TotalStake } from '../storage/global.ts'
import { SubnetAlphaOut, SubnetRootSellTao, SubnetTAO } from '../storage/pool.ts'
import { RootClaimableThreshold, RootClaimed } from '../storage/stake.ts'
import type { RootClaimType as ClaimType } from '../types.ts'
import { atRate, comingAt, type Rates, satAddU128 } from './root-rates.ts'
import { HeldStake, increaseStakeForHotkeyAndColdkeyOnSubnet } from './stake-utils/shares.ts'
import { swapAlphaForTao } from './stake-utils/swap.ts'

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
export interface Claimant {
  readonly hotkey: AccountId
  readonly coldkey: AccountId
  readonly type: ClaimType
}

const swapsOn = (type: ClaimType, netuid: NetUid): boolean =>
  type.type === 'Swap' || (type.type === 'KeepSubnets' && !type.value.subnets.includes(netuid))

/** Claims on the given subnets or all. The claimant has some root stake. @throws those of a swap and of a transfer */
export function claimBehind(
  ctx: Ctx,
  claimant: Claimant,
  rates: Rates,
  subnets: ReadonlySet<NetUid> | undefined,
): void {
  const { hotkey, coldkey } = claimant
  const ledger = new ClaimLedger(
    rates,
    rates.map(([netuid]) => RootClaimed.get(ctx, netuid, hotkey, coldkey)),
  )
  // Each swap adds root stake that the next claim counts: it is written once.
  const stake = new HeldStake(ctx, hotkey, coldkey, ROOT)
  rates.forEach((entry, i) => {
    if (subnets === undefined || subnets.has(entry[0])) rootClaimOnSubnet(ctx, claimant, entry, i, stake, ledger)
  })
  stake.save(ctx)
  ledger.save(ctx, hotkey, coldkey)
}

/** Claims what is owed on subnet `i` of the rates, unless it is less than the threshold. */
function rootClaimOnSubnet(
  ctx: Ctx,
  { hotkey, coldkey, type }: Claimant,
  [netuid, rate]: Rates[number],
  i: number,
  stake: HeldStake,
  ledger: ClaimLedger,
): void {
  const owed = I96F32.satSub(comingAt(rate, stake.value), I96F32.satFromInt(ledger.claimed(i)))
  if (owed < I96F32.ONE || owed < RootClaimableThreshold.get(ctx, netuid)) return
  const amount = alpha(I96F32.toU64(owed))
  if (swapsOn(type, netuid)) {
    const received = swapIntoRoot(ctx, netuid, amount)
    stake.increase(alpha(received))
    ledger.addStake(received)
  } else if (netuid === ROOT) stake.increase(amount)
  else increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, netuid, amount)
  ledger.claim(i, amount)
}

/** Sells claimed alpha without a fee for TAO that goes to root. The caller stakes it there. @returns that TAO */
function swapIntoRoot(ctx: Ctx, netuid: NetUid, amount: Alpha): Tao {
  const received = swapAlphaForTao(ctx, netuid, amount, MIN_PRICE, true).amountPaidOut
  const rootAccount = getSubnetAccountId(ctx, ROOT)
  if (rootAccount === undefined) throw errors.RootNetworkDoesNotExist
  transferTaoFromSubnet(ctx, netuid, rootAccount, received)
  SubnetRootSellTao.mutate(ctx, netuid, total => satAdd(total, received))
  recordProtocolOutflow(ctx, netuid, received)
  SubnetTAO.mutate(ctx, ROOT, total => satAdd(total, received))
  SubnetAlphaOut.mutate(ctx, ROOT, total => satAdd(total, alpha(received)))
  TotalStake.mutate(ctx, total => satAdd(total, received))
  return received
}
