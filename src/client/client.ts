/**
 * A client of a chain: reads by the names that the chain uses, in plain values.
 *
 *     const client = await chain.with({ storage: ['SubtensorModule.Tempo'], apis: ['SubnetInfoRuntimeApi.get_metagraph'] })
 *     await client.get('SubtensorModule.Tempo', 1)
 *     await client.ask('SubnetInfoRuntimeApi.get_metagraph', 1)
 */
import { concatBytes, fromHex, type Hex, toHex } from '../primitives/bytes.ts'
import { assert, TaoError } from '../primitives/errors.ts'
import type { Chain } from './chain.ts'
import { decode } from './codec/decode.ts'
import { encode } from './codec/encode.ts'
import { keyParts, storageKey } from './codec/storage-keys.ts'
import type { Lens, StorageShape } from './metadata/lens.ts'
import type { Needs } from './metadata/needs.ts'
import type { Plain } from './plain.ts'
import { StorageQueue } from './storage-queue.ts'

export interface Entry {
  /** The parts of the key. */
  readonly keys: readonly Plain[]
  readonly value: Plain
}

export interface BlockRef {
  readonly number: number
  readonly hash: Hex
}

/** How many keys a node lists at once. */
const PAGE = 1000
/** More than any map has: what goes on behind it never ends. */
const MOST_KEYS = 4_000_000

/** What is known of a runtime, and what of it was asked for. */
export interface Known {
  readonly lens: Lens
  readonly needs: Needs
  readonly specVersion: number
}

/** Reads of the newest state, or of one block's. */
export class Reader {
  readonly chain: Chain
  readonly lens: Lens
  readonly needs: Needs
  /** Of the runtime that made what is read. */
  readonly specVersion: number
  private readonly hash: readonly [] | readonly [Hex]
  private readonly queue: StorageQueue

  constructor(chain: Chain, { lens, needs, specVersion }: Known, block?: Hex) {
    this.chain = chain
    this.lens = lens
    this.needs = needs
    this.specVersion = specVersion
    this.hash = block === undefined ? [] : [block]
    this.queue = new StorageQueue(chain, block)
  }

  /** A storage item; of a map the entry under a key. Its default where it is absent, undefined where it has none. */
  async get(item: string, ...keys: unknown[]): Promise<Plain> {
    return (await this.many(item, [keys]))[0]
  }

  /** Several entries of a map, in the order of the keys given. */
  async many(item: string, keys: readonly unknown[]): Promise<Plain[]> {
    const shape = this.item(item)
    const values = await Promise.all(
      keys.map(key => {
        const parts = Array.isArray(key) ? key : [key]
        assert(
          parts.length === shape.keys.length,
          `${item} has ${shape.keys.length} parts of a key, not ${parts.length}`,
        )
        return this.queue.get(storageKey(this.lens, shape, parts))
      }),
    )
    return this.fitting(() => values.map(value => this.stored(shape, value)))
  }

  /** The entries of a map under the first parts of its key. */
  entries(item: string, ...prefix: unknown[]): Promise<Entry[]> {
    return this.firstEntries(MOST_KEYS + 1, item, ...prefix)
  }

  /** No more than so many of them. */
  async firstEntries(most: number, item: string, ...prefix: unknown[]): Promise<Entry[]> {
    const shape = this.item(item)
    const keys = await this.keysUnder(storageKey(this.lens, shape, prefix), most)
    const values = await Promise.all(keys.map(key => this.queue.get(key)))
    return this.fitting(() =>
      keys.flatMap((key, i) => {
        const value = values[i]!
        // One that went while the keys were listed.
        if (value === null) return []
        return [{ keys: keyParts(this.lens, shape, key), value: this.stored(shape, value) }]
      }),
    )
  }

  /** A runtime API by name, e.g. `SubnetInfoRuntimeApi.get_metagraph`. */
  async ask(api: string, ...args: unknown[]): Promise<Plain> {
    const shape = this.lens.apis[api]
    if (shape === undefined) throw this.absent('apis', api)
    const { shapes } = this.lens
    assert(args.length === shape.inputs.length, `${api} takes ${shape.inputs.length} arguments, not ${args.length}`)
    const input = concatBytes(...shape.inputs.map(({ name, type }, i) => encode(shapes, type, args[i], name)))
    const output = await this.chain.rpc<Hex>('state_call', api.replace('.', '_'), toHex(input), ...this.hash)
    return this.fitting(() => decode(shapes, shape.output, fromHex(output)))
  }

  /** A constant of the runtime. */
  constant(name: string): Plain {
    const constant = this.lens.constants[name]
    if (constant === undefined) throw this.absent('constants', name)
    return decode(this.lens.shapes, constant.type, fromHex(constant.value))
  }

  /** What does not fit may be of a runtime that came after the chain was opened: then that is what is told. */
  private async fitting<T>(read: () => T): Promise<T> {
    try {
      return read()
    } catch (error) {
      const isMisfit = error instanceof TaoError && error.code === 'wrong_chain'
      if (isMisfit && this.specVersion === this.chain.specVersion) await this.chain.ensureSameRuntime()
      throw error
    }
  }

  private async keysUnder(prefix: Hex, most: number): Promise<Hex[]> {
    const keys: Hex[] = []
    for (;;) {
      const last = keys.at(-1)
      const size = Math.min(PAGE, most - keys.length)
      const page = await this.chain.rpc<readonly Hex[]>('state_getKeysPaged', prefix, size, last ?? null, ...this.hash)
      if (!goesOn(prefix, last, page) || keys.length + page.length > MOST_KEYS) throw endless(this.chain)
      keys.push(...page)
      if (page.length < size || keys.length === most) return keys
    }
  }

  private stored({ value, fallback }: StorageShape, given: Hex | null): Plain {
    const bytes = given ?? fallback
    return bytes === undefined ? undefined : decode(this.lens.shapes, value, fromHex(bytes))
  }

  protected absent(kind: keyof typeof KINDS, member: string): TaoError {
    assert(this.needs[kind]?.includes(member), `${member} is asked for and not among the needs`)
    return new TaoError('unsupported', `${this.chain.name} does not have the ${KINDS[kind]} ${member}`, {
      why: `It runs version ${this.specVersion} of the Subtensor runtime.`,
      remedy: 'Use a network whose runtime has it, or a version of taokit that knows this runtime.',
    })
  }

  private item(name: string): StorageShape {
    const shape = this.lens.storage[name]
    if (shape === undefined) throw this.absent('storage', name)
    return shape
  }
}

export class Client extends Reader {
  /** Reads of one block, so that all of them fit together: of the newest one if none is given. */
  async at(block?: BlockRef): Promise<Reader & { readonly block: BlockRef }> {
    const ref = block ?? (await this.chain.head())
    // An older block may have been made by another runtime.
    const known = block === undefined ? this : await this.chain.knownAt(block.hash, this)
    return Object.assign(new Reader(this.chain, known, ref.hash), { block: ref })
  }
}

/** Whether a page holds keys under the prefix, each behind the one before, and no more of them than were asked for. */
function goesOn(prefix: Hex, last: Hex | undefined, page: readonly Hex[]): boolean {
  if (page.length > PAGE) return false
  let before = last
  for (const key of page) {
    if (!key.startsWith(prefix) || (before !== undefined && key <= before)) return false
    before = key
  }
  return true
}

const KINDS = { apis: 'runtime API', storage: 'storage item', constants: 'constant' } as const

const endless = ({ name }: Chain): TaoError =>
  new TaoError('wrong_chain', `${name} lists the entries of a map without an end`, {
    why: 'Its pages of keys do not go on one behind the other.',
    remedy: 'Use another node with --network.',
  })
