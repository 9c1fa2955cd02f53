/** The newest state taken back block by block, for the values of a few storage items; others are those of the newest block. */
import { assert } from '../../../../primitives/errors.ts'
import { Ctx } from '../../../runtime/context.ts'
import { binaryKey } from '../../../state/chain-store.ts'
import { State } from '../../../state/state.ts'
import type { StorageItem } from '../../../state/storage.ts'
import type { BlockId, Chain } from '../../chain.ts'

const PREFIX_LENGTH = 32

export class Rewind {
  private readonly chain: Chain
  private readonly prefixes: ReadonlySet<string>
  /** What stood at the keys that changed since, by binary key. */
  private readonly earlier = new Map<string, Uint8Array | undefined>()
  /** The newest block as far as it is known here. */
  private newest: BlockId
  /** The block whose state it is. */
  number: number

  constructor(chain: Chain, items: readonly StorageItem[]) {
    this.chain = chain
    this.prefixes = new Set(items.map(item => binaryKey(item.prefix())))
    this.newest = chain.head
    this.number = this.newest.number
  }

  /** Takes in the blocks that came meanwhile. @returns false when blocks were taken back, and nothing here holds any more */
  follow(): boolean {
    const { chain, newest } = this
    const head = chain.head
    if (chain.hashAt(newest.number) !== newest.hash) return false
    // Only the first change tells what stood there.
    for (let number = newest.number + 1; number <= head.number; number++)
      this.takeBack(number, binary => !this.earlier.has(binary))
    this.newest = head
    return true
  }

  /** Moves to the block before. Its state must still be kept. */
  back(): void {
    this.takeBack(this.number, () => true)
    this.number--
  }

  /** Looks at the state; none of its other items may be asked for what is under a prefix. It is good until the next await. */
  look<T>(run: (ctx: Ctx) => T): T {
    const { chain, earlier } = this
    const newest = chain.state()
    const get = (key: Uint8Array): Uint8Array | undefined => {
      const binary = binaryKey(key)
      return earlier.has(binary) ? earlier.get(binary) : newest.get(key)
    }
    const scan = (): never => assert(false, 'a rewound state is read key by key') as never
    return run(new Ctx(new State({ get, scan }, chain.runtime.outer), chain.runtime))
  }

  private takeBack(number: number, wanted: (binary: string) => boolean): void {
    for (const [key, before] of this.chain.replacedBy(number)) {
      if (!this.prefixes.has(binaryKey(key.subarray(0, PREFIX_LENGTH)))) continue
      const binary = binaryKey(key)
      if (wanted(binary)) this.earlier.set(binary, before?.slice())
    }
  }
}
