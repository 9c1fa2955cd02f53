/** How much an observation counts for a bond under liquid alpha. Reference: run_epoch.rs alpha_sigmoid. */
import { exp } from '../../fixed/transcendental.ts'
import { I32F32 } from '../../fixed/types.ts'
import type { EpochInput, TracedEpoch } from '../types.ts'
import { type Product, product, type Quotient, quotient, rowOf } from './steps.ts'

/** alpha = low + (high - low) / (1 + e^exponent) */
export interface Coefficient {
  /** The weight and the bond as the chain finds them here: 0 for what stands behind a greater UID in its row. */
  readonly weight: bigint
  readonly bond: bigint
  readonly consensus: bigint
  /** The weight less consensus, or if it is below the bond the bond less the weight; from 0 to 1. */
  readonly distance: bigint
  /** Steepness, in hundredths, times -1. */
  readonly slope: Quotient
  /** Slope times the distance less one half. */
  readonly exponent: Product
  /** e^exponent, the exponent cut to -20…20, by the chain's series. */
  readonly power: bigint
  /** 1 / (1 + e^exponent) */
  readonly sigmoid: Quotient
  readonly low: Quotient
  readonly high: Quotient
  /** The sigmoid times what lies between low and high. */
  readonly rise: Product
  /** low and that rise together, not below low and not above high. */
  readonly alpha: bigint
}

const ONE = 1n << 32n
const HALF = ONE >> 1n
const TWENTY = 20n * ONE

/** The coefficient of the bond of `uid` in each server that it weighs. */
export function explainCoefficients(epoch: TracedEpoch, uid: number): ReadonlyMap<number, Coefficient> {
  const { trace } = epoch
  const bonds = rowOf(trace.bonds, uid)
  const bondsFound = foundBonds(epoch, uid)
  const coefficients = new Map<number, Coefficient>()
  let highest = -1
  for (const [server, weight] of rowOf(trace.bondWeights, uid)) {
    const found = server > highest
    if (found) highest = server
    const bond = bondsFound.has(server) ? (bonds.get(server) ?? 0n) : 0n
    coefficients.set(server, coefficient(epoch.input, trace.consensus[server]!, found ? weight : 0n, bond))
  }
  return coefficients
}

/** The servers that a walk along the row of bonds comes across, which passes by what is not above all before it. */
function foundBonds({ input, trace }: TracedEpoch, uid: number): ReadonlySet<number> {
  const row = input.bonds[uid]!
  const found = new Set<number>()
  let highest = -1
  for (let k = 0; k < row.length; k += 2) {
    const server = row[k]!
    const registered = server < input.n ? input.blockAtRegistration[server]! : 0n
    if (trace.lastTempo <= registered || server <= highest) continue
    highest = server
    found.add(server)
  }
  return found
}

function coefficient(input: EpochInput, consensus: bigint, weight: bigint, bond: bigint): Coefficient {
  const difference = weight >= bond ? weight - consensus : bond - weight
  const distance = difference < 0n ? 0n : difference > ONE ? ONE : difference
  const slope = quotient(BigInt(input.alphaSigmoidSteepness), -100n)
  const exponent = product(slope.result, distance - HALF)
  const power = powerOf(exponent.result)
  const sigmoid = quotient(ONE, ONE + power)
  const [low, high] = [quotient(BigInt(input.alphaLow), 0xffffn), quotient(BigInt(input.alphaHigh), 0xffffn)]
  const rise = product(sigmoid.result, high.result - low.result)
  const sum = low.result + rise.result
  const belowHigh = sum > high.result ? high.result : sum
  const alpha = belowHigh < low.result ? low.result : belowHigh
  return { weight, bond, consensus, distance, slope, exponent, power, sigmoid, low, high, rise, alpha }
}

function powerOf(exponent: bigint): bigint {
  const cut = exponent > TWENTY ? TWENTY : exponent < -TWENTY ? -TWENTY : exponent
  return exp(I32F32, I32F32.fromBits(cut)) ?? 0n
}
