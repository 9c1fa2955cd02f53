/**
 * A provider that answers questions for metadata from a lens and leaves everything else to the chain's own.
 * It belongs to one client; disconnecting it leaves the connection to others.
 */
import type {
  ProviderInterface,
  ProviderInterfaceCallback,
  ProviderInterfaceEmitCb,
  ProviderInterfaceEmitted,
} from '@polkadot/rpc-provider/types'
import { metadataAnswer } from '../metadata/answers.ts'

export class LensedProvider implements ProviderInterface {
  readonly hasSubscriptions = true
  readonly isClonable = false
  private readonly inner: ProviderInterface
  private readonly metadata: Uint8Array

  constructor(inner: ProviderInterface, metadata: Uint8Array) {
    this.inner = inner
    this.metadata = metadata
  }

  get isConnected(): boolean {
    return this.inner.isConnected
  }

  clone(): ProviderInterface {
    return new LensedProvider(this.inner, this.metadata)
  }

  async connect(): Promise<void> {}

  async disconnect(): Promise<void> {}

  on(type: ProviderInterfaceEmitted, listener: ProviderInterfaceEmitCb): () => void {
    return this.inner.on(type, listener)
  }

  async send<T>(method: string, params: unknown[], isCacheable?: boolean): Promise<T> {
    const answer = metadataAnswer(this.metadata, method, params)
    return answer === undefined ? this.inner.send<T>(method, params, isCacheable) : (answer as T)
  }

  subscribe(
    type: string,
    method: string,
    params: unknown[],
    callback: ProviderInterfaceCallback,
  ): Promise<number | string> {
    return this.inner.subscribe(type, method, params, callback)
  }

  unsubscribe(type: string, method: string, id: number | string): Promise<boolean> {
    return this.inner.unsubscribe(type, method, id)
  }
}
