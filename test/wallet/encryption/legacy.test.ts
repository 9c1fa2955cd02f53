import { createCipheriv, createHmac, pbkdf2Sync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { utf8 } from '../../../src/primitives/bytes.ts'
import { formatOf, isWeak } from '../../../src/wallet/encryption/formats.ts'
import { ansibleDefect, fernetDefect, openAnsible, openFernet } from '../../../src/wallet/encryption/legacy.ts'
import { type Manifest, readVectors, VECTORS } from '../support/vectors.ts'

// Curve arithmetic on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const { wallets } = readVectors<Manifest>('manifest.json')
const vectorOf = (name: string) => {
  const { coldkey } = wallets.find(({ dir }) => dir.endsWith(name))!
  return { key: coldkey!, file: readFileSync(join(VECTORS, 'wallets', name, 'coldkey')) }
}

describe('ansible-vault', () => {
  const { key, file } = vectorOf('ansible-410-unicode')
  const text = file.toString('latin1')

  test('of the reference tool opens with its password only', async () => {
    expect(formatOf(file)).toBe('ansible')
    expect(isWeak('ansible')).toBe(true)
    const opened = await openAnsible(file, utf8(key.password!))
    expect(JSON.parse(Buffer.from(opened!).toString())).toEqual(key.plaintext)
    expect(await openAnsible(file, utf8('wrong'))).toBeUndefined()
  })

  test('does not open when a digit of it was changed', async () => {
    // Some lines down lies the ciphertext, which a stream cipher would decrypt to something.
    for (const at of [40, 300, 500, 900, text.length - 10]) {
      const changed = text.slice(0, at) + (text[at] === '3' ? '2' : '3') + text.slice(at + 1)
      expect(await openAnsible(Buffer.from(changed, 'latin1'), utf8(key.password!))).toBeUndefined()
    }
  })

  test('may have other line ends', async () => {
    for (const variant of [text.trimEnd(), `${text}\n`, text.replaceAll('\n', '\r\n')]) {
      expect(await openAnsible(Buffer.from(variant, 'latin1'), utf8(key.password!))).toBeDefined()
    }
  })

  test.each([
    ['the header alone', '$ANSIBLE_VAULT;1.1;AES256\n'],
    ['another version', text.replace('1.1', '9.9')],
    ['another cipher', text.replace('AES256', 'AES128')],
    ['an odd digit', text.trimEnd().slice(0, -1)],
    ['what is not hexadecimal', text.replace(/\n3/, '\nz')],
    ['two parts instead of three', `$ANSIBLE_VAULT;1.1;AES256\n${Buffer.from('aa\nbb').toString('hex')}`],
    ['an empty salt', vault('', 'aa'.repeat(32), 'aa'.repeat(16))],
    ['a short MAC', vault('aa', 'aa', 'aa'.repeat(16))],
    ['an empty ciphertext', vault('aa', 'aa'.repeat(32), '')],
    ['half a block', vault('aa', 'aa'.repeat(32), 'aa'.repeat(15))],
  ])('with %s is broken, whatever the password', async (_, broken) => {
    const bytes = Buffer.from(broken, 'latin1')
    expect(ansibleDefect(bytes)).toMatch(/broken/)
    expect(await openAnsible(bytes, utf8(key.password!))).toBeUndefined()
  })

  test('with an impossible padding does not open', async () => {
    const password = utf8('x')
    const salt = Buffer.alloc(32, 7)
    const keys = pbkdf2Sync(password, salt, 10_000, 80, 'sha256')
    for (const last of [0, 17, 200]) {
      const cipher = createCipheriv('aes-256-ctr', keys.subarray(0, 32), keys.subarray(64))
      const ciphertext = Buffer.concat([cipher.update(Buffer.alloc(16, last)), cipher.final()])
      const mac = createHmac('sha256', keys.subarray(32, 64)).update(ciphertext).digest('hex')
      const file = Buffer.from(vault(salt.toString('hex'), mac, ciphertext.toString('hex')), 'latin1')
      expect(ansibleDefect(file)).toBeUndefined()
      expect(await openAnsible(file, password)).toBeUndefined()
    }
  })
})

describe('Fernet', () => {
  const { key, file } = vectorOf('fernet-legacy')

  test('of old bittensor opens with its password', { timeout: 60_000 }, async () => {
    expect(formatOf(file)).toBe('fernet')
    expect(isWeak('fernet')).toBe(true)
    const opened = await openFernet(file, utf8(key.password!))
    expect(JSON.parse(Buffer.from(opened!).toString())).toEqual(key.plaintext)
  })

  test('does not open when it was changed', { timeout: 60_000 }, async () => {
    const changed = Buffer.from(file)
    changed[60] = changed[60] === 0x41 ? 0x42 : 0x41
    expect(fernetDefect(changed)).toBeUndefined()
    expect(await openFernet(changed, utf8(key.password!))).toBeUndefined()
  })

  test.each([
    ['its beginning', (text: string) => text.slice(0, 40)],
    ['a block too little', (text: string) => text.slice(0, -7)],
    ['other characters', (text: string) => `${text.slice(0, 50)}!${text.slice(51)}`],
    ['another version', (text: string) => `hAAAAA${text.slice(6)}`],
  ])('with only %s is broken, whatever the password', (_, change) => {
    expect(fernetDefect(Buffer.from(change(file.toString('latin1'))))).toMatch(/broken/)
  })
})

function vault(...parts: string[]): string {
  return `$ANSIBLE_VAULT;1.1;AES256\n${Buffer.from(parts.join('\n')).toString('hex')}\n`
}
