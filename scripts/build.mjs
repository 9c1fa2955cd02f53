/**
 * Builds the program: `dist/tao.js` and a file for every command, the public API with its types, and the programs behind
 * `npm run demo`, `bench` and `vectors`. Does nothing when nothing has changed since the last build.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { builtinModules, createRequire } from 'node:module'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const DIST = join(ROOT, 'dist')
const STAMP = 'build-stamp'
/** What has native parts, or finds files of its own beside itself, cannot be bundled. */
const EXTERNAL = ['lmdb', 'sodium-native', 'hash-wasm', 'esbuild', '@lydell/node-pty']
/** Bundled CommonJS packages call `require` for Node's own modules. */
const BANNER = { js: `const require=process.getBuiltinModule('node:module').createRequire(import.meta.url);` }
/** Node's modules that cost a start something and are needed by few commands: they are loaded when they are used. */
const LAZY_BUILTINS = ['child_process', 'crypto', 'worker_threads']

const at = (...parts) => join(ROOT, ...parts)
const KIT = file => at('src', 'commands', 'kit', file)
/** Whatever these import at once is the kit. */
const KIT_ROOTS = ['run', 'command', 'options', 'shape', 'view', 'tree', 'wallets'].map(name => KIT(`${name}.ts`))
const say = text => process.stdout.write(`${text}\n`)

async function main() {
  const started = Date.now()
  buildKernel()
  const stamp = digestOfInputs()
  if (readIfAny(join(DIST, STAMP)) === stamp) return
  const next = at(`dist.${process.pid}`)
  rmSync(next, { recursive: true, force: true })
  mkdirSync(next)
  try {
    const commands = commandFiles()
    await Promise.all([bundleLauncher(next), bundleProgram(commands, next), bundleApi(next), bundleTools(next)])
    const count = await writeTree(commands, next)
    writeTypes(next)
    writeFileSync(join(next, STAMP), stamp)
    putInPlace(next)
    say(`Built ${count} commands in ${((Date.now() - started) / 1000).toFixed(1)} s`)
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

/**
 * The launcher is one file: every further file costs a start more than its content. It loads the machinery and the command
 * that is meant from the other bundle.
 */
async function bundleLauncher(out) {
  const elsewhere = {
    name: 'elsewhere',
    setup: ({ onResolve }) => {
      onResolve({ filter: /^\.\/[a-z-]+\.ts$/ }, ({ kind, path }) =>
        kind === 'dynamic-import' ? { path: path.replace(/\.ts$/, '.js'), external: true } : undefined,
      )
    },
  }
  await bundle({ tao: KIT('main.ts') }, out, { splitting: false, plugins: [elsewhere, lightBuiltins] })
}

/** What the launcher loads: the machinery, the questions, completion, and each command. */
async function bundleProgram(commands, out) {
  const entries = {
    run: KIT('run.ts'),
    completion: KIT('completion.ts'),
    'inquirer-prompts': KIT('inquirer-prompts.ts'),
    'open-chain': KIT('open-chain.ts'),
    'build-tree': KIT('tree.ts'),
    ...Object.fromEntries(commands.map(file => [`commands/${file.slice(0, -3)}`, at('src', 'commands', file)])),
  }
  await bundle(entries, out, { chunkNames: 'chunks/[name]-[hash]', plugins: [oneKit(), lightBuiltins] })
}

/**
 * Code that the same entries reach ends up in the same chunk. Every entry, and every file that is loaded later, is made to
 * reach the whole kit, so that the kit is one chunk instead of one for each set of files that use a part of it.
 */
function oneKit() {
  return {
    name: 'one-kit',
    setup: ({ onLoad, onResolve, resolve: find }) => {
      onResolve({ filter: /./ }, async ({ kind, path, pluginData, ...from }) => {
        const isLoadedAlone = kind === 'entry-point' || kind === 'dynamic-import'
        if (!isLoadedAlone || pluginData === WRAPPED || EXTERNAL.includes(path)) return undefined
        const found = await find(path, { kind, resolveDir: from.resolveDir, pluginData: WRAPPED })
        return found.errors.length > 0 || found.external ? found : { path: found.path, namespace: 'with-kit' }
      })
      // A wrapper, so that the file itself stays one module, whoever else imports it.
      onLoad({ filter: /./, namespace: 'with-kit' }, ({ path }) => {
        const name = JSON.stringify(path)
        const contents = [
          ...KIT_ROOTS.map(root => `import ${JSON.stringify(root)}`),
          `export * from ${name}`,
          ...(hasDefaultExport(readFileSync(path, 'utf8')) ? [`export { default } from ${name}`] : []),
        ]
        return { contents: contents.join('\n'), loader: 'js', resolveDir: dirname(path) }
      })
    },
  }
}

/** Tells the wrapped file from the wrapper, which both are asked for by the same name. */
const WRAPPED = 'wrapped'

const hasDefaultExport = code => /^export default |\bas default\b|\bmodule\.exports\b/m.test(code)

/**
 * `import` of one of Node's own modules reads every property that it has, which loads half of Node; taking the module
 * itself does not.
 */
const lightBuiltins = {
  name: 'light-builtins',
  setup: ({ onLoad, onResolve }) => {
    const names = new Set(builtinModules)
    onResolve({ filter: /^(?:node:)?[a-z_/]+$/ }, ({ path }) => {
      const name = path.replace(/^node:/, '')
      return names.has(name) ? { path: name, namespace: 'builtin' } : undefined
    })
    onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => {
      const module = `process.getBuiltinModule(${JSON.stringify(`node:${path}`)})`
      if (!LAZY_BUILTINS.includes(path)) return { contents: `module.exports=${module}`, loader: 'js' }
      const getters = Object.keys(process.getBuiltinModule(path)).map(key => `get ${key}(){return ${module}.${key}}`)
      return { contents: `module.exports={${getters.join(',')}}`, loader: 'js' }
    })
  },
}

/** The public API shares no code with the command line: who imports it loads no part of that. */
async function bundleApi(out) {
  if (!existsSync(at('src', 'index.ts'))) return
  await bundle({ index: at('src', 'index.ts') }, out, { chunkNames: 'api-chunks/[name]-[hash]', banner: BANNER })
}

/** Programs for those who work on taokit; they share nothing with the command line, so that it stays in few chunks. */
async function bundleTools(out) {
  const single = {
    demo: ['src/demo/main.ts', 'demo/main.ts'].map(file => at(file)).find(file => existsSync(file)),
    bench: at('bench', 'main.ts'),
    vectors: at('test', 'conformance', 'main.ts'),
  }
  const entries = Object.fromEntries(
    Object.entries(single).filter(([, file]) => file !== undefined && existsSync(file)),
  )
  for (const file of benches()) entries[`bench/${file.slice(0, -3)}`] = at('bench', file)
  if (Object.keys(entries).length > 0)
    await bundle(entries, out, { chunkNames: 'tool-chunks/[name]-[hash]', banner: BANNER })
}

/** Each file directly in `bench/` that exports something by default is a benchmark. */
function benches() {
  if (!existsSync(at('bench'))) return []
  return readdirSync(at('bench')).filter(
    file => file.endsWith('.ts') && hasDefaultExport(readFileSync(at('bench', file), 'utf8')),
  )
}

async function bundle(entryPoints, outdir, options) {
  return build({
    entryPoints,
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: EXTERNAL,
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'error',
    absWorkingDir: ROOT,
    ...options,
  })
}

/** Loads every built command once and writes down what help, completion and the router need to know. */
async function writeTree(files, out) {
  const { buildTree } = await load(join(out, 'build-tree.js'))
  const declared = await Promise.all(
    files.map(async file => {
      const name = file.slice(0, -3)
      const { default: value } = await load(join(out, 'commands', `${name}.js`))
      if (value === undefined) throw new Error(`src/commands/${file} exports no declaration by default`)
      return { path: name.split('/'), value }
    }),
  )
  const isGroup = ({ path }) => path.at(-1) === 'group'
  const groups = declared.filter(isGroup).map(({ path, value }) => ({ path: path.slice(0, -1), value }))
  const commands = declared.filter(entry => !isGroup(entry))
  const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8'))
  writeFileSync(join(out, 'commands.json'), JSON.stringify(buildTree(version, groups, commands)))
  return commands.length
}

const load = file => import(pathToFileURL(file).href)

/** Type declarations of the public API. */
function writeTypes(out) {
  if (!existsSync(at('src', 'index.ts'))) return
  const config = join(out, 'tsconfig.json')
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: at('src'),
    outDir: join(out, 'types'),
  }
  writeFileSync(
    config,
    JSON.stringify({ extends: at('tsconfig.json'), compilerOptions, files: [at('src', 'index.ts')], include: [] }),
  )
  const tsc = createRequire(import.meta.url)
    .resolve('typescript/package.json')
    .replace(/package\.json$/, 'bin/tsc')
  run([tsc, '-p', config], 'The types of the public API could not be written')
  rmSync(config)
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

/** A digest of everything that the outcome depends on. */
function digestOfInputs() {
  const hash = createHash('sha256').update(process.version)
  const folders = ['src', 'bench', 'demo', join('test', 'conformance')].map(folder => at(folder)).filter(existsSync)
  const files = [
    ...folders.flatMap(filesIn),
    ...['package.json', 'package-lock.json', 'tsconfig.json', 'scripts/build.mjs'].map(f => at(f)),
  ]
  for (const file of files.filter(existsSync).sort()) {
    hash.update(relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

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
