/** Reads of storage that are asked for in one go travel in one request. */
import type { Hex } from '../primitives/bytes.ts'
import { TaoError } from '../primitives/errors.ts'
import type { Chain } from './chain.ts'

/** How many keys a request names. */
const MOST_KEYS = 250
/** How many requests are under way at once: public nodes keep those short who ask for more. */
const MOST_REQUESTS = 16

interface Waiting {
  readonly resolve: (value: Hex | null) => void
  readonly reject: (error: unknown) => void
}

type Group = readonly (readonly [key: Hex, waiting: readonly Waiting[]])[]

type Changes = readonly { readonly changes: readonly (readonly [key: Hex, value: Hex | null])[] }[]

export class StorageQueue {
  private readonly chain: Chain
  private readonly hash: readonly [] | readonly [Hex]
  private waiting: Map<Hex, Waiting[]> = new Map()
  private readonly groups: Group[] = []
  private underWay = 0

  /** @param block whose state is read; the newest one's if absent */
  constructor(chain: Chain, block: Hex | undefined) {
    this.chain = chain
    this.hash = block === undefined ? [] : [block]
  }

  /** What stands under a key; null where nothing does. @throws TaoError */
  get(key: Hex): Promise<Hex | null> {
    return new Promise((resolve, reject) => {
      if (this.waiting.size === 0) queueMicrotask(() => this.flush())
      const others = this.waiting.get(key) ?? []
      this.waiting.set(key, [...others, { resolve, reject }])
    })
  }

  private flush(): void {
    const all = [...this.waiting]
    this.waiting = new Map()
    for (let start = 0; start < all.length; start += MOST_KEYS) this.groups.push(all.slice(start, start + MOST_KEYS))
    this.goOn()
  }

  private goOn(): void {
    while (this.underWay < MOST_REQUESTS && this.groups.length > 0) this.send(this.groups.shift()!)
  }

  private send(group: Group): void {
    const keys = group.map(([key]) => key)
    this.underWay++
    const read = this.read(keys).finally(() => {
      this.underWay--
      this.goOn()
    })
    read.then(
      values => {
        for (const [key, waiting] of group) for (const { resolve } of waiting) resolve(values.get(key)!)
      },
      error => {
        for (const [, waiting] of group) for (const { reject } of waiting) reject(error)
      },
    )
  }

  private async read(keys: readonly Hex[]): Promise<ReadonlyMap<Hex, Hex | null>> {
    if (keys.length === 1) {
      return new Map([[keys[0]!, await this.chain.rpc<Hex | null>('state_getStorage', keys[0], ...this.hash)]])
    }
    const sets = await this.chain.rpc<Changes>('state_queryStorageAt', keys, ...this.hash)
    const values = new Map(sets.flatMap(({ changes }) => changes))
    // Half an answer would read as entries that are not there.
    if (keys.every(key => values.has(key))) return values
    throw new TaoError('wrong_chain', `${this.chain.name} left out a part of its answer`, {
      why: `It was asked for ${keys.length} entries.`,
      remedy: 'Try again, or use another node with --network.',
    })
  }
}
