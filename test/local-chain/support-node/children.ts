/** Child processes that run a file of the tests. */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))
/** Programs stand where they find the libraries. */
const programs = join(here, '../../../node_modules/.cache')

export interface Program {
  readonly path: string
  remove(): void
}

/** Makes a program of a file beside this one. */
export async function bundle(file: string): Promise<Program> {
  mkdirSync(programs, { recursive: true })
  const folder = mkdtempSync(join(programs, 'taokit-test-'))
  const path = join(folder, file.replace('.ts', '.mjs'))
  await build({
    entryPoints: [join(here, file)],
    outfile: path,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  })
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'taokit-node-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) }
}

export interface Child {
  readonly process: ChildProcessByStdio<null, Readable, Readable>
  /** What it said so far, whole lines. */
  readonly lines: string[]
  /** Waits for a line. */
  until(matches: (line: string) => boolean): Promise<string>
  /** Waits for its end. @returns exit code or signal */
  ended: Promise<number | string>
}

export function run({ path }: Program, args: readonly string[]): Child {
  // Newer versions of Node.js complain of these two together.
  const env = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined }
  const child = spawn(process.execPath, [path, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  let rest = ''
  let said = () => {}
  let errors = ''
  child.stderr.on('data', part => {
    errors += part
  })
  child.stdout.on('data', part => {
    const parts = `${rest}${part}`.split('\n')
    rest = parts.pop()!
    lines.push(...parts)
    said()
  })
  const ended = new Promise<number | string>((resolve, reject) => {
    child.on('close', (code, signal) => {
      said()
      if (errors !== '') reject(new Error(errors))
      else resolve(signal ?? code ?? 0)
    })
  })
  const until = async (matches: (line: string) => boolean): Promise<string> => {
    let over = false
    void ended.finally(() => {
      over = true
    })
    for (;;) {
      const line = lines.find(matches)
      if (line !== undefined) return line
      if (over) throw new Error(`it ended without saying so: ${lines.at(-1)}`)
      await new Promise<void>(resolve => {
        said = resolve
      })
    }
  }
  return { process: child, lines, until, ended }
}
