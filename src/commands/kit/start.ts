/**
 * Loads the built program with its compiled code from the last run: reading and compiling it again would take longer than
 * most commands.
 *
 * The compiled code is kept beside the program, where the build left it, or in the user's folder for caches if the program's
 * own folder cannot be written. It is named by build, version of Node.js and processor; V8 refuses what it did not write.
 * Without it everything works the same.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Script } from 'node:vm'

/** Set by the build: which build this is. */
declare const TAOKIT_BUILD: string

type Require = (id: string) => unknown
type Body = (exports: object, require: Require, module: Loaded, file: string, folder: string) => void

interface Loaded {
  exports: object
}

const FOLDER = import.meta.dirname
const COMMANDS = join(FOLDER, 'commands')
/** For whoever looks for what a start really costs, or distrusts the cache. */
const isUnwanted = Boolean(process.env.TAO_NO_CODE_CACHE)
const NAME = `${TAOKIT_BUILD}-${process.version}-${process.arch}`
const loaded = new Map<string, Loaded>()
const scripts = new Map<string, Script>()
/** Those that were compiled from their source in this run. */
const compiled = new Map<string, Script>()

function load(file: string): object {
  const before = loaded.get(file)
  if (before !== undefined) return before.exports
  const module: Loaded = { exports: {} }
  loaded.set(file, module)
  const body = scriptOf(file).runInThisContext() as Body
  body(module.exports, requireFrom(file), module, file, dirname(file))
  return module.exports
}

function scriptOf(file: string): Script {
  const source = `(function(exports,require,module,__filename,__dirname){${readFileSync(file, 'utf8')}\n})`
  const cachedData = readCache(file)
  const script = new Script(source, { filename: file, ...(cachedData === undefined ? {} : { cachedData }) })
  scripts.set(file, script)
  if (cachedData === undefined) compiled.set(file, script)
  return script
}

/** Files of the program are loaded here, packages and Node's own modules by Node. */
function requireFrom(file: string): Require {
  let ofNode: Require | undefined
  return id => {
    if (id.startsWith('.')) return load(join(dirname(file), id))
    if (id.startsWith(FOLDER)) return load(id)
    ofNode ??= process.getBuiltinModule('node:module').createRequire(file)
    return ofNode(id)
  }
}

let cacheFolder: string | undefined

function readCache(file: string): Buffer | undefined {
  cacheFolder ??=
    [join(FOLDER, 'cache', NAME), usersFolder()].find(folder => folder !== undefined && isSafe(folder)) ?? ''
  if (cacheFolder === '' || isUnwanted) return undefined
  try {
    return readFileSync(join(cacheFolder, nameOf(file)))
  } catch {
    return undefined
  }
}

/** Compiled code is code: what others could have written is not run. */
function isSafe(folder: string): boolean {
  try {
    const { mode, uid } = statSync(folder)
    if (process.platform === 'win32') return true
    const isOwn = uid === process.getuid?.() || uid === statSync(FOLDER).uid
    return isOwn && (mode & 0o022) === 0
  } catch {
    return false
  }
}

const nameOf = (file: string): string => file.slice(FOLDER.length + 1).replaceAll(/[/\\]/g, '-')

function usersFolder(): string | undefined {
  const { env, platform } = process
  const home = env.HOME || env.USERPROFILE
  const byPlatform =
    platform === 'win32'
      ? env.LOCALAPPDATA
      : platform === 'darwin'
        ? home && join(home, 'Library', 'Caches')
        : undefined
  const folder = byPlatform || env.XDG_CACHE_HOME || (home && join(home, '.cache'))
  return folder ? join(folder, 'taokit', 'code', NAME) : undefined
}

/**
 * Keeps what was compiled in this run, if anything was. A cache that cannot be kept is none. A command that runs for the
 * first time calls functions that nobody called before: all that it loaded is kept anew, with these.
 */
function writeCache(): void {
  if (compiled.size === 0 || isUnwanted) return
  const isFirst = [...compiled.keys()].some(file => file.startsWith(COMMANDS))
  for (const folder of [join(FOLDER, 'cache', NAME), usersFolder()]) {
    if (folder !== undefined && tryWrite(folder, isFirst ? scripts : compiled)) return
  }
}

function tryWrite(folder: string, kept: ReadonlyMap<string, Script>): boolean {
  try {
    if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) removeOthers(folder)
    if (!isSafe(folder)) return false
    for (const [file, script] of kept) {
      const path = join(folder, nameOf(file))
      const unfinished = `${path}.${process.pid}.tmp`
      writeFileSync(unfinished, script.createCachedData(), { mode: 0o600, flag: 'wx' })
      renameSync(unfinished, path)
    }
    return true
  } catch {
    return false
  }
}

/** The compiled code of other builds is of no use any more. */
function removeOthers(folder: string): void {
  for (const name of readdirSync(dirname(folder))) {
    if (!name.startsWith(`${TAOKIT_BUILD}-`)) rmSync(join(dirname(folder), name), { recursive: true, force: true })
  }
}

process.once('exit', writeCache)
load(join(FOLDER, 'tao.js'))
