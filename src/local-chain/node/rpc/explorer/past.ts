/**
 * What a block left in the state, found from the next block that replaced it. For values that most blocks replace this costs
 * next to nothing, however old the block is.
 */
import { equalBytes } from '../../../../primitives/bytes.ts'
import type { Chain } from '../../chain.ts'

/** What stood at a key: null where there was nothing. */
type Value = Uint8Array | null

/** What a block replaced at some keys, in their order; undefined where it left a key as it was. */
export function replacedIn(chain: Chain, number: number, keys: readonly Uint8Array[]): (Value | undefined)[] {
  const found = keys.map((): Value | undefined => undefined)
  for (const [key, before] of chain.replacedBy(number)) {
    const index = keys.findIndex(wanted => wanted.length === key.length && equalBytes(wanted, key))
    if (index >= 0) found[index] = before?.slice() ?? null
  }
  return found
}

/**
 * The raw values at some keys as a block left them, in the order of the keys.
 * @param number a block that is there; undefined is given for one whose state is no longer kept
 */
export function valuesAt(
  chain: Chain,
  number: number,
  keys: readonly Uint8Array[],
): readonly (Uint8Array | undefined)[] | undefined {
  if (number === 0) return keys.map(key => chain.state(chain.genesisHash).get(key))
  if (number < chain.oldestState) return undefined
  const head = chain.head.number
  const found = keys.map((): Value | undefined => undefined)
  for (let later = number + 1; later <= head && found.includes(undefined); later++) {
    const replaced = replacedIn(chain, later, keys)
    for (const [i, value] of replaced.entries()) found[i] ??= value
  }
  const newest = chain.state()
  return keys.map((key, i) => (found[i] === undefined ? newest.get(key)?.slice() : (found[i] ?? undefined)))
}
