/**
 * The two-team game of the consensus document: an honest majority of stake against a cabal that rates itself as it
 * likes, in random networks. It answers how much utility the honest team needs to keep its share of stake.
 *
 * Reference: docs/consensus.md, "Monte Carlo simulations" and "Consensus guarantees". The networks there have 512 UIDs;
 * a subnet has at most 256.
 */
import { runEpoch } from '../../../src/consensus/epoch/epoch.ts'
import { EMPTY_ROW, type EpochInput, type Row } from '../../../src/consensus/epoch/types.ts'
import { epochOf } from './network.ts'

export interface Game {
  /** S_H: the honest share of stake. */
  readonly honestStake: number
  /** The standard deviation of weights, in parts of their mean. */
  readonly deviation: number
  readonly kappa?: number
  /** β, of 1 */
  readonly bondsPenalty?: number
  /** ξ: the validators' share of emission. */
  readonly validatorRatio?: number
  readonly yuma3?: boolean
}

const UIDS = 256
const VALIDATORS = 64
const STAKE_DEVIATION = 0.3

/** Numbers around 1 with that deviation, none negative; the same for the same seed. */
function normals(seed: number, deviation: number): () => number {
  let state = seed
  const uniform = () => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 2 ** 32
  }
  return () => {
    const radius = Math.sqrt(-2 * Math.log(uniform()))
    return Math.max(1 + deviation * radius * Math.cos(2 * Math.PI * uniform()), 0)
  }
}

/** How many of a range of UIDs are honest: at least one, and not all. */
const honestOf = (share: number, total: number) => Math.min(Math.max(Math.floor(share * total), 1), total - 1)

const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0)

/** A network with its stakes and random weights, to be played with any W_H and W_C. */
export class Play {
  readonly #game: Game
  readonly #input: EpochInput
  /** Whether each UID is honest. */
  readonly #honest: readonly boolean[]
  /** Of each validator: its weights, scaled so that those on each of the two teams sum to 1. */
  readonly #weights: readonly (readonly number[])[]

  constructor(game: Game, seed = 1) {
    const servers = UIDS - VALIDATORS
    const [validators, honestServers] = [VALIDATORS, servers].map(total => honestOf(game.honestStake, total))
    this.#game = game
    this.#honest = Array.from({ length: UIDS }, (_, uid) =>
      uid < VALIDATORS ? uid < validators! : uid - VALIDATORS < honestServers!,
    )
    const draw = normals(seed, STAKE_DEVIATION)
    const drawn = Array.from({ length: VALIDATORS }, draw)
    const ofTeam = (honest: boolean) => sum(drawn.filter((_, uid) => this.#honest[uid] === honest))
    const [ofHonest, ofCabal] = [ofTeam(true), ofTeam(false)]
    const stakes = Array.from({ length: UIDS }, (_, uid) => {
      if (uid >= VALIDATORS) return 0n
      const { honestStake } = game
      const part = this.#honest[uid]
        ? (honestStake * drawn[uid]!) / ofHonest
        : ((1 - honestStake) * drawn[uid]!) / ofCabal
      return BigInt(Math.round(part * 2 ** 40))
    })
    const weight = normals(seed + 1, game.deviation)
    this.#weights = Array.from({ length: VALIDATORS }, () => {
      const row = Array.from({ length: servers }, weight)
      const [onHonest, onCabal] = [true, false].map(team => sum(row.filter((_, k) => this.#isHonestServer(k) === team)))
      return row.map((w, k) => w / (this.#isHonestServer(k) ? onHonest! : onCabal!))
    })
    this.#input = epochOf({
      stakes,
      maxAllowedValidators: VALIDATORS,
      kappa: Math.floor((game.kappa ?? 0.5) * 65_535),
      bondsPenalty: Math.round((game.bondsPenalty ?? 1) * 65_535),
      yuma3: game.yuma3 ?? false,
    })
  }

  /** E_H when the honest rate themselves `honestWeight` and the cabal itself `cabalWeight`; 0 without any consensus. */
  honestEmission(honestWeight: number, cabalWeight: number): number {
    const rows = this.#weights.map((weights, uid) => {
      const own = this.#honest[uid] ? honestWeight : cabalWeight
      return this.#row(weights, this.#honest[uid] ? own : 1 - own)
    })
    const weights = [...rows, ...Array<Row>(UIDS - VALIDATORS).fill(EMPTY_ROW)]
    const { incentive, dividends } = runEpoch({ ...this.#input, weights })
    const ratio = this.#game.validatorRatio ?? 0.5
    return ratio * this.#honestShare(dividends) + (1 - ratio) * this.#honestShare(incentive)
  }

  /** E_H with the self-weight of the cabal that is worst for the honest. */
  worstHonestEmission(honestWeight: number): number {
    return Math.min(...CABAL_WEIGHTS.map(cabalWeight => this.honestEmission(honestWeight, cabalWeight)))
  }

  #isHonestServer(k: number): boolean {
    return this.#honest[VALIDATORS + k]!
  }

  /** A row with `onHonest` of its weight on honest servers. */
  #row(weights: readonly number[], onHonest: number): Row {
    const scaled = weights.map((w, k) => w * (this.#isHonestServer(k) ? onHonest : 1 - onHonest))
    const scale = 65_535 / Math.max(...scaled)
    const row = new Uint16Array(2 * scaled.length)
    for (const [k, w] of scaled.entries()) row.set([VALIDATORS + k, Math.round(w * scale)], 2 * k)
    return row
  }

  #honestShare(shares: Uint16Array): number {
    const all = sum(shares)
    return all === 0 ? 0 : sum(shares.filter((_, uid) => this.#honest[uid])) / all
  }
}

const CABAL_WEIGHTS = Array.from({ length: 11 }, (_, i) => i / 10)

/** Whether the honest keep their share of stake against every cabal with a utility W_H in hundredths. */
export function keepsStake(game: Game, utility: number): boolean {
  return new Play(game).worstHonestEmission(utility / 100) >= game.honestStake
}
