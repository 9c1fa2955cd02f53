/** Small networks written down by hand. */
import { EMPTY_ROW, type EpochInput, type Row } from '../../../src/consensus/epoch/types.ts'

export interface Network extends Partial<Omit<EpochInput, 'n' | 'stake' | 'weights' | 'bonds'>> {
  /** Of each UID, in rao. */
  readonly stakes: readonly bigint[]
  /** Of each validator on each server: any non-negative numbers; the greatest of a row becomes 65535. */
  readonly weights?: { readonly [validator: number]: { readonly [server: number]: number } }
  readonly bonds?: readonly Row[]
}

/** An epoch of that network, where everybody has a permit, is active and registered long ago. */
export function epochOf({ stakes, weights = {}, bonds, ...rest }: Network): EpochInput {
  const n = stakes.length
  return {
    n,
    block: 1_000n,
    tempo: 360,
    lastMechanismStepBlock: 640n,
    activityCutoff: 5_000n,
    emission: 1_000_000_000n,
    stake: BigUint64Array.from(stakes.flatMap(stake => [0n, stake])),
    stakeThreshold: 0n,
    ownerUid: undefined,
    validatorPermit: Array(n).fill(true),
    maxAllowedValidators: n,
    lastUpdate: new BigUint64Array(n).fill(900n),
    blockAtRegistration: new BigUint64Array(n),
    commitBlock: undefined,
    weights: Array.from({ length: n }, (_, uid) => row(weights[uid] ?? {})),
    bonds: bonds ?? Array(n).fill(EMPTY_ROW),
    kappa: 32_767,
    bondsPenalty: 65_535,
    bondsMovingAverage: 900_000n,
    yuma3: false,
    liquidAlpha: false,
    alphaLow: 45_875,
    alphaHigh: 58_982,
    alphaSigmoidSteepness: 1_000,
    ...rest,
  }
}

function row(weights: { readonly [server: number]: number }): Row {
  const greatest = Math.max(...Object.values(weights))
  const scale = greatest > 0 ? 65_535 / greatest : 0
  return Uint16Array.from(
    Object.entries(weights).flatMap(([server, weight]) => [Number(server), Math.round(weight * scale)]),
  )
}
