/** New heads, and who is told of them. */
import type { Hex } from '../../primitives/bytes.ts'

/** The chain has a new head. */
export interface News {
  readonly head: { readonly number: number; readonly hash: Hex }
  /** Whether the head does not follow on the one before. */
  readonly reverted: boolean
  /** Whether the value at a raw key may be another now. */
  readonly mayHaveChanged: (key: Uint8Array) => boolean
}

type Listener = (news: News) => void

export class Herald {
  private readonly listeners = new Set<Listener>()
  private readonly onFault: (error: unknown) => void

  /** @param onFault hears of listeners that fail; the others are told all the same */
  constructor(onFault: (error: unknown) => void) {
    this.onFault = onFault
  }

  /** @returns what ends it */
  listen(listener: Listener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  announce({ head: { number, hash }, reverted, mayHaveChanged }: News): void {
    for (const listener of [...this.listeners]) {
      try {
        listener({ head: { number, hash }, reverted, mayHaveChanged })
      } catch (error) {
        this.onFault(error)
      }
    }
  }

  clear(): void {
    this.listeners.clear()
  }
}
