import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commit } from '../../src/wallet/committing.ts'
import { formatKeyfile } from '../../src/wallet/keyfile.ts'
import { findWallet } from '../../src/wallet/listing.ts'
import type { KeyPlace, WalletRoot } from '../../src/wallet/places.ts'
import { formatPublicHalf } from '../../src/wallet/public-half.ts'
import { restorePublicHalf } from '../../src/wallet/saving.ts'
import { unlock } from '../../src/wallet/unlocking.ts'
import { coldkey, hotkey, temporaryRoot, walk } from './support/folders.ts'
import { testKey } from './support/saving.ts'

const [OLD, NEW] = [testKey(1), testKey(2)]
const SLOW = 180_000

let script: string
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taokit-crash-'))
  script = join(folder, 'crashing.mjs')
  const entry = fileURLToPath(new URL('support/crashing.ts', import.meta.url))
  await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: script,
    logLevel: 'error',
  })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const filesOf = (key: typeof OLD) => ({ secret: formatKeyfile(key), public: formatPublicHalf(key) })

/** The arguments of the process that writes. */
function argumentsFor(root: WalletRoot, place: KeyPlace, operation: string, keys: readonly (typeof OLD)[]): string[] {
  const files = keys.map(key => [filesOf(key).secret.toString('base64'), filesOf(key).public.toString('base64')])
  return [script, root.path, place.role === 'coldkey' ? 'coldkey' : place.name, operation, JSON.stringify(files)]
}

/** Every file is whole, the pair belongs together, and nothing half written passes for a key. */
async function expectSound(place: KeyPlace, allowed: readonly (typeof OLD)[]): Promise<string | undefined> {
  const { wallet, secretFile, publicFile } = place
  const whole = allowed.map(filesOf)
  if (existsSync(secretFile)) expect(whole.map(files => files.secret)).toContainEqual(readFileSync(secretFile))
  if (existsSync(publicFile)) {
    expect(whole.map(files => files.public)).toContainEqual(readFileSync(publicFile))
    expect(existsSync(secretFile)).toBe(true)
  }
  const hotkeys = existsSync(wallet.hotkeys) ? readdirSync(wallet.hotkeys) : []
  const expected = place.role === 'coldkey' ? [] : [place.name, `${place.name}pub.txt`]
  expect(hotkeys.filter(name => !expected.includes(name))).toEqual([])
  for (const { mode, isFolder } of walk(wallet.root.path)) expect(mode).toBe(isFolder ? 0o700 : 0o600)
  if (!existsSync(secretFile)) return undefined
  const listed = findWallet(wallet.root, 'main')
  expect([...(listed.coldkey ? [listed.coldkey] : []), ...listed.hotkeys].map(key => key.problems)).toEqual([[]])
  // It also compares the key with its public file.
  const { key } = await unlock(place)
  restorePublicHalf(place, key)
  expect(existsSync(publicFile)).toBe(true)
  return key.address
}

describe('a process that dies at any step', () => {
  test.each([
    ['new', 'coldkey'],
    ['new', 'hotkey'],
    ['replace', 'coldkey'],
    ['replace', 'hotkey'],
  ] as const)('of writing (%s, %s) leaves the old pair or the new one', { timeout: SLOW }, async (operation, role) => {
    const outcomes = new Set<string | undefined>()
    let step = 0
    for (; ; step++) {
      const root = temporaryRoot()
      const place = role === 'coldkey' ? coldkey(root) : hotkey(root)
      if (operation === 'replace') commit(place, filesOf(OLD), { overwrite: false })
      const { signal, status } = spawnSync(process.execPath, [
        ...argumentsFor(root, place, operation, [NEW]),
        String(step),
      ])
      const address = await expectSound(place, operation === 'replace' ? [OLD, NEW] : [NEW])
      outcomes.add(address)
      if (operation === 'replace') expect(address).toBeDefined()
      // What was kept before the end is whole, too.
      for (const { path } of walk(root.path)) {
        if (path.includes('/backups/') && path.endsWith(place.name))
          expect(readFileSync(path)).toEqual(filesOf(OLD).secret)
      }
      if (signal === null) {
        expect([status, address]).toEqual([0, NEW.address])
        break
      }
      expect(signal).toBe('SIGKILL')
      // Whoever comes next can write.
      commit(place, filesOf(NEW), { overwrite: true })
      expect(await expectSound(place, [NEW])).toBe(NEW.address)
    }
    // Every step was tried, and both outcomes were seen.
    expect(step).toBeGreaterThan(operation === 'replace' ? 15 : 8)
    expect(outcomes).toEqual(new Set([operation === 'replace' ? OLD.address : undefined, NEW.address]))
  })
})

describe('a process that is killed while it writes in a loop', () => {
  test('leaves a whole pair every time', { timeout: SLOW }, async () => {
    const root = temporaryRoot()
    for (const [place, rounds] of [
      [coldkey(root), 12],
      [hotkey(root), 12],
    ] as const) {
      commit(place, filesOf(OLD), { overwrite: false })
      for (let round = 0; round < rounds; round++) {
        await writeUntilKilled(argumentsFor(root, place, 'loop', [NEW, OLD]), 1 + ((round * 7) % 29))
        const { wallet } = place
        expect(await expectSoundIn(place)).toBeDefined()
        rmSync(join(wallet.folder, 'backups'), { recursive: true, force: true })
      }
    }
    const left = readdirSync(join(root.path, 'main')).filter(name => name.startsWith('.'))
    for (const name of left) expect(name).toMatch(/^\.tao-[0-9a-f]{32}\.tmp$/)
  })

  const expectSoundIn = async (place: KeyPlace): Promise<string | undefined> => {
    const { key } = await unlock(place)
    expect([OLD.address, NEW.address]).toContain(key.address)
    expect(filesOf(key.address === OLD.address ? OLD : NEW).secret).toEqual(readFileSync(place.secretFile))
    const listed = findWallet(place.wallet.root, 'main')
    expect(listed.hotkeys.map(({ name }) => name)).toEqual(place.role === 'hotkey' ? ['default'] : [])
    restorePublicHalf(place, key)
    return key.address
  }
})

/** Kills a writing process some milliseconds after it began to write. */
function writeUntilKilled(args: readonly string[], milliseconds: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let complaint = ''
    child.stderr.on('data', data => {
      complaint += data
    })
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), milliseconds))
    child.once('exit', (_, signal) => {
      if (signal === 'SIGKILL') resolve()
      else reject(new Error(`The writer ended by itself: ${complaint}`))
    })
  })
}
