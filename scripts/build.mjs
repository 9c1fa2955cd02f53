/**
 * Builds everything: the program (`dist/cli`), the public API with its types (`dist/index.js`, `dist/types`), the metadata of
 * the chains that ship (`dist/metadata`), the page that a node shows browsers (`dist/explorer`), and what `npm run demo`,
 * `bench` and `vectors` run. Does nothing when nothing has changed since the last build.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { buildExplorer } from './explorer.mjs'
import { noticesOf } from './notices.mjs'
import { bundleProgram, hasDefaultExport } from './program.mjs'
import { writeTypes } from './types.mjs'

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const DIST = join(ROOT, 'dist')
const STAMP = 'build-stamp'
/** What has native parts, or finds files of its own beside itself, cannot be bundled: here, what only tools and tests use. */
const TOOLS_EXTERNAL = ['esbuild', 'assemblyscript', '@lydell/node-pty']
/** Bundled CommonJS packages call `require` for Node's own modules. */
const REQUIRE = `const require=process.getBuiltinModule('node:module').createRequire(import.meta.url);`
const METADATA_WRITER = join('src', 'local-chain', 'runtime', 'metadata', 'write-files.ts')

const at = (...parts) => join(ROOT, ...parts)
const require = createRequire(import.meta.url)
const PACKAGE = JSON.parse(readFileSync(at('package.json'), 'utf8'))
const VERSION = PACKAGE.version
/** All else is bundled, so that an installation is small: the packages that the program is installed with are its dependencies. */
const EXTERNAL = Object.keys({ ...PACKAGE.dependencies, ...PACKAGE.optionalDependencies })

async function main() {
  const started = Date.now()
  buildKernel()
  const stamp = digestOfInputs()
  if (readIfAny(join(DIST, STAMP)) === stamp) return
  const next = at(`dist.${process.pid}`)
  rmSync(next, { recursive: true, force: true })
  mkdirSync(join(next, 'cli'), { recursive: true })
  try {
    const commands = commandFiles()
    // What the bundles know themselves by: the metadata beside them is theirs if it says the same.
    const define = { TAOKIT_BUILD: JSON.stringify(stamp.slice(0, 16)), TAOKIT_VERSION: JSON.stringify(VERSION) }
    const [program, api] = await Promise.all([
      bundleProgram(ROOT, commands, join(next, 'cli'), { external: EXTERNAL, define }),
      bundleModules(apiEntries(), 'api-chunks', next, { external: EXTERNAL, define }),
      bundleModules(toolEntries(), 'tool-chunks', next, { external: [...EXTERNAL, ...TOOLS_EXTERNAL], define }),
      buildExplorer(ROOT, join(next, 'explorer')),
    ])
    writeFileSync(join(next, 'third-party.txt'), noticesOf(ROOT, [...program, ...api]))
    const count = writeTree(commands, join(next, 'cli'))
    await writeMetadata(next, stamp.slice(0, 16))
    const { callTypes } = await import(pathToFileURL(join(next, 'call-types.js')).href)
    writeTypes(ROOT, next, callTypes())
    writeFileSync(join(next, STAMP), stamp)
    putInPlace(next)
    warmUp()
    process.stdout.write(`Built ${count} commands in ${((Date.now() - started) / 1000).toFixed(1)} s\n`)
  } finally {
    rmSync(next, { recursive: true, force: true })
  }
}

/** The WebAssembly kernel comes first: its code is imported by the rest. It knows itself whether it is up to date. */
function buildKernel() {
  const script = at('scripts', 'build-kernel.mjs')
  if (existsSync(script)) run([script], 'The kernel could not be built')
}

/** `src/commands/wallet/new-coldkey.ts` is `tao wallet new-coldkey`; `kit` and `shared` folders hold no commands. */
function commandFiles() {
  return filesIn(at('src', 'commands'))
    .map(file => relative(at('src', 'commands'), file).split(sep).join('/'))
    .filter(file => file.endsWith('.ts') && !/(?:^|\/)(?:kit|shared)\//.test(file))
    .sort()
}

/** The public API shares no code with the command line: who imports it loads no part of that. */
const apiEntries = () => existing({ index: at('src', 'index.ts') })

/** Programs for those who work on taokit. Each file in `bench/` that exports something by default is a benchmark. */
function toolEntries() {
  const benches = (existsSync(at('bench')) ? readdirSync(at('bench')) : [])
    .filter(file => file.endsWith('.ts') && hasDefaultExport(readFileSync(at('bench', file), 'utf8')))
    .map(file => [`bench/${file.slice(0, -3)}`, at('bench', file)])
  return existing({
    demo: at('src', 'demo', 'main.ts'),
    bench: at('bench', 'main.ts'),
    soak: at('bench', 'soak', 'main.ts'),
    vectors: at('test', 'conformance', 'main.ts'),
    'write-metadata': at(METADATA_WRITER),
    'call-types': at('scripts', 'call-types.ts'),
    ...Object.fromEntries(benches),
  })
}

const existing = entries => Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file)))

/** Bundles modules and gives esbuild's account of what they were made of. */
async function bundleModules(entryPoints, chunks, outdir, { external, define }) {
  if (Object.keys(entryPoints).length === 0) return []
  const { metafile } = await build({
    entryPoints,
    outdir,
    chunkNames: `${chunks}/[name]-[hash]`,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external,
    define,
    banner: { js: REQUIRE },
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'error',
    metafile: true,
    plugins: [quietPolkadot],
  })
  return [metafile]
}

/** Its packages complain when a program has others of the same name: the bundled ones are our own and in nobody's way. */
const quietPolkadot = {
  name: 'quiet-polkadot',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]@polkadot[\\/].*[\\/]packageDetect\.js$/ }, () => ({ contents: '' }))
  },
}

/** Loads every built command once and writes down what help, completion and the router need to know. */
function writeTree(files, out) {
  const { buildTree, indexOf } = require(join(out, 'tree.js'))
  const declared = files.map(file => {
    const path = file.slice(0, -'.ts'.length).split('/')
    const { default: value } = require(join(out, 'commands', ...path.slice(0, -1), `${path.at(-1)}.js`))
    if (value === undefined) throw new Error(`src/commands/${file} exports no declaration by default`)
    return { path, value }
  })
  const isGroup = ({ path }) => path.at(-1) === 'group'
  const groups = declared.filter(isGroup).map(({ path, value }) => ({ path: path.slice(0, -1), value }))
  const tree = buildTree(
    VERSION,
    groups,
    declared.filter(entry => !isGroup(entry)),
  )
  writeFileSync(join(out, 'commands.json'), JSON.stringify(indexOf(tree)))
  for (const command of tree.commands) {
    const { path } = command
    writeFileSync(join(out, 'commands', ...path.slice(0, -1), `${path.at(-1)}.json`), JSON.stringify(command))
  }
  return tree.commands.length
}

/** Computing a runtime's metadata takes longer than most commands. */
async function writeMetadata(out, build) {
  const writer = join(out, 'write-metadata.js')
  if (!existsSync(writer)) return
  const { main } = await import(pathToFileURL(writer).href)
  main(join(out, 'metadata'), build)
}

/** Runs the program a few times, so that its compiled code is there when it is needed. */
function warmUp() {
  const nowhere = {
    PATH: process.env.PATH,
    HOME: join(DIST, 'none'),
    TAO_CONFIG: join(DIST, 'none'),
    BT_WALLET_PATH: join(DIST, 'none'),
  }
  for (const line of [['--help'], ['wallet', 'list'], ['wallet', 'list', '--help'], ['config', 'get', '--json']]) {
    spawnSync(process.execPath, [at('bin', 'tao.js'), ...line], { env: nowhere, stdio: 'ignore' })
  }
}

function putInPlace(next) {
  const old = at(`dist.old.${process.pid}`)
  if (existsSync(DIST)) renameSync(DIST, old)
  renameSync(next, DIST)
  rmSync(old, { recursive: true, force: true })
}

function run(args, failure) {
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' })
  if (status !== 0) throw new Error(failure)
}

/** A digest of everything that the outcome depends on. What `npm run vectors` runs lies among the tests. */
function digestOfInputs() {
  const hash = createHash('sha256').update(process.version)
  const single = [
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'scripts/build.mjs',
    'scripts/call-types.ts',
    'scripts/explorer.mjs',
    'scripts/notices.mjs',
    'scripts/program.mjs',
    'scripts/types.mjs',
  ]
  const files = [
    ...['src', 'bench', 'test']
      .map(folder => at(folder))
      .filter(existsSync)
      .flatMap(filesIn),
    ...single.map(file => at(file)).filter(existsSync),
  ]
  for (const file of files.filter(isInput).sort()) {
    hash.update(relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

const isInput = file => !file.endsWith('.test.ts') && !file.startsWith(at('test', 'vectors'))

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
}

function readIfAny(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

main().catch(error => {
  process.stderr.write(`Build failed: ${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
})
