/** Storage of all blocks whose state is kept, as a row of messages. Reference: sc_rpc_spec_v2 archive. */
import { compareBytes, type Hex, toHex } from '../../../../primitives/bytes.ts'
import { blake2_256 } from '../../../../primitives/crypto/blake2.ts'
import { TaoError } from '../../../../primitives/errors.ts'
import type { Change, ReadStore, StoreEntry } from '../../../state/store.ts'
import type { Chain } from '../../chain.ts'
import { type Feed, type FeedMessage, subscription } from '../method.ts'
import { blockHash, bytes, list, object, oneOf, optional, param } from '../params.ts'
import { bytesOf, type StorageAnswer, StorageReader, storageItems } from '../storage-items.ts'

/** There are no child tries: whatever is asked of one, nothing is there. */
export const archiveStorage = subscription({
  name: 'archive_v1_storage',
  unsubscribe: ['archive_v1_stopStorage'],
  notification: 'archive_v1_storageEvent',
  params: [param('hash', blockHash), param('items', storageItems), optional('childTrie', bytes)],
  open: ({ chain }, { hold }, hash, items, childTrie) => {
    hold(bytesOf(items))
    const reader = new StorageReader(childTrie === undefined ? items : [])
    const page = () => (reader.done ? undefined : reader.page(chain.state(hash)).map(asEvent))
    return told(page, 'storage')
  },
})

const asEvent = (answer: StorageAnswer): object => ({ event: 'storage', ...answer })

/** Tells pages one by one, then that it is done, or why it cannot go on. An empty page does not say that it is the last. */
function told(page: () => object[] | undefined, event: string): Feed {
  let waiting: object[] = []
  const next = (): FeedMessage | 'busy' => {
    try {
      if (waiting.length === 0) {
        const more = page()
        if (more === undefined) return { message: { event: `${event}Done` }, last: true }
        waiting = more
      }
      return waiting.length === 0 ? 'busy' : { message: waiting.shift() }
    } catch (error) {
      if (!(error instanceof TaoError)) throw error
      return { message: { event: `${event}Error`, error: [error.message, ...error.why].join(' ') }, last: true }
    }
  }
  return { next, close: () => {} }
}

const MAX_ITEMS = 1024

const compared = object(param('key', bytes), param('returnType', oneOf('value', 'hash')))
type Compared = NonNullable<ReturnType<typeof compared.read>>

const EVERYTHING: Compared = { key: new Uint8Array(0), returnType: 'value' }

/** What is another in the state of a block than in that of an earlier one: of the block before, if none is named. */
export const archiveStorageDiff = subscription({
  name: 'archive_v1_storageDiff',
  unsubscribe: ['archive_v1_storageDiff_stopStorageDiff'],
  notification: 'archive_v1_storageDiffEvent',
  params: [param('hash', blockHash), optional('items', list(compared, MAX_ITEMS)), optional('previousHash', blockHash)],
  open: ({ chain }, { hold }, hash, items, previous) => {
    const asked = items === undefined || items.length === 0 ? [EVERYTHING] : items
    hold(asked.reduce((length, { key }) => length + 300 + key.length, 0))
    const comparison = new Comparison(asked)
    const page = () => {
      if (comparison.done) return undefined
      return comparison.page(chain.state(previous ?? parentOf(chain, hash)), chain.state(hash))
    }
    return told(page, 'storageDiff')
  },
})

function parentOf(chain: Chain, hash: Hex): Hex {
  const header = chain.header(hash)
  if (header === undefined) throw new TaoError('not_found', `Block ${hash} is not known`)
  return header.parent_hash
}

/** How many differences are put together, and how many entries are looked at for them: others wait meanwhile. */
const PAGE = 256
const MAX_COMPARED = 2000

/** Compares two states page by page, each time from where it was left. */
class Comparison {
  private readonly asked: readonly Compared[]
  private index = 0
  /** The last key that was compared under the one that is asked for. */
  private after: Uint8Array | undefined

  constructor(asked: readonly Compared[]) {
    this.asked = asked
  }

  get done(): boolean {
    return this.index >= this.asked.length
  }

  page(from: ReadStore, to: ReadStore): object[] {
    const events: object[] = []
    let compared = 0
    while (!this.done) {
      const { key: prefix, returnType } = this.asked[this.index]!
      for (const change of pairs(from.scan(prefix, this.after), to.scan(prefix, this.after))) {
        this.after = change.key.slice()
        if (isChange(change)) events.push(diffEvent(change, returnType))
        if (++compared >= MAX_COMPARED || events.length >= PAGE) return events
      }
      this.index++
      this.after = undefined
      if (++compared >= MAX_COMPARED) break
    }
    return events
  }
}

function diffEvent({ key, before, after }: Change, returnType: Compared['returnType']): object {
  const value = after ?? before!
  const type = before === undefined ? 'added' : after === undefined ? 'deleted' : 'modified'
  const shown = returnType === 'value' ? { value: toHex(value) } : { hash: toHex(blake2_256(value)) }
  return { event: 'storageDiff', key: toHex(key), ...shown, type }
}

const isChange = ({ before, after }: Change): boolean =>
  before === undefined || after === undefined || compareBytes(before, after) !== 0

/** Both states are in the order of their keys, and are gone through side by side. */
function* pairs(before: Iterable<StoreEntry>, after: Iterable<StoreEntry>): Iterable<Change> {
  const [left, right] = [before[Symbol.iterator](), after[Symbol.iterator]()]
  let [old, now] = [left.next(), right.next()]
  while (old.done !== true || now.done !== true) {
    const order = old.done ? 1 : now.done ? -1 : compareBytes(old.value[0], now.value[0])
    if (order < 0) {
      yield { key: old.value[0], before: old.value[1], after: undefined }
      old = left.next()
    } else if (order > 0) {
      yield { key: now.value[0], before: undefined, after: now.value[1] }
      now = right.next()
    } else {
      yield { key: now.value[0], before: old.value[1], after: now.value[1] }
      old = left.next()
      now = right.next()
    }
  }
}
