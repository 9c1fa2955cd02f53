/**
 * A connection to a chain, whichever it is. Clients of `@polkadot/api` are made as they are needed, each with a lens on the
 * chain's metadata that covers what is asked of it.
 */
import { ApiPromise } from '@polkadot/api'
import type { ProviderInterface } from '@polkadot/rpc-provider/types'
import { fromHex, type Hex } from '../primitives/bytes.ts'
import { messageOf, TaoError } from '../primitives/errors.ts'
import { covers, mergeNeeds, type Needs } from './metadata/needs.ts'
import { type ServedLens, serveLens } from './metadata/serve.ts'
import { isInside, type Network, networkNamedBy } from './networks.ts'
import { LensedProvider } from './providers/lensed.ts'

export interface ChainOptions {
  readonly network: Network
  readonly provider: ProviderInterface
  /** Where lenses are kept. */
  readonly cache?: string
  /** Tells builds of this program apart, whose own chains have the same code by name. */
  readonly build: string
  readonly onClose?: () => void
}

/** What a node says of its runtime. */
interface RuntimeVersion {
  readonly specName: string
  readonly specVersion: number
}

/** A client with what its lens covers. */
export interface Client {
  readonly api: ApiPromise
  readonly needs: Needs
  readonly lens: ServedLens
}

/** `:code`. */
const CODE_KEY = '0x3a636f6465'
const METADATA_15 = '0x0f000000'

export class Chain {
  readonly network: Network
  readonly genesisHash: Hex
  readonly specName: string
  readonly specVersion: number
  private readonly options: ChainOptions
  private readonly provider: ProviderInterface
  private readonly content: string
  private client: Promise<Client> | undefined
  private developed: Promise<boolean> | undefined

  private constructor(options: ChainOptions, genesisHash: Hex, version: RuntimeVersion, codeHash: string) {
    this.options = options
    this.network = options.network
    this.provider = options.provider
    this.genesisHash = genesisHash
    this.specName = version.specName
    this.specVersion = version.specVersion
    this.content = isInside(options.network) ? `${codeHash} ${options.build}` : codeHash
  }

  /**
   * Gets to know the chain behind a provider. The provider is closed with the chain, and at once if this fails.
   * @throws TaoError `wrong_chain` for a chain that is not the network's, or no Subtensor
   */
  static async open(options: ChainOptions): Promise<Chain> {
    const { provider } = options
    try {
      const [genesis, version, codeHash] = await Promise.all([
        provider.send<Hex | null>('chain_getBlockHash', [0]),
        provider.send<RuntimeVersion>('state_getRuntimeVersion', []),
        provider.send<string | null>('state_getStorageHash', [CODE_KEY]),
      ])
      checkIdentity(options.network, genesis, version)
      return new Chain(options, genesis!, version, codeHash ?? 'no code')
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

  /** Whether this is a development chain of taokit, which can be wound forward and tried out. */
  isDevelopment(): Promise<boolean> {
    this.developed ??= this.provider.send('tao_instance', []).then(
      () => true,
      () => false,
    )
    return this.developed
  }

  /** A client that covers these needs. Ask for all at once: each widening makes another client. @throws TaoError */
  async with(needs: Needs): Promise<Client> {
    const present = await this.client?.catch(() => undefined)
    if (present !== undefined && covers(present.needs, needs)) return present
    this.client = this.makeClient(present === undefined ? needs : mergeNeeds(present.needs, needs), present)
    return this.client
  }

  async close(): Promise<void> {
    const client = await this.client?.catch(() => undefined)
    await client?.api.disconnect()
    await this.provider.disconnect()
    this.options.onClose?.()
  }

  private async makeClient(needs: Needs, before: Client | undefined): Promise<Client> {
    await before?.api.disconnect()
    try {
      const lens = await this.lens(needs)
      const provider = new LensedProvider(this.provider, lens.bytes)
      const api = await ApiPromise.create({ provider, noInitWarn: true, throwOnConnect: true, initWasm: false })
      return { api, needs, lens }
    } catch (error) {
      throw asTaoError(error, this.network)
    }
  }

  private lens(needs: Needs): Promise<ServedLens> {
    const key = { genesis: this.genesisHash, specVersion: this.specVersion, content: this.content }
    return serveLens({
      key,
      needs,
      dir: this.options.cache,
      keepFull: !isInside(this.network),
      fetch: () => this.fetchMetadata(),
    })
  }

  private async fetchMetadata(): Promise<Uint8Array> {
    const wrapped = await this.provider
      .send<Hex>('state_call', ['Metadata_metadata_at_version', METADATA_15])
      .catch(() => '0x00' as const)
    if (wrapped === '0x00') return fromHex(await this.provider.send<Hex>('state_getMetadata', []))
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

/** What a provider or client threw, for a user. */
export function asTaoError(error: unknown, { name }: Network): TaoError {
  if (error instanceof TaoError) return error
  const message = messageOf(error)
  if (/^disconnected from|WebSocket is not connected|chain is disconnected/.test(message)) {
    return new TaoError('unreachable', `The connection to ${name} broke`, {
      why: message,
      remedy: 'Try again. What was sent may have arrived: look before you send it once more.',
      cause: error,
    })
  }
  if (/No response received from RPC endpoint/.test(message)) {
    return new TaoError('timeout', `${name} does not answer`, {
      why: message,
      remedy: 'Try again later.',
      cause: error,
    })
  }
  const rejected = /^(-?\d+): (.*)$/s.exec(message)
  if (rejected !== null) {
    return new TaoError('chain_refused', `${name} refused the request`, {
      why: rejected[2],
      data: { rpc_code: Number(rejected[1]) },
      cause: error,
    })
  }
  return new TaoError('internal', message, { cause: error })
}
