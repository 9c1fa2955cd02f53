/** The package as npm would install it, in a folder of a program that uses it. */
import { execFile, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build, ROOT } from './program.ts'

export interface Project {
  readonly folder: string
  /** Writes a file. */
  add(name: string, text: string): void
  /** Links a package of ours into it, as if it were installed. */
  install(...names: readonly string[]): void
  /** Runs Node.js in it. */
  node(...args: readonly string[]): Promise<Ran>
  /** What the compiler says of files of it; nothing when all is well. */
  complaints(files: readonly string[], options: Readonly<Record<string, unknown>>): Promise<string>
  remove(): void
}

export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** A project with taokit, as packed, and what that depends on. */
export function project(): Project {
  build()
  const folder = mkdtempSync(join(tmpdir(), 'taokit-project-'))
  const at = (...parts: readonly string[]): string => join(folder, ...parts)
  for (const path of packedFiles()) {
    mkdirSync(dirname(at('node_modules', 'taokit', path)), { recursive: true })
    cpSync(join(ROOT, path), at('node_modules', 'taokit', path))
  }
  const install = (...names: readonly string[]): void => {
    for (const name of names) {
      mkdirSync(dirname(at('node_modules', name)), { recursive: true })
      symlinkSync(join(ROOT, 'node_modules', name), at('node_modules', name), 'junction')
    }
  }
  const add = (name: string, text: string): void => writeFileSync(at(name), text)
  const env = { PATH: process.env.PATH, HOME: folder, USERPROFILE: folder, XDG_DATA_HOME: at('data'), NO_COLOR: '1' }
  // Whoever waits for it may have to answer it.
  const node = (...args: readonly string[]): Promise<Ran> =>
    new Promise(resolve => {
      const child = execFile(process.execPath, args, { cwd: folder, env }, (_, stdout, stderr) =>
        resolve({ code: child.exitCode ?? -1, stdout, stderr }),
      )
    })
  install('hash-wasm', 'lmdb', 'sodium-native')
  add('package.json', '{ "name": "somebody", "type": "module" }')
  return {
    folder,
    add,
    install,
    node,
    complaints: async (files, options) => {
      add('tsconfig.json', JSON.stringify({ compilerOptions: { ...STRICT, ...options }, files }))
      return (await node(join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.json')).stdout
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

const STRICT = {
  noEmit: true,
  strict: true,
  skipLibCheck: false,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  module: 'NodeNext',
  moduleResolution: 'NodeNext',
  target: 'ES2022',
  lib: ['ES2022'],
  types: [],
}

function packedFiles(): string[] {
  const { stdout, status, stderr } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: ROOT,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error(`npm does not pack:\n${stderr}`)
  const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }]
  return files.map(({ path }) => path)
}
