/**
 * A connection to a chain, whichever it is. Clients are made as they are needed, each with a lens on the chain's metadata
 * that covers what is asked of it.
 */
import type { ApiPromise } from '@polkadot/api'
import type { ProviderInterface } from '@polkadot/rpc-provider/types'
import { fromHex, type Hex } from '../primitives/bytes.ts'
import { TaoError } from '../primitives/errors.ts'
import { type BlockRef, Client, type Known } from './client.ts'
import { asTaoError, connectionLost } from './failures.ts'
import type { Lens } from './metadata/lens.ts'
import { covers, mergeNeeds, type Needs } from './metadata/needs.ts'
import { serveLens } from './metadata/serve.ts'
import { isInside, type Network, networkNamedBy } from './networks.ts'

export interface ChainOptions {
  readonly network: Network
  readonly provider: ProviderInterface
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
  /** The connection broke: nothing will come any more. */
  readonly onLost: (error: TaoError) => void
}

/** What a node says of its runtime. */
interface RuntimeVersion {
  readonly specName: string
  readonly specVersion: number
  readonly transactionVersion: number
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
  /** Tells metadata of the same version apart. */
  readonly content: string
  private client: Promise<Client> | undefined
  private developed: Promise<boolean> | undefined
  private wide: Promise<ApiPromise> | undefined

  private constructor(options: ChainOptions, genesisHash: Hex, version: RuntimeVersion, content: string) {
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
        provider.send<Hex | null>('chain_getBlockHash', [0]),
        provider.send<RuntimeVersion>('state_getRuntimeVersion', []),
        provider.send<string | null>('state_getStorageHash', [CODE_KEY]),
        provider.send<string>('system_version', []),
      ])
      checkIdentity(options.network, genesis, version)
      // Chains of different builds of taokit have the same code by name.
      return new Chain(options, genesis!, version, `${codeHash} ${software}`)
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

  /** A JSON-RPC request. @throws TaoError */
  async rpc<T>(method: string, ...params: unknown[]): Promise<T> {
    try {
      return await this.provider.send<T>(method, params)
    } catch (error) {
      throw asTaoError(error, this.network)
    }
  }

  /** The newest block. */
  async head(): Promise<BlockRef> {
    return this.blockOf(await this.rpc<Hex>('chain_getBlockHash'))
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
    })
    const stopListening = this.provider.on('disconnected', () => onLost(connectionLost(this.network)))
    return () => {
      stopListening()
      this.provider.unsubscribe(notification, unsubscribe, id).catch(() => {})
    }
  }

  /** Whether this is a development chain of taokit, which can be wound forward and tried out. */
  isDevelopment(): Promise<boolean> {
    this.developed ??= this.provider.send('tao_instance', []).then(
      () => true,
      () => false,
    )
    return this.developed
  }

  /** A client that covers these needs. Ask for all at once: each widening makes another lens. @throws TaoError */
  async with(needs: Needs): Promise<Client> {
    const present = await this.client?.catch(() => undefined)
    if (present !== undefined && covers(present.needs, needs)) return present
    this.client = this.makeClient(present === undefined ? needs : mergeNeeds(present.needs, needs))
    return this.client
  }

  /** What is known of the runtime that made a block: something else, where it was another one. @throws TaoError */
  async knownAt(block: Hex, present: Known): Promise<Known> {
    const { specVersion } = await this.rpc<RuntimeVersion>('state_getRuntimeVersion', block)
    if (specVersion === present.specVersion) return present
    const content = `${await this.rpc('state_getStorageHash', CODE_KEY, block)}`
    const { needs } = present
    return { needs, specVersion, lens: await this.lens(needs, { specVersion, content }, block) }
  }

  /**
   * All that the chain can, as `@polkadot/api` has it, over the same connection. It reads the metadata as a whole, which takes
   * about half a second; ends with the chain.
   */
  api(): Promise<ApiPromise> {
    this.wide ??= import('./polkadot-api.ts').then(({ openApi }) => openApi(this.provider))
    return this.wide
  }

  async close(): Promise<void> {
    await this.provider.disconnect()
    this.options.onClose?.()
  }

  private async blockOf(hash: Hex): Promise<BlockRef> {
    const { number } = await this.rpc<{ number: Hex }>('chain_getHeader', hash)
    return { number: Number(number), hash }
  }

  private async makeClient(needs: Needs): Promise<Client> {
    return new Client(this, { lens: await this.lens(needs, this), needs, specVersion: this.specVersion })
  }

  private async lens(
    needs: Needs,
    { specVersion, content }: { readonly specVersion: number; readonly content: string },
    ...block: [] | [Hex]
  ): Promise<Lens> {
    try {
      return await serveLens({
        key: { genesis: this.genesisHash, specVersion, content },
        needs,
        dir: this.options.cache,
        keepFull: !isInside(this.network),
        fetch: () => this.fetchMetadata(block),
      })
    } catch (error) {
      throw asTaoError(error, this.network)
    }
  }

  private async fetchMetadata(block: readonly Hex[]): Promise<Uint8Array> {
    const wrapped = await this.provider
      .send<Hex>('state_call', ['Metadata_metadata_at_version', METADATA_15, ...block])
      .catch(() => '0x00' as const)
    if (wrapped === '0x00') return fromHex(await this.provider.send<Hex>('state_getMetadata', [...block]))
    return withoutLength(fromHex(wrapped))
  }
}

/** `Some(OpaqueMetadata)`: a byte 1, the length, the metadata. */
function withoutLength(bytes: Uint8Array): Uint8Array {
  const LENGTHS = [1, 2, 4] as const
  const mode = bytes[1]! & 3
  if (bytes[0] !== 1 || mode === 3) throw new TaoError('wrong_chain', 'The node answered with no metadata')
  return bytes.subarray(1 + LENGTHS[mode]!)
}

function checkIdentity({ name, genesis: expected }: Network, genesis: Hex | null, version: RuntimeVersion): void {
  if (genesis === null || typeof version?.specVersion !== 'number') {
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
