import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { generateKey } from '../../src/wallet/key-sources.ts'
import { listWallets } from '../../src/wallet/listing.ts'
import { signMessage } from '../../src/wallet/messages.ts'
import { PasswordEnvironment } from '../../src/wallet/passwords/environment.ts'
import { exportPolkadotJson } from '../../src/wallet/polkadot-json.ts'
import { changePassword } from '../../src/wallet/reencrypting.ts'
import { unlock } from '../../src/wallet/unlocking.ts'
import { writePrivateFile } from '../../src/wallet/writing.ts'
import { leaks, rejectionOf } from './support/errors.ts'
import { coldkey, temporaryRoot, walk } from './support/folders.ts'
import { cheapKdf } from './support/kdf.ts'
import { PASSWORD, save } from './support/saving.ts'

// Curve arithmetic on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const NEW = 'quartz-ferry-17-moss'

afterEach(() => {
  vi.restoreAllMocks()
})

describe('the life of an encrypted key', () => {
  test('leaves no secret on disk, on the terminal or in the environment', async () => {
    const printed: string[] = []
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, 'write').mockImplementation(text => {
        printed.push(String(text))
        return true
      })
    }
    for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
      vi.spyOn(console, method).mockImplementation((...args) => {
        printed.push(args.join(' '))
      })
    }
    const root = temporaryRoot()
    const place = coldkey(root)
    const key = generateKey()
    const { mnemonic, seed, privateKey } = key.revealSecrets()
    await save(place, key)
    const environment: NodeJS.ProcessEnv = { BT_WALLET_PASSWORD: PASSWORD }
    const opened = await unlock(place, { environment: new PasswordEnvironment(environment), kdf: cheapKdf })
    await signMessage(opened.key, 'hello')
    writePrivateFile(
      join(root.path, 'export.json'),
      Buffer.from(await exportPolkadotJson(opened.key, { password: PASSWORD, name: 'x' })),
    )
    await changePassword(place, { password: PASSWORD, newPassword: NEW, kdf: cheapKdf })
    await rejectionOf(unlock(place, { password: `${PASSWORD}!`, kdf: cheapKdf }))
    printed.push(JSON.stringify([listWallets(root), opened]))

    const files = walk(root.path).filter(({ isFolder }) => !isFolder)
    expect(files.length).toBeGreaterThanOrEqual(4)
    const binary = [seed!, privateKey, ...[PASSWORD, NEW].map(text => Buffer.from(text))].map(bytes =>
      Buffer.from(bytes),
    )
    const texts = [
      mnemonic!,
      ...binary.map(bytes => bytes.toString('hex')),
      ...binary.map(bytes => bytes.toString('base64')),
    ]
    for (const { path } of files) {
      const content = readFileSync(path)
      for (const secret of binary) expect(content.includes(secret)).toBe(false)
      for (const secret of texts) expect(leaks(content.toString('latin1'), secret)).toBe(false)
    }
    const shown = [...printed, ...Object.values(environment), ...process.argv].join('\n')
    for (const secret of [...texts, PASSWORD, NEW]) expect(leaks(shown, secret)).toBe(false)
    expect(environment).toEqual({})
  })

  test('is what is looked for: in the clear, it would be seen', async () => {
    const root = temporaryRoot()
    const key = generateKey()
    await save(coldkey(root), key, { password: null })
    const content = readFileSync(coldkey(root).secretFile, 'latin1')
    expect(leaks(content, key.revealSecrets().mnemonic!)).toBe(true)
    expect(leaks(content, Buffer.from(key.revealSecrets().privateKey).toString('hex'))).toBe(true)
  })
})
