/**
 * A connection to a chain, whichever it is. Clients are made as they are needed, each with a lens on the chain's metadata
 * that covers what is asked of it.
 */
import type { ApiPromise } from '@polkadot/api'
import type { ProviderInterface } from '@polkadot/rpc-provider/types'
import { fromHex, type Hex } from '../primitives/bytes.ts'
import { messageOf, TaoError } from '../primitives/errors.ts'
import { checked } from './answers.ts'
import { type BlockRef, Client, type Known } from './client.ts'
import { asTaoError, connectionLost } from './failures.ts'
import { dropCached } from './metadata/cache.ts'
import { contentsOf } from './metadata/contents.ts'
import type { Lens, Part } from './metadata/lens.ts'
import { covers, mergeNeeds, type Needs } from './metadata/needs.ts'
import { fullMetadata, type MetadataRequest, serveLens } from './metadata/serve.ts'
import { isInside, type Network, networkNamedBy } from './networks.ts'

export interface ChainOptions {
  readonly network: Network
  readonly provider: ProviderInterface
  /** Who answers, for what is kept: the address of the node. The network's name if absent. */
  readonly source?: string
  /** Where lenses are kept. */
  readonly cache?: string
  readonly onClose?: () => void
}

export interface Subscription<T> {
  /** The name that its messages bear. */
  readonly notification: string
  readonly method: string
  readonly unsubscribe: string
  readonly params: readonly unknown[]
  readonly onMessage: (message: T) => void
  /** The connection broke, or the node ended it with an error: nothing will come any more. */
  readonly onLost: (error: TaoError) => void
}

/** What a node says of its runtime. */
interface RuntimeVersion {
  readonly specName: string
  readonly specVersion: number
  readonly transactionVersion: number
}

/** Of which runtime metadata is. */
interface RuntimeOf {
  readonly specVersion: number
  /** Tells metadata of the same version apart; undefined where nothing does. */
  readonly content: string | undefined
}

/** `:code`. */
const CODE_KEY = '0x3a636f6465'
const METADATA_15 = '0x0f000000'

export class Chain {
  readonly network: Network
  readonly genesisHash: Hex
  readonly specName: string
  readonly specVersion: number
  readonly transactionVersion: number
  private readonly options: ChainOptions
  private readonly provider: ProviderInterface
  /** Tells metadata of the same version apart; where a node does not tell, nothing is kept. */
  readonly content: string | undefined
  private client: Promise<Client> | undefined
  private developed: Promise<boolean> | undefined
  private wide: Promise<ApiPromise> | undefined

  private constructor(options: ChainOptions, genesisHash: Hex, version: RuntimeVersion, content: string | undefined) {
    this.options = options
    this.network = options.network
    this.provider = options.provider
    this.genesisHash = genesisHash
    this.specName = version.specName
    this.specVersion = version.specVersion
    this.transactionVersion = version.transactionVersion
    this.content = content
  }

  /**
   * Gets to know the chain behind a provider. The provider is closed with the chain, and at once if this fails.
   * @throws TaoError `wrong_chain` for a chain that is not the network's, or no Subtensor
   */
  static async open(options: ChainOptions): Promise<Chain> {
    const { provider } = options
    try {
      const [genesis, version, codeHash, software] = await Promise.all([
        ask<Hex | null>(options, 'chain_getBlockHash', 0),
        ask<RuntimeVersion>(options, 'state_getRuntimeVersion'),
        codeHashAt(options),
        ask<string>(options, 'system_version'),
      ])
      checkIdentity(options.network, genesis, version)
      // Chains of different builds of taokit have the same code by name.
      return new Chain(options, genesis!, version, codeHash && `${codeHash} ${software}`)
    } catch (error) {
      await provider.disconnect().catch(() => {})
      options.onClose?.()
      throw asTaoError(error, options.network)
    }
  }

  /** The name to show: of the network, where it has one, else the address. */
  get name(): string {
    return this.network.name
  }

  /** A JSON-RPC request. @throws TaoError also for an answer that the method does not have */
  async rpc<T>(method: string, ...params: unknown[]): Promise<T> {
    try {
      return await ask<T>(this.options, method, ...params)
    } catch (error) {
      throw asTaoError(error, this.network)
    }
  }

  /** The newest block. */
  async head(): Promise<BlockRef> {
    const hash = await this.rpc<Hex | null>('chain_getBlockHash')
    if (hash !== null) return this.blockOf(hash)
    throw new TaoError('wrong_chain', `${this.name} has no newest block`, {
      remedy: 'Use another node with --network.',
    })
  }

  /** The block of a number. @throws TaoError `not_found` */
  async blockAt(number: number): Promise<BlockRef> {
    const hash = await this.rpc<Hex | null>('chain_getBlockHash', number)
    if (hash !== null) return { number, hash }
    throw new TaoError('not_found', `${this.name} has no block ${number} yet`)
  }

  /** The newest block that can no longer be undone. */
  async finalized(): Promise<BlockRef> {
    return this.blockOf(await this.rpc<Hex>('chain_getFinalizedHead'))
  }

  /**
   * Subscribes to what a node tells. What it refuses is thrown as the provider has it, with code and data.
   * @returns what ends the subscription
   */
  async subscribe<T>({
    notification,
    method,
    unsubscribe,
    params,
    onMessage,
    onLost,
  }: Subscription<T>): Promise<() => void> {
    const id = await this.provider.subscribe(notification, method, [...params], (error, message) => {
      if (error === null) onMessage(message as T)
      else onLost(asTaoError(error, this.network))
    })
    const stopListening = this.provider.on('disconnected', () => onLost(connectionLost(this.network)))
    return () => {
      stopListening()
      this.provider.unsubscribe(notification, unsubscribe, id).catch(() => {})
    }
  }

  /**
   * Whether this is a development chain of taokit, which can be wound forward and tried out. A chain that is known is none,
   * whatever its node says.
   */
  isDevelopment(): Promise<boolean> {
    this.developed ??=
      networkNamedBy(this.genesisHash) !== undefined
        ? Promise.resolve(false)
        : this.provider.send('tao_instance', []).then(
            () => true,
            () => false,
          )
    return this.developed
  }

  /** Whether a mistake costs somebody something: a signature for this chain counts on a real or public one. */
  get isAtStake(): boolean {
    return this.network.isReal || networkNamedBy(this.genesisHash) !== undefined
  }

  /** @throws TaoError `wrong_chain` where the chain has got another runtime since it was opened */
  async ensureSameRuntime(): Promise<void> {
    const { specVersion, transactionVersion } = await this.rpc<RuntimeVersion>('state_getRuntimeVersion')
    if (specVersion === this.specVersion && transactionVersion === this.transactionVersion) return
    throw new TaoError('wrong_chain', `${this.name} was upgraded meanwhile`, {
      why: [
        `It runs version ${specVersion} of its runtime; when it was opened, it was ${this.specVersion}.`,
        'What was read and prepared is of the old one. Nothing was signed or sent.',
      ],
      remedy: 'Do the same again. In a program, open the chain anew.',
      data: { spec_version: specVersion, expected_spec_version: this.specVersion },
    })
  }

  /** A client that covers these needs. Ask for all at once: each widening makes another lens. @throws TaoError */
  async with(needs: Needs): Promise<Client> {
    const present = await this.client?.catch(() => undefined)
    if (present !== undefined && covers(present.needs, needs)) return present
    this.client = this.makeClient(present === undefined ? needs : mergeNeeds(present.needs, needs))
    return this.client
  }

  /**
   * What is known of the runtime that stands at a block: something else, where it is another one.
   * @param needs of that other one  @throws TaoError
   */
  async knownAt(block: Hex, present: Known, needs = present.needs): Promise<Known> {
    const specVersion = await this.specVersionAt(block)
    if (specVersion === present.specVersion) return present
    const content = await codeHashAt(this.options, block).catch(error => {
      throw asTaoError(error, this.network)
    })
    return { needs, specVersion, lens: await this.lens(needs, { specVersion, content }, block) }
  }

  /**
   * All that the chain can, as `@polkadot/api` has it, over the same connection. It reads the metadata as a whole, which takes
   * about a third of a second; ends with the chain.
   */
  api(): Promise<ApiPromise> {
    this.wide ??= import('./polkadot-api.ts').then(({ openApi }) => openApi(this.provider))
    return this.wide
  }

  /** All that can be read of the chain, by name. @throws TaoError */
  async contents(): Promise<Part[]> {
    try {
      return contentsOf((await fullMetadata(this.metadataOf(this, []))).decoded)
    } catch (error) {
      throw asTaoError(error, this.network)
    }
  }

  /** What was kept of the chain's metadata is fetched anew the next time. */
  forgetMetadata(): void {
    if (this.options.cache !== undefined) dropCached(this.options.cache, this.genesisHash)
  }

  async close(): Promise<void> {
    const api = await this.wide?.catch(() => undefined)
    // Else it complains, on the console, that its subscriptions broke.
    await api?.disconnect()
    await this.provider.disconnect()
    this.options.onClose?.()
  }

  /** The version of the runtime that stands at a block, and makes the next one. */
  async specVersionAt(block: Hex): Promise<number> {
    return (await this.rpc<RuntimeVersion>('state_getRuntimeVersion', block)).specVersion
  }

  /** The block before a block. @throws TaoError `not_found` */
  async parentOf(hash: Hex): Promise<Hex> {
    return (await this.header(hash)).parentHash
  }

  private async blockOf(hash: Hex): Promise<BlockRef> {
    return { number: Number((await this.header(hash)).number), hash }
  }

  private async header(hash: Hex): Promise<{ readonly number: Hex; readonly parentHash: Hex }> {
    const header = await this.rpc<{ number: Hex; parentHash: Hex } | null>('chain_getHeader', hash)
    if (header !== null) return header
    throw new TaoError('not_found', `${this.name} does not have the block ${hash}`, {
      remedy: 'Try again, or use another node with --network.',
    })
  }

  private async makeClient(needs: Needs): Promise<Client> {
    return new Client(this, { lens: await this.lens(needs, this), needs, specVersion: this.specVersion })
  }

  private async lens(needs: Needs, runtime: RuntimeOf, ...block: [] | [Hex]): Promise<Lens> {
    try {
      return await serveLens({ ...this.metadataOf(runtime, block), needs })
    } catch (error) {
      throw asTaoError(error, this.network)
    }
  }

  private metadataOf({ specVersion, content }: RuntimeOf, block: readonly Hex[]): MetadataRequest {
    const source = this.options.source ?? this.name
    return {
      key: { source, genesis: this.genesisHash, specVersion, content: content ?? '' },
      dir: content === undefined ? undefined : this.options.cache,
      keepFull: !isInside(this.network),
      fetch: () => this.fetchMetadata(block),
    }
  }

  /**
   * Older runtimes have metadata of version 14 only, and say that they do not have the method. Whatever else keeps a node from
   * answering is no reason to take metadata that signers cannot commit to.
   */
  private async fetchMetadata(block: readonly Hex[]): Promise<Uint8Array> {
    const method = 'Metadata_metadata_at_version'
    const wrapped = await ask<Hex>(this.options, 'state_call', method, METADATA_15, ...block).catch(error => {
      if (!(error instanceof TaoError) && NO_METHOD.test(messageOf(error))) return NONE
      throw error
    })
    if (wrapped === NONE) return fromHex(await ask<Hex>(this.options, 'state_getMetadata', ...block))
    return withoutLength(fromHex(wrapped))
  }
}

const NONE = '0x00'
const NO_METHOD = /not found/i
const NO_RPC = /^-32601:|Method not found/i

async function ask<T>({ provider, network }: ChainOptions, method: string, ...params: unknown[]): Promise<T> {
  return checked(network.name, method, params, await provider.send(method, params))
}

/** The hash of the runtime; undefined of a node that does not have the method, such as chopsticks. */
async function codeHashAt(options: ChainOptions, ...block: [] | [Hex]): Promise<string | undefined> {
  try {
    return `${await ask<Hex | null>(options, 'state_getStorageHash', CODE_KEY, ...block)}`
  } catch (error) {
    if (!(error instanceof TaoError) && NO_RPC.test(messageOf(error))) return undefined
    throw error
  }
}

/** `Some(OpaqueMetadata)`: a byte 1, the length, the metadata. */
function withoutLength(bytes: Uint8Array): Uint8Array {
  const LENGTHS = [1, 2, 4] as const
  const mode = bytes[1]! & 3
  if (bytes[0] !== 1 || bytes.length < 2 || mode === 3) {
    throw new TaoError('wrong_chain', 'The node answered with no metadata')
  }
  return bytes.subarray(1 + LENGTHS[mode]!)
}

function checkIdentity({ name, genesis: expected }: Network, genesis: Hex | null, version: RuntimeVersion): void {
  if (genesis === null) {
    throw new TaoError('wrong_chain', `${name} is not a node of a Substrate chain`)
  }
  if (expected !== undefined && genesis !== expected) {
    const known = networkNamedBy(genesis)
    throw new TaoError('wrong_chain', `The node is not of the network ${name}`, {
      why: [
        `Its chain begins with block ${genesis}${known === undefined ? '' : `, that of ${known}`}.`,
        `${name} begins with ${expected}.`,
      ],
      remedy: 'Do not sign anything for it. Use another network or node with --network.',
      data: { genesis, expected },
    })
  }
  if (version.specName !== 'node-subtensor') {
    throw new TaoError('wrong_chain', `${name} is no Subtensor chain`, {
      why: `It calls itself ${version.specName}.`,
      remedy: 'Give the address of a Subtensor node with --network.',
    })
  }
}
