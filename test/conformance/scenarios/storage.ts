/** The storage of a scenario as JSON, and its comparison with what the files say. */
import type { Ctx } from '../../../src/local-chain/runtime/context.ts'
import type { StorageItem } from '../../../src/local-chain/state/storage.ts'
import type { Check, Json } from '../kind.ts'
import { toJson } from './json.ts'

type JsonObject = { readonly [key: string]: Json }

/** Item, as `Pallet.Name`, to key to value. */
export type Expected = Map<string, Map<string, Json>>

/** What the files record of each pallet: all of it, or only the items named. */
const RECORDED: Readonly<Record<string, readonly string[] | 'all'>> = {
  SubtensorModule: 'all',
  Swap: 'all',
  AlphaAssets: 'all',
  Balances: 'all',
  Crowdloan: 'all',
  Drand: 'all',
  System: ['Account'],
  Proxy: ['Proxies'],
  AdminUtils: 'all',
  EVMChainId: 'all',
  Commitments: 'all',
  Multisig: 'all',
  Grandpa: 'all',
  LimitOrders: 'all',
}

/** Brings what is expected forward by a recorded change. */
export function applyDelta(expected: Expected, changed: JsonObject, removed: JsonObject): void {
  for (const [item, entries] of Object.entries(changed)) {
    const known = expected.get(item) ?? new Map<string, Json>()
    expected.set(item, known)
    for (const [key, value] of Object.entries(entries as JsonObject)) known.set(key, value)
  }
  for (const [item, keys] of Object.entries(removed)) {
    for (const key of keys as readonly string[]) expected.get(item)?.delete(key)
  }
}

/** All that the files would record of the present state. */
export function snapshot(ctx: Ctx): Expected {
  const all: Expected = new Map()
  for (const item of recordedItems(ctx)) {
    const entries = entriesOf(ctx, item)
    if (entries.size > 0) all.set(item.label, entries)
  }
  return all
}

export function compareState(ctx: Ctx, expected: Expected, label: string, check: Check): void {
  const actual = snapshot(ctx)
  for (const item of new Set([...expected.keys(), ...actual.keys()])) {
    const want = expected.get(item) ?? new Map<string, Json>()
    const have = actual.get(item) ?? new Map<string, Json>()
    for (const key of new Set([...want.keys(), ...have.keys()])) {
      check(`${label} ${item}(${key})`, want.get(key) ?? ABSENT, have.get(key) ?? ABSENT)
    }
  }
}

const ABSENT = 'absent'

function recordedItems(ctx: Ctx): StorageItem[] {
  return ctx.runtime.pallets.flatMap(({ pallet }) => {
    const recorded = RECORDED[pallet.name]
    if (recorded === undefined) return []
    return (pallet.storage ?? []).filter(item => recorded === 'all' || recorded.includes(item.name))
  })
}

function entriesOf(ctx: Ctx, item: StorageItem): Map<string, Json> {
  const entries = new Map<string, Json>()
  for (const { keys, value } of ctx.state.cells(item, [])) {
    const key = keys.map((part, i) => keyText(toJson(ctx.runtime, item.parts[i]!.codec, part))).join(',')
    entries.set(key, toJson(ctx.runtime, item.value, value))
  }
  return entries
}

const keyText = (part: Json): string => (typeof part === 'object' ? JSON.stringify(part) : String(part))
