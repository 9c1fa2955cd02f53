/**
 * How long the program takes to start, as a whole process, beside `node -e 0` and, where it is installed, beside btcli 9. The runs are interleaved, so that whatever else
 * the machine does falls on all of them alike.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { besideBtcli, btcliHere } from './startup/beside-btcli.ts'
import { milliseconds, type Place, type Time, timeOf, times, typical } from './startup/timing.ts'
import type { Bench, BenchTable } from './table.ts'

const ROUNDS = 15
const RUNS_A_ROUND = 3
const WALLETS = 50
const TAO = fileURLToPath(new URL('../../bin/tao.js', import.meta.url))

interface Case {
  readonly name: string
  /** Of the n-th run of all. */
  readonly args: (n: number) => readonly string[]
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
  summary: 'start-up as a whole process, beside bare Node.js and btcli',
  run: async () => {
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
      const place = { env, cwd: home }
      const btcli = btcliHere()
      const alone = table(measure(place))
      return btcli === undefined ? [alone] : [alone, await besideBtcli(TAO, btcli, place)]
    } finally {
      rmSync(home, { recursive: true, force: true })
    }
  },
} satisfies Bench

function measure(place: Place): ReadonlyMap<string, readonly Time[]> {
  const of = new Map<string, Time[]>(CASES.map(({ name }) => [name, []]))
  for (let round = 0; round < ROUNDS; round++) {
    for (const { name, args } of CASES) {
      const runs = Array.from({ length: RUNS_A_ROUND }, (_, i) => [process.execPath, ...args(round * RUNS_A_ROUND + i)])
      of.get(name)!.push(timeOf(runs, place))
    }
  }
  return of
}

function table(measured: ReadonlyMap<string, readonly Time[]>): BenchTable {
  const of = (name: string, key: keyof Time): number | undefined => typical(measured.get(name)!, key)
  const ratio = (name: string, key: keyof Time): string => {
    const [own, bare] = [of(name, key), of(BARE.name, key)]
    return times(own === undefined || bare === undefined ? undefined : own / bare)
  }
  return {
    heads: ['', 'wall', 'ratio', 'cpu', 'ratio'],
    rows: CASES.map(({ name }) => [
      name,
      milliseconds(of(name, 'wall')),
      ratio(name, 'wall'),
      milliseconds(of(name, 'cpu')),
      ratio(name, 'cpu'),
    ]),
    notes: [
      ...(btcliHere() === undefined
        ? ['With TAOKIT_PYTHON_CLIENTS (scripts/python-clients.sh) it is compared with btcli 9 as well.']
        : []),
      `Wall: medians, cpu: means of ${ROUNDS} interleaved rounds of ${RUNS_A_ROUND} runs; ${availableParallelism()} processors, others may be using them.`,
      'Aim: help and wallet list at most 1.5 × bare Node.js, a local chain read under 400 ms of processor time. wallet create loads the curves and computes two keys.',
    ],
  }
}

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
