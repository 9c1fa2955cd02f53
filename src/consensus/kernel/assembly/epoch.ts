/**
 * One epoch of one mechanism of a subnet, on the inputs that lie in memory.
 *
 * Reference: epoch/run_epoch.rs epoch_mechanism, with the functions it uses of epoch/math.rs.
 */
import { chooseBondWeights } from "./bonds";
import { classicBonds } from "./classic";
import { clipWeights, findConsensus } from "./consensus";
import { shareEmission, writeBonds, writeTerms } from "./emission";
import { proportion } from "./fixed";
import { BONDS_PENALTY, KAPPA, KAPPA_SHARE, LIQUID, PENALTY_SHARE, YUMA3, param32, setScalar } from "./memory";
import { activateStake, grantPermits, weighStake } from "./stake";
import { maskWeights } from "./weights";
import { yuma3Bonds } from "./yuma3";

export * from "./memory";

/** Runs the epoch of n UIDs, 0 to MAX_UIDS. */
export function run(n: i32): void {
  setScalar(KAPPA_SHARE, proportion(param32(KAPPA)));
  setScalar(PENALTY_SHARE, proportion(param32(BONDS_PENALTY)));
  setScalar(LIQUID, 0);
  weighStake(n);
  grantPermits(n);
  activateStake(n);
  maskWeights(n);
  findConsensus(n);
  clipWeights(n);
  chooseBondWeights(n);
  if (param32(YUMA3) != 0) yuma3Bonds(n);
  else classicBonds(n);
  shareEmission(n);
  writeTerms(n);
  writeBonds(n);
}
