/** The node: how fast it starts, answers, takes in transfers, makes blocks, opens chains and reads their past. */
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runtimeOf } from '../src/local-chain/node/apis.ts'
import { makeGenesis } from '../src/local-chain/node/authoring.ts'
import { Chain } from '../src/local-chain/node/chain.ts'
import { openChain } from '../src/local-chain/node/open.ts'
import { SystemAccount } from '../src/local-chain/pallets/system/storage.ts'
import { chainSpec } from '../src/local-chain/profiles/specs.ts'
import { DEFAULT_HISTORY } from '../src/local-chain/state/chain-store.ts'
import { LmdbStore } from '../src/local-chain/state/lmdb-store.ts'
import { MemoryStore } from '../src/local-chain/state/memory-store.ts'
import { concatBytes } from '../src/primitives/bytes.ts'
import { MANY, serving } from './node/serving.ts'
import { starting } from './node/starting.ts'
import { makeWorld } from './node/world.ts'
import type { Bench, BenchTable } from './table.ts'

const PROGRAM = fileURLToPath(new URL('../../bin/tao.js', import.meta.url))
const MANUAL = { sealing: 'manual' } as const
const spec = chainSpec('sandbox')

export default {
  summary: 'the node, from the start of its process to its past blocks',
  run: async (): Promise<BenchTable[]> => {
    const folder = mkdtempSync(join(tmpdir(), 'taokit-bench-'))
    try {
      const served = join(folder, 'served')
      await makeWorld(served, MANY)
      return [
        await starting(PROGRAM, served),
        ...(await serving(PROGRAM, served)),
        await history(join(folder, 'history')),
        await blocks(folder),
        opening(folder),
      ]
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
} satisfies Bench

const DISTANCES = [1, 100, 1000, 10_000]

/** Reads at blocks that nobody asked for before. */
async function history(folder: string): Promise<BenchTable> {
  const length = DISTANCES.at(-1)!
  const chain = new Chain(spec, new LmdbStore(folder), { ...MANUAL, history: length + 1000 })
  await chain.advance(length + 500)
  const head = chain.head.number
  const [key] = [...chain.state().scan(SystemAccount.prefix())][0]!
  const rows = DISTANCES.map(distance => {
    const read = (number: number): number => timed(() => chain.state(chain.hashAt(number)).get(key))
    const first = read(head - distance)
    const others = Array.from({ length: 20 }, (_, i) => read(head - distance - 1 - i)).sort((a, b) => a - b)
    const scan = timed(() => [...chain.state(chain.hashAt(head - distance)).scan(SystemAccount.prefix())])
    return [distance.toLocaleString('en-US'), first.toFixed(2), others[10]!.toFixed(3), scan.toFixed(2)]
  })
  chain.close()
  return {
    heads: ['blocks back, ms on disk', 'first read so far back', 'at another block', 'scan of a map'],
    rows,
    notes: ['The first read so far back makes the index of what changed since.'],
  }
}

async function blocks(folder: string): Promise<BenchTable> {
  const stores = { 'in memory': new MemoryStore(), 'on disk': new LmdbStore(join(folder, 'blocks')) }
  const rows: string[][] = []
  for (const [place, store] of Object.entries(stores)) {
    const chain = new Chain(spec, store, MANUAL)
    await chain.advance(3000)
    const begin = performance.now()
    await chain.advance(10_000)
    const bulk = performance.now() - begin
    const single = timed(() => repeat(200, () => chain.produceBlock()))
    rows.push([place, Math.round(10_000_000 / bulk).toLocaleString('en-US'), (single / 200).toFixed(2)])
    chain.close()
  }
  return {
    heads: ['empty sandbox blocks', 'per second, in bulk', 'ms each, one by one'],
    rows,
    notes: [`A bare write of 4 KiB that this disk keeps takes ${bareSync(join(folder, 'yardstick')).toFixed(2)} ms.`],
  }
}

/** A chain of so many accounts is opened, and one of them read. */
function opening(folder: string): BenchTable {
  const rows = [0, 100_000, 1_000_000].map(keys => {
    const path = join(folder, `keys-${keys}`)
    makeLarge(path, keys)
    const times = Array.from({ length: 7 }, () =>
      timed(() => {
        const chain = openChain(path, () => spec, MANUAL)
        chain.look(ctx => SystemAccount.get(ctx, spec.accounts[0]!.account))
        chain.close()
      }),
    ).sort((a, b) => a - b)
    return [keys.toLocaleString('en-US'), times[3]!.toFixed(1), times[0]!.toFixed(1)]
  })
  return { heads: ['opening a chain of so many more keys, ms', 'median', 'best'], rows }
}

function makeLarge(folder: string, keys: number): void {
  const store = new LmdbStore(folder)
  const genesis = makeGenesis(
    spec,
    runtimeOf(spec.profile, () => false),
  )
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
}

/** Milliseconds of writing 4 KiB and waiting until they are on the disk; the median of fifty times. */
function bareSync(path: string): number {
  const file = openSync(path, 'w')
  const page = Buffer.alloc(4096, 1)
  const times = Array.from({ length: 50 }, () =>
    timed(() => {
      writeSync(file, page)
      fsyncSync(file)
    }),
  )
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

function timed(run: () => unknown): number {
  const begin = performance.now()
  run()
  return performance.now() - begin
}
