/** Keys in order, put in order only where somebody looks: a storage item's keys begin with the same 32 bytes. */
import { firstAbove, firstFrom } from './sorted-keys.ts'

const ITEM_LENGTH = 32

interface Keys {
  list: string[]
  sorted: boolean
}

export class KeysByItem {
  private readonly items = new Map<string, Keys>()

  /** @param key one that was not added before */
  add(key: string): void {
    const item = key.slice(0, ITEM_LENGTH)
    const keys = this.items.get(item)
    if (keys === undefined) this.items.set(item, { list: [key], sorted: true })
    else {
      keys.list.push(key)
      keys.sorted = false
    }
  }

  /** The keys under a prefix that are behind `after`, where it is given; those of one item are in order, the items are not. */
  *under(prefix: string, after: string | undefined): Iterable<string> {
    if (prefix.length >= ITEM_LENGTH) {
      const keys = this.items.get(prefix.slice(0, ITEM_LENGTH))
      if (keys !== undefined) yield* underIn(inOrder(keys), prefix, after)
      return
    }
    for (const [item, keys] of this.items) {
      if (item.startsWith(prefix)) yield* underIn(inOrder(keys), prefix, after)
    }
  }
}

function inOrder(keys: Keys): readonly string[] {
  if (!keys.sorted) keys.list.sort()
  keys.sorted = true
  return keys.list
}

function* underIn(sorted: readonly string[], prefix: string, after: string | undefined): Iterable<string> {
  const start = after !== undefined && after >= prefix ? firstAbove(sorted, after) : firstFrom(sorted, prefix)
  for (let i = start; i < sorted.length && sorted[i]!.startsWith(prefix); i++) yield sorted[i]!
}
