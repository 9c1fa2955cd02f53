/** What the modules of the wallet load: listing must start at once, and nothing here may reach the network. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Metafile } from 'esbuild'
import { describe, expect, test, vi } from 'vitest'

// Bundling takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const project = fileURLToPath(new URL('../..', import.meta.url))
const CRYPTOGRAPHY =
  /node_modules\/(?:@noble|@scure\/(?:sr25519|bip39)|@polkadot|hash-wasm|sodium-native)|primitives\/crypto\/(?!kinds)/
const NETWORK =
  /^(?:node:)?(?:net|http|https|http2|tls|dgram|dns|child_process|cluster|inspector)(?:\/|$)|^(?:ws|undici)$/

async function graphOf(...files: string[]): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: files.map(file => join(project, 'src', file)),
    absWorkingDir: project,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    outdir: 'out',
    logLevel: 'error',
  })
  return metafile
}

/** The files that an import of the first one executes. */
function loadedAtOnce({ inputs }: Metafile, entry: string): string[] {
  const seen = new Set<string>()
  const queue = [entry]
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    for (const { path, kind, external } of inputs[file]?.imports ?? []) {
      if (kind !== 'dynamic-import' && !external) queue.push(path)
    }
  }
  return [...seen]
}

const walletFiles = (): string[] =>
  readdirSync(join(project, 'src/wallet'), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => join('wallet', name))

describe('what a listing needs', () => {
  test.each([
    'wallet/listing.ts',
    'wallet/places.ts',
    'wallet/names.ts',
    'wallet/public-half.ts',
    'wallet/examining.ts',
    'wallet/deferred-signer.ts',
    'wallet/passwords/environment.ts',
    'wallet/passwords/strength.ts',
  ])('%s loads no cryptography', async file => {
    const loaded = loadedAtOnce(await graphOf(file), `src/${file}`)
    expect(loaded.filter(path => CRYPTOGRAPHY.test(path) && !path.endsWith('crypto/wipe.ts'))).toEqual([])
    expect(loaded.length).toBeLessThan(20)
  })

  test('the check would notice it', async () => {
    const file = 'wallet/unlocking.ts'
    const loaded = loadedAtOnce(await graphOf(file), `src/${file}`)
    expect(loaded.some(path => CRYPTOGRAPHY.test(path))).toBe(true)
  })
})

test('no module of the wallet can open a connection', async () => {
  const files = walletFiles()
  expect(files.length).toBeGreaterThan(20)
  const { inputs } = await graphOf(...files)
  const imports = Object.values(inputs).flatMap(input => input.imports.map(({ path }) => path))
  expect(imports).toContain('node:fs')
  expect(imports.filter(path => NETWORK.test(path))).toEqual([])
})

test('the wallet imports only the primitives and packages', async () => {
  const { inputs } = await graphOf(...walletFiles())
  const own = Object.keys(inputs).filter(path => path.startsWith('src/'))
  expect(own.filter(path => !/^src\/(?:wallet|primitives)\//.test(path))).toEqual([])
})
