import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TaoError } from '../../src/primitives/errors.ts'
import { sealNacl } from '../../src/wallet/encryption/nacl.ts'
import { examineKey } from '../../src/wallet/examining.ts'
import { keyFromMnemonic, keyFromPrivateKey, keyFromSeed, keyFromUri } from '../../src/wallet/key-sources.ts'
import { formatKeyfile, parseKeyfile } from '../../src/wallet/keyfile.ts'
import { findWallet, listWallets } from '../../src/wallet/listing.ts'
import { hotkeyPlace, walletPlace } from '../../src/wallet/places.ts'
import { importPolkadotJson } from '../../src/wallet/polkadot-json.ts'
import { publicHalfOf } from '../../src/wallet/public-half.ts'
import { changePassword, upgradeFormat } from '../../src/wallet/reencrypting.ts'
import { occupantOf, savePublicHalf } from '../../src/wallet/saving.ts'
import { unlock } from '../../src/wallet/unlocking.ts'
import { allText, leaks } from './support/errors.ts'
import { coldkey, hotkey, snapshot, temporaryFolder, temporaryRoot, wallet } from './support/folders.ts'
import { cheapKdf } from './support/kdf.ts'
import { PASSWORD, save, testKey } from './support/saving.ts'

const PHRASE = 'gravity satisfy monitor sick pencil damp skill match link board earn broken'
const key = keyFromMnemonic(PHRASE)
const plain = formatKeyfile(key)
const sealed = await sealNacl(plain, Buffer.from(PASSWORD), cheapKdf)
const options = { password: PASSWORD, kdf: cheapKdf }
const LONG = 120_000

/** Damage as disks, editors and attackers do it. */
const damage = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: fc.nat(2000), bit: fc.nat(7) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(2000) }),
  fc.record({ kind: fc.constant('insert' as const), at: fc.nat(2000), bytes: fc.uint8Array({ maxLength: 40 }) }),
  fc.record({ kind: fc.constant('drop' as const), at: fc.nat(2000), length: fc.nat(60) }),
  fc.record({ kind: fc.constant('zero' as const), at: fc.nat(2000), length: fc.nat(60) }),
)
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never

function apply(content: Buffer, damages: readonly Damage[]): Buffer {
  let out: Buffer = Buffer.from(content)
  for (const one of damages) {
    const at = out.length === 0 ? 0 : one.at % out.length
    if (one.kind === 'flip' && out.length > 0) out[at]! ^= 1 << one.bit
    if (one.kind === 'cut') out = out.subarray(0, at)
    if (one.kind === 'insert') out = Buffer.concat([out.subarray(0, at), one.bytes, out.subarray(at)])
    if (one.kind === 'drop') out = Buffer.concat([out.subarray(0, at), out.subarray(at + one.length)])
    if (one.kind === 'zero') out.fill(0, at, Math.min(at + one.length, out.length))
  }
  return out
}

/** Fails unless it is a TaoError that holds nothing of the secret. */
function expectClean(error: unknown): void {
  if (!(error instanceof TaoError)) throw error
  expect(error.code).not.toBe('internal')
  const text = allText(error)
  expect(leaks(text, PHRASE)).toBe(false)
  expect(text).not.toContain(PASSWORD)
}

describe('thousands of damaged keyfiles', () => {
  test('of any format give the key or a TaoError, and are left as they are', { timeout: LONG }, async () => {
    const root = temporaryRoot()
    const place = hotkey(root)
    mkdirSync(place.wallet.hotkeys, { recursive: true })
    const formats = [sealed, plain, Buffer.from('$ANSIBLE_VAULT;1.1;AES256\n6161\n'), Buffer.from(PHRASE)]
    const file = fc.record({
      content: fc.constantFrom(...formats),
      damages: fc.array(damage, { minLength: 1, maxLength: 4 }),
    })
    let opened = 0
    let refused = 0
    await fc.assert(
      fc.asyncProperty(file, async ({ content, damages }) => {
        const damaged = apply(content, damages)
        // Ten million rounds for a file that begins like Fernet would take hours here.
        if (damaged.toString('latin1').startsWith('gAAAAA')) return
        writeFileSync(place.secretFile, damaged)
        try {
          const unlocked = await unlock(place, options)
          opened++
          // Damage may fall on white space or on a secret that is not used; the key is then still the same.
          if (damaged.includes('ss58Address')) expect(unlocked.key.address).toBe(key.address)
        } catch (error) {
          refused++
          expectClean(error)
        }
      }),
      { seed: 1, numRuns: 3000 },
    )
    expect(refused).toBeGreaterThan(2000)
    expect(opened).toBeGreaterThan(0)
    expect(readdirSync(place.wallet.hotkeys)).toEqual(['default'])
  })

  test('any one bit flipped in an encrypted keyfile keeps it shut', { timeout: LONG }, async () => {
    const root = temporaryRoot()
    const place = coldkey(root)
    mkdirSync(place.wallet.folder)
    for (let i = 0; i < sealed.length * 8; i += 3) {
      const damaged = Buffer.from(sealed)
      damaged[i >> 3]! ^= 1 << (i & 7)
      writeFileSync(place.secretFile, damaged)
      await unlock(place, options).then(() => {
        throw new Error(`Opened with bit ${i} flipped`)
      }, expectClean)
    }
  })

  test('a damaged plain keyfile never opens as another account', { timeout: LONG }, () => {
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), damages => {
        const damaged = apply(plain, damages)
        try {
          const opened = parseKeyfile(damaged, 'file')
          if (damaged.toString().includes(key.address)) expect(opened.address).toBe(key.address)
        } catch (error) {
          expectClean(error)
        }
      }),
      { seed: 2, numRuns: 2000 },
    )
  })

  test('JSON of any shape is refused cleanly', { timeout: LONG }, () => {
    const names = fc.constantFrom(
      'secretPhrase',
      'secretSeed',
      'privateKey',
      'publicKey',
      'accountId',
      'ss58Address',
      'cryptoType',
    )
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(
        PHRASE,
        key.address,
        key.publicKey,
        0,
        1,
        '1',
        null,
        `0x${'11'.repeat(32)}`,
        `0x${'11'.repeat(64)}`,
      ),
    )
    fc.assert(
      fc.property(fc.dictionary(names, value), fields => {
        try {
          parseKeyfile(Buffer.from(JSON.stringify(fields)), 'file')
        } catch (error) {
          expectClean(error)
        }
      }),
      { seed: 3, numRuns: 3000 },
    )
  })
})

describe('thousands of names', () => {
  test('make nothing outside the folder, and nothing at all when they are refused', { timeout: LONG }, async () => {
    const outside = temporaryFolder()
    const root = { path: join(outside, 'wallets'), given: join(outside, 'wallets') }
    mkdirSync(root.path)
    const half = publicHalfOf(key.address)
    const piece = fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      '\0',
      'a',
      'B',
      '7',
      'pub.txt',
      '.lock',
      '-',
      '~',
      ' ',
      '\n',
      'é',
      '\u202e',
    )
    const name = fc.array(piece, { maxLength: 7 }).map(pieces => pieces.join(''))
    await fc.assert(
      fc.asyncProperty(name, name, async (walletName, hotkeyName) => {
        const before = snapshot(outside)
        try {
          const place = hotkeyPlace(walletPlace(root, walletName), hotkeyName)
          savePublicHalf(place, half)
        } catch (error) {
          expectClean(error)
          expect(snapshot(outside)).toBe(before)
        }
        expect(readdirSync(outside)).toEqual(['wallets'])
      }),
      { seed: 4, numRuns: 1500 },
    )
    for (const { name, hotkeys } of listWallets(root)) {
      for (const shown of [name, ...hotkeys.map(hotkey => hotkey.name)])
        expect(shown).toMatch(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/)
    }
  })
})

describe('thousands of inputs', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(fc.constantFrom(...PHRASE.split(' '), '0x', 'ff', '//', '/', '///', '', 'zoo'), { maxLength: 30 })
      .map(p => p.join(' ')),
    fc.array(fc.constantFrom('0x', 'ff', '00', 'g', '/', '//a', PHRASE), { maxLength: 40 }).map(p => p.join('')),
  )

  test.each([
    ['mnemonics', keyFromMnemonic],
    ['seeds', keyFromSeed],
    ['private keys', keyFromPrivateKey],
    ['secret URIs', keyFromUri],
  ] as const)('as %s give a key or a TaoError without a piece of the input', { timeout: LONG }, (_, make) => {
    fc.assert(
      fc.property(text, fc.constantFrom('sr25519' as const, 'ed25519' as const), (value, kind) => {
        try {
          make(value, kind)
        } catch (error) {
          expectClean(error)
          expect(leaks(allText(error), value)).toBe(false)
        }
      }),
      { seed: 5, numRuns: 1500 },
    )
  })

  test('as exports of polkadot.js give a TaoError', { timeout: LONG }, async () => {
    const part = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom('3', ['pkcs8', 'sr25519'], ['xsalsa20-poly1305'], 'A'.repeat(200)),
    )
    const file = fc.record({
      encoded: fc.oneof(part, fc.base64String()),
      encoding: fc.oneof(part, fc.record({ content: part, type: part, version: part })),
      address: part,
      meta: part,
    })
    await fc.assert(
      fc.asyncProperty(file, async value => {
        await importPolkadotJson(Buffer.from(JSON.stringify(value)), PASSWORD, 'file').then(() => {
          throw new Error('Imported')
        }, expectClean)
      }),
      { seed: 6, numRuns: 2000 },
    )
  })
})

describe('a wallet in any state', () => {
  /** What may lie at a path. */
  const thing = fc.constantFrom('nothing', 'sealed', 'plain', 'other', 'public', 'rubbish', 'empty', 'folder')
  const contents: Readonly<Record<string, Buffer>> = {
    sealed,
    plain,
    other: formatKeyfile(testKey(9)),
    public: Buffer.from(JSON.stringify({ ss58Address: key.address })),
    rubbish: Buffer.from('rubbish'),
    empty: Buffer.alloc(0),
  }

  test('any operation succeeds or fails with a TaoError, and a failure changes nothing', {
    timeout: LONG,
  }, async () => {
    const operation = fc.constantFrom('unlock', 'save', 'overwrite', 'watch', 'password', 'upgrade', 'examine', 'list')
    await fc.assert(
      fc.asyncProperty(thing, thing, operation, fc.boolean(), async (secret, publicHalf, operation, isHotkey) => {
        const root = temporaryRoot()
        const place = isHotkey ? hotkey(root) : coldkey(root)
        mkdirSync(wallet(root).hotkeys, { recursive: true })
        for (const [path, what] of [
          [place.secretFile, secret],
          [place.publicFile, publicHalf],
        ] as const) {
          if (what === 'folder') mkdirSync(path)
          else if (what !== 'nothing') writeFileSync(path, contents[what]!, { mode: 0o600 })
        }
        const before = snapshot(root.path)
        const operations: Record<string, () => unknown> = {
          unlock: () => unlock(place, options),
          save: () => save(place, testKey(1)),
          overwrite: () => save(place, testKey(1), { overwrite: true }),
          watch: () => savePublicHalf(place, publicHalfOf(testKey(1).address)),
          password: () => changePassword(place, { ...options, newPassword: 'quartz-ferry-17-moss' }),
          upgrade: () => upgradeFormat(place, options),
          examine: () => [examineKey(place), occupantOf(place)],
          list: () => findWallet(root, 'main'),
        }
        try {
          await operations[operation]!()
        } catch (error) {
          expectClean(error)
          expect(snapshot(root.path)).toBe(before)
        }
        // Whatever happened, nothing half written lies about.
        for (const folder of [place.wallet.folder, place.wallet.hotkeys]) {
          expect(readdirSync(folder).filter(name => name.startsWith('.'))).toEqual([])
        }
      }),
      { seed: 7, numRuns: 800 },
    )
  })
})
