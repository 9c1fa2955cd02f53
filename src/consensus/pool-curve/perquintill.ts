/** Fractions of one in parts of 10^18, the form in which pool weights are stored. */

declare const perquintill: unique symbol

/** A fraction from 0 to 1, as its parts: 0 to 10^18. */
export type Perquintill = bigint & { readonly [perquintill]: true }

export const ONE = 1_000_000_000_000_000_000n as Perquintill

/** `parts` / 10^18, at most 1. */
export function fromParts(parts: bigint): Perquintill {
  return (parts > ONE ? ONE : parts) as Perquintill
}

/** p / q rounded down; 1 when p > q or q is zero. */
export function fromRational(p: bigint, q: bigint): Perquintill {
  return (q === 0n || p > q ? ONE : (p * ONE) / q) as Perquintill
}

/** 1 - p */
export function complement(p: Perquintill): Perquintill {
  return (ONE - p) as Perquintill
}
