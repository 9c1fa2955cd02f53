/**
 * The configuration: defaults that a person has set, in one JSON file. Reading it costs one small read; writing loads
 * `conf`, which replaces the file in one step.
 *
 * A file that cannot be read as JSON is set aside under another name, never overwritten.
 */
import { chmodSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { TaoError } from '../../primitives/errors.ts'
import type { Environment } from './host.ts'

export type ConfigValue = string | boolean

export interface Config {
  readonly path: string
  /** Undefined where nothing is set. */
  get(key: string): ConfigValue | undefined
  entries(): ReadonlyMap<string, ConfigValue>
  /** Writes one value, or takes it out when it is undefined. */
  set(key: string, value: ConfigValue | undefined): Promise<void>
  clear(): Promise<void>
}

export interface ConfigSource {
  readonly env: Environment
  readonly platform: string
  now(): number
  /** Told when a damaged file was set aside. */
  warn(line: string): void
}

/** Where the configuration is kept: TAO_CONFIG, or the folder that the system has for such files. */
export function configPath({ env, platform }: Pick<ConfigSource, 'env' | 'platform'>): string {
  if (env.TAO_CONFIG) return resolve(env.TAO_CONFIG)
  return join(configFolder(env, platform), 'taokit', 'config.json')
}

function configFolder(env: Environment, platform: string): string {
  const home = env.HOME || env.USERPROFILE || homedir()
  if (platform === 'win32') return env.APPDATA || join(home, 'AppData', 'Roaming')
  if (platform === 'darwin') return join(home, 'Library', 'Preferences')
  return env.XDG_CONFIG_HOME || join(home, '.config')
}

export function openConfig(source: ConfigSource): Config {
  const path = configPath(source)
  let values = readValues(path, source)
  const write = async (change: (store: Store) => void): Promise<void> => {
    const store = await openStore(path)
    change(store)
    values = valuesOf(store.store)
  }
  return {
    path,
    get: key => values.get(key),
    entries: () => values,
    set: (key, value) => write(store => (value === undefined ? store.delete(key) : store.set(key, value))),
    clear: () => write(store => store.clear()),
  }
}

function readValues(path: string, source: ConfigSource): ReadonlyMap<string, ConfigValue> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return new Map()
    throw unusable(path, error)
  }
  try {
    const json: unknown = JSON.parse(text)
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return valuesOf(json)
  } catch {
    // Set aside below.
  }
  setAside(path, source)
  return new Map()
}

/** What somebody wrote into the file by hand and is no setting is left alone and not used. */
function valuesOf(json: object): ReadonlyMap<string, ConfigValue> {
  const values = new Map<string, ConfigValue>()
  for (const [key, value] of Object.entries(json)) {
    if (typeof value === 'string' || typeof value === 'boolean') values.set(key, value)
    else if (typeof value === 'number') values.set(key, String(value))
  }
  return values
}

function setAside(path: string, { now, warn }: ConfigSource): void {
  const stamp = new Date(now()).toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const aside = join(dirname(path), `${basename(path)}.corrupt.${stamp}`)
  try {
    renameSync(path, aside)
  } catch (error) {
    // Another process was quicker.
    if (hasCode(error, 'ENOENT')) return
    throw unusable(path, error)
  }
  warn(`The configuration ${path} was no JSON object. It was set aside as ${aside}; nothing is configured now.`)
}

interface Store {
  readonly store: object
  set(key: string, value: ConfigValue): void
  delete(key: string): void
  clear(): void
}

async function openStore(path: string): Promise<Store> {
  const { default: Conf } = await import('conf')
  const folder = dirname(path)
  try {
    const made = mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (made !== undefined && process.platform !== 'win32') chmodSync(folder, 0o700)
    const { name, extension } = splitName(basename(path))
    return new Conf<Record<string, ConfigValue>>({
      cwd: folder,
      configName: name,
      fileExtension: extension,
      accessPropertiesByDotNotation: false,
      configFileMode: 0o600,
      projectName: 'taokit',
    })
  } catch (error) {
    throw unusable(path, error)
  }
}

/** conf puts the extension after the name itself. */
function splitName(file: string): { name: string; extension: string } {
  const dot = file.lastIndexOf('.')
  return dot <= 0 ? { name: file, extension: '' } : { name: file.slice(0, dot), extension: file.slice(dot + 1) }
}

function unusable(path: string, error: unknown): TaoError {
  const why = error instanceof Error ? error.message : String(error)
  return new TaoError('not_permitted', `The configuration ${path} cannot be used`, {
    why,
    remedy: 'Make it readable and writable for you, or name another file in TAO_CONFIG.',
    cause: error,
  })
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? '')
}
