/**
 * Registers neurons for a price in TAO, which buys alpha that is destroyed. The price decays with every block and rises
 * with every registration. Reference: subnets/registration.rs.
 */
import { U64F64 } from '../../../../consensus/fixed/types.ts'
import type { AccountId } from '../../../../primitives/account.ts'
import { maxAmount, minAmount, satSub, type Tao, tao } from '../../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import { call } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import { ensureSigned, type Origin } from '../../../runtime/origin.ts'
import { accountId, netuid as netuidCodec } from '../../../runtime/types.ts'
import { weigh } from '../../../runtime/weight.ts'
import { named } from '../../../scale/codec.ts'
import { bytes } from '../../../scale/collections.ts'
import { u64 } from '../../../scale/primitives.ts'
import { MAX_PRICE } from '../../swap/impls.ts'
import { shouldRunEpoch } from '../coinbase/epoch-schedule.ts'
import { recordTaoInflow } from '../coinbase/subnet-emissions.ts'
import { canRemoveBalanceFromColdkeyAccount, transferTaoToSubnet } from '../coinbase/tao.ts'
import { errors } from '../errors.ts'
import { events } from '../events.ts'
import { coldkeyOwnsHotkey, createAccountIfNonExistent } from '../staking/helpers.ts'
import { swapTaoForAlpha } from '../staking/stake-utils/swap.ts'
import { BurnHalfLife, BurnIncreaseMult, MaxAllowedUids, MaxBurn, MinBurn } from '../storage/hyperparameters.ts'
import { Uids } from '../storage/neurons.ts'
import { SubnetAlphaOut } from '../storage/pool.ts'
import {
  Burn,
  NetworkRegistrationAllowed,
  NetworksAdded,
  RegistrationsThisBlock,
  RegistrationsThisInterval,
  SubnetworkN,
} from '../storage/subnet.ts'
import { increaseRaoRecycled } from '../utils/misc.ts'
import { decayFactorQ32, mulByQ32 } from '../utils/q32.ts'
import { weights } from '../weights.ts'
import { getNeuronToPrune } from './pruning.ts'
import { ifSubnetExist } from './subnet.ts'
import { appendNeuron, replaceNeuron } from './uids.ts'

/** Gives a hotkey a place: a new one, or that of the weakest neuron. @returns its uid @throws NoNeuronIdAvailable */
export function registerNeuron(ctx: Ctx, netuid: NetUid, hotkey: AccountId): number {
  const n = SubnetworkN.get(ctx, netuid)
  if (n < MaxAllowedUids.get(ctx, netuid)) {
    appendNeuron(ctx, netuid, hotkey, ctx.block)
    return n
  }
  const uid = getNeuronToPrune(ctx, netuid)
  if (uid === undefined) throw errors.NoNeuronIdAvailable
  replaceNeuron(ctx, netuid, uid, hotkey, ctx.block)
  return uid
}

/**
 * Registers a hotkey; the coldkey that signs pays.
 * @throws RegistrationNotPermittedOnRootSubnet, SubnetNotExists, SubNetRegistrationDisabled,
 * HotKeyAlreadyRegisteredInSubNet, NotEnoughBalanceToStake, CannotUseSystemAccount, NonAssociatedColdKey,
 * NoNeuronIdAvailable, and those of the purchase of alpha
 */
export function doRegister(ctx: Ctx, origin: Origin, netuid: NetUid, hotkey: AccountId): void {
  const coldkey = ensureSigned(origin)
  ensureSubnetTakesNeurons(ctx, netuid)
  ensure(NetworkRegistrationAllowed.get(ctx, netuid), errors.SubNetRegistrationDisabled)
  ensure(!Uids.has(ctx, netuid, hotkey), errors.HotKeyAlreadyRegisteredInSubNet)
  const cost = Burn.get(ctx, netuid)
  ensure(canRemoveBalanceFromColdkeyAccount(ctx, coldkey, cost), errors.NotEnoughBalanceToStake)
  createAccountIfNonExistent(ctx, coldkey, hotkey)
  ensure(coldkeyOwnsHotkey(ctx, coldkey, hotkey), errors.NonAssociatedColdKey)
  ensureRoomForNeuron(ctx, netuid)
  const paid = burnForRegistration(ctx, netuid, coldkey, cost)
  const uid = registerNeuron(ctx, netuid, hotkey)
  bumpRegistrationPriceAfterRegistration(ctx, netuid)
  RegistrationsThisBlock.mutate(ctx, netuid, count => Math.min(count + 1, 0xffff))
  increaseRaoRecycled(ctx, netuid, cost)
  recordTaoInflow(ctx, netuid, paid)
  ctx.deposit(events.NeuronRegistered(netuid, uid, hotkey))
}

function ensureSubnetTakesNeurons(ctx: Ctx, netuid: NetUid): void {
  ensure(netuid !== ROOT, errors.RegistrationNotPermittedOnRootSubnet)
  ensure(ifSubnetExist(ctx, netuid), errors.SubnetNotExists)
}

function ensureRoomForNeuron(ctx: Ctx, netuid: NetUid): void {
  const max = MaxAllowedUids.get(ctx, netuid)
  ensure(max !== 0, errors.NoNeuronIdAvailable)
  ensure(SubnetworkN.get(ctx, netuid) < max || getNeuronToPrune(ctx, netuid) !== undefined, errors.NoNeuronIdAvailable)
}

/** Buys alpha that nobody gets. @returns the TAO that was paid */
function burnForRegistration(ctx: Ctx, netuid: NetUid, coldkey: AccountId, cost: Tao): Tao {
  const paid = transferTaoToSubnet(ctx, netuid, coldkey, cost)
  const bought = swapTaoForAlpha(ctx, netuid, paid, MAX_PRICE, false).amountPaidOut
  SubnetAlphaOut.mutate(ctx, netuid, total => satSub(total, bought))
  return paid
}

/** As `doRegister`, for at most `limitPrice`. @throws RegistrationPriceLimitExceeded too */
export function doRegisterLimit(ctx: Ctx, origin: Origin, netuid: NetUid, hotkey: AccountId, limitPrice: bigint): void {
  ensureSigned(origin)
  ensureSubnetTakesNeurons(ctx, netuid)
  ensure(Burn.get(ctx, netuid) <= limitPrice, errors.RegistrationPriceLimitExceeded)
  doRegister(ctx, origin, netuid, hotkey)
}

const withinBurnLimits = (ctx: Ctx, netuid: NetUid, burn: Tao): Tao =>
  minAmount(maxAmount(burn, MinBurn.get(ctx, netuid)), MaxBurn.get(ctx, netuid))

/** What a new block does to every subnet's price and counters. */
export function updateRegistrationPricesForNetworks(ctx: Ctx): void {
  for (const { keys } of NetworksAdded.entries(ctx)) {
    const [netuid] = keys
    const burn = Burn.get(ctx, netuid)
    const halfLife = BurnHalfLife.get(ctx, netuid)
    const decays = halfLife > 0 && ctx.block > 1n
    const decayed = withinBurnLimits(ctx, netuid, decays ? tao(mulByQ32(burn, decayFactorQ32(halfLife))) : burn)
    if (decayed !== burn) Burn.put(ctx, netuid, decayed)
    RegistrationsThisBlock.put(ctx, netuid, 0)
    if (netuid === ROOT && shouldRunEpoch(ctx, netuid, ctx.block)) RegistrationsThisInterval.put(ctx, netuid, 0)
  }
}

/** The next registration costs more, in this block already. */
export function bumpRegistrationPriceAfterRegistration(ctx: Ctx, netuid: NetUid): void {
  if (netuid === ROOT) return
  const factor = U64F64.max(BurnIncreaseMult.get(ctx, netuid), U64F64.ONE)
  const bumped = U64F64.toU64(U64F64.satMul(U64F64.satFromInt(Burn.get(ctx, netuid)), factor))
  Burn.put(ctx, netuid, withinBurnLimits(ctx, netuid, tao(bumped)))
}

const account = named(accountId, 'T::AccountId')

export const burnedRegister = call(
  'burned_register',
  7,
  { netuid: netuidCodec, hotkey: account },
  { weight: weights.burnedRegister },
  (ctx, origin, { netuid, hotkey }) => doRegister(ctx, origin, netuid, hotkey),
)

/** Once by proof of work; what proved it is not read any more. */
export const register = call(
  'register',
  6,
  { netuid: netuidCodec, block_number: u64, nonce: u64, work: bytes, hotkey: account, coldkey: account },
  { weight: weights.register },
  (ctx, origin, { netuid, hotkey }) => doRegister(ctx, origin, netuid, hotkey),
)

export const registerLimit = call(
  'register_limit',
  134,
  { netuid: netuidCodec, hotkey: account, limit_price: u64 },
  { weight: weigh(354_200_000, 0, 47, 40) },
  (ctx, origin, { netuid, hotkey, limit_price }) => doRegisterLimit(ctx, origin, netuid, hotkey, limit_price),
)

export const registrationCalls = [burnedRegister, register, registerLimit]
