/**
 * The epoch of a subnet: that of each of its mechanisms on its part of the emission, put together by UID.
 * Reference: subnets/mechanism.rs epoch_with_mechanisms.
 */

import type { EpochOutput } from '../../../../consensus/epoch/types.ts'
import { U64F64 } from '../../../../consensus/fixed/types.ts'
import type { AccountId } from '../../../../primitives/account.ts'
import { type Alpha, alpha, satAdd } from '../../../../primitives/amounts.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { Keys } from '../storage/neurons.ts'
import { splitEmissions } from '../subnets/mechanism.ts'
import { updateVotingPowerForSubnet } from '../utils/voting-power.ts'
import {
  type EpochTerms,
  epochMechanism,
  epochTerms,
  persistMechanismEpochTerms,
  persistNetuidEpochTerms,
} from './run-epoch.ts'

/** What an epoch gives one hotkey, in alpha. */
export interface HotkeyEmission {
  readonly hotkey: AccountId
  readonly incentive: Alpha
  readonly dividend: Alpha
}

/** Runs all mechanisms and stores their results. @returns what each hotkey gets, in the order of accounts */
export function epochWithMechanisms(ctx: Ctx, netuid: NetUid, emission: Alpha): HotkeyEmission[] {
  let terms: EpochTerms | undefined
  splitEmissions(ctx, netuid, emission).forEach((part, mechanism) => {
    const output = epochMechanism(ctx, netuid, mechanism, part)
    persistMechanismEpochTerms(ctx, netuid, mechanism, output)
    terms = aggregate(terms, output, weightOf(part, emission, mechanism))
  })
  if (terms === undefined) return []
  persistNetuidEpochTerms(ctx, netuid, terms)
  const hotkeys = hotkeysByAccount(ctx, netuid)
  const { validatorPermit, stake, serverEmission, validatorEmission } = terms
  updateVotingPowerForSubnet(
    ctx,
    netuid,
    hotkeys.map(([hotkey, uid]) => ({ hotkey, permit: validatorPermit[uid] ?? false, stake: stake[uid] ?? 0n })),
  )
  return hotkeys.map(([hotkey, uid]) => ({
    hotkey,
    incentive: serverEmission[uid] ?? alpha(0n),
    dividend: validatorEmission[uid] ?? alpha(0n),
  }))
}

/** A mechanism's part of the emission. Without emission the first counts whole. */
function weightOf(part: Alpha, emission: Alpha, mechanism: number): U64F64 {
  const otherwise = mechanism === 0 ? U64F64.ONE : U64F64.ZERO
  return U64F64.safeDivOr(U64F64.satFromInt(part), U64F64.satFromInt(emission), otherwise)
}

/** Adds a mechanism's results: emissions as they are, scores by weight. */
function aggregate(sum: EpochTerms | undefined, output: EpochOutput, weight: U64F64): EpochTerms {
  const terms = epochTerms(output)
  // The only mechanism of a subnet counts whole, which leaves every score as it is.
  if (sum === undefined && weight === U64F64.ONE) return terms
  const base = sum ?? emptyTerms(output.n)
  const scores = (a: Uint16Array, b: Uint16Array) => a.map((score, uid) => weighted16(score, b[uid]!, weight))
  const amounts = (a: readonly Alpha[], b: readonly Alpha[]) => a.map((amount, uid) => satAdd(amount, b[uid]!))
  const any = (a: readonly boolean[], b: readonly boolean[]) => a.map((flag, uid) => flag || b[uid]!)
  return {
    active: any(base.active, terms.active),
    validatorPermit: any(base.validatorPermit, terms.validatorPermit),
    stake: amounts(base.stake.map(alpha), terms.stake.map(alpha)),
    stakeWeight: scores(base.stakeWeight, terms.stakeWeight),
    consensus: scores(base.consensus, terms.consensus),
    dividends: scores(base.dividends, terms.dividends),
    validatorTrust: scores(base.validatorTrust, terms.validatorTrust),
    emission: base.emission.map((amount, uid) => weightedAlpha(amount, terms.emission[uid]!, weight)),
    serverEmission: amounts(base.serverEmission, terms.serverEmission),
    validatorEmission: amounts(base.validatorEmission, terms.validatorEmission),
  }
}

function emptyTerms(n: number): EpochTerms {
  const none = () => new Array<Alpha>(n).fill(alpha(0n))
  const flags = () => new Array<boolean>(n).fill(false)
  const scores = () => new Uint16Array(n)
  return {
    active: flags(),
    validatorPermit: flags(),
    stake: none(),
    stakeWeight: scores(),
    consensus: scores(),
    dividends: scores(),
    validatorTrust: scores(),
    emission: none(),
    serverEmission: none(),
    validatorEmission: none(),
  }
}

function weighted(existing: bigint, added: bigint, weight: U64F64): U64F64 {
  return U64F64.satAdd(U64F64.satFromInt(existing), U64F64.satMul(U64F64.satFromInt(added), weight))
}

function weighted16(existing: number, added: number, weight: U64F64): number {
  const sum = Number(U64F64.toU64(weighted(BigInt(existing), BigInt(added), weight)))
  return sum > 0xffff ? 0xffff : sum
}

const weightedAlpha = (existing: Alpha, added: Alpha, weight: U64F64): Alpha =>
  alpha(U64F64.toU64(weighted(existing, added, weight)))

function hotkeysByAccount(ctx: Ctx, netuid: NetUid): (readonly [hotkey: AccountId, uid: number])[] {
  const order = ctx.runtime.profile.accountOrder
  return Keys.entries(ctx, netuid)
    .map(({ keys, value }) => [value, keys[1]] as const)
    .sort(([a], [b]) => order(a, b))
}
