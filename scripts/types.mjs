/**
 * Type declarations of the public API, as a package ships them: only what its types are made of, whole where `@polkadot/api` is
 * not installed, and readable by compilers and settings of all kinds.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'

const require = createRequire(import.meta.url)
/** What a declaration imports: `from '…'` and `import('…')`. */
const IMPORTED = /(?<=\bfrom |\bimport\()(['"])([^'"]+)\1/g
/** Where the optional peer is not installed, its types are `any`. */
const PEER = /^(?=import type [^;]*['"]@polkadot\/)/gm

/** What the sources say of calls. */
const NO_CALLS = /^export interface Calls \{\s*\}\n/m

/**
 * What Node and browsers have, and a program that names neither among its libraries does not know: empty there, and nothing new
 * where it is known.
 */
const AMBIENT = `declare global {
    interface AbortSignal {
    }
    interface SymbolConstructor {
        readonly asyncDispose: unique symbol;
    }
}
`

/**
 * @param {string} root of the project
 * @param {string} out the folder that gets `types`
 * @param {string} calls declarations of the type of all calls, `Calls`
 */
export function writeTypes(root, out, calls) {
  const emitted = join(out, 'types-emitted')
  emit(root, out, emitted)
  const entry = join(emitted, 'index.d.ts')
  for (const file of reached(entry)) {
    const text = readFileSync(file, 'utf8').replace(PEER, '// @ts-ignore: an optional peer\n')
    const named = text
      // The ending that every compiler finds.
      .replace(IMPORTED, (_, quote, from) => quote + from.replace(/^(\..*)\.ts$/, '$1.js') + quote)
      // What compilers before 5.7 do not know, and others take for granted.
      .replaceAll('<ArrayBufferLike>', '')
    const target = join(out, 'types', file.slice(emitted.length))
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, file === entry ? named + AMBIENT : named.replace(NO_CALLS, () => calls))
  }
  rmSync(emitted, { recursive: true })
}

function emit(root, out, emitted) {
  const config = join(out, 'tsconfig.json')
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: join(root, 'src'),
    outDir: emitted,
  }
  const files = [join(root, 'src', 'index.ts')]
  writeFileSync(config, JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, files, include: [] }))
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc')
  const { status } = spawnSync(process.execPath, [tsc, '-p', config], { cwd: root, stdio: 'inherit' })
  if (status !== 0) throw new Error('The types of the public API could not be written')
  rmSync(config)
}

/** The declarations that the public ones are made of, themselves included. */
function reached(entry) {
  const files = new Set([entry])
  for (const file of files) {
    for (const [, , from] of readFileSync(file, 'utf8').matchAll(IMPORTED)) {
      if (from.startsWith('.')) files.add(resolve(dirname(file), from.replace(/\.ts$/, '.d.ts')))
    }
  }
  return files
}
