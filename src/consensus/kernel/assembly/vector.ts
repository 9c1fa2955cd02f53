/** Operations on whole vectors of I32F32. */
import { div } from "./fixed";
import { i64At, setI64 } from "./memory";

/** The sum of n elements, wrapping. */
export function sum(vector: usize, n: i32): i64 {
  let total: i64 = 0;
  for (let i = 0; i < n; i++) total += i64At(vector, i);
  return total;
}

/** Writes the elements divided by `total`, or as they are when that is 0. */
export function divideAll(from: usize, to: usize, n: i32, total: i64): void {
  for (let i = 0; i < n; i++) {
    const value = i64At(from, i);
    setI64(to, i, total == 0 ? value : div(value, total));
  }
}

/** Writes the elements divided by their sum. */
export function normalise(from: usize, to: usize, n: i32): void {
  divideAll(from, to, n, sum(from, n));
}
