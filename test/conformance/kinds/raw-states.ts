/** Final states of scenarios as raw keys and values, and what runtime APIs answer on them. */

import { SystemNumber } from '../../../src/local-chain/pallets/system/storage.ts'
import { Ctx } from '../../../src/local-chain/runtime/context.ts'
import { encode } from '../../../src/local-chain/scale/codec.ts'
import { State } from '../../../src/local-chain/state/state.ts'
import { EMPTY_STORE } from '../../../src/local-chain/state/store.ts'
import { fromHex, type Hex, toHex } from '../../../src/primitives/bytes.ts'
import type { Check, Json, Kind } from '../kind.ts'
import { coreRuntime as mockRuntime } from '../mock/runtimes.ts'
import { accountFromDecimal } from '../scenarios/json.ts'

interface RawState {
  readonly name: string
  readonly block: number
  readonly raw_storage: { readonly [key: Hex]: Hex }
  /** By question, e.g. `get_neurons(1)`. */
  readonly runtime_api: { readonly [question: string]: { readonly scale: Hex } }
}

export const rawStates: Kind = {
  name: 'raw states',
  matches: ({ data }) => {
    const list: unknown = data
    return Array.isArray(list) && list.every(entry => typeof entry === 'object' && 'raw_storage' in entry)
  },
  run: ({ data }, check) => {
    for (const state of data as unknown as readonly RawState[]) checkState(state, check)
  },
}

function checkState(raw: RawState, check: Check): void {
  const ctx = new Ctx(new State(EMPTY_STORE, mockRuntime.outer), mockRuntime)
  // The System pallet of the test runtime has wider numbers than this chain's.
  const entries = Object.entries(raw.raw_storage).filter(([key]) => !labelOf(key as Hex).startsWith('System.'))
  SystemNumber.put(ctx, raw.block)
  for (const [key, value] of entries) mockRuntime.raw.put(ctx.state, fromHex(key), fromHex(value))
  // As a block would write it: every value is encoded again from what was read.
  const sealed = new Map(
    ctx.state.seal().map(({ key, after }) => [toHex(key), after === undefined ? '' : toHex(after)]),
  )
  for (const [key, value] of entries)
    check(`${raw.name} ${labelOf(key as Hex)} ${key}`, value, sealed.get(key as Hex) ?? 'absent')
  for (const [question, { scale }] of Object.entries(raw.runtime_api)) {
    check(`${raw.name} ${question}`, scale, ask(ctx, question))
  }
}

const labelOf = (key: Hex): string => mockRuntime.raw.itemOf(fromHex(key))?.label ?? 'unknown'

/** The answer to e.g. `get_selective_metagraph(1,[0,5])`, encoded. */
function ask(ctx: Ctx, question: string): Json {
  const [, name, rest] = /^(\w+)(?:\((.*)\))?$/.exec(question)!
  const method = [...mockRuntime.apis.values()].map(api => api.methods[name!]).find(found => found !== undefined)
  if (method === undefined) return 'no such question here'
  const given = JSON.parse(`[${rest ?? ''}]`) as readonly (number | readonly number[])[]
  const args = Object.entries(method.inputs).map(([key, codec], i) => {
    const value = given[i]!
    if (Array.isArray(value)) return [key, Uint16Array.from(value)]
    return [key, codec.minSize === 32 ? accountFromDecimal(String(value)) : value]
  })
  return toHex(
    encode(
      method.output,
      ctx.dry(() => method.run(ctx, Object.fromEntries(args) as never)),
      mockRuntime.outer,
    ),
  )
}
