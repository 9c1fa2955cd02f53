/**
 * The node: how fast it makes blocks, in memory and on disk, how fast a chain opens, and how fast it answers.
 *
 * What a commit costs is mostly what the disk takes to keep something for good, so a bare such write stands beside it.
 */
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { runtimeOf } from '../src/local-chain/node/apis.ts'
import { makeGenesis } from '../src/local-chain/node/authoring.ts'
import { Chain } from '../src/local-chain/node/chain.ts'
import { openChain } from '../src/local-chain/node/open.ts'
import { LocalProvider } from '../src/local-chain/node/provider.ts'
import { Server } from '../src/local-chain/node/server.ts'
import { SystemAccount } from '../src/local-chain/pallets/system/storage.ts'
import { chainSpec } from '../src/local-chain/profiles/specs.ts'
import { DEFAULT_HISTORY } from '../src/local-chain/state/chain-store.ts'
import { LmdbStore } from '../src/local-chain/state/lmdb-store.ts'
import { MemoryStore } from '../src/local-chain/state/memory-store.ts'
import { concatBytes, toHex } from '../src/primitives/bytes.ts'

export const name = 'node'

const MANUAL = { sealing: 'manual' } as const
const spec = chainSpec('sandbox')

type Print = (line: string) => void

export async function run(print: Print): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'taokit-bench-'))
  try {
    await blocks(folder, print)
    for (const keys of [0, 100_000, 1_000_000]) opening(join(folder, `keys-${keys}`), keys, print)
    await reads(print)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function blocks(folder: string, print: Print): Promise<void> {
  const sync = bareSync(join(folder, 'yardstick'))
  print(`a bare write that the disk keeps: ${sync.toFixed(2)} ms`)
  const stores = { 'in memory': new MemoryStore(), 'on disk': new LmdbStore(join(folder, 'blocks')) }
  for (const [place, store] of Object.entries(stores)) {
    const chain = new Chain(spec, store, MANUAL)
    await chain.advance(3000)
    const bulk = await timed(() => chain.advance(10_000))
    const single = await timed(() => repeat(200, () => chain.produceBlock()))
    print(
      `empty sandbox blocks ${place.padEnd(9)} ${rate(10_000, bulk)} in bulk (${(bulk / 10).toFixed(0)} µs each), ` +
        `one by one ${(single / 200).toFixed(2)} ms each`,
    )
    chain.close()
  }
}

/** A chain of so many accounts is opened, and one of them read. */
function opening(folder: string, keys: number, print: Print): void {
  const store = new LmdbStore(folder)
  const runtime = runtimeOf(spec.profile, () => false)
  const genesis = makeGenesis(spec, runtime)
  const prefix = SystemAccount.prefix()
  const value = genesis.changes.find(({ key }) => Buffer.from(key).indexOf(prefix) === 0)!.after
  const more = Array.from({ length: keys }, (_, i) => ({
    key: concatBytes(prefix, wide(i)),
    before: undefined,
    after: value,
  }))
  const { name: profile, version } = spec.profile
  const identity = { profile, specVersion: version.specVersion, genesisHash: genesis.hash, history: DEFAULT_HISTORY }
  store.create(identity, { ...genesis, changes: [...genesis.changes, ...more] })
  store.close()
  const times = Array.from({ length: 7 }, () => {
    const begin = performance.now()
    const chain = openChain(folder, () => spec, MANUAL)
    chain.look(ctx => SystemAccount.get(ctx, spec.accounts[0]!.account))
    const took = performance.now() - begin
    chain.close()
    return took
  }).sort((a, b) => a - b)
  print(
    `opening a chain of ${keys.toLocaleString('en-US').padStart(9)} more keys: ${times[3]!.toFixed(1)} ms (best ${times[0]!.toFixed(1)})`,
  )
}

async function reads(print: Print): Promise<void> {
  const chain = new Chain(spec, new MemoryStore(), MANUAL)
  await chain.advance(50)
  const host = { chain, version: 'bench', instance: 'bench' }
  const server = await Server.listen(host, { port: 0 })
  const provider = new LocalProvider(host)
  const key = toHex(SystemAccount.prefix()) + (await accountKeyEnd(provider))
  const account = spec.accounts[0]!.account
  const questions: [string, string, unknown[]][] = [
    ['state_getStorage', 'state_getStorage', [key]],
    ['state_getStorage 40 blocks back', 'state_getStorage', [key, chain.hashAt(10)]],
    ['state_call nonce', 'state_call', ['AccountNonceApi_account_nonce', account]],
    ['chain_getHeader', 'chain_getHeader', []],
  ]
  const socket = await connected(server.url)
  for (const [label, method, params] of questions) {
    const inProcess = await best(() => repeatAsync(5000, () => provider.send(method, params)))
    const oneByOne = await best(() => overSocket(socket, 2000, 1, method, params))
    const pipelined = await best(() => overSocket(socket, 5000, 100, method, params))
    print(
      `${label.padEnd(32)} ${rate(5000, inProcess)} in process, ${rate(2000, oneByOne)} by WebSocket one by one, ` +
        `${rate(5000, pipelined)} 100 at a time`,
    )
  }
  socket.close()
  await server.close()
  chain.close()
}

/** What stands behind the prefix in the key of the first account. */
async function accountKeyEnd(provider: LocalProvider): Promise<string> {
  const prefix = toHex(SystemAccount.prefix())
  const [first] = await provider.send<string[]>('state_getKeysPaged', [prefix, 1])
  return first!.slice(prefix.length)
}

function overSocket(
  socket: WebSocket,
  count: number,
  atOnce: number,
  method: string,
  params: unknown[],
): Promise<void> {
  return new Promise(resolve => {
    let sent = 0
    let answered = 0
    const ask = () => socket.send(JSON.stringify({ jsonrpc: '2.0', id: ++sent, method, params }))
    const hear = () => {
      if (++answered === count) {
        socket.off('message', hear)
        resolve()
      } else if (sent < count) ask()
    }
    socket.on('message', hear)
    for (let i = 0; i < atOnce; i++) ask()
  })
}

async function connected(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url)
  await new Promise(resolve => socket.once('open', resolve))
  return socket
}

/** Milliseconds of writing 4 KiB and waiting until they are on the disk; the median of fifty times. */
function bareSync(path: string): number {
  const file = openSync(path, 'w')
  const page = Buffer.alloc(4096, 1)
  const times = Array.from({ length: 50 }, () => {
    const begin = performance.now()
    writeSync(file, page)
    fsyncSync(file)
    return performance.now() - begin
  })
  closeSync(file)
  return times.sort((a, b) => a - b)[25]!
}

function wide(number: number): Uint8Array {
  const bytes = Buffer.alloc(48)
  // Spread over the key space, as hashes are.
  bytes.writeUInt32BE(Math.imul(number, 2_654_435_761) >>> 0, 0)
  bytes.writeUInt32BE(number, 16)
  return bytes
}

function repeat(count: number, run: () => unknown): void {
  for (let i = 0; i < count; i++) run()
}

async function repeatAsync(count: number, run: () => Promise<unknown>): Promise<void> {
  for (let i = 0; i < count; i++) await run()
}

async function timed(run: () => unknown): Promise<number> {
  const begin = performance.now()
  await run()
  return performance.now() - begin
}

/** The shortest of three times. */
async function best(run: () => Promise<unknown>): Promise<number> {
  return Math.min(await timed(run), await timed(run), await timed(run))
}

const rate = (count: number, milliseconds: number): string =>
  `${Math.round((count / milliseconds) * 1000)
    .toLocaleString('en-US')
    .padStart(8)}/s`
