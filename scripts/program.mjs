/**
 * Bundles the command line for a quick start: few files, in CommonJS, which Node.js loads in a third of the time that it takes
 * over modules, and none of Node's own modules before it is needed.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join } from 'node:path'
import { build, transform } from 'esbuild'

/** Whatever these load at once is the kit. */
const KIT_ROOTS = ['run', 'command', 'options', 'shape', 'view', 'tree', 'wallets']
/** What the launcher and the build load beside the commands. */
const LOADED_LATER = ['run', 'completion', 'inquirer-prompts', 'open-chain', 'tree']
/** Modules of Node that cost a start something and are needed by few commands: they are loaded when they are used. */
const LAZY_BUILTINS = ['child_process', 'crypto', 'worker_threads']

const COMMON_JS = {
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  logLevel: 'error',
  // `import()` would load the machinery of modules after all.
  supported: { 'dynamic-import': false },
}
const META = { 'import.meta.dirname': '__dirname', 'import.meta.url': '$url' }
const URL_OF_FILE = `const $url=require('node:url').pathToFileURL(__filename).href;`

/**
 * @param {string} root of the project
 * @param {string[]} commands files below src/commands that declare commands and groups
 * @param {string} out the folder of the program
 * @param {{ external: string[], define: Record<string, string> }} shared by all bundles
 * @returns {Promise<object[]>} esbuild's accounts of what the bundles were made of
 */
export async function bundleProgram(root, commands, out, shared) {
  const kit = name => join(root, 'src', 'commands', 'kit', `${name}.ts`)
  const entries = {
    ...Object.fromEntries(LOADED_LATER.map(name => [name, kit(name)])),
    ...Object.fromEntries(commands.map(file => [`commands/${file.slice(0, -3)}`, join(root, 'src', 'commands', file)])),
  }
  writeFileSync(join(out, 'package.json'), '{"type":"commonjs"}\n')
  return Promise.all([
    bundleLauncher(kit('main'), kit('start'), out, shared),
    bundleCommands(entries, KIT_ROOTS.map(kit), out, shared),
  ])
}

/** The launcher is one file that holds what help needs. It loads the kit and the command that is meant from the others. */
async function bundleLauncher(main, start, out, { external, define }) {
  const elsewhere = {
    name: 'elsewhere',
    setup: ({ onResolve }) => {
      onResolve({ filter: /^\.\/[a-z-]+\.ts$/ }, ({ kind, path }) =>
        kind === 'dynamic-import' ? { path: path.replace(/\.ts$/, '.js'), external: true } : undefined,
      )
    },
  }
  const { metafile } = await build({
    ...COMMON_JS,
    entryPoints: { tao: main, start },
    outdir: out,
    bundle: true,
    external,
    define: { ...define, ...META },
    plugins: [elsewhere, lightBuiltins],
    metafile: true,
  })
  return metafile
}

/** Only modules can be split into chunks, so modules they are at first. */
async function bundleCommands(entryPoints, kitRoots, out, { external, define }) {
  const { metafile, outputFiles } = await build({
    entryPoints,
    outdir: out,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external,
    define,
    plugins: [oneKit(kitRoots, external), lightBuiltins, lateParts],
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'error',
    metafile: true,
  })
  for (const { path, text } of outputFiles) {
    const transformed = await transform(text, { ...COMMON_JS, define: META })
    const code = transformed.code.replace(PASSED_ON, 'module.exports=__defProp($1,"__esModule",{value:!0})')
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, code.includes('$url') ? URL_OF_FILE + code : code)
  }
  return metafile
}

/** Exports are passed on as an object of getters over an object of getters; one is enough, and each start runs thousands. */
const PASSED_ON = /module\.exports=__toCommonJS\((\w+)\)/

/**
 * Code that the same entries reach ends up in the same chunk. Every entry, and every file that is loaded later, is made to
 * reach the whole kit, so that the kit is one chunk instead of one for each set of files that use a part of it.
 */
function oneKit(kitRoots, external) {
  const importKit = kitRoots.map(file => `import ${JSON.stringify(file)}`).join('\n')
  return {
    name: 'one-kit',
    setup: ({ onLoad, onResolve, resolve: find }) => {
      onResolve({ filter: /./ }, async ({ kind, path, pluginData, resolveDir }) => {
        const isLoadedAlone = kind === 'entry-point' || kind === 'dynamic-import'
        if (!isLoadedAlone || pluginData === WRAPPED || external.includes(path)) return undefined
        const found = await find(path, { kind, resolveDir, pluginData: WRAPPED })
        return found.errors.length > 0 || found.external ? found : { path: found.path, namespace: 'with-kit' }
      })
      // A wrapper, so that the file itself stays one module, whoever else imports it.
      onLoad({ filter: /./, namespace: 'with-kit' }, ({ path }) => {
        const name = JSON.stringify(path)
        const passDefault = hasDefaultExport(readFileSync(path, 'utf8')) ? `export { default } from ${name}` : ''
        return {
          contents: `${importKit}\nexport * from ${name}\n${passDefault}`,
          loader: 'js',
          resolveDir: dirname(path),
        }
      })
    },
  }
}

/** Tells the wrapped file from the wrapper, which both are asked for by the same name. */
const WRAPPED = 'wrapped'

export const hasDefaultExport = code => /^export default |\bas default\b|\bmodule\.exports\b/m.test(code)

/**
 * `import` of one of Node's own modules reads every property that it has, which loads half of Node; here it reads what is
 * imported. `require` takes the module itself.
 */
const lightBuiltins = {
  name: 'light-builtins',
  setup: ({ onLoad, onResolve }) => {
    const names = new Set(builtinModules)
    onResolve({ filter: /^(?:node:)?[a-z_/]+$/ }, ({ kind, path }) => {
      const name = path.replace(/^node:/, '')
      if (!names.has(name)) return undefined
      const isPicked = kind === 'import-statement' && !LAZY_BUILTINS.includes(name)
      return { path: name, namespace: isPicked ? 'builtin-picked' : 'builtin', sideEffects: false }
    })
    const taken = name => `process.getBuiltinModule(${JSON.stringify(`node:${name}`)})`
    onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => {
      if (!LAZY_BUILTINS.includes(path)) return { contents: `module.exports=${taken(path)}`, loader: 'js' }
      const getters = keysOf(path).map(key => `get ${key}(){return ${taken(path)}.${key}}`)
      return { contents: `module.exports={${getters.join(',')}}`, loader: 'js' }
    })
    // What nobody imports is left out, since taking it is said to change nothing.
    onLoad({ filter: /./, namespace: 'builtin-picked' }, ({ path }) => {
      const parts = keysOf(path).map(key => `const $${key}=/* @__PURE__ */(()=>m.${key})();export{$${key} as ${key}}`)
      return { contents: [`const m=${taken(path)}`, 'export default m', ...parts].join('\n'), loader: 'js' }
    })
  },
}

const keysOf = name => Object.keys(process.getBuiltinModule(name)).filter(key => key !== 'default')

/**
 * What libraries do as soon as they are loaded, whether anybody will need it or not: they unpack WebAssembly, and load a
 * client of WebSockets and with it the half of Node that talks to networks. Here whoever needs it first does that.
 */
const lateParts = {
  name: 'late-parts',
  setup: ({ onLoad }) => {
    for (const [file, contents] of Object.entries(LATE_PARTS)) {
      const filter = new RegExp(`[\\\\/]@polkadot[\\\\/]${file.replaceAll('.', '\\.').replace('/', '[\\\\/]')}$`)
      onLoad({ filter }, ({ path }) => ({ contents, loader: 'js', resolveDir: dirname(path) }))
    }
  },
}

const LATE_PARTS = {
  'wasm-crypto-init/wasm.js': `
    import { createWasmFn } from '@polkadot/wasm-bridge'
    export { packageInfo } from './packageInfo.js'
    export const createWasm = async wbg =>
      createWasmFn('crypto', (await import('@polkadot/wasm-crypto-wasm')).wasmBytes, null)(wbg)`,
  'x-ws/node.js': `
    export { packageInfo } from './packageInfo.js'
    export const WebSocket = globalThis.WebSocket ?? function (...args) { return new (require('ws'))(...args) }`,
}
