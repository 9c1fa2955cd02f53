/** Storage of all blocks whose state is kept, as a row of messages. Reference: sc_rpc_spec_v2 archive. */
import { compareBytes, type Hex, toHex } from '../../../../primitives/bytes.ts'
import { blake2_256 } from '../../../../primitives/crypto/blake2.ts'
import { TaoError } from '../../../../primitives/errors.ts'
import type { Change, StoreEntry } from '../../../state/store.ts'
import type { Chain } from '../../chain.ts'
import { type Feed, type FeedMessage, type Outlet, subscription } from '../method.ts'
import { blockHash, bytes, list, object, oneOf, optional, param } from '../params.ts'
import { type StorageAnswer, StorageReader, storageItems } from '../storage-items.ts'

/** There are no child tries: whatever is asked of one, nothing is there. */
export const archiveStorage = subscription({
  name: 'archive_v1_storage',
  unsubscribe: ['archive_v1_stopStorage'],
  notification: 'archive_v1_storageEvent',
  params: [param('hash', blockHash), param('items', storageItems), optional('childTrie', bytes)],
  open: ({ chain }, _outlet: Outlet, hash, items, childTrie) => {
    const reader = new StorageReader(childTrie === undefined ? items : [])
    const page = () => (reader.done ? undefined : reader.page(chain.state(hash)).map(asEvent))
    return told(page, 'storage')
  },
})

const asEvent = (answer: StorageAnswer): object => ({ event: 'storage', ...answer })

/** Tells pages one by one, then that it is done, or why it cannot go on. */
function told(page: () => object[] | undefined, event: string): Feed {
  let waiting: object[] = []
  const next = (): FeedMessage => {
    try {
      while (waiting.length === 0) {
        const more = page()
        if (more === undefined) return { message: { event: `${event}Done` }, last: true }
        waiting = more
      }
      return { message: waiting.shift() }
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
  open: ({ chain }, _outlet: Outlet, hash, items, previous) => {
    const asked = items === undefined || items.length === 0 ? [EVERYTHING] : items
    let begun = false
    const page = (): object[] | undefined => {
      if (begun) return undefined
      begun = true
      return [...differences(chain, asked, previous ?? parentOf(chain, hash), hash)]
    }
    return told(page, 'storageDiff')
  },
})

function parentOf(chain: Chain, hash: Hex): Hex {
  const header = chain.header(hash)
  if (header === undefined) throw new TaoError('not_found', `Block ${hash} is not known`)
  return header.parent_hash
}

/** Bytes of keys and values in one comparison. */
const MAX_BYTES = 32 * 1024 * 1024

function* differences(chain: Chain, asked: readonly Compared[], from: Hex, to: Hex): Iterable<object> {
  let length = 0
  for (const { key: prefix, returnType } of asked) {
    for (const { key, before, after } of changes(chain.state(from).scan(prefix), chain.state(to).scan(prefix))) {
      const value = after ?? before!
      length += key.length + value.length
      if (length > MAX_BYTES)
        throw new TaoError('unsupported', 'The states differ in too much', { why: 'Ask for less.' })
      const type = before === undefined ? 'added' : after === undefined ? 'deleted' : 'modified'
      const shown = returnType === 'value' ? { value: toHex(value) } : { hash: toHex(blake2_256(value)) }
      yield { event: 'storageDiff', key: toHex(key), ...shown, type }
    }
  }
}

/** Both states are in the order of their keys, and are gone through side by side. */
function* changes(before: Iterable<StoreEntry>, after: Iterable<StoreEntry>): Iterable<Change> {
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
      const change = { key: now.value[0], before: old.value[1], after: now.value[1] }
      if (compareBytes(change.before, change.after) !== 0) yield change
      old = left.next()
      now = right.next()
    }
  }
}
