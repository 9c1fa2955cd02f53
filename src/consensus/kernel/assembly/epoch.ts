/**
 * One epoch of one mechanism of a subnet, on the inputs that lie in memory.
 *
 * Reference: epoch/run_epoch.rs epoch_mechanism, with the functions it uses of epoch/math.rs. Letters and numbers of
 * equations are those of docs/consensus.md there.
 */
import { chooseBondWeights } from "./bonds";
import { classicBonds } from "./classic";
import { clipWeights, findConsensus } from "./consensus";
import { shareEmission, writeBonds, writeTerms } from "./emission";
import { proportion } from "./fixed";
import { BONDS_PENALTY, KAPPA, KAPPA_SHARE, LIQUID, PENALTY_SHARE, YUMA3 } from "./layout";
import { param32, setScalar } from "./memory";
import { activateStake, grantPermits, weighStake } from "./stake";
import { maskWeights } from "./weights";
import { yuma3Bonds } from "./yuma3";

export * from "./layout";

/** Runs the epoch of n UIDs, 0 to MAX_UIDS. */
export function run(n: i32): void {
  setScalar(KAPPA_SHARE, proportion(param32(KAPPA)));
  setScalar(PENALTY_SHARE, proportion(param32(BONDS_PENALTY)));
  setScalar(LIQUID, 0);
  // Stake S, of those who count, who have a permit, who are active.
  weighStake(n);
  grantPermits(n);
  activateStake(n);
  // Weights W, rows normalised.
  maskWeights(n);
  // Consensus weight of each server (3); clipped weights; validator trust Tv, rank R and incentive I.
  findConsensus(n);
  clipWeights(n);
  // Weights for bonds (4); the instant bond ΔB (5), its moving average B (6), and dividends D.
  chooseBondWeights(n);
  if (param32(YUMA3) != 0) yuma3Bonds(n);
  else classicBonds(n);
  // Emission E (7).
  shareEmission(n);
  writeTerms(n);
  writeBonds(n);
}
