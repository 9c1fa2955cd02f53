/** The built program, run as separate processes with a home of their own. */
import { type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { temporaryFolder } from '../../wallet/support/folders.ts'

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
export const BIN = join(ROOT, 'bin', 'tao.js')

/** The folder of the built program. */
export const CLI = join(ROOT, 'dist', 'cli')

/** Files that are loaded before the program to watch it. */
export const SUPPORT = join(ROOT, 'test', 'journeys', 'support')

let built: { readonly failure: string | undefined } | undefined

/** Builds the program if it is not up to date, which takes a moment only the first time. */
export function build(): void {
  built ??= tryBuild()
  if (built.failure !== undefined) throw new Error(built.failure)
}

function tryBuild(): { readonly failure: string | undefined } {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts', 'build.mjs')], { encoding: 'utf8' })
  const isThere = status === 0 && existsSync(CLI)
  return { failure: isThere ? undefined : `The program cannot be built:\n${stderr}` }
}

export interface Home {
  readonly folder: string
  readonly wallets: string
  /** The environment of a user who has just installed the program. */
  readonly env: Record<string, string>
  run(args: readonly string[], options?: RunOptions): Promise<Finished>
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string
  /** Options of Node.js itself. */
  readonly node?: readonly string[]
}

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A home that goes when the test ends. */
export function home(): Home {
  build()
  return homeIn(temporaryFolder())
}

/** A home in a folder that is there. */
export function homeIn(folder: string): Home {
  const wallets = join(folder, 'wallets')
  const env = {
    HOME: folder,
    USERPROFILE: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_DATA_HOME: join(folder, 'data'),
    BT_WALLET_PATH: wallets,
    PATH: process.env.PATH ?? '',
    ...(process.env.SYSTEMROOT === undefined ? {} : { SYSTEMROOT: process.env.SYSTEMROOT }),
  }
  return {
    folder,
    wallets,
    env,
    run: (args, options = {}) =>
      finish([...(options.node ?? []), BIN, ...args], { env: { ...env, ...options.env } }, options.stdin),
  }
}

function finish(args: readonly string[], options: SpawnOptions, stdin: string | undefined): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      ...options,
      stdio: [stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    })
    const parts = { stdout: '', stderr: '' }
    child.stdout!.setEncoding('utf8').on('data', text => (parts.stdout += text))
    child.stderr!.setEncoding('utf8').on('data', text => (parts.stderr += text))
    child.on('error', reject)
    child.on('close', code => resolve({ code, ...parts }))
    child.stdin?.end(stdin)
  })
}
