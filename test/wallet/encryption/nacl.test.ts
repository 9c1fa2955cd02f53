import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { utf8 } from '../../../src/primitives/bytes.ts'
import type { Kdf } from '../../../src/wallet/encryption/argon2.ts'
import { formatOf } from '../../../src/wallet/encryption/formats.ts'
import { naclDefect, openNacl, sealNacl } from '../../../src/wallet/encryption/nacl.ts'
import { expectCode, rejectionOf } from '../support/errors.ts'
import { cheapKdf, tableKdf } from '../support/kdf.ts'
import { type Manifest, readVectors, VECTORS } from '../support/vectors.ts'

// Curve arithmetic on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const password = utf8('a password')

describe('a sealed file', () => {
  test('opens with its password only, and is 45 bytes longer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 800 }), fc.string(), fc.string(), async (content, right, wrong) => {
        const file = await sealNacl(content, utf8(right), cheapKdf)
        expect(formatOf(file)).toBe('nacl')
        expect(file.length).toBe(content.length + 45)
        expect(await openNacl(file, utf8(right), cheapKdf)).toEqual(content)
        if (right !== wrong) expect(await openNacl(file, utf8(wrong), cheapKdf)).toBeUndefined()
      }),
      { seed: 1, numRuns: 200 },
    )
  })

  test('has a new nonce each time', async () => {
    const nonces = await Promise.all(
      Array.from({ length: 50 }, async () =>
        (await sealNacl(utf8('x'), password, cheapKdf)).subarray(5, 29).toString('hex'),
      ),
    )
    expect(new Set(nonces).size).toBe(50)
  })

  test('does not open when any byte after the prefix was changed or lost', async () => {
    const file = await sealNacl(utf8('{"a":1}'), password, cheapKdf)
    for (let i = 5; i < file.length; i++) {
      const changed = Buffer.from(file)
      changed[i]! ^= 1
      expect(await openNacl(changed, password, cheapKdf)).toBeUndefined()
      expect(await openNacl(file.subarray(0, i), password, cheapKdf)).toBeUndefined()
    }
    expect(await openNacl(Buffer.concat([file, Buffer.of(0)]), password, cheapKdf)).toBeUndefined()
  })

  test('that cannot be one is told from one with another password', async () => {
    const file = await sealNacl(utf8('{}'), password, cheapKdf)
    expect(naclDefect(file)).toBeUndefined()
    expect(naclDefect(file.subarray(0, 45))).toMatch(/cut off/)
    expect(naclDefect(utf8('$NACL'))).toMatch(/cut off/)
  })

  test('is not returned unless it opens again', async () => {
    // The content changes while it is being sealed, as broken memory might make it.
    const content = Buffer.from('{"a":1}')
    const disturbing: Kdf = async given => {
      const key = await cheapKdf(given)
      return new Proxy(key, {
        get: (target, name) => {
          const value = Reflect.get(target, name, target)
          if (name === 'length') content[0]! ^= 1
          return typeof value === 'function' ? value.bind(target) : value
        },
      })
    }
    const error = await rejectionOf(sealNacl(content, password, disturbing).then(() => undefined))
    expectCode(error, 'internal')
  })
})

test('the derived key does not outlive the call', async () => {
  const keys: Uint8Array[] = []
  const watched: Kdf = async given => {
    const key = await cheapKdf(given)
    keys.push(key)
    return key
  }
  const file = await sealNacl(utf8('{}'), password, watched)
  await openNacl(file, password, watched)
  await openNacl(file, utf8('wrong'), watched)
  expect(keys).toHaveLength(3)
  for (const key of keys) expect(key.every(byte => byte === 0)).toBe(true)
})

describe('files of the reference tools', () => {
  const { wallets } = readVectors<Manifest>('manifest.json')
  const encrypted = wallets.flatMap(({ dir, coldkey, hotkeys = [] }) =>
    [coldkey, ...hotkeys].filter(key => key?.encryption === 'NaCl').map(key => [`${dir}/${key!.file}`, key!] as const),
  )

  test.each(encrypted)('%s hold the plaintext', async (path, key) => {
    const opened = await openNacl(readFileSync(join(VECTORS, path)), utf8(key.password!), tableKdf)
    expect(JSON.parse(Buffer.from(opened!).toString())).toEqual(key.plaintext)
  })
})
