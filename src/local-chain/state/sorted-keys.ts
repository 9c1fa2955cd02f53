/** Places in a sorted list of keys. */

/** The place of the first key that is not below `key`. */
export function firstFrom(sorted: readonly string[], key: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < key) low = middle + 1
    else high = middle
  }
  return low
}

/** The place of the first key above `key`. */
export function firstAbove(sorted: readonly string[], key: string): number {
  const place = firstFrom(sorted, key)
  return sorted[place] === key ? place + 1 : place
}
