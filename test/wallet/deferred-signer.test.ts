import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { accountBytes } from '../../src/primitives/account.ts'
import { utf8 } from '../../src/primitives/bytes.ts'
import { verify } from '../../src/primitives/crypto/verify.ts'
import { deferredSigner } from '../../src/wallet/deferred-signer.ts'
import { formatPublicHalf } from '../../src/wallet/public-half.ts'
import { expectCode, failureOf, rejectionOf } from './support/errors.ts'
import { coldkey, hotkey, temporaryRoot } from './support/folders.ts'
import { cheapKdf, countingKdf } from './support/kdf.ts'
import { PASSWORD, save, testKey } from './support/saving.ts'

// Curve arithmetic on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const MESSAGE = utf8('payload')

async function savedColdkey(kind: 'sr25519' | 'ed25519' = 'sr25519') {
  const root = temporaryRoot()
  await save(coldkey(root), testKey(1, kind))
  return coldkey(root)
}

describe('a deferred signer', () => {
  test.each(['sr25519', 'ed25519'] as const)('signs with an %s key, unlocked once', async kind => {
    const kdf = countingKdf(cheapKdf)
    const signer = deferredSigner(await savedColdkey(kind), { password: PASSWORD, kdf })
    expect(signer).toMatchObject({ address: testKey(1, kind).address, cryptoType: kind })
    expect(kdf.runs()).toBe(0)
    const signatures = await Promise.all([signer.sign(MESSAGE), signer.sign(MESSAGE)])
    signatures.push(await signer.sign(MESSAGE))
    for (const signature of signatures) {
      expect(verify(kind, MESSAGE, signature, accountBytes(signer.publicKey))).toBe(true)
    }
    expect(kdf.runs()).toBe(1)
  })

  test('tells its address without any password', async () => {
    const place = await savedColdkey()
    expect(deferredSigner(place, {}).address).toBe(testKey(1).address)
    expectCode(await rejectionOf(deferredSigner(place, {}).sign(MESSAGE)), 'locked')
  })

  test('may be tried again after a wrong password', async () => {
    let asked = 0
    const answers = ['a', 'b', 'c', PASSWORD]
    const signer = deferredSigner(await savedColdkey(), { kdf: cheapKdf, ask: async () => answers[asked++] })
    expectCode(await rejectionOf(signer.sign(MESSAGE)), 'wrong_password')
    expect(await signer.sign(MESSAGE)).toHaveLength(64)
  })

  test('does not sign once it is closed', async () => {
    const signer = deferredSigner(await savedColdkey(), { password: PASSWORD, kdf: cheapKdf })
    await signer.sign(MESSAGE)
    signer.close()
    expectCode(await rejectionOf(signer.sign(MESSAGE)), 'locked')
    const never = deferredSigner(await savedColdkey(), { password: PASSWORD, kdf: cheapKdf })
    never.close()
    expectCode(await rejectionOf(never.sign(MESSAGE)), 'locked')
  })

  test('that is closed while it unlocks does not sign either', async () => {
    let release = (): void => {}
    const waiting = new Promise<void>(resolve => {
      release = resolve
    })
    const kdf = async (password: Uint8Array): Promise<Uint8Array> => {
      await waiting
      return cheapKdf(password)
    }
    const signer = deferredSigner(await savedColdkey(), { password: PASSWORD, kdf })
    const signing = rejectionOf(signer.sign(MESSAGE))
    signer.close()
    release()
    expectCode(await signing, 'locked')
  })

  test('passes warnings on, once', async () => {
    const root = temporaryRoot()
    await save(coldkey(root), testKey(1), { password: null })
    const told: string[] = []
    const signer = deferredSigner(coldkey(root), { onWarnings: warnings => told.push(...warnings) })
    expect(told).toEqual([])
    await signer.sign(MESSAGE)
    await signer.sign(MESSAGE)
    expect(told).toHaveLength(1)
  })

  test('needs to know its address', async () => {
    const place = await savedColdkey()
    rmSync(place.publicFile)
    expectCode(
      failureOf(() => deferredSigner(place, {})),
      'locked',
    )
    expectCode(
      failureOf(() => deferredSigner(hotkey(temporaryRoot()), {})),
      'not_found',
    )
  })

  test('refuses a key that was swapped in between', async () => {
    const place = await savedColdkey()
    const signer = deferredSigner(place, { password: PASSWORD, kdf: cheapKdf })
    await save(place, testKey(2), { overwrite: true })
    expectCode(await rejectionOf(signer.sign(MESSAGE)), 'invalid_file')
    writeFileSync(place.publicFile, formatPublicHalf(testKey(1)))
    expectCode(await rejectionOf(signer.sign(MESSAGE)), 'invalid_file')
  })

  test('prints no secret', async () => {
    const root = temporaryRoot()
    await save(hotkey(root), testKey(7), { password: null })
    expect(readFileSync(hotkey(root).secretFile, 'utf8')).toContain('07070707')
    const signer = deferredSigner(hotkey(root), { password: PASSWORD })
    await signer.sign(MESSAGE)
    const printed = `${inspect(signer, { depth: 9, showHidden: true })}${JSON.stringify(signer)}`
    expect(printed).not.toMatch(/0707|gravel/)
  })
})
