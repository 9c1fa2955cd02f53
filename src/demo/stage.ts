/** Where the story is played: a throw-away folder with its own wallets and its own chain inside. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Host } from '../commands/kit/host.ts'
import { launch } from '../commands/kit/launch.ts'
import { openChain } from '../commands/kit/open-chain.ts'
import { demoCommands } from './commands.ts'

const MOST_COLUMNS = 100

export interface Played {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface Stage {
  readonly folder: string
  readonly columns: number
  /** Runs the program with the words of a line, without `tao`, and keeps what it prints. */
  run(words: readonly string[]): Promise<Played>
  /** Takes everything away again. */
  clear(): void
}

export interface StageOptions {
  readonly version: string
  /** Colours. */
  readonly isTerminal: boolean
  readonly columns: number
}

/** Wallets and chain of whoever plays are not looked at: the environment names those of the stage. */
export function openStage({ version, isTerminal, columns }: StageOptions): Stage {
  const folder = mkdtempSync(join(tmpdir(), 'taokit-demo-'))
  const names = {
    TAOKIT_HOME: join(folder, 'home'),
    BT_WALLET_PATH: join(folder, 'wallets'),
    TAO_CONFIG: join(folder, 'config.json'),
  }
  // Whatever else the environment says of taokit is meant for the real thing.
  for (const name of Object.keys(process.env)) if (/^(TAO|BT)_/.test(name)) delete process.env[name]
  Object.assign(process.env, names)
  const commands = demoCommands(version)
  const shown = Math.min(columns, MOST_COLUMNS)
  return {
    folder,
    columns: shown,
    run: async words => {
      const [stdout, stderr] = [memory(), memory()]
      const host = hostOf({ version, isTerminal, columns: shown }, stdout, stderr)
      const code = await launch(words, host, commands)
      return { code, stdout: stdout.text(), stderr: stderr.text() }
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Results are laid out as for a person, and nobody is asked anything. */
function hostOf({ version, isTerminal, columns }: StageOptions, stdout: Memory, stderr: Memory): Host {
  return {
    env: isTerminal ? process.env : { ...process.env, NO_COLOR: '1' },
    platform: process.platform,
    versions: { tao: version, node: process.version },
    stdin: { isTerminal: false, read: async () => Buffer.alloc(0) },
    stdout: { isTerminal: true, columns, write: stdout.write },
    stderr: { isTerminal: false, columns, write: stderr.write },
    clock: { now: () => Date.now(), every: () => () => {} },
    prompts: () => Promise.reject(new Error('The story asks nobody')),
    onInterrupt: () => () => {},
    openChain: (settings, signal) => openChain(settings, version, signal),
  }
}

interface Memory {
  write(text: string): void
  text(): string
}

function memory(): Memory {
  const parts: string[] = []
  return { write: text => void parts.push(text), text: () => parts.join('') }
}
