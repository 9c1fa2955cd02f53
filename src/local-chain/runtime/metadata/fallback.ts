/** What a runtime's declarations amount to as bytes: defaults of storage items and values of constants. */
import { type Hex, toHex } from '../../../primitives/bytes.ts'
import { encode } from '../../scale/codec.ts'
import type { Constant } from '../../state/constant.ts'
import { State } from '../../state/state.ts'
import type { HasState, StorageItem } from '../../state/storage.ts'
import { EMPTY_STORE } from '../../state/store.ts'
import type { Runtime } from '../runtime.ts'

/** A chain that holds nothing: what defaults are computed on. */
export const emptyChain = (runtime: Runtime): HasState => ({
  state: new State(EMPTY_STORE, runtime.outer),
  constants: runtime.profile.constants,
})

const NONE: Hex = '0x00'

/** The bytes that stand for an absent key: the default, or None for an optional item. */
export function fallbackBytes(runtime: Runtime, chain: HasState, item: StorageItem): Hex {
  return item.modifier === 'Optional' ? NONE : toHex(encode(item.value, item.fallback(chain), runtime.outer))
}

export function constantBytes(runtime: Runtime, chain: HasState, constant: Constant<unknown>): Hex {
  return toHex(encode(constant.codec, constant.of(chain), runtime.outer))
}
