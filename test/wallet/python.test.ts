/** Both ways with the real reference tools: scripts/python-venv.sh makes the environment that this needs. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../src/primitives/bytes.ts'
import { KIND_NUMBER } from '../../src/primitives/crypto/kinds.ts'
import { keyPairFromUri } from '../../src/primitives/crypto/secret-uri.ts'
import type { Kdf } from '../../src/wallet/encryption/argon2.ts'
import { argon2Key } from '../../src/wallet/encryption/argon2.ts'
import { generateKey, keyFromUri } from '../../src/wallet/key-sources.ts'
import { signMessage, verifyMessage } from '../../src/wallet/messages.ts'
import { type WalletRoot, walletRoot } from '../../src/wallet/places.ts'
import { exportPolkadotJson } from '../../src/wallet/polkadot-json.ts'
import { saveKey } from '../../src/wallet/saving.ts'
import { decryptMessage, encryptFor } from '../../src/wallet/sealed-messages.ts'
import { unlock } from '../../src/wallet/unlocking.ts'
import { coldkey, hotkey, temporaryRoot, walk } from './support/folders.ts'
import { PASSWORD, testKey } from './support/saving.ts'

const venv = process.env.TAOKIT_PYTHON_VENV
const TOOLS = ['4.1.0', '11.3.0'] as const
const KINDS = ['sr25519', 'ed25519'] as const
const PHRASE = 'gravity satisfy monitor sick pencil damp skill match link board earn broken'
const MESSAGE = 'signed here, verified there ✓'
const SLOW = 120_000

let python: ChildProcessWithoutNullStreams
let lines: AsyncIterator<string>

/** Asks the reference tools; a failure there has only the name of its class. */
async function ask<T>(operation: string, ...args: unknown[]): Promise<T> {
  python.stdin.write(`${JSON.stringify([operation, args])}\n`)
  const { value } = await lines.next()
  const answer = JSON.parse(value as string) as { ok?: T; error?: string }
  if (answer.error !== undefined) throw new Error(`The reference tool failed: ${answer.error}`)
  return answer.ok as T
}

/** argon2 for real, once: all wallets here have one password. */
let derived: Promise<Uint8Array> | undefined
const onceKdf: Kdf = async password => {
  derived ??= argon2Key(password)
  return Uint8Array.from(await derived)
}

describe.skipIf(venv === undefined)('with the reference tools (where TAOKIT_PYTHON_VENV names an environment)', () => {
  beforeAll(() => {
    const script = fileURLToPath(new URL('support/reference.py', import.meta.url))
    python = spawn(join(venv!, 'bin/python'), [script], { env: { PATH: process.env.PATH, HOME: process.env.HOME } })
    lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]()
  })
  afterAll(() => {
    python.kill()
  })

  test('they are the versions that matter', { timeout: SLOW }, async () => {
    expect(await ask('versions')).toEqual({
      'bittensor-wallet': '4.1.0',
      bittensor: '11.3.0',
      'bittensor-core': '0.1.5',
    })
  })

  describe.each(KINDS)('wallets made here with %s keys', kind => {
    const root = rootOfSuite()
    const [cold, hot] = [generateKey(kind), keyFromUri(kind === 'sr25519' ? '//Alice/soft' : '//Alice', kind)]
    beforeAll(async () => {
      await saveKey(coldkey(root, kind), cold, { password: PASSWORD, kdf: onceKdf })
      await saveKey(hotkey(root, 'default', kind), hot, { password: null })
    }, SLOW)

    test.each(TOOLS)('are opened by %s, which signs with them', { timeout: SLOW }, async tool => {
      for (const [key, hotkeyName, password] of [
        [cold, null, PASSWORD],
        [hot, 'default', null],
      ] as const) {
        const expected = { address: key.address, cryptoType: KIND_NUMBER[kind] }
        const opened = await ask<{ signature: string }>(
          'open_key',
          tool,
          root.path,
          kind,
          hotkeyName,
          password,
          MESSAGE,
        )
        expect(opened).toMatchObject({ ...expected, public: expected })
        expect(verifyMessage(MESSAGE, opened.signature, key.address)).toMatchObject({ valid: true, cryptoType: kind })
      }
    })
  })

  describe.each(TOOLS)('wallets made by %s', tool => {
    test.each(KINDS)('with %s keys open here', { timeout: SLOW }, async kind => {
      const root = temporaryRoot()
      type Made = Record<'coldkey' | 'hotkey', { address: string; cryptoType: number }>
      const made = await ask<Made>('create', tool, root.path, 'main', PASSWORD, KIND_NUMBER[kind])
      const opened = await unlock(coldkey(root), { password: PASSWORD, kdf: onceKdf })
      expect(opened.key).toMatchObject({ address: made.coldkey.address, cryptoType: kind })
      expect(opened.warnings).toEqual([])
      expect((await unlock(hotkey(root))).key).toMatchObject({ address: made.hotkey.address, cryptoType: kind })
      expect(walk(root.path).filter(({ isFolder, mode }) => !isFolder && mode !== 0o600)).toEqual([])
    })
  })

  test.each(TOOLS)('signatures made here verify in %s', { timeout: SLOW }, async tool => {
    for (const kind of KINDS) {
      for (const message of [MESSAGE, '', '0xdeadbeef', '<Bytes>x</Bytes>']) {
        const { signature, address } = await signMessage(testKey(3, kind), message)
        expect(await ask('verify', tool, address, KIND_NUMBER[kind], message, signature)).toBe(true)
        expect(await ask('verify', tool, address, KIND_NUMBER[kind], `${message}.`, signature)).toBe(false)
      }
    }
  })

  test.each(TOOLS)('secret URIs name the same keys in %s', { timeout: SLOW }, async tool => {
    const name = fc.oneof(
      fc.nat().map(String),
      fc.stringMatching(/^[a-zA-Z0-9 _.+-]{1,50}$/),
      fc.constantFrom('ünï', '+5', '0x11'),
    )
    const path = fc
      .array(fc.tuple(fc.constantFrom('/', '//'), name), { maxLength: 4 })
      .map(steps => steps.flat().join(''))
    const password = fc.oneof(
      fc.constant(''),
      fc.stringMatching(/^[a-z/é ]{0,12}$/).map(text => `///${text}`),
    )
    const base = fc.constantFrom('', PHRASE, `0x${'5a'.repeat(32)}`)
    await fc.assert(
      fc.asyncProperty(base, path, password, fc.constantFrom(...KINDS), async (base, path, password, kind) => {
        const uri = base + path + password
        const ours = attemptUri(kind, uri)
        const theirs = await ask<{ address: string }>('from_uri', tool, uri, KIND_NUMBER[kind]).then(
          ({ address }) => address,
          () => undefined,
        )
        expect(ours).toBe(theirs)
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  test.each(TOOLS)('exports for polkadot.js made here open in %s', { timeout: SLOW }, async tool => {
    const key = generateKey()
    const text = await exportPolkadotJson(key, { password: PASSWORD, name: 'name' })
    expect(await ask('from_json', tool, text, PASSWORD)).toEqual({ address: key.address, cryptoType: 1 })
  })

  test.each(TOOLS)('encrypted messages go both ways with %s', { timeout: SLOW }, async tool => {
    const key = generateKey('ed25519')
    const theirs = await ask<string>('encrypt_for', tool, key.address, MESSAGE)
    expect(Buffer.from(decryptMessage(key, fromHex(theirs))).toString()).toBe(MESSAGE)
    const { mnemonic } = key.revealSecrets()
    const box = toHex(encryptFor(key.address, Buffer.from(MESSAGE)))
    expect(await ask('decrypt', tool, mnemonic, box)).toBe(MESSAGE)
  })
})

function attemptUri(kind: (typeof KINDS)[number], uri: string): string | undefined {
  try {
    return keyPairFromUri(kind, uri).address
  } catch {
    return undefined
  }
}

/** A folder that lives as long as the suite. */
function rootOfSuite(): WalletRoot {
  const path = mkdtempSync(join(tmpdir(), 'taokit-test-'))
  afterAll(() => rmSync(path, { recursive: true, force: true }))
  return walletRoot(path, {})
}
