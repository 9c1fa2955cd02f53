/** Reads of storage that are asked for in one go travel in one request. */
import type { Hex } from '../primitives/bytes.ts'
import type { Chain } from './chain.ts'

/** How many keys a request names. */
const MOST_KEYS = 250

interface Waiting {
  readonly resolve: (value: Hex | null) => void
  readonly reject: (error: unknown) => void
}

type Changes = readonly { readonly changes: readonly (readonly [key: Hex, value: Hex | null])[] }[]

export class StorageQueue {
  private readonly chain: Chain
  private readonly hash: readonly [] | readonly [Hex]
  private waiting: Map<Hex, Waiting[]> = new Map()

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
    for (let start = 0; start < all.length; start += MOST_KEYS) this.send(all.slice(start, start + MOST_KEYS))
  }

  private send(group: readonly (readonly [Hex, readonly Waiting[]])[]): void {
    const keys = group.map(([key]) => key)
    this.read(keys).then(
      values => {
        for (const [key, waiting] of group) for (const { resolve } of waiting) resolve(values.get(key) ?? null)
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
    return new Map(sets.flatMap(({ changes }) => changes))
  }
}
