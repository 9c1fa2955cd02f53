/** The constants of the reference's test runtime, and what stands for a key of storage that is absent. */
import { Ctx } from '../../../src/local-chain/runtime/context.ts'
import type { Runtime } from '../../../src/local-chain/runtime/runtime.ts'
import { runtimeVersionCodec, runtimeVersionOf } from '../../../src/local-chain/runtime/version.ts'
import { State } from '../../../src/local-chain/state/state.ts'
import { EMPTY_STORE } from '../../../src/local-chain/state/store.ts'
import type { Check, Json, Kind } from '../kind.ts'
import { coreRuntime } from '../mock/runtimes.ts'
import { toJson } from '../scenarios/json.ts'

type Entries = { readonly [name: string]: Json }

export const constants: Kind = {
  name: 'constants',
  matches: ({ data }) => 'pallet_constants' in data && 'storage_defaults' in data,
  run: ({ data }, check) => {
    const ctx = new Ctx(new State(EMPTY_STORE, coreRuntime.outer), coreRuntime)
    for (const [pallet, expected] of Object.entries(data.pallet_constants as Entries)) {
      checkConstants(ctx, pallet, expected as Entries, check)
    }
    for (const [label, expected] of Object.entries(data.storage_defaults as Entries)) {
      check(`${label} default`, expected, defaultOf(ctx, label))
    }
  },
}

function checkConstants(ctx: Ctx, pallet: string, expected: Entries, check: Check): void {
  const declared = ctx.runtime.pallet(pallet)?.pallet.constants ?? []
  const found = new Map(
    declared.map(constant => [constant.name, toJson(ctx.runtime, constant.codec, constant.of(ctx))]),
  )
  if (pallet === 'System') found.set('Version', versionOf(ctx.runtime))
  for (const name of new Set([...Object.keys(expected), ...found.keys()])) {
    check(`${pallet}.${name}`, expected[name] ?? 'absent', found.has(name) ? found.get(name) : 'absent')
  }
}

/** No pallet declares it. The test runtime answers no runtime APIs. */
const versionOf = (runtime: Runtime): Json =>
  toJson(runtime, runtimeVersionCodec, { ...runtimeVersionOf(runtime), apis: [] })

function defaultOf(ctx: Ctx, label: string): Json {
  const [pallet, name] = label.split('.')
  const item = ctx.runtime.item(pallet!, name!)
  if (item === undefined) return 'no such item here'
  if (item.modifier === 'Optional') return 'none: the item is optional'
  return toJson(ctx.runtime, item.value, item.fallback(ctx))
}
