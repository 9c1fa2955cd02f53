/** The way to the chain inside, where it is kept or served. Outside this folder no file of the client knows of it. */

import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProviderInterface } from '@polkadot/rpc-provider/types'
import type { Chain, ChainOptions } from '../../local-chain/node/chain.ts'
import type { Sealing } from '../../local-chain/node/clock.ts'
import { chainFolder, dataHome } from '../../local-chain/node/folders.ts'
import type { DevelopmentAccount } from '../../local-chain/node/funds.ts'
import type { ChooseSpec } from '../../local-chain/node/open.ts'
import type { Tao } from '../../primitives/amounts.ts'
import { fromHex, type Hex } from '../../primitives/bytes.ts'
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
async function specChooser(chain: string, wanted?: string, only425 = false) {
  const { chainSpec, DEFAULT_PROFILE, isProfileName, spec425Only } = await import('../../local-chain/profiles/specs.ts')
  return (identity: { readonly profile: string } | undefined) => {
    const profile = wanted ?? identity?.profile ?? DEFAULT_PROFILE
    if (isProfileName(profile)) return chainSpec(only425 ? spec425Only(profile) : profile)
    throw new TaoError('unsupported', `The chain ${chain} has the profile ${profile}, which is not known here`, {
      why: 'It was made by another version of taokit.',
      remedy: `Use that version, or make the chain anew with: tao chain reset --chain ${chain}`,
    })
  }
}

export interface ResetOptions {
  readonly chain: string
  readonly profile?: string | undefined
  /** Whether nothing of specs after 425 is there. */
  readonly only425?: boolean
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
export async function resetInside({ chain, profile, only425 = false, issuance }: ResetOptions): Promise<FreshChain> {
  const { resetChain } = await import('../../local-chain/node/local.ts')
  const { chainSpec, DEFAULT_PROFILE, isProfileName, PROFILE_NAMES, spec425Only } = await import(
    '../../local-chain/profiles/specs.ts'
  )
  const named = profile ?? DEFAULT_PROFILE
  if (!isProfileName(named)) {
    throw new TaoError('invalid_argument', `There is no profile ${named}`, {
      why: `There are ${PROFILE_NAMES.join(', ')}.`,
    })
  }
  const name = only425 ? spec425Only(named) : named
  const folder = chainFolder(chain)
  const fresh = await resetChain(folder, chainSpec(name, issuance === undefined ? {} : { issuance }))
  const { genesisHash } = fresh
  fresh.close()
  return { profile: name, genesisHash, folder }
}

/** Whether there is a chain of this name, without opening it. */
export const existsInside = (chain: string): boolean => existsSync(join(chainFolder(chain), 'data.mdb'))

/** Where a chain that is served is kept. */
export type ServedPlace =
  | { readonly kind: 'named'; readonly chain: string }
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'memory' }

export interface ServeInside {
  readonly place: ServedPlace
  /** The version of taokit. */
  readonly version: string
  readonly onFault?: (error: unknown) => void
  /** At least one; 0 takes any free one. */
  readonly ports: readonly number[]
  readonly address?: string | undefined
  /** Gives clients power over the chain although it does not listen on loopback. */
  readonly unsafe?: boolean
  readonly sealing: Sealing
  /** What a chain that is not there yet is made with. */
  readonly profile?: string | undefined
  /** Whether it is made with nothing of specs after 425. */
  readonly only425?: boolean
  /** Web pages that may connect, beside those of this machine and polkadot.js.org. */
  readonly origins?: readonly string[] | undefined
}

export interface ServedBlock {
  readonly number: number
  readonly hash: Hex
  readonly parentHash: Hex
  /** Transactions, without what the block says by itself. */
  readonly transactions: number
}

/** A chain that is being served. */
export interface ServedInside {
  /** One for each port. */
  readonly urls: readonly string[]
  readonly chainName: string
  readonly profile: string
  readonly genesisHash: Hex
  readonly head: { readonly number: number; readonly hash: Hex }
  /** Whether clients were given power over the chain. */
  readonly unsafe: boolean
  /** Whether other machines can reach it. */
  readonly isWide: boolean
  /** The development accounts with what they hold at the newest block. */
  readonly accounts: readonly DevelopmentAccount[]
  /** Hears of each new block. */
  onBlock(listener: (block: ServedBlock) => void): void
  close(): Promise<void>
}

/** The folder of a chain that is served; undefined for one in memory. */
export const servedFolder = (place: ServedPlace): string | undefined =>
  place.kind === 'memory' ? undefined : place.kind === 'folder' ? place.folder : chainFolder(place.chain)

/** Serves a chain. @throws TaoError when it is served already or a port is taken */
export async function serveInside(options: ServeInside): Promise<ServedInside> {
  const { place, profile, only425, sealing, ports, address, origins, unsafe = false, version, onFault } = options
  const folder = servedFolder(place)
  const [{ developmentAccounts }, { serve }, { loadServedVerifier }, { isLoopback }, { isSigned }] = await Promise.all([
    import('../../local-chain/node/funds.ts'),
    import('../../local-chain/node/serve.ts'),
    import('../../local-chain/node/signatures.ts'),
    import('../../local-chain/node/server/visitors.ts'),
    import('../../local-chain/runtime/extrinsic-codec.ts'),
  ])
  const faults = onFault === undefined ? {} : { onFault }
  const choose = await specChooser(place.kind === 'named' ? place.chain : 'in this place', profile, only425)
  const chain = await openServed(folder, choose, {
    sealing,
    realTime: true,
    loadVerifier: loadServedVerifier,
    ...faults,
  })
  const [port = 0, ...morePorts] = ports
  const node = await serve(chain, {
    ...(folder === undefined ? {} : { folder }),
    version,
    port,
    morePorts,
    ...(address === undefined ? {} : { address }),
    ...(unsafe ? { unsafe } : {}),
    ...(origins === undefined ? {} : { origins: origins.includes('all') ? 'all' : origins }),
    ...faults,
  })
  const { spec, genesisHash } = chain
  return {
    urls: node.servers.map(({ url }) => url),
    chainName: spec.chainName,
    profile: spec.profile.name,
    genesisHash,
    head: chain.head,
    unsafe: node.server.unsafe,
    isWide: address !== undefined && !isLoopback(address),
    accounts: developmentAccounts(chain),
    onBlock: listener => tellBlocks(chain, isSigned, listener),
    close: () => node.close(),
  }
}

async function openServed(folder: string | undefined, choose: ChooseSpec, options: ChainOptions): Promise<Chain> {
  if (folder !== undefined) return (await import('../../local-chain/node/open.ts')).openChain(folder, choose, options)
  const [{ Chain }, { MemoryStore }] = await Promise.all([
    import('../../local-chain/node/chain.ts'),
    import('../../local-chain/state/memory-store.ts'),
  ])
  return new Chain(choose(undefined), new MemoryStore(), options)
}

type IsSigned = (encoded: Uint8Array) => boolean

/** Blocks that were made in one go are told one by one; on another history, its newest block is the next. */
function tellBlocks(chain: Chain, isSigned: IsSigned, listener: (block: ServedBlock) => void): void {
  let told = chain.head.number
  chain.onNews(({ head, reverted }) => {
    if (reverted) told = Math.min(told, head.number - 1)
    while (told < head.number) {
      const hash = chain.hashAt(++told)!
      const { number, header, extrinsics } = chain.block(hash)!
      listener({ number, hash, parentHash: header.parent_hash, transactions: extrinsics.filter(isSigned).length })
    }
  })
}

export interface RunningNode {
  readonly url: string
  readonly pid: number
}

const POLL_MILLISECONDS = 50
const START_MILLISECONDS = 30_000
const STOP_MILLISECONDS = 15_000

/**
 * Starts a node that goes on by itself, as another process of this program. What it prints goes to `node.log` in the folder.
 * @param args of the program  @throws TaoError when it does not come up
 */
export async function detachInside(folder: string, args: readonly string[]): Promise<RunningNode & { log: string }> {
  const { findServed } = await import('../../local-chain/node/served.ts')
  const other = await findServed(folder)
  if (other !== undefined) {
    throw new TaoError('already_exists', `The chain is served already at ${other.url}`, {
      why: `Process ${other.pid} serves it.`,
      remedy: 'Use that node: commands find it by themselves. Or end it first with tao chain stop.',
      data: { url: other.url, pid: other.pid },
    })
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const log = join(folder, 'node.log')
  const file = openSync(log, 'w', 0o600)
  const child = spawn(process.execPath, [process.argv[1]!, ...args], { detached: true, stdio: ['ignore', file, file] })
  closeSync(file)
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null
  const found = await poll(START_MILLISECONDS, async () => {
    const served = await findServed(folder)
    return served?.pid === child.pid ? served : isOver() ? 'over' : undefined
  })
  child.unref()
  if (found !== undefined && found !== 'over') return { url: found.url, pid: found.pid, log }
  throw new TaoError('unreachable', 'The node did not come up', {
    why: readFileSync(log, 'utf8').trim().split('\n').slice(-10),
    remedy: `Look at ${log}, or start it without --detach.`,
  })
}

/** Stops the node that serves the chain in a folder. @throws TaoError `not_found`, `timeout` */
export async function stopInside(folder: string): Promise<RunningNode> {
  const { findServed } = await import('../../local-chain/node/served.ts')
  const served = await findServed(folder)
  if (served === undefined) {
    throw new TaoError('not_found', 'No node serves this chain', { why: `There is no sign of one in ${folder}.` })
  }
  const { url, pid } = served
  process.kill(pid, 'SIGTERM')
  const gone = await poll(STOP_MILLISECONDS, async () => (isRunning(pid) ? undefined : true))
  if (gone) return { url, pid }
  throw new TaoError('timeout', `The node at ${url} does not stop`, { why: `Process ${pid} was asked to.` })
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function poll<T>(milliseconds: number, look: () => Promise<T | undefined>): Promise<T | undefined> {
  for (let waited = 0; waited < milliseconds; waited += POLL_MILLISECONDS) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise(resolve => setTimeout(resolve, POLL_MILLISECONDS))
  }
  return undefined
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
  const [{ readReport, replayReport }, { chainSpec, isProfileName }, { isSigned }] = await Promise.all([
    import('../../local-chain/node/block-report.ts'),
    import('../../local-chain/profiles/specs.ts'),
    import('../../local-chain/runtime/extrinsic-codec.ts'),
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
    transactions: report.extrinsics.map(fromHex).filter(isSigned).length,
    keys: report.state.entries.length,
    reported: report.findings.map(({ off, ...finding }) => ({
      ...finding,
      off: off === null ? undefined : BigInt(off),
    })),
    broken,
  }
}
