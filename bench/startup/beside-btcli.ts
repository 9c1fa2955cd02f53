/**
 * The same work by `tao` and by btcli 9 where it is installed (`scripts/python-clients.sh`): in pairs, so that whatever else the
 * machine does falls on both alike. What talks to a chain talks to the same served node; `tao` once more to its chain inside.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { BenchTable } from '../table.ts'
import { milliseconds, type Place, type Time, timeOf, times, typical, type Words } from './timing.ts'

const ROUNDS = 7
const WALLETS = 'pair-wallets'
const CHARLIE = '5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y'

interface Pair {
  readonly name: string
  readonly tao: string
  readonly btcli: string
  readonly talks?: true
}

const PAIRS: readonly Pair[] = [
  { name: 'help', tao: '--help', btcli: '--help' },
  {
    name: 'wallet list',
    tao: `wallet list --wallet-path ${WALLETS}`,
    btcli: `wallet list --wallet-path ${WALLETS}`,
  },
  {
    name: 'read: a balance',
    tao: `wallet balance Alice --wallet-path ${WALLETS}`,
    btcli: `wallet balance --wallet-name Alice --wallet-path ${WALLETS}`,
    talks: true,
  },
  { name: 'read: all subnets', tao: 'subnets list', btcli: 'subnets list', talks: true },
  {
    name: 'transaction: a transfer',
    tao: `wallet transfer ${CHARLIE} 1 --wallet Alice --wallet-path ${WALLETS} --yes`,
    btcli: `wallet transfer --destination ${CHARLIE} --amount 1 --wallet-name Alice --wallet-path ${WALLETS} --no-prompt`,
    talks: true,
  },
  {
    name: 'transaction: stake on root',
    tao: `stake add 1 --netuid 0 --hotkey Alice/default --wallet Alice --wallet-path ${WALLETS} --yes`,
    btcli: `stake add --amount 1 --netuid 0 --wallet-name Alice --hotkey default --wallet-path ${WALLETS} --unsafe --no-mev-protection --no-prompt`,
    talks: true,
  },
]

/** Where btcli 9 is; undefined where it is not installed. */
export function btcliHere(): string | undefined {
  const folder = process.env.TAOKIT_PYTHON_CLIENTS
  const program = folder === undefined ? undefined : join(folder, 'btcli9', 'bin', 'btcli')
  return program !== undefined && existsSync(program) ? program : undefined
}

export async function besideBtcli(tao: string, btcli: string, place: Place): Promise<BenchTable> {
  const ours = (line: string): Words => [process.execPath, tao, ...line.split(' ')]
  for (const line of [
    `wallet new-coldkey Alice --uri //Alice --no-password --wallet-path ${WALLETS}`,
    `wallet new-hotkey Alice --uri //Alice//default --wallet-path ${WALLETS}`,
  ]) {
    must(ours(line), place)
  }
  const { node, url } = await serve(ours('chain start --ephemeral --seal instant --port 0 --json'), place)
  try {
    const runs = PAIRS.map(({ name, tao: own, btcli: other, talks }) => ({
      name,
      served: ours(talks ? `${own} --network ${url}` : own),
      inside: talks ? ours(own) : undefined,
      btcli: [btcli, ...other.split(' '), ...(talks ? ['--network', url] : [])],
    }))
    const register = `root register --hotkey Alice/default --wallet Alice --wallet-path ${WALLETS}`
    for (const line of [register, `${register} --network ${url}`]) must(ours(line), place)
    for (const run of runs) for (const words of [run.served, run.inside, run.btcli]) if (words) must(words, place)
    return tableOf(runs.map(run => measured(run, place)))
  } finally {
    node.kill('SIGTERM')
    await once(node, 'exit')
  }
}

interface Run {
  readonly name: string
  readonly served: Words
  /** Absent where no chain is talked to. */
  readonly inside: Words | undefined
  readonly btcli: Words
}

interface Measured {
  readonly name: string
  readonly served: readonly Time[]
  readonly inside: readonly Time[] | undefined
  readonly btcli: readonly Time[]
}

function measured({ name, served, inside, btcli }: Run, place: Place): Measured {
  const rounds = Array.from({ length: ROUNDS }, () => ({
    served: timeOf([served], place),
    inside: inside && timeOf([inside], place),
    btcli: timeOf([btcli], place),
  }))
  return {
    name,
    served: rounds.map(round => round.served),
    inside: inside && rounds.map(round => round.inside!),
    btcli: rounds.map(round => round.btcli),
  }
}

function tableOf(rows: readonly Measured[]): BenchTable {
  const ratio = (own: readonly Time[] | undefined, other: readonly Time[], key: keyof Time): string => {
    const [mine, theirs] = [own && typical(own, key), typical(other, key)]
    return times(mine === undefined || theirs === undefined ? undefined : theirs / mine)
  }
  return {
    heads: ['beside btcli 9', 'tao', 'chain inside', 'btcli', 'faster', 'inside', 'cpu', 'inside'],
    rows: rows.map(({ name, served, inside, btcli }) => [
      name,
      milliseconds(typical(served, 'wall')),
      milliseconds(inside && typical(inside, 'wall')),
      milliseconds(typical(btcli, 'wall')),
      ratio(served, btcli, 'wall'),
      ratio(inside, btcli, 'wall'),
      ratio(served, btcli, 'cpu'),
      ratio(inside, btcli, 'cpu'),
    ]),
    notes: [
      `Wall: medians, cpu: means of ${ROUNDS} pairs of whole processes. tao and btcli talk to the same served node, "inside" is the chain in the process.`,
      'Aim: at least five times as fast as btcli 9, each of them.',
    ],
  }
}

/** A comparison with something that fails would be no comparison. */
function must([program, ...args]: Words, place: Place): void {
  const { status, stdout, stderr } = spawnSync(program!, args, { ...place, encoding: 'utf8', input: '' })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`)
}

function serve(
  [program, ...args]: Words,
  place: Place,
): Promise<{ readonly node: ChildProcess; readonly url: string }> {
  const node = spawn(program!, args, { ...place, stdio: ['ignore', 'pipe', 'pipe'] })
  return new Promise((resolve, reject) => {
    let told = ''
    const listen = (part: Buffer): void => {
      told += part
      const url = /ws:\/\/[\w.:]+/.exec(told)?.[0]
      if (url !== undefined) resolve({ node, url })
    }
    // All that it prints is read: a node that nobody hears stops.
    node.stdout.on('data', listen)
    node.stderr.on('data', listen)
    node.once('exit', () => reject(new Error(`The node ended:\n${told}`)))
  })
}
