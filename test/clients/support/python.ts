/** The real Python clients as programs of their own, at a node of ours. `scripts/python-clients.sh` installs them. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Chain } from '../../../src/local-chain/node/chain.ts'
import { Server } from '../../../src/local-chain/node/server.ts'
import { chainSpec } from '../../../src/local-chain/profiles/specs.ts'
import { MemoryStore } from '../../../src/local-chain/state/memory-store.ts'

export const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
export const BOB = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'
export const CHARLIE = '5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y'

const folder = process.env.TAOKIT_PYTHON_CLIENTS

/** Where the environment of a client is; undefined where it is not installed. */
export function environmentOf(client: 'btcli9' | 'btcli11' | 'sdk10'): string | undefined {
  if (folder === undefined) return undefined
  const environment = join(folder, client)
  return existsSync(join(environment, 'bin', 'python')) ? environment : undefined
}

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface PythonWorld {
  readonly chain: Chain
  readonly url: string
  /** Bugs that requests ran into. */
  readonly faults: readonly unknown[]
  /** Runs a program of the environment. It has a home of its own and nobody to ask. */
  run(program: string, args: readonly string[], stdin?: string): Promise<Ran>
  close(): Promise<void>
}

const PATIENCE_MILLISECONDS = 120_000

/** A sandbox chain at a free port: a block for each transaction. */
export async function pythonWorld(environment: string): Promise<PythonWorld> {
  const faults: unknown[] = []
  const onFault = (error: unknown) => faults.push(error)
  const home = mkdtempSync(join(tmpdir(), 'taokit-clients-'))
  const chain = new Chain(chainSpec('sandbox'), new MemoryStore(), { sealing: 'instant', onFault })
  const server = await Server.listen({ chain, version: '0.0.0-test', instance: 'test' }, { port: 0, onFault })
  const env = { PATH: process.env.PATH, HOME: home, COLUMNS: '250', TERM: 'dumb', NO_COLOR: '1' }
  const run = (program: string, args: readonly string[], stdin = ''): Promise<Ran> =>
    new Promise((resolve, reject) => {
      const child = spawn(join(environment, 'bin', program), args, { cwd: home, env, timeout: PATIENCE_MILLISECONDS })
      const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []]
      child.stdout.on('data', part => stdout.push(part))
      child.stderr.on('data', part => stderr.push(part))
      child.on('error', reject)
      child.on('close', code =>
        resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
      )
      child.stdin.end(stdin)
    })
  const close = async () => {
    await server.close()
    chain.close()
    rmSync(home, { recursive: true, force: true })
  }
  return { chain, url: server.url, faults, run, close }
}

/** The JSON that a program printed, failures perhaps among its errors: notes come before it. */
export function lastJson({ stdout, stderr, code }: Ran): never {
  for (const text of [stdout, stderr]) {
    for (const { index } of text.matchAll(/^[[{"]/gm)) {
      try {
        return JSON.parse(text.slice(index)) as never
      } catch {
        // It was the beginning of something else.
      }
    }
  }
  throw new Error(`no JSON (exit ${code}):\n${stdout}\n${stderr}`)
}
