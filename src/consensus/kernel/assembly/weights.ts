/** Which weights count, and row by row in what proportion. */
import {
  COMMITTED_AT,
  COMMIT_REVEAL,
  LAST_UPDATE,
  OWNER_UID,
  PERMIT,
  REGISTERED_AT,
  WEIGHTS,
  WEIGHTS_IN,
  WEIGHTS_IN_STARTS,
  WEIGHTS_RAW,
  WEIGHTS_STARTS,
  WEIGHTS_UIDS,
} from "./layout";
import { i32At, param32, setI32, setI64, setU16, u16At, u64At, u8At } from "./memory";

/** Leaves the weights that count and normalises each row of them. */
export function maskWeights(n: i32): void {
  let out = 0;
  for (let i = 0; i < n; i++) {
    setI32(WEIGHTS_STARTS, i, out);
    if (u8At(PERMIT, i) == 0) continue;
    const first = out;
    out = maskRow(i, out, n);
    normaliseRow(first, out);
  }
  setI32(WEIGHTS_STARTS, n, out);
}

/**
 * Copies what counts of row i. Left out are: a weight on oneself, but for the owner; a weight older than the
 * registration of whom it rates; and, where weights are committed, one committed before that registration, since it
 * was meant for the UID's former holder.
 */
function maskRow(i: i32, start: i32, n: i32): i32 {
  const keepsSelf = i == param32(OWNER_UID);
  const updated = u64At(LAST_UPDATE, i);
  const committed = param32(COMMIT_REVEAL) != 0 ? u64At(COMMITTED_AT, i) : u64.MAX_VALUE;
  let out = start;
  for (let entry = i32At(WEIGHTS_IN_STARTS, i), end = i32At(WEIGHTS_IN_STARTS, i + 1); entry < end; entry++) {
    const j = u16At(WEIGHTS_IN, 2 * entry);
    if (j >= n || (j == i && !keepsSelf)) continue;
    const registered = u64At(REGISTERED_AT, j);
    if (updated <= registered || committed < registered) continue;
    setU16(WEIGHTS_UIDS, out, j);
    setU16(WEIGHTS_RAW, out, u16At(WEIGHTS_IN, 2 * entry + 1));
    out++;
  }
  return out;
}

/** Divides raw weights by their sum. Both would be shifted up by the same 32 bits, so neither is. */
function normaliseRow(start: i32, end: i32): void {
  let sum: u64 = 0;
  for (let entry = start; entry < end; entry++) sum += <u64>u16At(WEIGHTS_RAW, entry);
  for (let entry = start; entry < end; entry++) {
    setI64(WEIGHTS, entry, sum == 0 ? 0 : <i64>((<u64>u16At(WEIGHTS_RAW, entry) << 32) / sum));
  }
}
