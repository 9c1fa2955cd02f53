/**
 * What clients make the node hold: requests that are not whole or not answered, answers that nobody reads, subscriptions.
 * All have one measure in common; when it is full, whoever holds most of it has to go.
 */

/** What one client, or one request, makes the node hold. */
export class Share {
  bytes = 0
  private readonly memory: Memory
  private readonly drop: () => void

  /** @param drop makes the node hold nothing of it any longer, and ends with `set(0)` */
  constructor(memory: Memory, drop: () => void) {
    this.memory = memory
    this.drop = drop
  }

  /** Says how much it is by now. */
  set(bytes: number): void {
    const more = bytes - this.bytes
    this.bytes = bytes
    this.memory.changed(this, more)
  }

  /** Ends whoever it belongs to. */
  evict(): void {
    this.drop()
    this.set(0)
  }
}

export class Memory {
  /** Bytes that all shares hold together. */
  held = 0
  /** How many were sent away because they held too much. */
  evicted = 0
  private readonly limit: number
  private readonly shares = new Set<Share>()

  constructor(limit: number) {
    this.limit = limit
  }

  changed(share: Share, more: number): void {
    this.held += more
    if (share.bytes > 0) this.shares.add(share)
    else this.shares.delete(share)
    if (more > 0) while (this.held > this.limit) this.evictLargest()
  }

  private evictLargest(): void {
    let largest: Share | undefined
    for (const share of this.shares) if (largest === undefined || share.bytes > largest.bytes) largest = share
    if (largest === undefined) return
    this.evicted++
    largest.evict()
  }
}

/** What is large becomes larger when it is read, so not all is read at the same time. Lets work begin as long as what is under way is not too much; the rest waits in line. */
export class Gate {
  private readonly limit: number
  private readonly waiting: { readonly bytes: number; readonly enter: () => void }[] = []
  private inside = 0

  constructor(limit: number) {
    this.limit = limit
  }

  /** Waits for its turn, runs the work, and lets others in. */
  async pass<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    if (this.waiting.length > 0 || !this.hasRoom(bytes)) {
      await new Promise<void>(enter => this.waiting.push({ bytes, enter }))
    } else this.inside += bytes
    try {
      return await work()
    } finally {
      this.inside -= bytes
      this.admit()
    }
  }

  private admit(): void {
    for (let next = this.waiting[0]; next !== undefined && this.hasRoom(next.bytes); next = this.waiting[0]) {
      this.inside += next.bytes
      this.waiting.shift()!.enter()
    }
  }

  /** What is larger than all that may be inside goes alone. */
  private hasRoom(bytes: number): boolean {
    return this.inside === 0 || this.inside + bytes <= this.limit
  }
}
