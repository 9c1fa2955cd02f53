/** A connection that many commands share: it knows all of the chain, so that none of them makes a client of its own. */
import type { Chain } from '../../../../src/client/chain.ts'
import type { Needs } from '../../../../src/client/metadata/needs.ts'
import type { Runtime } from '../../../../src/local-chain/runtime/runtime.ts'

/** @returns a chain that commands may close as they like; close the one that was given */
export async function shareWhole(chain: Chain, runtime: Runtime): Promise<Chain> {
  await chain.with(everythingOf(runtime))
  return Object.assign(Object.create(chain) as Chain, { close: async () => {} })
}

function everythingOf({ pallets, apis }: Runtime): Needs {
  const named = (part: 'storage' | 'calls' | 'constants'): string[] =>
    pallets.flatMap(({ pallet }) => (pallet[part] ?? []).map(({ name }) => `${pallet.name}.${name}`))
  return {
    storage: named('storage'),
    calls: named('calls'),
    constants: named('constants'),
    apis: [...apis.values()].flatMap(({ name, methods }) => Object.keys(methods).map(method => `${name}.${method}`)),
    events: 'all',
    errors: 'all',
  }
}
