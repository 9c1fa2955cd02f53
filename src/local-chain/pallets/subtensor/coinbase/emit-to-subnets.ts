/**
 * Each block's emission to the subnets: liquidity into the pools, purchases with what exceeds it, and alpha for the
 * participants, gathered until the epoch. Reference: coinbase/run_coinbase.rs get_subnet_terms, inject_and_maybe_swap,
 * emit_to_subnets.
 */
import { U64F64, U96F32 } from '../../../../consensus/fixed/types.ts'
import type { AccountId } from '../../../../primitives/account.ts'
import { type Alpha, alpha, satAdd, type Tao, tao, ZERO_TAO } from '../../../../primitives/amounts.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { DispatchError } from '../../../runtime/dispatch-error.ts'
import type { Credit } from '../../balances/types.ts'
import { adjustProtocolLiquidity, currentAlphaPrice, MAX_PRICE } from '../../swap/impls.ts'
import { getAlphaIssuance } from '../staking/stake-utils/prices.ts'
import { swapTaoForAlpha } from '../staking/stake-utils/swap.ts'
import { TotalStake } from '../storage/global.ts'
import {
  PendingOwnerCut,
  PendingRootAlphaDivs,
  PendingServerEmission,
  PendingValidatorEmission,
  SubnetAlphaInEmission,
  SubnetAlphaOutEmission,
  SubnetExcessTao,
  SubnetProtocolAlpha,
  SubnetTAO,
  SubnetTaoInEmission,
} from '../storage/pool.ts'
import { getOwnerCutEnabled } from '../subnets/subnet.ts'
import { getFloatSubnetOwnerCut } from '../utils/misc.ts'
import { getSubnetAccountId } from './accounts.ts'
import { mintAlpha, recycleSubnetAlpha, resolveToAlphaIn, resolveToAlphaOut } from './alpha.ts'
import { getBlockEmissionForIssuance } from './block-emission.ts'
import { rootProportion } from './block-step.ts'
import { recordProtocolInflow } from './subnet-emissions.ts'
import { recycleCredit, spendTao } from './tao.ts'

/** What a block brings a subnet. */
export interface SubnetTerms {
  /** TAO that enters the pool as liquidity. */
  readonly taoIn: U96F32
  /** Alpha that enters the pool beside it. */
  readonly alphaIn: U96F32
  /** Alpha for owner, validators, miners and root. */
  readonly alphaOut: U96F32
  /** TAO that the cap on liquidity leaves over: it buys alpha. */
  readonly excessTao: U96F32
}

const HALF = U96F32.literal('0.5')

export function emitToSubnets(
  ctx: Ctx,
  emitting: readonly NetUid[],
  emissions: ReadonlyMap<NetUid, U96F32>,
  credit: Credit,
  rootSell: boolean,
): void {
  const terms = getSubnetTerms(ctx, emissions)
  injectAndMaybeSwap(ctx, emitting, terms, credit)
  const cut = getFloatSubnetOwnerCut(ctx)
  for (const netuid of emitting) {
    emitAlphaOut(ctx, netuid, terms.get(netuid)?.alphaOut ?? U96F32.ZERO, cut, rootSell)
  }
}

export function getSubnetTerms(ctx: Ctx, emissions: ReadonlyMap<NetUid, U96F32>): ReadonlyMap<NetUid, SubnetTerms> {
  return new Map([...emissions].map(([netuid, emission]) => [netuid, termsOf(ctx, netuid, emission)]))
}

function termsOf(ctx: Ctx, netuid: NetUid, taoEmission: U96F32): SubnetTerms {
  const alphaOut = U96F32.satFromInt(getBlockEmissionForIssuance(ctx, getAlphaIssuance(ctx, netuid)))
  const price = U96F32.satFrom(U64F64, currentAlphaPrice(ctx, netuid))
  const wanted = U96F32.safeDiv(taoEmission, price)
  const cap = U96F32.satMul(rootProportion(ctx, netuid), alphaOut)
  const capped = wanted > cap
  const alphaIn = capped ? cap : wanted
  const taoIn = capped ? U96F32.satMul(cap, price) : taoEmission
  return { taoIn, alphaIn, alphaOut, excessTao: U96F32.satSub(taoEmission, taoIn) }
}

function injectAndMaybeSwap(
  ctx: Ctx,
  emitting: readonly NetUid[],
  terms: ReadonlyMap<NetUid, SubnetTerms>,
  credit: Credit,
): void {
  let rest = credit
  for (const netuid of emitting) {
    const account = getSubnetAccountId(ctx, netuid)
    const term = terms.get(netuid)
    if (account === undefined || term === undefined) continue
    rest = inject(ctx, netuid, account, term, rest)
  }
  if (rest.credit > 0n) recycleCredit(ctx, rest)
}

/** @returns what remains of the credit */
function inject(ctx: Ctx, netuid: NetUid, account: AccountId, term: SubnetTerms, credit: Credit): Credit {
  const excess = tao(U96F32.toU64(term.excessTao))
  const [taoIn, alphaIn] = adjustProtocolLiquidity(
    ctx,
    netuid,
    tao(U96F32.toU64(term.taoIn)),
    alpha(U96F32.toU64(term.alphaIn)),
  )
  SubnetExcessTao.put(ctx, netuid, ZERO_TAO)
  SubnetTaoInEmission.put(ctx, netuid, ZERO_TAO)
  let rest = credit
  if (excess > 0n) {
    const spent = spendTao(ctx, account, rest, excess)
    rest = spent.credit
    if (spent.ok) buyWithExcess(ctx, netuid, excess)
  }
  SubnetAlphaInEmission.put(ctx, netuid, alphaIn)
  resolveToAlphaIn(ctx, mintAlpha(ctx, netuid, alphaIn))
  if (taoIn === 0n) return rest
  const spent = spendTao(ctx, account, rest, taoIn)
  if (spent.ok) addTaoToPool(ctx, netuid, taoIn)
  return spent.credit
}

function addTaoToPool(ctx: Ctx, netuid: NetUid, amount: Tao): void {
  SubnetTaoInEmission.put(ctx, netuid, amount)
  SubnetTAO.mutate(ctx, netuid, total => satAdd(total, amount))
  TotalStake.mutate(ctx, total => satAdd(total, amount))
  recordProtocolInflow(ctx, netuid, amount)
}

/** A purchase that fails leaves its TAO in the subnet's account, uncounted; so does the reference. */
function buyWithExcess(ctx: Ctx, netuid: NetUid, excess: Tao): void {
  try {
    const bought = swapTaoForAlpha(ctx, netuid, excess, MAX_PRICE, true)
    SubnetProtocolAlpha.mutate(ctx, netuid, total => satAdd(total, bought.amountPaidOut))
    SubnetExcessTao.put(ctx, netuid, bought.amountPaidIn)
    recordProtocolInflow(ctx, netuid, bought.amountPaidIn)
  } catch (error) {
    if (!(error instanceof DispatchError)) throw error
  }
}

function emitAlphaOut(ctx: Ctx, netuid: NetUid, alphaOut: U96F32, cut: U96F32, rootSell: boolean): void {
  const created = alpha(U96F32.toU64(alphaOut))
  SubnetAlphaOutEmission.put(ctx, netuid, created)
  resolveToAlphaOut(ctx, mintAlpha(ctx, netuid, created))
  const shared = getOwnerCutEnabled(ctx, netuid) ? takeOwnerCut(ctx, netuid, alphaOut, cut) : alphaOut
  const root = U96F32.satMul(U96F32.satMul(rootProportion(ctx, netuid), shared), HALF)
  const server = U96F32.satMul(shared, HALF)
  const validator = U96F32.satSub(U96F32.satSub(shared, server), root)
  addPending(ctx, PendingServerEmission, netuid, server)
  addPending(ctx, PendingValidatorEmission, netuid, validator)
  ctx.trace?.({ kind: 'emission.created', netuid, amount: created })
  if (rootSell) addPending(ctx, PendingRootAlphaDivs, netuid, root)
  else recycleRoot(ctx, netuid, alpha(U96F32.toU64(root)))
}

/** Where root dividends could not be sold nobody gets them. */
function recycleRoot(ctx: Ctx, netuid: NetUid, amount: Alpha): void {
  ctx.trace?.({ kind: 'emission.rootRecycled', netuid, amount })
  recycleSubnetAlpha(ctx, netuid, amount)
}

function takeOwnerCut(ctx: Ctx, netuid: NetUid, alphaOut: U96F32, cut: U96F32): U96F32 {
  const ownerCut = U96F32.satMul(alphaOut, cut)
  addPending(ctx, PendingOwnerCut, netuid, ownerCut)
  return U96F32.satSub(alphaOut, ownerCut)
}

function addPending(ctx: Ctx, item: typeof PendingOwnerCut, netuid: NetUid, amount: U96F32): void {
  item.mutate(ctx, netuid, (total): Alpha => satAdd(total, alpha(U96F32.toU64(amount))))
}
