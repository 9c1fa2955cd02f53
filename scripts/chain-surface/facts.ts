/** The surface of a runtime as plain facts: ours from the declarations, the reference's from its files. */
import { localnet } from '../../src/local-chain/profiles/localnet.ts'
import { Ctx } from '../../src/local-chain/runtime/context.ts'
import { dispatchInfo } from '../../src/local-chain/runtime/dispatch.ts'
import type { Pallet } from '../../src/local-chain/runtime/pallet.ts'
import { Runtime } from '../../src/local-chain/runtime/runtime.ts'
import { encode } from '../../src/local-chain/scale/codec.ts'
import { shapeInfos } from '../../src/local-chain/scale/composites.ts'
import { State } from '../../src/local-chain/state/state.ts'
import { EMPTY_STORE } from '../../src/local-chain/state/store.ts'
import { toHex } from '../../src/primitives/bytes.ts'
import { decodeMetadata } from '../../src/primitives/metadata/format.ts'
import { administeredRuntime, tradedRuntime } from '../../test/conformance/mock/runtimes.ts'
import { zeroCall } from '../../test/local-chain/support/sample.ts'

/** The pallets whose surface is told, in the order of their indices. */
export const PALLETS = [
  'System',
  'Balances',
  'TransactionPayment',
  'SubtensorModule',
  'Sudo',
  'AdminUtils',
  'Swap',
  'AlphaAssets',
]

/** The runtime APIs that these pallets answer. */
const APIS: Readonly<Record<string, readonly string[]>> = {
  System: ['AccountNonceApi'],
  TransactionPayment: ['TransactionPaymentApi', 'TransactionPaymentCallApi'],
  SubtensorModule: [
    'DelegateInfoRuntimeApi',
    'NeuronInfoRuntimeApi',
    'SubnetInfoRuntimeApi',
    'StakeInfoRuntimeApi',
    'SubnetRegistrationRuntimeApi',
  ],
  Swap: ['SwapRuntimeApi'],
}

export const SECTIONS = ['call', 'storage', 'event', 'error', 'constant', 'api'] as const
export type Section = (typeof SECTIONS)[number]

/**
 * Of each thing a line that says all that is compared: a call's index, arguments with the names of their types, class and
 * whether it pays; an item's modifier and hashers; an event's index and fields; an error's index; a constant's value; an API
 * method's arguments.
 */
export type Facts = Readonly<Record<string, string>>

/** `section Pallet` → name → facts. */
export type Surface = Readonly<Record<string, Facts>>

/** `Pallet.call` → index, class, whether it pays, and the weight with empty arguments. */
export type Weights = Readonly<Record<string, string>>

export const sectionOf = (section: Section, pallet: string): string => `${section} ${pallet}`

const localRuntime = new Runtime(localnet(false, true).profile)
const ctxOf = (runtime: Runtime): Ctx => new Ctx(new State(EMPTY_STORE, runtime.outer), runtime)
const localCtx = ctxOf(localRuntime)

const named = <T>(list: readonly T[], entry: (one: T) => readonly [name: string, facts: string]): Facts =>
  Object.fromEntries(list.map(entry))

let surface: Surface | undefined

/** Ours, of the local network. */
export function ownSurface(): Surface {
  surface ??= Object.fromEntries(
    PALLETS.flatMap(name => {
      const sections = ownSections(localRuntime.pallet(name)!.pallet)
      return SECTIONS.map(section => [sectionOf(section, name), sections[section]])
    }),
  )
  return surface
}

function ownSections(pallet: Pallet): Record<Section, Facts> {
  return {
    call: named(pallet.calls ?? [], call => {
      const info = dispatchInfo(localCtx, zeroCall(localRuntime, call))
      const args = shapeInfos(call.args).map(
        ({ name, typeName, type }) => `${name}: ${typeText(typeName ?? lastOf(type()))}`,
      )
      return [call.name, callText(call.index, args, info.class, info.pays)]
    }),
    storage: named(pallet.storage ?? [], ({ name, modifier, parts }) => [
      name,
      `${modifier} [${parts.map(({ hasher }) => hasher).join(', ')}]`,
    ]),
    event: named(Object.values(pallet.events ?? {}), ({ decl }) => [
      decl.name,
      `${decl.index} (${shapeInfos(decl.shape)
        .map(({ name }) => name ?? '_')
        .join(', ')})`,
    ]),
    error: named(Object.values(pallet.errors ?? {}), ({ error, index }) => [error, String(index)]),
    constant: named(pallet.constants ?? [], constant => [
      constant.name,
      toHex(encode(constant.codec, constant.of(localCtx))),
    ]),
    api: named(
      (APIS[pallet.name] ?? []).flatMap(api =>
        Object.entries(localRuntime.apis.get(api)!.methods).map(m => [api, m] as const),
      ),
      ([api, [method, { inputs }]]) => [`${api}.${method}`, `(${Object.keys(inputs).join(', ')})`],
    ),
  }
}

const lastOf = ({ path, def }: { readonly path: readonly string[]; readonly def: { readonly kind: string } }): string =>
  path.at(-1) ?? ('name' in def ? String(def.name) : def.kind)

const callText = (index: number, args: readonly string[], dispatchClass: string, pays: string): string =>
  `${index} (${args.join(', ')}) ${dispatchClass} ${pays === 'No' ? 'free' : 'paid'}`

/** Spaces and lines of a Rust type, and how its source abbreviates what metadata spells out. */
const typeText = (type: string): string => type.replaceAll(/\s+/g, '')

/** Calls of the reference that only its own weight functions know, with their weights on empty arguments. */
export function ownWeights(): Weights {
  const weights: Record<string, string> = {}
  for (const name of PALLETS) {
    // The reference weighed the calls in the runtime with the usual limits, where that has the pallet.
    const runtime = tradedRuntime.pallet(name) === undefined ? administeredRuntime : tradedRuntime
    const ctx = ctxOf(runtime)
    for (const call of runtime.pallet(name)?.pallet.calls ?? []) {
      const info = dispatchInfo(ctx, zeroCall(runtime, call))
      weights[`${name}.${call.name}`] = weightText(call.index, info.class, info.pays, info.weight)
    }
  }
  return weights
}

function weightText(
  index: number,
  dispatchClass: string,
  pays: string,
  { ref_time, proof_size }: { readonly ref_time: bigint | string; readonly proof_size: bigint | string },
): string {
  return `${index} ${dispatchClass} ${pays === 'No' ? 'free' : 'paid'} ${ref_time} ${proof_size}`
}

interface HeadPallet {
  readonly name: string
  readonly calls: readonly {
    readonly index: number
    readonly name: string
    readonly args: readonly { readonly name: string; readonly type: string; readonly typeName?: string }[]
    readonly class?: string
    readonly pays?: string
  }[]
  readonly storage: readonly { readonly name: string; readonly modifier: string; readonly hashers: readonly string[] }[]
  readonly events: readonly {
    readonly index: number
    readonly name: string
    readonly fields: readonly { readonly name: string | null }[]
  }[]
  readonly errors: readonly { readonly index: number; readonly name: string }[]
  readonly constants: readonly { readonly name: string; readonly hex?: string }[]
}

interface Head {
  readonly pallets: readonly HeadPallet[]
  readonly runtimeApis: readonly {
    readonly name: string
    readonly methods: readonly { readonly name: string; readonly inputs: readonly { readonly name: string }[] }[]
  }[]
}

/** The values of constants that metadata shows, as `Pallet.Name` → hex. The head's file knows those of some pallets only. */
export type ConstantValues = ReadonlyMap<string, string>

export function constantsIn(metadata: Uint8Array): ConstantValues {
  const { value } = decodeMetadata(metadata)
  const entries = value.pallets.flatMap(pallet =>
    pallet.constants.map(constant => [`${pallet.name}.${constant.name}`, constant.value] as const),
  )
  return new Map(entries)
}

const NO_VALUES: ConstantValues = new Map()

/** The reference's, from runtime-head.json or from what a run before has made of it. */
export function referenceSurface(file: Head | Surface, values = NO_VALUES): Surface {
  if (!('pallets' in file)) return file
  const head = file as Head
  return Object.fromEntries(
    PALLETS.flatMap(name => {
      const pallet = head.pallets.find(candidate => candidate.name === name)!
      const sections = headSections(head, pallet, values)
      return SECTIONS.map(section => [sectionOf(section, name), sections[section]])
    }),
  )
}

/** What the file does not know is `?`. */
function headSections({ runtimeApis }: Head, pallet: HeadPallet, values: ConstantValues): Record<Section, Facts> {
  return {
    call: named(pallet.calls, call => {
      const args = call.args.map(({ name, type, typeName }) => `${name}: ${typeText(typeName ?? type)}`)
      return [
        call.name,
        call.class === undefined
          ? `${call.index} (${args.join(', ')}) ?`
          : callText(call.index, args, call.class, call.pays!),
      ]
    }),
    storage: named(pallet.storage, ({ name, modifier, hashers }) => [name, `${modifier} [${hashers.join(', ')}]`]),
    event: named(pallet.events, ({ name, index, fields }) => [
      name,
      `${index} (${fields.map(field => field.name ?? '_').join(', ')})`,
    ]),
    error: named(pallet.errors, ({ name, index }) => [name, String(index)]),
    constant: named(pallet.constants, ({ name, hex }) => [name, hex ?? values.get(`${pallet.name}.${name}`) ?? '?']),
    api: named(
      runtimeApis
        .filter(({ name }) => (APIS[pallet.name] ?? []).includes(name))
        .flatMap(({ name, methods }) => methods.map(method => [name, method] as const)),
      ([api, { name, inputs }]) => [`${api}.${name}`, `(${inputs.map(input => input.name).join(', ')})`],
    ),
  }
}

interface WeightFile {
  readonly calls: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly call_index: number
            readonly class: string
            readonly pays: string
            readonly ref_time: string
            readonly proof_size: string
          }
        >
      >
    >
  >
}

/** The reference's, from call_weights.json or from what a run before has made of it. */
export function referenceWeights(file: WeightFile | Weights): Weights {
  if (!('calls' in file)) return file
  const { calls } = file as WeightFile
  return Object.fromEntries(
    PALLETS.flatMap(pallet =>
      Object.entries(calls[pallet] ?? {}).map(([name, info]) => [
        `${pallet}.${name}`,
        weightText(info.call_index, info.class, info.pays, info),
      ]),
    ),
  )
}
