/** The way to the chain inside. This is the only file of the client that knows of it. */

import { join } from 'node:path'
import type { ProviderInterface } from '@polkadot/rpc-provider/types'
import { chainFolder, dataHome } from '../../local-chain/node/folders.ts'
import { TaoError } from '../../primitives/errors.ts'

export { chainFolder }

/** Where what was fetched from chains is kept. */
export const cacheFolder = (): string => join(dataHome(), 'cache')

export interface InsideOptions {
  /** The name of the chain. */
  readonly chain: string
  /** The version of taokit. */
  readonly version: string
  readonly onFault?: (error: unknown) => void
}

/** A chain inside: either somebody serves it already, or it is opened here. */
export type Inside =
  | { readonly kind: 'served'; readonly url: string }
  | { readonly kind: 'here'; readonly provider: ProviderInterface }

/** Finds the chain of a name, or makes it with the default profile. @throws TaoError */
export async function openInside({ chain, ...options }: InsideOptions): Promise<Inside> {
  const { findDoor } = await import('../../local-chain/node/local.ts')
  const { chainSpec, DEFAULT_PROFILE, isProfileName } = await import('../../local-chain/profiles/specs.ts')
  const door = await findDoor(
    chainFolder(chain),
    identity => {
      const profile = identity?.profile ?? DEFAULT_PROFILE
      if (isProfileName(profile)) return chainSpec(profile)
      throw new TaoError('unsupported', `The chain ${chain} has the profile ${profile}, which is not known here`, {
        why: 'It was made by another version of taokit.',
        remedy: `Use that version, or make the chain anew with: tao chain reset --chain ${chain}`,
      })
    },
    options,
  )
  return door.kind === 'served' ? { kind: 'served', url: door.served.url } : { kind: 'here', provider: door.provider }
}
