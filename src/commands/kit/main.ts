/** The entry of the program: the real streams, the real clock, the built commands. */
import { fstatSync, readFileSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { AnyCommand } from './command.ts'
import { exitCodeOf } from './exit-codes.ts'
import type { Host, Output } from './host.ts'
import { type Catalogue, launch } from './launch.ts'
import type { CommandEntry, Index } from './tree.ts'

/** Of the built program. */
const FOLDER = import.meta.dirname
const UNKNOWN_COLUMNS = 80
const FULL_PIPE_MS = 5
const INTERRUPTED = exitCodeOf('interrupted')

/** The commands as the build laid them out beside this file: `commands.json`, and for each command its code and its data. */
function builtCommands(): Catalogue {
  const read = <T>(...path: readonly string[]): T => JSON.parse(readFileSync(join(FOLDER, ...path), 'utf8')) as T
  const dataOf = (path: readonly string[]): CommandEntry =>
    read('commands', ...path.slice(0, -1), `${path.at(-1)}.json`)
  let index: Index | undefined
  const catalogue: Catalogue = {
    index: () => {
      index ??= read<Index>('commands.json')
      return index
    },
    command: dataOf,
    tree: () => ({ ...catalogue.index(), commands: catalogue.index().commands.map(({ path }) => dataOf(path)) }),
    load: async path => {
      const module: { default: AnyCommand } = await import(join(FOLDER, 'commands', `${path.join('/')}.js`))
      return module.default
    },
  }
  return catalogue
}

function processHost(version: string): Host {
  return {
    env: process.env,
    platform: process.platform,
    versions: { tao: version, node: process.version },
    stdin: { isTerminal: isatty(0), read: readStdin },
    stdout: output(1),
    stderr: output(2),
    clock: {
      now: () => Date.now(),
      every: (ms, tick) => {
        const timer = setInterval(tick, ms)
        timer.unref()
        return () => clearInterval(timer)
      },
    },
    prompts: async () => {
      const { inquirerPrompts } = await import('./inquirer-prompts.ts')
      const hasOtherScreen = process.env.TERM !== 'dumb'
      return inquirerPrompts({ input: process.stdin, output: process.stderr, hasOtherScreen })
    },
    onInterrupt: listenToSignals,
    openChain: async (settings, signal) => (await import('./open-chain.ts')).openChain(settings, version, signal),
  }
}

/**
 * A terminal is written to by its stream, which knows its width; anything else directly, which saves loading that stream
 * and leaves nothing unwritten at the end.
 */
function output(fd: 1 | 2): Output {
  const isTerminal = isatty(fd)
  const stream = (): NodeJS.WriteStream => (fd === 1 ? process.stdout : process.stderr)
  return {
    isTerminal,
    write: text => {
      if (isTerminal) stream().write(text)
      else writeFully(fd, Buffer.from(text))
    },
    get columns() {
      return (isTerminal && stream().columns) || UNKNOWN_COLUMNS
    },
  }
}

/** Only a character device can be a terminal; asking more of anything else would load Node's networking. */
function isatty(fd: number): boolean {
  try {
    const stats = fstatSync(fd)
    const isNothing = process.platform !== 'win32' && stats.rdev === statSync('/dev/null').rdev
    return stats.isCharacterDevice() && !isNothing && process.getBuiltinModule('node:tty').isatty(fd)
  } catch {
    // Closed.
    return false
  }
}

function writeFully(fd: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(fd, bytes, at)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      // A reader that has seen enough closes the pipe, as `head` does: that is no failure.
      if (code === 'EPIPE') process.exit(0)
      if (code !== 'EAGAIN') throw error
      // The pipe is full: its reader needs a moment.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, FULL_PIPE_MS)
    }
  }
}

async function readStdin(): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

/** The first signal asks the command to stop, the second does not ask. */
function listenToSignals(listener: () => void): () => void {
  let isAsked = false
  const onSignal = (): void => {
    if (isAsked) process.exit(INTERRUPTED)
    isAsked = true
    listener()
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, onSignal)
  return () => {
    for (const signal of signals) process.off(signal, onSignal)
  }
}

/** Windows writes to a terminal in the background. */
async function flushTerminal(fd: 1 | 2): Promise<void> {
  if (process.platform !== 'win32' || !isatty(fd)) return
  await new Promise<void>(resolve => (fd === 1 ? process.stdout : process.stderr).write('', () => resolve()))
}

async function main(): Promise<never> {
  // Standard input ended in the middle of a question: nothing is left to wait for, and nothing was answered.
  const gaveUp = (): void => {
    writeFully(2, Buffer.from('\nInterrupted: standard input ended\n'))
    process.exit(INTERRUPTED)
  }
  process.once('beforeExit', gaveUp)
  const commands = builtCommands()
  const code = await launch(process.argv.slice(2), processHost(commands.index().version), commands)
  process.off('beforeExit', gaveUp)
  await Promise.all([flushTerminal(1), flushTerminal(2)])
  process.exit(code)
}

// `launch` tells every failure itself; what comes here is a broken installation.
main().catch(error => {
  writeFully(2, Buffer.from(`Error: tao cannot start: ${error instanceof Error ? error.message : error}\n`))
  process.exit(1)
})
