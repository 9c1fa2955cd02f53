/** What pallets declare: indices and arguments of calls, indices of errors, indices and fields of events, keys and values of storage. */
import type { Runtime } from '../../../src/local-chain/runtime/runtime.ts'
import { palletEnumInfo } from '../../../src/local-chain/runtime/runtime.ts'
import type { FieldInfo, VariantInfo } from '../../../src/local-chain/scale/type.ts'
import type { StorageItem } from '../../../src/local-chain/state/storage.ts'
import { toHex } from '../../../src/primitives/bytes.ts'
import { inChosenTypes } from '../declarations/chosen-types.ts'
import { typeName } from '../declarations/type-names.ts'
import type { Check, Json, Kind } from '../kind.ts'
import { runtimeWith } from '../mock/runtimes.ts'

type Entries = { readonly [name: string]: Json }

interface PalletSchema {
  readonly calls?: Entries
  readonly errors?: Entries
  readonly events?: Entries
  readonly storage?: Entries
  readonly mock_pallet_index: number
}

export const schema: Kind = {
  name: 'schema',
  matches: ({ data }) => {
    const pallets = Object.values(data)
    const isPallet = (value: Json) => typeof value === 'object' && value !== null && 'mock_pallet_index' in value
    return !Array.isArray(data) && pallets.length > 0 && pallets.every(isPallet)
  },
  run: ({ name, data }, check) => {
    const runtime = runtimeWith(new Set(Object.keys(data)))
    if (runtime === undefined) {
      check(name, 'a runtime', 'none has all of these pallets')
      return
    }
    for (const [pallet, expected] of Object.entries(data)) {
      checkPallet(runtime, pallet, expected as unknown as PalletSchema, check)
    }
  },
}

function checkPallet(runtime: Runtime, name: string, expected: PalletSchema, check: Check): void {
  const { index, pallet } = runtime.pallet(name)!
  check(`${name} index`, expected.mock_pallet_index, index)
  const variants = (kind: 'Call' | 'Event' | 'Error'): readonly VariantInfo[] => {
    const def = palletEnumInfo(pallet, kind)?.def
    return def?.kind === 'variant' ? def.variants : []
  }
  const described = (list: readonly VariantInfo[]) => list.map(each => [each.name, variant(runtime, each)] as const)
  checkEntries(`${name} call`, expected.calls, described(variants('Call')), check)
  checkEntries(`${name} event`, expected.events, described(variants('Event')), check)
  checkEntries(`${name} error`, expected.errors, described(variants('Error')), check)
  const items = (pallet.storage ?? []).map(item => [item.name, storage(runtime, item)] as const)
  checkEntries(`${name} storage`, expected.storage, items, check)
}

/** One result an entry, whichever side has it. */
function checkEntries(
  label: string,
  expected: Entries = {},
  actual: readonly (readonly [name: string, value: Json])[],
  check: Check,
): void {
  const found = new Map(actual)
  for (const name of new Set([...Object.keys(expected), ...found.keys()])) {
    const subject = `${label} ${name}`
    check(subject, inChosenTypes(subject, expected[name] ?? 'absent'), found.get(name) ?? 'absent')
  }
}

/** The index, and the fields where there are any: by name, or by type alone. */
function variant(runtime: Runtime, { index, fields }: VariantInfo): Json {
  return fields.length === 0 ? index : [index, fields.map(field => fieldJson(runtime, field))]
}

function fieldJson(runtime: Runtime, { name, type }: FieldInfo): Json {
  const text = typeName(runtime, type)
  return name === undefined ? text : [name, text]
}

function storage(runtime: Runtime, item: StorageItem): Json {
  return {
    keys: item.parts.map(({ hasher, codec }) => `${hasher}(${typeName(runtime, codec.type)})`),
    value: typeName(runtime, item.value.type),
    prefix: toHex(item.prefix()),
  }
}
