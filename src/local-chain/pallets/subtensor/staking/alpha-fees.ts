/**
 * Fees paid in alpha: for calls that give up stake, by those who have no TAO, from the one stake the call names.
 * Reference: pallets/transaction-fee/src/lib.rs fees_in_alpha, AlphaFeeHandler.
 */
import type { AccountId } from '../../../../primitives/account.ts'
import { minAmount, type Tao, ZERO_ALPHA, ZERO_TAO } from '../../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import type { CallDecl, RuntimeCall } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { invalid } from '../../../runtime/validity.ts'
import { attempt } from '../../swap/attempt.ts'
import { getAlphaAmountForTao } from '../../swap/impls.ts'
import type { AlphaFees, AlphaPayment, AlphaSource } from '../../transaction-payment/alpha.ts'
import { events } from '../events.ts'
import { SubtokenEnabled } from '../storage/pool.ts'
import { getAllSubnetNetuids } from '../subnets/subnet.ts'
import { moveStake, swapStake, swapStakeLimit, transferStake } from './move-stake.ts'
import { burnAlpha, recycleAlpha } from './recycle-alpha.ts'
import { removeStake, removeStakeFullLimit, removeStakeLimit, unstakeAll, unstakeAllAlpha } from './remove-stake.ts'
import { getStakeForHotkeyAndColdkeyOnSubnet } from './stake-utils/shares.ts'
import { unstakeFromSubnet } from './stake-utils/stake.ts'

/** The subnets on which a coldkey has stake behind a hotkey that can be sold. */
export const getAllNetuidsForColdkeyAndHotkey = (ctx: Ctx, coldkey: AccountId, hotkey: AccountId): NetUid[] =>
  getAllSubnetNetuids(ctx).filter(
    netuid =>
      SubtokenEnabled.get(ctx, netuid) && getStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, netuid) !== 0n,
  )

type SourcesOf = (ctx: Ctx, who: AccountId, args: Readonly<Record<string, unknown>>) => readonly AlphaSource[]

/** The stake that the arguments of these names say. */
const named =
  (hotkey: string, netuid: string): SourcesOf =>
  (_ctx, _who, args) => [{ hotkey: args[hotkey] as AccountId, netuid: args[netuid] as NetUid }]

const everywhere: SourcesOf = (ctx, who, args) => {
  const hotkey = args.hotkey as AccountId
  return getAllNetuidsForColdkeyAndHotkey(ctx, who, hotkey).map(netuid => ({ hotkey, netuid }))
}

const sourcesByCall = new Map<CallDecl, SourcesOf>([
  [removeStake, named('hotkey', 'netuid')],
  [removeStakeLimit, named('hotkey', 'netuid')],
  [removeStakeFullLimit, named('hotkey', 'netuid')],
  [unstakeAll, everywhere],
  [unstakeAllAlpha, everywhere],
  [moveStake, named('origin_hotkey', 'origin_netuid')],
  [transferStake, named('hotkey', 'origin_netuid')],
  [swapStake, named('hotkey', 'origin_netuid')],
  [swapStakeLimit, named('hotkey', 'origin_netuid')],
  [recycleAlpha, named('hotkey', 'netuid')],
  [burnAlpha, named('hotkey', 'netuid')],
])

/** The stakes a call could be paid from; none for a call that is paid for in TAO only. */
const feesInAlpha = (ctx: Ctx, who: AccountId, { call, args }: RuntimeCall): readonly AlphaSource[] =>
  sourcesByCall.get(call)?.(ctx, who, args) ?? []

/** Only a single stake pays: a fee is not spread over several. */
const onlyOne = (sources: readonly AlphaSource[]): AlphaSource | undefined =>
  sources.length === 1 ? sources[0] : undefined

function canWithdrawInAlpha(ctx: Ctx, coldkey: AccountId, sources: readonly AlphaSource[], fee: Tao): boolean {
  const source = onlyOne(sources)
  if (source === undefined) return false
  const stake = getStakeForHotkeyAndColdkeyOnSubnet(ctx, source.hotkey, coldkey, source.netuid)
  return stake >= getAlphaAmountForTao(ctx, source.netuid, fee)
}

const NO_PAYMENT: AlphaPayment = { alphaFee: ZERO_ALPHA, taoAmount: ZERO_TAO, netuid: ROOT }

/**
 * Sells alpha worth the fee for the block author, without another fee: all of the stake if it is less, or if the fee is
 * worth no alpha at all. Where there is no author or several stakes there is nothing to pay.
 * @throws TransactionInvalid `Payment` when the pool refuses
 */
function withdrawInAlpha(ctx: Ctx, coldkey: AccountId, sources: readonly AlphaSource[], fee: Tao): AlphaPayment {
  const source = onlyOne(sources)
  const author = ctx.runtime.profile.blockAuthor(ctx)
  if (source === undefined || author === undefined) return NO_PAYMENT
  const { hotkey, netuid } = source
  const stake = getStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, netuid)
  const worth = getAlphaAmountForTao(ctx, netuid, fee)
  const alphaFee = worth === 0n ? stake : minAmount(worth, stake)
  const taoAmount = attempt(() =>
    ctx.layer(() => unstakeFromSubnet(ctx, hotkey, coldkey, author, netuid, alphaFee, ZERO_TAO, true)),
  )
  if (taoAmount === undefined) throw invalid('Payment')
  return { alphaFee, taoAmount, netuid }
}

/** What the transaction payment pallet needs to take fees in alpha. */
export const alphaFees: AlphaFees = {
  sources: feesInAlpha,
  canWithdraw: canWithdrawInAlpha,
  withdraw: withdrawInAlpha,
  depositPaid: (ctx, who, { netuid, alphaFee, taoAmount }) =>
    ctx.deposit(events.TransactionFeePaidWithAlpha({ who, netuid, alpha_fee: alphaFee, tao_amount: taoAmount })),
}
