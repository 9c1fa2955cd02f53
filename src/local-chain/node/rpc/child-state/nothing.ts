/** Storage of child tries. There are none: whatever is asked of one, nothing is there. Reference: sc_rpc child_state. */
import { utf8 } from '../../../../primitives/bytes.ts'
import type { Chain } from '../../chain.ts'
import { RpcError } from '../error.ts'
import { type Method, method } from '../method.ts'
import { blockHash, bytes, list, optional, type ParamType, param, u32 } from '../params.ts'
import { reading } from '../state/client-error.ts'
import { MAX_KEYS } from '../state/query-storage.ts'

const PREFIX = Buffer.from(utf8(':child_storage:default:'))
const CLIENT_ERROR = 4003

const child = param('childStorageKey', bytes)
const key = param('key', bytes)
const hash = optional('hash', blockHash)

/** @throws RpcError for a key that is none of a child trie, and for a block whose state is not there */
function look(chain: Chain, childKey: Uint8Array, at: Parameters<Chain['state']>[0]): void {
  if (!PREFIX.equals(Buffer.from(childKey).subarray(0, PREFIX.length))) {
    throw new RpcError(CLIENT_ERROR, 'Client error: Invalid child storage key')
  }
  reading(() => chain.state(at))
}

const single = (name: string): Method =>
  method({
    name,
    params: [child, key, hash],
    run: ({ chain }, childKey, _key, at) => {
      look(chain, childKey, at)
      return null
    },
  })

const keys: ParamType<readonly Uint8Array[]> = list(bytes, MAX_KEYS)

export const CHILD_STATE: readonly Method[] = [
  single('childstate_getStorage'),
  single('childstate_getStorageHash'),
  single('childstate_getStorageSize'),
  method({
    name: 'childstate_getKeys',
    params: [child, param('prefix', bytes), hash],
    run: ({ chain }, childKey, _prefix, at) => {
      look(chain, childKey, at)
      return []
    },
  }),
  method({
    name: 'childstate_getKeysPaged',
    aliases: ['childstate_getKeysPagedAt'],
    params: [child, optional('prefix', bytes), param('count', u32), optional('startKey', bytes), hash],
    run: ({ chain }, childKey, _prefix, _count, _startKey, at) => {
      look(chain, childKey, at)
      return []
    },
  }),
  method({
    name: 'childstate_getStorageEntries',
    params: [child, param('keys', keys), hash],
    run: ({ chain }, childKey, wanted, at) => {
      look(chain, childKey, at)
      return wanted.map(() => null)
    },
  }),
]
