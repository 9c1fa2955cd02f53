/**
 * Chains from two small subnets to the size of the network: how fast they run, what a block costs, what it takes in memory
 * and on disk, beside the reference's own pallet run natively (shared/reference/native-speed.md, another machine).
 *
 * Each case runs in processes of its own: one makes the chain, one runs it, and one runs it again while forgetting all that
 * is in memory every so often. The last two must come to the same block, whose header names the state. No block is skipped.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Run, runWorld, type Timed } from './scale/run.ts'
import { type Size, TEMPO } from './scale/world.ts'
import type { Bench, BenchTable } from './table.ts'

interface Case {
  readonly name: string
  readonly size: Size
  readonly warm: number
  readonly timed: number
  readonly forgetAfter: number
  /** What the reference takes. Memory is that with its state in the trie, where there is such a run. */
  readonly native: {
    readonly rate: number
    readonly quiet: number
    readonly epoch: number
    readonly peak: number
  }
}

const CASES: readonly Case[] = [
  {
    name: 'a: 2 x 8 UIDs',
    size: { subnets: 2, uids: 8, validators: 4, positions: 10, rootPositions: 8, nominators: 16 },
    warm: 2 * TEMPO,
    timed: 10 * TEMPO,
    forgetAfter: 1,
    native: { rate: 849, quiet: 1.13, epoch: 3.84, peak: 14 },
  },
  {
    name: 'b: 32 x 256 UIDs',
    size: { subnets: 32, uids: 256, validators: 64, positions: 100, rootPositions: 128, nominators: 10_000 },
    warm: TEMPO,
    timed: TEMPO,
    forgetAfter: 30,
    native: { rate: 24.3, quiet: 32, epoch: 72, peak: 145 },
  },
  {
    name: 'c: 128 x 256 UIDs, 100,000 positions',
    size: { subnets: 128, uids: 256, validators: 64, positions: 731, rootPositions: 6400, nominators: 10_000 },
    warm: TEMPO,
    timed: TEMPO,
    forgetAfter: 90,
    native: { rate: 1.48, quiet: 598, epoch: 628, peak: 875 },
  },
]

export default {
  summary: 'chains from two small subnets to the size of the network, root dividends claimed, on disk',
  run: () => [scaleTable(), growthTable()],
} satisfies Bench

function scaleTable(): BenchTable {
  return {
    heads: [
      '',
      'blocks/s',
      'native',
      'with disk',
      'quiet ms',
      'native',
      'epoch ms',
      'native',
      'peak MiB',
      'native',
      'KiB/block',
      'digest',
    ],
    rows: CASES.map(each => caseRow(each)),
    notes: [
      'Times of blocks are medians; they and blocks/s are of making blocks, as the native ones are. With disk: each group of blocks',
      'is safely on it before the next, as with tao chain advance. KiB/block: what the database grows by while it gathers history.',
      'digest: of the same blocks made while forgetting all memory each so many blocks (a 1, b 30, c 90).',
    ],
  }
}

function caseRow({ name, size, warm, timed, forgetAfter, native }: Case): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'taokit-scale-'))
  try {
    const at = (run: string): string => join(folder, run)
    inProcess(size, { warm: 0, timed: 0, folder: at('cached') })
    const run = inProcess(size, { warm, timed, folder: at('cached') })
    const again = inProcess(size, { warm, timed, folder: at('forgetful'), forgetAfter })
    return [
      name,
      (timed / (sum([...run.quiet, ...run.epoch]) / 1000)).toFixed(1),
      `${native.rate}`,
      (timed / (run.whole / 1000)).toFixed(1),
      median(run.quiet).toFixed(2),
      `${native.quiet}`,
      median(run.epoch).toFixed(2),
      `${native.epoch}`,
      (run.peak / 2 ** 20).toFixed(0),
      `${native.peak}`,
      (run.growth / 1024 / timed).toFixed(1),
      run.hash === again.hash ? 'same' : 'DIFFERS',
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const BASE: Size = { subnets: 8, uids: 64, validators: 16, positions: 100, rootPositions: 200, nominators: 1000 }
const GROWING: readonly (readonly [name: string, Size])[] = [
  ...[4, 8, 16, 32, 64].map(subnets => [`${subnets} subnets`, { ...BASE, subnets }] as const),
  ...[32, 64, 128, 256].map(uids => [`${uids} UIDs`, { ...BASE, uids }] as const),
  ...[100, 400, 1600, 6400].map(
    positions => [`${positions} positions`, { ...BASE, positions, rootPositions: 2 * positions }] as const,
  ),
]

/** What a block costs when one thing grows and the others stay. */
function growthTable(): BenchTable {
  const { subnets, uids, positions, rootPositions } = BASE
  return {
    heads: ['what grows', 'quiet ms', 'epoch ms', 'CPU ms/block', 'peak MiB'],
    rows: GROWING.map(([name, size]) => {
      const run = inProcess(size, { warm: TEMPO, timed: TEMPO })
      return [
        name,
        median(run.quiet).toFixed(2),
        median(run.epoch).toFixed(2),
        (run.cpu / TEMPO).toFixed(2),
        (run.peak / 2 ** 20).toFixed(0),
      ]
    }),
    notes: [
      `Otherwise ${subnets} subnets of ${uids} UIDs (a quarter of 64 of them validators), ${positions} stake positions on each and`,
      `${rootPositions} on root; in memory. Positions on root grow along. Each claim sells on every subnet: claims grow with subnets,`,
      'and the bookkeeping of what was claimed with their square.',
    ],
  }
}

/** Runs in a process of its own, which shows how much memory it took. */
function inProcess(size: Size, run: Run): Timed {
  const code = `import { measure } from ${JSON.stringify(import.meta.url)}; measure(${JSON.stringify([size, run])})`
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as Timed
}

/** What the process does. */
export function measure([size, run]: readonly [Size, Run]): void {
  process.stdout.write(JSON.stringify(runWorld(size, run)))
}

const sum = (times: readonly number[]): number => times.reduce((all, time) => all + time, 0)
const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN
