/**
 * A runtime: the pallets of a profile put together. It knows the index of everything, and how calls, events and errors
 * that stem from several pallets are written and read.
 */
import type { Hex } from '../../primitives/bytes.ts'
import { assert } from '../../primitives/errors.ts'
import { malformed, type Reader, type Writer } from '../scale/buffer.ts'
import type { Codec, OuterCodecs } from '../scale/codec.ts'
import { shapeInfos } from '../scale/composites.ts'
import { nominal, type TypeInfo, type TypeParam, type VariantInfo } from '../scale/type.ts'
import { type InvariantPlan, planInvariants } from '../state/invariants.ts'
import { RawState } from '../state/raw.ts'
import type { StorageItem } from '../state/storage.ts'
import type { ApiMethod, RuntimeApi } from './api.ts'
import type { Relation } from './audit.ts'
import type { CallDecl, RuntimeCall } from './call.ts'
import { type DispatchError, type DispatchErrorData, ModuleError, SystemError } from './dispatch-error.ts'
import type { EventDecl, RuntimeEvent } from './event.ts'
import { extrinsicCodec } from './extrinsic-codec.ts'
import type { RuntimeMetadata } from './metadata/build.ts'
import type { DispatchGuard, Pallet } from './pallet.ts'
import type { Profile } from './profile.ts'
import { blockNumber32, multiAddress } from './types.ts'

const CRATE = 'node_subtensor_runtime'

export interface RuntimePallet {
  readonly index: number
  readonly pallet: Pallet
}

export class Runtime {
  readonly profile: Profile
  readonly pallets: readonly RuntimePallet[]
  readonly outer: Required<OuterCodecs>
  readonly apis: ReadonlyMap<string, RuntimeApi>
  /** What every block must keep. */
  readonly invariants: InvariantPlan
  /** What an audit looks for beside them. */
  readonly relations: readonly Relation[]
  /** The guards of all pallets, in order. */
  readonly guards: readonly DispatchGuard[]
  /** The encoded metadata. Whoever runs a chain attaches it before the first block: signers may commit to its digest. */
  metadata: RuntimeMetadata | undefined
  private rawState: RawState | undefined
  private readonly byIndex = new Map<number, RuntimePallet>()
  private readonly byName = new Map<string, RuntimePallet>()
  private readonly callPallet = new Map<CallDecl, RuntimePallet>()

  constructor(profile: Profile) {
    this.profile = profile
    this.pallets = profile.pallets.map(([index, pallet]) => ({ index, pallet }))
    for (const entry of this.pallets) {
      assert(!this.byIndex.has(entry.index), `two pallets have index ${entry.index}`)
      this.byIndex.set(entry.index, entry)
      this.byName.set(entry.pallet.name, entry)
      for (const call of entry.pallet.calls ?? []) this.callPallet.set(call, entry)
    }
    const palletApis = this.pallets.flatMap(({ pallet }) => pallet.apis ?? [])
    this.apis = new Map([...(profile.apis ?? []), ...palletApis].map(api => [api.name, api]))
    this.guards = this.pallets.flatMap(({ pallet }) => pallet.guards ?? [])
    this.invariants = planInvariants(this.pallets.flatMap(({ pallet }) => pallet.invariants ?? []))
    this.relations = this.pallets.flatMap(({ pallet }) => pallet.relations ?? [])
    this.outer = {
      RuntimeCall: this.callCodec() as Codec<unknown>,
      RuntimeEvent: this.eventCodec() as Codec<unknown>,
      RuntimeError: typeOnly(() => this.enumInfo('Error')),
      UncheckedExtrinsic: extrinsicCodec(this),
      BlockNumber: profile.blockNumber ?? blockNumber32,
      Address: profile.address ?? multiAddress,
    }
  }

  pallet(name: string): RuntimePallet | undefined {
    return this.byName.get(name)
  }

  /** State by raw keys. */
  get raw(): RawState {
    this.rawState ??= new RawState(this.pallets.flatMap(({ pallet }) => pallet.storage ?? []))
    return this.rawState
  }

  /** The digest of this runtime's metadata (RFC 78), where there is one. */
  metadataHash(): Hex | undefined {
    return this.metadata?.hash ?? this.profile.metadataHash?.()
  }

  /** The pallet that declares a call. */
  palletOf(call: CallDecl): RuntimePallet {
    const entry = this.callPallet.get(call)
    assert(entry !== undefined, `call ${call.name} belongs to no pallet of this runtime`)
    return entry
  }

  /** e.g. `SubtensorModule.add_stake` */
  callName(call: RuntimeCall): string {
    return `${this.palletOf(call.call).pallet.name}.${call.call.name}`
  }

  item(pallet: string, name: string): StorageItem | undefined {
    return this.byName.get(pallet)?.pallet.storage?.find(item => item.name === name)
  }

  /** A method of a runtime API by the name clients use: `SwapRuntimeApi_current_alpha_price`. */
  apiMethod(fullName: string): ApiMethod | undefined {
    const at = fullName.indexOf('_')
    return this.apis.get(fullName.slice(0, at))?.methods[fullName.slice(at + 1)]
  }

  /** A refusal in its encoded form. */
  errorData(error: DispatchError): DispatchErrorData {
    if (error instanceof SystemError) return error.data
    assert(error instanceof ModuleError, `unknown kind of dispatch error: ${error.label}`)
    const entry = this.byName.get(error.pallet)
    assert(entry !== undefined, `${error.pallet} is not part of this runtime`)
    const index = error.index.toString(16).padStart(2, '0')
    return { type: 'Module', value: { index: entry.index, error: `0x${index}000000` } }
  }

  /** What users know an encoded refusal by: `SubtensorModule.NotEnoughStake`, `Token.FundsUnavailable`, `BadOrigin`. */
  errorLabel(data: DispatchErrorData): string {
    if (data.type !== 'Module') return typeof data.value === 'string' ? `${data.type}.${data.value}` : data.type
    const entry = this.byIndex.get(data.value.index)
    const index = Number.parseInt(data.value.error.slice(2, 4), 16)
    const error = Object.values(entry?.pallet.errors ?? {}).find(candidate => candidate.index === index)
    return error?.label ?? `Module ${data.value.index}, error ${index}`
  }

  private callCodec(): Codec<RuntimeCall> {
    const tables = tablesOf(this.pallets, ({ pallet }) => pallet.calls ?? [])
    return {
      write: (writer: Writer, { call, args }: RuntimeCall) => {
        writer.u8(this.palletOf(call).index)
        writer.u8(call.index)
        call.codec.write(writer, args)
      },
      read: (reader: Reader) =>
        reader.deeper(() => {
          const call = tables.get(reader.u8())?.get(reader.u8())
          if (call === undefined) throw malformed('no call has this index')
          return { call, args: call.codec.read(reader) }
        }),
      type: this.lazyInfo('Call'),
      minSize: 2,
    }
  }

  private eventCodec(): Codec<RuntimeEvent> {
    const tables = tablesOf(this.pallets, ({ pallet }) => eventDecls(pallet))
    return {
      write: (writer, { event, data }) => {
        const entry = this.byName.get(event.pallet)
        assert(entry !== undefined, `${event.pallet} is not part of this runtime`)
        writer.u8(entry.index)
        writer.u8(event.index)
        event.codec.write(writer, data)
      },
      read: reader => {
        const event = tables.get(reader.u8())?.get(reader.u8())
        if (event === undefined) throw malformed('no event has this index')
        return { event, data: event.codec.read(reader) }
      },
      type: this.lazyInfo('Event'),
      minSize: 2,
    }
  }

  private lazyInfo(kind: OuterKind): () => TypeInfo {
    let info: TypeInfo | undefined
    return () => {
      info ??= this.enumInfo(kind)
      return info
    }
  }

  /** `RuntimeCall`, `RuntimeEvent` or `RuntimeError`: one variant for each pallet that has any. */
  private enumInfo(kind: OuterKind): TypeInfo {
    const inOrder = [...this.pallets].sort((a, b) => a.index - b.index)
    const variants = inOrder.flatMap(({ index, pallet }): VariantInfo[] => {
      const info = palletEnumInfo(pallet, kind)
      if (info === undefined) return []
      return [{ name: pallet.name, index, fields: [{ type: () => info, typeName: partName(pallet, kind, info) }] }]
    })
    return nominal(`${CRATE}::Runtime${kind}`, { kind: 'variant', variants })
  }
}

type OuterKind = 'Call' | 'Event' | 'Error'

/** How the reference's macro spells the type of a pallet's part. */
function partName(pallet: Pallet, kind: OuterKind, info: TypeInfo): string {
  if (kind === 'Call') return `${CALLABLE}<${pallet.name}, Runtime>`
  return `${pallet.path.split('::')[0]}::${kind}${info.params.length > 0 ? '<Runtime>' : ''}`
}

const CALLABLE = 'self::sp_api_hidden_includes_construct_runtime::hidden_include::dispatch\n::CallableCallFor'

const eventDecls = (pallet: Pallet): EventDecl[] => Object.values(pallet.events ?? {}).map(({ decl }) => decl)

function tablesOf<T extends { readonly index: number }>(
  pallets: readonly RuntimePallet[],
  members: (entry: RuntimePallet) => readonly T[],
): ReadonlyMap<number, ReadonlyMap<number, T>> {
  return new Map(pallets.map(entry => [entry.index, new Map(members(entry).map(member => [member.index, member]))]))
}

const enumInfos = new WeakMap<Pallet, Map<OuterKind, TypeInfo>>()

/** A pallet's own `Call`, `Event` or `Error` enum; undefined where it has none. */
export function palletEnumInfo(pallet: Pallet, kind: OuterKind): TypeInfo | undefined {
  const variants = palletVariants(pallet, kind)
  if (variants.length === 0) return undefined
  const known = enumInfos.get(pallet) ?? new Map<OuterKind, TypeInfo>()
  enumInfos.set(pallet, known)
  let info = known.get(kind)
  if (info === undefined) {
    const params: TypeParam[] = (pallet.params?.[kind] ?? ['T']).map(name => ({ name }))
    info = nominal(`${pallet.path}::${kind}`, { kind: 'variant', variants }, params)
    known.set(kind, info)
  }
  return info
}

function palletVariants(pallet: Pallet, kind: OuterKind): VariantInfo[] {
  switch (kind) {
    case 'Call':
      return (pallet.calls ?? []).map(call => ({
        name: call.name,
        index: call.index,
        fields: shapeInfos(call.args),
        docs: call.info.docs,
      }))
    case 'Event':
      return eventDecls(pallet).map(event => ({
        name: event.name,
        index: event.index,
        fields: shapeInfos(event.shape),
      }))
    case 'Error':
      return Object.values(pallet.errors ?? {}).map(({ error, index }) => ({
        name: error,
        index,
        fields: [],
        docs: [spelt(error)],
      }))
  }
}

/** The words of an error's name. Python clients tell users of no error that has no documentation. */
const spelt = (name: string): string =>
  `${name[0]}${name.slice(1).replace(/(?<=[a-z0-9])[A-Z]/g, letter => ` ${letter.toLowerCase()}`)}.`

/** `RuntimeError` only ever stands in metadata: nothing is written or read as one. */
function typeOnly(type: () => TypeInfo): Codec<unknown> {
  const refuse = (): never => {
    throw malformed('RuntimeError is not a value')
  }
  return { write: refuse, read: refuse, type, minSize: 1 }
}
