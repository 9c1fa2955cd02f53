/** Powers that no real chain gives anybody: for tests. Described for users in docs/node.md. */
import { TaoError } from '../../../../primitives/errors.ts'
import { sudo, sudoAs } from '../../../pallets/sudo/calls.ts'
import { killStorage, setStorage } from '../../../pallets/system/calls.ts'
import { batchAll } from '../../../pallets/utility/batches.ts'
import type { RuntimeCall } from '../../../runtime/call.ts'
import { decode } from '../../../scale/codec.ts'
import type { Chain } from '../../chain.ts'
import { INVALID_PARAMS, RpcError } from '../error.ts'
import { method } from '../method.ts'
import { blockHash, blockNumber, bytes, either, list, optional, type ParamType, param, u53 } from '../params.ts'
import { address } from '../system/account-next-index.ts'
import { sudoBlock } from './sudo.ts'

/**
 * Says what time the next block bears, in milliseconds of Unix time; it is rounded down to the chain's slots. The blocks after
 * it go on from there. @returns the time that the next block will bear
 */
export const setTime = method({
  name: 'tao_setTime',
  unsafe: true,
  params: [param('milliseconds', u53)],
  run: ({ chain }, milliseconds) => {
    const { slotDuration, head } = chain
    const time = (BigInt(milliseconds) / slotDuration) * slotDuration
    const before = chain.timeOf(chain.header(head.hash)!)
    if (before !== undefined && time <= before) {
      throw new TaoError('invalid_argument', 'Time goes forward only', {
        why: `The newest block bears ${before}; the next one can bear ${before + slotDuration} at the earliest.`,
      })
    }
    chain.clock.moveTo(time)
    return Number(time)
  },
})

/** The newest block, to come back to with `tao_revert`. */
export const snapshot = method({
  name: 'tao_snapshot',
  unsafe: true,
  params: [],
  run: ({ chain }) => chain.head,
})

/**
 * Takes back all blocks above one, by its number or hash. Transactions that were in them are not handed in again.
 * @returns the block that is the newest one now
 */
export const revert = method({
  name: 'tao_revert',
  unsafe: true,
  params: [param('block', either(blockHash, blockNumber))],
  run: ({ chain }, block) => {
    const number = typeof block === 'string' ? numberOf(chain, block) : block
    if (number > chain.head.number) throw new TaoError('not_found', `There is no block ${number}`)
    chain.revert(number)
    return chain.head
  },
})

function numberOf(chain: Chain, hash: NonNullable<ReturnType<typeof blockHash.read>>): number {
  const header = chain.header(hash)
  if (header === undefined) throw new TaoError('not_found', `There is no block ${hash}`)
  return header.number
}

const MAX_PAIRS = 4096

/** A raw key with its new value; null takes the key away. */
const pair: ParamType<readonly [Uint8Array, Uint8Array | null]> = {
  expects: 'a pair of a key and a value, in hexadecimal digits; the value may be null',
  read: value => {
    if (!Array.isArray(value) || value.length !== 2) return undefined
    const [key, after] = [bytes.read(value[0]), value[1] === null ? null : bytes.read(value[1])]
    return key === undefined || after === undefined ? undefined : [key, after]
  },
}

/**
 * Writes raw values into the state, by `System.set_storage` and `kill_storage` of sudo in a block of their own.
 *
 *     tao_setStorage([["0x26aa…", "0x0100…"], ["0x658f…", null]])
 */
export const setStorageValues = method({
  name: 'tao_setStorage',
  unsafe: true,
  params: [param('pairs', list(pair, MAX_PAIRS))],
  run: ({ chain }, pairs) => {
    const items = pairs.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]))
    const keys = pairs.flatMap(([key, value]) => (value === null ? [key] : []))
    const calls = [setStorage.make({ items }), killStorage.make({ keys })]
    return sudoBlock(chain, sudo.make({ call: batchAll.make({ calls }) }))
  },
})

/**
 * Makes a block with a call as if `account` had signed it, by `Sudo.sudo_as`; as root where no account is named. Nobody pays.
 *
 *     tao_impersonate("0x0503…", "5FHneW46…")
 */
export const impersonate = method({
  name: 'tao_impersonate',
  unsafe: true,
  params: [param('call', bytes), optional('account', address)],
  run: ({ chain }, encoded, account) => {
    const call = callOf(chain, encoded)
    const wrapped =
      account === undefined ? sudo.make({ call }) : sudoAs.make({ who: { type: 'Id', value: account }, call })
    return sudoBlock(chain, wrapped)
  },
})

function callOf({ runtime }: Chain, encoded: Uint8Array): RuntimeCall {
  try {
    return decode(runtime.outer.RuntimeCall, encoded, runtime.outer) as RuntimeCall
  } catch (error) {
    if (!(error instanceof TaoError)) throw error
    throw new RpcError(INVALID_PARAMS, `Invalid params: the call cannot be read: ${error.why.join(' ')}`)
  }
}
