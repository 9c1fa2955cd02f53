/** `@polkadot/api` over a connection that others use as well: it is large, and loaded by those who want it only. */
import { ApiPromise } from '@polkadot/api'
import type { ProviderInterface } from '@polkadot/rpc-provider/types'

/** Closing it leaves the connection to the others. */
export function openApi(provider: ProviderInterface): Promise<ApiPromise> {
  const shared: ProviderInterface = Object.create(provider, {
    connect: { value: async () => {} },
    disconnect: { value: async () => {} },
    isClonable: { value: false },
  })
  return ApiPromise.create({ provider: shared, noInitWarn: true, throwOnConnect: true, initWasm: false })
}
