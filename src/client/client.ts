/**
 * A client of a chain: reads by the names that the chain uses, in plain values.
 *
 *     const client = await chain.with({ storage: ['SubtensorModule.Tempo'], apis: ['SubnetInfoRuntimeApi.get_metagraph'] })
 *     await client.get('SubtensorModule.Tempo', 1)
 *     await client.ask('SubnetInfoRuntimeApi.get_metagraph', 1)
 */
import type { ApiPromise } from '@polkadot/api'
import type { QueryableStorageEntry } from '@polkadot/api/types'
import type { Codec } from '@polkadot/types-codec/types'
import { stringCamelCase } from '@polkadot/util'
import type { Hex } from '../primitives/bytes.ts'
import { assert, TaoError } from '../primitives/errors.ts'
import type { Chain } from './chain.ts'
import { asTaoError } from './failures.ts'
import type { Needs } from './metadata/needs.ts'
import type { ServedLens } from './metadata/serve.ts'
import { type Plain, plain } from './plain.ts'

/** What reads need of a client, or of the part of it that is pinned to a block. */
type Decorated = Pick<ApiPromise, 'query' | 'call'>
type ApiCall = (...args: unknown[]) => Promise<Codec>

export interface Entry {
  /** The parts of the key. */
  readonly keys: readonly Plain[]
  readonly value: Plain
}

export interface BlockRef {
  readonly number: number
  readonly hash: Hex
}

/** Reads of the newest state, or of one block's. */
export class Reader {
  readonly chain: Chain
  protected readonly decorated: Decorated

  constructor(chain: Chain, decorated: Decorated) {
    this.chain = chain
    this.decorated = decorated
  }

  /** A storage item; of a map the entry under a key. Its default where it is absent, undefined where it has none. */
  async get(item: string, ...keys: unknown[]): Promise<Plain> {
    return plain(await this.run(() => this.item(item)(...keys)))
  }

  /** Several entries of a map, in the order of the keys given. */
  async many(item: string, keys: readonly unknown[]): Promise<Plain[]> {
    if (keys.length === 0) return []
    const codecs = await this.run(() => this.item(item).multi([...keys] as never) as Promise<Codec[]>)
    return codecs.map(plain)
  }

  /** The entries of a map under the first parts of its key. */
  async entries(item: string, ...prefix: unknown[]): Promise<Entry[]> {
    const pairs = await this.run(() => this.item(item).entries(...prefix))
    return pairs.map(([key, value]) => ({ keys: key.args.map(part => plain(part)), value: plain(value) }))
  }

  /** A runtime API by name, e.g. `SubnetInfoRuntimeApi.get_metagraph`. */
  async ask(api: string, ...args: unknown[]): Promise<Plain> {
    const [owner, method] = split(api)
    const call = this.decorated.call[stringCamelCase(owner)]?.[stringCamelCase(method)] as ApiCall | undefined
    if (call === undefined) throw absent(`the runtime API ${api}`, this.chain)
    return plain(await this.run(() => call(...args)))
  }

  private item(name: string): QueryableStorageEntry<'promise'> {
    const [pallet, item] = split(name)
    const entry = this.decorated.query[stringCamelCase(pallet)]?.[stringCamelCase(item)]
    if (entry === undefined) throw absent(`the storage item ${name}`, this.chain)
    return entry as QueryableStorageEntry<'promise'>
  }

  private async run<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw asTaoError(error, this.chain.network)
    }
  }
}

export class Client extends Reader {
  readonly api: ApiPromise
  readonly needs: Needs
  readonly lens: ServedLens

  constructor(chain: Chain, api: ApiPromise, needs: Needs, lens: ServedLens) {
    super(chain, api)
    this.api = api
    this.needs = needs
    this.lens = lens
  }

  /** Reads of one block, so that all of them fit together: of the newest one if none is given. */
  async at(block?: BlockRef): Promise<Reader & { readonly block: BlockRef }> {
    const ref = block ?? (await this.chain.head())
    try {
      return Object.assign(new Reader(this.chain, await this.api.at(ref.hash)), { block: ref })
    } catch (error) {
      throw asTaoError(error, this.chain.network)
    }
  }

  /** A constant of the runtime. */
  constant(name: string): Plain {
    const [pallet, item] = split(name)
    const constant = this.api.consts[stringCamelCase(pallet)]?.[stringCamelCase(item)]
    if (constant === undefined) throw absent(`the constant ${name}`, this.chain)
    return plain(constant as Codec)
  }

  async close(): Promise<void> {
    await this.api.disconnect()
  }
}

function split(name: string): readonly [owner: string, member: string] {
  const at = name.indexOf('.')
  assert(at > 0, `${name} is not of the form Owner.member`)
  return [name.slice(0, at), name.slice(at + 1)]
}

const absent = (what: string, { name, specVersion }: Chain): TaoError =>
  new TaoError('unsupported', `${name} does not have ${what}`, {
    why: `It runs version ${specVersion} of the Subtensor runtime.`,
    remedy: 'Use a network whose runtime has it, or a version of taokit that knows this runtime.',
  })
