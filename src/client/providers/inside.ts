/** The way to the chain inside. This is the only file of the client that knows of it. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ProviderInterface } from '@polkadot/rpc-provider/types'
import { chainFolder, dataHome } from '../../local-chain/node/folders.ts'
import type { Tao } from '../../primitives/amounts.ts'
import type { Hex } from '../../primitives/bytes.ts'
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
  const door = await findDoor(chainFolder(chain), await specChooser(chain), options)
  return door.kind === 'served' ? { kind: 'served', url: door.served.url } : { kind: 'here', provider: door.provider }
}

/** Gives the spec of the chain that is there, or the one that is wanted; the default one where there is neither. */
async function specChooser(chain: string, wanted?: string) {
  const { chainSpec, DEFAULT_PROFILE, isProfileName } = await import('../../local-chain/profiles/specs.ts')
  return (identity: { readonly profile: string } | undefined) => {
    const profile = wanted ?? identity?.profile ?? DEFAULT_PROFILE
    if (isProfileName(profile)) return chainSpec(profile)
    throw new TaoError('unsupported', `The chain ${chain} has the profile ${profile}, which is not known here`, {
      why: 'It was made by another version of taokit.',
      remedy: `Use that version, or make the chain anew with: tao chain reset --chain ${chain}`,
    })
  }
}

export interface ResetOptions {
  readonly chain: string
  readonly profile?: string | undefined
  /** Begin as if so much TAO had been issued. */
  readonly issuance?: Tao | undefined
}

export interface FreshChain {
  readonly profile: string
  readonly genesisHash: Hex
  readonly folder: string
}

/** The profiles that ship. */
export async function profileNames(): Promise<readonly string[]> {
  return (await import('../../local-chain/profiles/specs.ts')).PROFILE_NAMES
}

/** Makes a chain anew. @throws TaoError `chain_busy` while it is served, `invalid_argument` for an unknown profile */
export async function resetInside({ chain, profile, issuance }: ResetOptions): Promise<FreshChain> {
  const { resetChain } = await import('../../local-chain/node/local.ts')
  const { chainSpec, DEFAULT_PROFILE, isProfileName, PROFILE_NAMES } = await import(
    '../../local-chain/profiles/specs.ts'
  )
  const name = profile ?? DEFAULT_PROFILE
  if (!isProfileName(name)) {
    throw new TaoError('invalid_argument', `There is no profile ${name}`, {
      why: `There are ${PROFILE_NAMES.join(', ')}.`,
    })
  }
  const folder = chainFolder(chain)
  const fresh = await resetChain(folder, chainSpec(name, issuance === undefined ? {} : { issuance }))
  const { genesisHash } = fresh
  fresh.close()
  return { profile: name, genesisHash, folder }
}

/** Whether there is a chain of this name, without opening it. */
export const existsInside = (chain: string): boolean => existsSync(join(chainFolder(chain), 'data.mdb'))

export interface ServeInside extends InsideOptions {
  readonly port: number
  readonly address?: string | undefined
  readonly sealing: 'instant' | 'interval' | 'manual'
  /** What a chain that is not there yet is made with. */
  readonly profile?: string | undefined
  /** Web pages that may connect, beside those of this machine and polkadot.js.org. */
  readonly origins?: readonly string[] | undefined
}

export interface ServedBlock {
  readonly number: number
  readonly hash: Hex
  /** Transactions, without what the block says by itself. */
  readonly transactions: number
}

/** A chain that is being served. */
export interface ServedInside {
  readonly url: string
  readonly chainName: string
  readonly profile: string
  readonly genesisHash: Hex
  readonly head: { readonly number: number; readonly hash: Hex }
  /** Hears of each new head. */
  onBlock(listener: (block: ServedBlock) => void): void
  close(): Promise<void>
}

/** Serves a chain. @throws TaoError when it is served already or the port is taken */
export async function serveInside(options: ServeInside): Promise<ServedInside> {
  const { chain: name, profile, sealing, port, address, origins, version, onFault } = options
  const [{ openChain }, { serve }] = await Promise.all([
    import('../../local-chain/node/open.ts'),
    import('../../local-chain/node/serve.ts'),
  ])
  const { loadServedVerifier } = await import('../../local-chain/node/signatures.ts')
  const folder = chainFolder(name)
  const faults = onFault === undefined ? {} : { onFault }
  const chain = openChain(folder, await specChooser(name, profile), {
    sealing,
    realTime: true,
    loadVerifier: loadServedVerifier,
    ...faults,
  })
  const node = await serve(chain, {
    folder,
    version,
    port,
    ...(address === undefined ? {} : { address }),
    ...(origins === undefined ? {} : { origins: origins.includes('all') ? 'all' : origins }),
    ...faults,
  })
  const { spec, genesisHash } = chain
  return {
    url: node.server.url,
    chainName: spec.chainName,
    profile: spec.profile.name,
    genesisHash,
    head: chain.head,
    onBlock: listener => {
      chain.onNews(({ head }) => {
        const transactions = (chain.block(head.hash)?.extrinsics.length ?? 1) - 1
        listener({ number: head.number, hash: head.hash, transactions })
      })
    },
    close: () => node.close(),
  }
}

export interface ReplayedInside {
  readonly block: number
  readonly profile: string
  readonly specVersion: number
  readonly genesisHash: Hex
  /** Without what the block says by itself. */
  readonly transactions: number
  readonly keys: number
  /** What broke when it was reported, and what breaks now. */
  readonly reported: readonly BrokenInvariant[]
  readonly broken: readonly BrokenInvariant[]
}

export interface BrokenInvariant {
  readonly invariant: string
  readonly subject: string
  /** How far the sum is off, in its own units. */
  readonly off: bigint | undefined
}

/** Makes a block again that was reported. Nothing but the file is read. @throws TaoError `invalid_file`, `unsupported` */
export async function replayInside(path: string): Promise<ReplayedInside> {
  const [{ readReport, replayReport }, { chainSpec, isProfileName }] = await Promise.all([
    import('../../local-chain/node/block-report.ts'),
    import('../../local-chain/profiles/specs.ts'),
  ])
  const report = readReport(path)
  const { profile, specVersion } = report
  if (!isProfileName(profile) || chainSpec(profile).profile.version.specVersion !== specVersion) {
    throw new TaoError('unsupported', `The report is of a ${profile} chain under spec ${specVersion}`, {
      why: 'This version of taokit does not carry it.',
      remedy: 'Replay it with the version of taokit that wrote it.',
    })
  }
  const broken = await replayReport(report, chainSpec(profile))
  return {
    block: report.block,
    profile,
    specVersion,
    genesisHash: report.genesisHash,
    transactions: report.extrinsics.length - 1,
    keys: report.state.entries.length,
    reported: report.findings.map(({ off, ...finding }) => ({
      ...finding,
      off: off === null ? undefined : BigInt(off),
    })),
    broken,
  }
}
