/** Everybody at once: all kinds of attackers, and honest clients who want to get on. */
import { setMaxListeners } from 'node:events'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { accountId } from '../../src/primitives/account.ts'
import { crowds, expensive, hoarders, slow, vanishing } from './attacks/clients.ts'
import { garbage } from './attacks/extrinsics.ts'
import { flood, keys } from './attacks/subscriptions.ts'
import { huge, malformed, wrongTypes } from './attacks/texts.ts'
import { genesis, Honest, transfer } from './honest.ts'
import { type NodeProcess, startNode } from './node.ts'
import { Random } from './random.ts'
import { count, Tally } from './tally.ts'
import type { Attack, Target } from './target.ts'

export interface SoakOptions {
  readonly seconds: number
  readonly seed: number
  /** The path of bin/tao.js. */
  readonly program: string
  /** Bytes that the node may hold. */
  readonly memoryBound: number
  /** The kinds of attack; all where nothing is said. */
  readonly only?: readonly string[]
  /** Attackers of each kind, where there are to be fewer. */
  readonly mostOfAKind?: number
}

export interface SoakReport {
  readonly seconds: number
  readonly tally: Tally
  /** Clients that the node sent away because they made it hold too much. */
  readonly evicted: number
  readonly included: number
  readonly calls: readonly number[]
  readonly transfers: readonly number[]
  /** Milliseconds that this process itself kept the honest clients waiting: the 99th of 100 delays, and the longest. */
  readonly ownDelay: { readonly p99: number; readonly longest: number }
  readonly memory: { readonly before: number; readonly peak: number; readonly after: number }
  /** What the node may not do, and did. */
  readonly failures: readonly string[]
}

/** How many of each kind are at work at the same time. */
const ATTACKS: Readonly<Record<string, readonly [attack: Attack, lanes: number]>> = {
  malformed: [malformed, 2],
  'wrong types': [wrongTypes, 2],
  'huge messages': [huge, 2],
  'garbage extrinsics': [garbage, 2],
  'slow readers': [slow, 2],
  vanishing: [vanishing, 2],
  hoarders: [hoarders, 1],
  crowds: [crowds, 3],
  'expensive questions': [expensive, 1],
  'subscription floods': [flood, 2],
  'subscriptions of many keys': [keys, 2],
}

export const KINDS = Object.keys(ATTACKS)

/** What gives power over the chain: who uses it as meant takes honest transfers back. */
const POWERS =
  /^(tao_(advance|setSealing|setTime|revert|setStorage|impersonate|trace|audit)|engine_.*|author_removeExtrinsic)$/

const HONEST = ['//Alice', '//Bob', '//Charlie', '//Dave']
const SPOILED = ['//Eve', '//Ferdie']

export async function soak({
  seconds,
  seed,
  program,
  memoryBound,
  only = KINDS,
  mostOfAKind = 99,
}: SoakOptions): Promise<SoakReport> {
  const random = new Random(seed)
  const tally = new Tally()
  const chain = genesis()
  const node = await startNode(program, ['--ephemeral', '--seal', 'instant'])
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const before = node.held()
  const over = new AbortController()
  setMaxListeners(0, over.signal)
  const honest = await Promise.all(
    HONEST.map(uri => Honest.connect(chain, uri, accountId(random.bytes(32)), node.port)),
  )
  const target: Target = {
    port: node.port,
    tally,
    random,
    methods: await methodsOf(node.port),
    extrinsics: SPOILED.flatMap(uri => [0, 1].map(nonce => transfer(chain, uri, accountId(random.bytes(32)), nonce))),
    hashes: [chain.genesisHash],
    signal: over.signal,
  }
  const timer = setTimeout(() => over.abort(), seconds * 1000)
  const dead = (): boolean => node.end() !== undefined
  const attacking = attackers(target, only, mostOfAKind, dead)
  await Promise.all([...attacking, ...honest.map(each => each.run(over.signal))])
  clearTimeout(timer)
  await Promise.all(honest.map(each => each.settle()))
  await new Promise(resolve => setTimeout(resolve, 200))
  const [peak, after] = [node.peak(), node.held()]
  const evicted = await evictedBy(node.port)
  delay.disable()
  chain.close()
  const failures = [
    ...(await ending(node)),
    ...(Number.isNaN(evicted) ? ['the node did not tell its metrics'] : []),
    ...honest.flatMap(({ lost }) => lost),
    ...tally.bugs.slice(0, 5),
    ...node.complaints.slice(0, 5),
    ...(honest.some(({ included }) => included === 0) ? ['an honest client got nothing into a block'] : []),
    ...(peak > memoryBound ? [`the node held ${mib(peak)} MiB, and may hold ${mib(memoryBound)}`] : []),
  ]
  return {
    seconds,
    tally,
    evicted,
    included: honest.reduce((all, { included }) => all + included, 0),
    calls: honest.flatMap(({ calls }) => calls),
    transfers: honest.flatMap(({ transfers }) => transfers),
    ownDelay: { p99: delay.percentile(99) / 1e6, longest: delay.max / 1e6 },
    memory: { before, peak, after },
    failures,
  }
}

export const mib = (bytes: number): number => Math.round(bytes / 1024 / 1024)

function attackers(target: Target, kinds: readonly string[], most: number, dead: () => boolean): Promise<void>[] {
  return Object.entries(ATTACKS)
    .filter(([name]) => kinds.includes(name))
    .flatMap(([name, [attack, lanes]]) =>
      Array.from({ length: Math.min(lanes, most) }, () =>
        keepOn(name, attack, { ...target, random: target.random.fork() }, dead),
      ),
    )
}

/** Ends the node as its users do. @returns what was not as it should be */
async function ending(node: NodeProcess): Promise<string[]> {
  const early = node.end()
  if (early !== undefined) return [`the node died: ${early}`]
  const how = await node.stop()
  return how === 'status 0' ? [] : [`the node ended with ${how}`]
}

async function keepOn(name: string, attack: Attack, target: Target, dead: () => boolean): Promise<void> {
  while (!target.signal.aborted && !dead()) {
    await attack(target)
    count(target.tally.rounds, name)
  }
}

async function methodsOf(port: number): Promise<string[]> {
  const answer = await fetch(`http://127.0.0.1:${port}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"jsonrpc":"2.0","id":1,"method":"rpc_methods"}',
  })
  const { result } = (await answer.json()) as { result: { methods: string[] } }
  return result.methods.filter(name => !POWERS.test(name))
}

async function evictedBy(port: number): Promise<number> {
  try {
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
    return Number(/^taokit_rpc_evicted (\d+)$/m.exec(text)?.[1])
  } catch {
    return Number.NaN
  }
}
