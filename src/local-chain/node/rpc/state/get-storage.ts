import { toHex } from '../../../../primitives/bytes.ts'
import { blake2_256 } from '../../../../primitives/crypto/blake2.ts'
import { method } from '../method.ts'
import { blockHash, bytes, optional, param } from '../params.ts'
import { reading } from './client-error.ts'

const params = [param('key', bytes), optional('hash', blockHash)] as const

/** The value at a raw key; null where there is none. */
export const getStorage = method({
  name: 'state_getStorage',
  aliases: ['state_getStorageAt'],
  params,
  run: ({ chain }, key, at) => {
    const value = reading(() => chain.state(at).get(key))
    return value === undefined ? null : toHex(value)
  },
})

/** The blake2-256 of the value at a raw key; null where there is none. */
export const getStorageHash = method({
  name: 'state_getStorageHash',
  aliases: ['state_getStorageHashAt'],
  params,
  run: ({ chain }, key, at) => {
    const value = reading(() => chain.state(at).get(key))
    return value === undefined ? null : toHex(blake2_256(value))
  },
})

/** The length in bytes of the value at a raw key; null where there is none. */
export const getStorageSize = method({
  name: 'state_getStorageSize',
  aliases: ['state_getStorageSizeAt'],
  params,
  run: ({ chain }, key, at) => reading(() => chain.state(at).get(key))?.length ?? null,
})
