/** Runs a large chain for so many blocks and takes the time of each. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { runtimeOf } from '../../src/local-chain/node/apis.ts'
import { makeBlock } from '../../src/local-chain/node/authoring.ts'
import { nextSlot, slotDuration } from '../../src/local-chain/node/clock.ts'
import { Ledger } from '../../src/local-chain/node/ledger.ts'
import type { ChainStore } from '../../src/local-chain/state/chain-store.ts'
import { LmdbStore } from '../../src/local-chain/state/lmdb-store.ts'
import { MemoryStore } from '../../src/local-chain/state/memory-store.ts'
import type { Hex } from '../../src/primitives/bytes.ts'
import { type Size, worldOf } from './world.ts'

export interface Run {
  /** Blocks before the clock starts, and timed ones. */
  readonly warm: number
  readonly timed: number
  /** Where the chain is kept; in memory where nothing is said. */
  readonly folder?: string
  /** Forget all that is in memory after so many blocks; never where nothing is said. */
  readonly forgetAfter?: number
}

export interface Timed {
  /** Milliseconds of making each block, those with an epoch apart. */
  readonly quiet: readonly number[]
  readonly epoch: readonly number[]
  /** Milliseconds of all timed blocks, with their commits. */
  readonly whole: number
  /** Milliseconds of processor time that they took, in all threads: what others do on the machine counts less in it. */
  readonly cpu: number
  readonly events: number
  /** The hash of the last block: its header names the state. */
  readonly hash: Hex
  /** Bytes that the timed blocks added on disk. */
  readonly growth: number
  /** Bytes: the most that the process has held after a group of blocks. Pages of the database are the file's, not its own. */
  readonly peak: number
}

/** A group of blocks is committed as one after so many blocks or milliseconds, as the chain does. */
const GROUP = 500
const GROUP_MILLISECONDS = 50
const EPOCH_EVENT = 'IncentiveAlphaEmittedToMiners'

export function runWorld(size: Size, { warm, timed, folder, forgetAfter = Number.POSITIVE_INFINITY }: Run): Timed {
  const spec = worldOf(size)
  const runtime = runtimeOf(spec.profile, () => false)
  const store: ChainStore = folder === undefined ? new MemoryStore() : new LmdbStore(folder)
  const duration = slotDuration(runtime)
  let ledger = new Ledger(spec, runtime, store)
  const quiet: number[] = []
  const epoch: number[] = []
  let events = 0
  let peak = 0
  let remembered = 0
  let hash: Hex = ledger.genesisHash
  const advance = (count: number): void => {
    for (let left = count; left > 0; ) {
      const group = Math.min(left, GROUP, forgetAfter)
      const end = performance.now() + GROUP_MILLISECONDS
      const { made, head } = ledger.extend(
        (ctx, parent) => {
          const begin = performance.now()
          const slot = nextSlot(spec, parent, duration)
          const block = makeBlock(ctx, parent, { slot, slotDuration: duration, candidates: [], verify: () => false })
          const took = performance.now() - begin
          events += ctx.events.length
          ;(ctx.events.some(({ event }) => event.event.name === EPOCH_EVENT) ? epoch : quiet).push(took)
          return block
        },
        count => count >= group || performance.now() >= end,
      )
      hash = head.hash
      peak = Math.max(peak, ownMemory())
      left -= made.length
      remembered += made.length
      if (remembered < forgetAfter) continue
      ledger = new Ledger(spec, runtime, store)
      remembered = 0
    }
  }
  advance(warm)
  quiet.length = 0
  epoch.length = 0
  events = 0
  const before = sizeOf(folder)
  const begin = performance.now()
  const cpuBegin = process.cpuUsage()
  advance(timed)
  const whole = performance.now() - begin
  const { user, system } = process.cpuUsage(cpuBegin)
  const cpu = (user + system) / 1000
  const growth = sizeOf(folder) - before
  store.close()
  return { quiet, epoch, whole, cpu, events, hash, growth, peak }
}

/** Where the system does not tell what of a process's memory is its own, all of it. */
function ownMemory(): number {
  try {
    const [, kibibytes] = /^RssAnon:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    return kibibytes === undefined ? process.memoryUsage.rss() : Number(kibibytes) * 1024
  } catch {
    return process.memoryUsage.rss()
  }
}

const sizeOf = (folder: string | undefined): number =>
  folder === undefined ? 0 : statSync(join(folder, 'data.mdb')).size
