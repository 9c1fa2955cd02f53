/** The tree of an item's cells: a level for each part of its keys. */
import { compareBytes } from '../../primitives/bytes.ts'
import { type Cell, isVacant, rawKey } from './cells.ts'
import type { CacheKey } from './hashers.ts'

/** The cells under one prefix of an item's keys. Most prefixes by account have one child: a map is made for the second. */
export class Node {
  private firstKey: CacheKey | undefined
  private first: Node | Cell | undefined
  private map: Map<CacheKey, Node | Cell> | undefined
  /** The cells below in the order of their raw keys; made at the first iteration. */
  sorted: Cell[] | undefined
  /** Cells below that have no place in `sorted` yet. */
  added: Cell[] | undefined
  /** Every stored key below has its cell, so a missing one is absent. */
  complete: boolean

  constructor(complete: boolean) {
    this.firstKey = undefined
    this.first = undefined
    this.map = undefined
    this.sorted = undefined
    this.added = undefined
    this.complete = complete
  }

  get(key: CacheKey): Node | Cell | undefined {
    if (this.map !== undefined) return this.map.get(key)
    return this.firstKey === key ? this.first : undefined
  }

  /** Adds a child that is not there yet. */
  add(key: CacheKey, child: Node | Cell): void {
    if (this.map !== undefined) {
      this.map.set(key, child)
    } else if (this.first === undefined) {
      this.firstKey = key
      this.first = child
    } else {
      this.map = new Map([[this.firstKey!, this.first]]).set(key, child)
      this.firstKey = undefined
      this.first = undefined
    }
  }

  delete(key: CacheKey): void {
    if (this.map !== undefined) {
      this.map.delete(key)
    } else if (this.firstKey === key) {
      this.firstKey = undefined
      this.first = undefined
    }
  }

  get isEmpty(): boolean {
    return this.map === undefined ? this.first === undefined : this.map.size === 0
  }

  /** What is deleted while it is visited is visited once. */
  each(visit: (child: Node | Cell, key: CacheKey) => void): void {
    if (this.map !== undefined) this.map.forEach(visit)
    else if (this.first !== undefined) visit(this.first, this.firstKey!)
  }

  /** Notes a cell below that is new. */
  note(cell: Cell): void {
    if (this.sorted === undefined) return
    this.added ??= []
    this.added.push(cell)
  }
}

/** The cells in the order of their raw keys. */
export function inKeyOrder(cells: readonly Cell[]): Cell[] {
  const keyed = cells.map(cell => ({ cell, key: rawKey(cell) }))
  return keyed.sort((a, b) => compareBytes(a.key, b.key)).map(({ cell }) => cell)
}

/** Gives the cells that were added since their places. */
export function sortAdded(node: Node): Cell[] {
  const { sorted, added } = node
  if (sorted === undefined || added === undefined) return sorted ?? []
  node.added = undefined
  if (added.length <= FEW) for (const cell of added) sorted.splice(placeOf(sorted, cell), 0, cell)
  else node.sorted = merged(sorted, inKeyOrder(added))
  return node.sorted!
}

/** So many are put between the others one by one. */
const FEW = 8

const placeOf = (sorted: readonly Cell[], cell: Cell): number => placeAfter(sorted, rawKey(cell))

/** The place of the first cell behind a raw key. */
export function placeAfter(sorted: readonly Cell[], key: Uint8Array): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareBytes(rawKey(sorted[middle]!), key) <= 0) low = middle + 1
    else high = middle
  }
  return low
}

function merged(a: readonly Cell[], b: readonly Cell[]): Cell[] {
  const all: Cell[] = []
  let at = 0
  for (const cell of b) {
    const place = placeOf(a, cell)
    while (at < place) all.push(a[at++]!)
    all.push(cell)
  }
  while (at < a.length) all.push(a[at++]!)
  return all
}

export function collect(node: Node, depth: number, fullDepth: number, into: Cell[]): void {
  node.each(child => {
    if (depth + 1 === fullDepth) into.push(child as Cell)
    else collect(child as Node, depth + 1, fullDepth, into)
  })
}

/** Removes the cells that neither hold a value nor held one in the last block, and the nodes that are empty then. */
export function trimNode(node: Node, depth: number): void {
  node.each((child, cacheKey) => {
    if (depth > 1) trimNode(child as Node, depth - 1)
    const vacant = depth > 1 ? (child as Node).isEmpty : isVacant(child as Cell)
    if (vacant) node.delete(cacheKey)
  })
  node.sorted = node.sorted?.filter(cell => !isVacant(cell))
  node.added = node.added?.filter(cell => !isVacant(cell))
}

export function completeBelow(node: Node, depth: number): void {
  node.complete = true
  if (depth > 1) node.each(child => completeBelow(child as Node, depth - 1))
}
