/**
 * How long the program takes to start, as a whole process, beside `node -e 0`. The runs are interleaved, so that whatever else
 * the machine does falls on all of them alike.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Bench, BenchTable } from './table.ts'

const ROUNDS = 15
/** `times` of a shell has ticks of 10 ms: several runs in a row make them fine enough. */
const RUNS_A_ROUND = 3
const WALLETS = 50
const TAO = fileURLToPath(new URL('../../bin/tao.js', import.meta.url))

interface Case {
  readonly name: string
  /** Of the n-th run of all. */
  readonly args: (n: number) => readonly string[]
}

interface Time {
  readonly wall: number
  /** User and system time; undefined where there is no shell that tells. */
  readonly cpu: number | undefined
}

const BARE: Case = { name: 'node -e 0', args: () => ['-e', '0'] }
const tao = (line: string, name = `tao ${line}`): Case => ({ name, args: () => [TAO, ...line.split(' ')] })
/** Two keys, made and written to disk in a folder of their own; a password would be Argon2's time and not the program's. */
const CREATE: Case = {
  name: 'tao wallet create (two new keys)',
  args: n => [TAO, 'wallet', 'create', `made-${n}`, '--no-password', '--show-mnemonic', '--wallet-path', MADE],
}
/** Below the folder that the benchmark runs in. */
const MADE = 'made'
const CASES: readonly Case[] = [
  BARE,
  tao('--version'),
  tao('--help'),
  tao('wallet create --help'),
  tao('config path'),
  tao('wallet list', `tao wallet list (${WALLETS} wallets)`),
  CREATE,
  tao('chain status', 'tao chain status (local chain)'),
  tao('subnets list', 'tao subnets list (local chain)'),
]

export default {
  summary: 'start-up as a whole process, beside bare Node.js',
  run: () => {
    const home = mkdtempSync(join(tmpdir(), 'taokit-bench-'))
    try {
      makeWallets(join(home, '.bittensor', 'wallets'))
      const own = {
        HOME: home,
        USERPROFILE: home,
        XDG_CONFIG_HOME: join(home, 'config'),
        XDG_DATA_HOME: join(home, 'data'),
      }
      const env = { ...process.env, ...own }
      // The first to ask makes the chain.
      spawnSync(process.execPath, [TAO, 'chain', 'status'], { env, cwd: home, stdio: 'ignore' })
      return table(measure({ env, cwd: home }))
    } finally {
      rmSync(home, { recursive: true, force: true })
    }
  },
} satisfies Bench

interface Place {
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
}

function measure(place: Place): ReadonlyMap<string, readonly Time[]> {
  const times = new Map<string, Time[]>(CASES.map(({ name }) => [name, []]))
  for (let round = 0; round < ROUNDS; round++) {
    for (const { name, args } of CASES) {
      const runs = Array.from({ length: RUNS_A_ROUND }, (_, i) => args(round * RUNS_A_ROUND + i))
      times.get(name)!.push(timeOf(runs, place))
    }
  }
  return times
}

function timeOf(runs: readonly (readonly string[])[], place: Place): Time {
  const started = process.hrtime.bigint()
  const cpu = process.platform === 'win32' ? undefined : cpuOf(runs, place)
  if (cpu === undefined) for (const args of runs) spawnSync(process.execPath, args, { ...place, stdio: 'ignore' })
  const wall = Number(process.hrtime.bigint() - started) / 1e6 / RUNS_A_ROUND
  return { wall, cpu }
}

/** A shell runs the program and says how much its children used: `0m0.120s 0m0.030s` in its second line. */
function cpuOf(runs: readonly (readonly string[])[], place: Place): number | undefined {
  const words = (args: readonly string[]): string =>
    [process.execPath, ...args].map(word => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
  const lines = runs.map(args => `${words(args)} >/dev/null 2>&1 </dev/null`).join('\n')
  const { stdout } = spawnSync('sh', ['-c', `${lines}\ntimes`], { ...place, encoding: 'utf8' })
  const used = [...(stdout?.split('\n')[1] ?? '').matchAll(/(\d+)m(\d+(?:\.\d+)?)s/g)]
  if (used.length !== 2) return undefined
  return (
    used.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000, 0) /
    RUNS_A_ROUND
  )
}

function table(times: ReadonlyMap<string, readonly Time[]>): BenchTable {
  const of = (name: string, key: keyof Time): number | undefined => {
    const values = times.get(name)!.map(time => time[key])
    if (values.some(value => value === undefined)) return undefined
    // Processor time comes in coarse ticks, whose mean is finer than their median.
    return key === 'cpu' ? mean(values as number[]) : median(values as number[])
  }
  const ms = (value: number | undefined): string => (value === undefined ? '-' : `${value.toFixed(0)} ms`)
  const ratio = (name: string, key: keyof Time): string => {
    const [own, bare] = [of(name, key), of(BARE.name, key)]
    return own === undefined || bare === undefined ? '-' : `${(own / bare).toFixed(2)} ×`
  }
  return {
    heads: ['', 'wall', 'ratio', 'cpu', 'ratio'],
    rows: CASES.map(({ name }) => [
      name,
      ms(of(name, 'wall')),
      ratio(name, 'wall'),
      ms(of(name, 'cpu')),
      ratio(name, 'cpu'),
    ]),
    notes: [
      `Wall: medians, cpu: means of ${ROUNDS} interleaved rounds of ${RUNS_A_ROUND} runs; ${availableParallelism()} processors, others may be using them.`,
      'Aim: help and wallet list at most 1.5 × bare Node.js, a local chain read under 400 ms of processor time. wallet create loads the curves and computes two keys.',
    ],
  }
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!

/** Public files are all that a list reads. The accounts are the development accounts, whose keys everybody knows. */
function makeWallets(root: string): void {
  const accounts = [
    [
      '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
      'd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d',
    ],
    [
      '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty',
      '8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48',
    ],
  ] as const
  for (let i = 0; i < WALLETS; i++) {
    const folder = join(root, `wallet-${i}`)
    mkdirSync(join(folder, 'hotkeys'), { recursive: true, mode: 0o700 })
    for (const [n, file] of ['coldkeypub.txt', join('hotkeys', 'defaultpub.txt')].entries()) {
      const [ss58Address, hex] = accounts[n]!
      const json = { accountId: `0x${hex}`, publicKey: `0x${hex}`, ss58Address, cryptoType: 1 }
      writeFileSync(join(folder, file), JSON.stringify(json), { mode: 0o600 })
    }
  }
}
