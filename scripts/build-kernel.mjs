/**
 * Compiles the epoch kernel from AssemblyScript into a TypeScript module that holds it in base64. Does nothing when the
 * module is newer than its sources.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const sources = join(root, 'src/consensus/kernel/assembly')
const output = join(root, 'src/consensus/kernel/wasm.generated.ts')

/** 64 KiB each; the kernel's regions end before. */
const PAGES = 128
const OPTIONS = [
  '-O3',
  '--noAssert',
  ...['--runtime', 'stub'],
  ...['--initialMemory', String(PAGES)],
  ...['--maximumMemory', String(PAGES)],
]

/** Makes the kernel's module, unless it is up to date. */
export async function buildKernel() {
  const inputs = readdirSync(sources).map(name => join(sources, name))
  if (isNewer(output, [fileURLToPath(import.meta.url), ...inputs])) return
  const { wasm } = await compileKernel('epoch.ts')
  const base64 = Buffer.from(wasm).toString('base64')
  writeFileSync(output, `// Made by scripts/build-kernel.mjs.\nexport const WASM = '${base64}'\n`)
}

/**
 * One entry among the kernel's sources as machine code, and as its text.
 * @param {string} entry
 * @returns {Promise<{ wasm: Uint8Array, wat: string }>}
 */
export async function compileKernel(entry) {
  const made = {}
  const path = relative(root, join(sources, entry))
  const { error, stderr } = await asc.main([path, ...OPTIONS, '--outFile', 'wasm', '--textFile', 'wat'], {
    readFile: readSource,
    writeFile: (name, contents) => {
      made[name] = contents
    },
    listFiles: () => [],
  })
  if (error) throw new Error(`The kernel does not compile:\n${stderr.toString()}`, { cause: error })
  return made
}

function isNewer(file, inputs) {
  const made = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
  return inputs.every(input => statSync(input).mtimeMs < made)
}

/** The compiler tries names that need not exist. */
function readSource(name) {
  try {
    return readFileSync(join(root, name), 'utf8')
  } catch {
    return null
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildKernel()
