import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { utf8 } from '../../src/primitives/bytes.ts'
import { encodePassword, PasswordEnvironment, passwordVariables } from '../../src/wallet/passwords/environment.ts'
import type { Password, PasswordQuestion } from '../../src/wallet/passwords/sources.ts'
import { formatPublicHalf } from '../../src/wallet/public-half.ts'
import { savePublicHalf } from '../../src/wallet/saving.ts'
import { type UnlockOptions, unlock } from '../../src/wallet/unlocking.ts'
import { allText, expectCode, rejectionOf } from './support/errors.ts'
import { coldkey, copyOfVectors, hotkey, snapshot, temporaryRoot } from './support/folders.ts'
import { cheapKdf, countingKdf } from './support/kdf.ts'
import { PASSWORD, save, testKey } from './support/saving.ts'

// Curve arithmetic on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const open = (options: UnlockOptions = {}): UnlockOptions => ({ kdf: cheapKdf, ...options })

/** Answers questions in a row and remembers them. */
function answering(...answers: (Password | undefined)[]) {
  const questions: PasswordQuestion[] = []
  const ask = async (question: PasswordQuestion): Promise<Password | undefined> => {
    questions.push(question)
    return answers[questions.length - 1]
  }
  return { ask, questions }
}

async function savedColdkey() {
  const root = temporaryRoot()
  await save(coldkey(root), testKey(1))
  return coldkey(root)
}

describe('three failures are told apart', () => {
  test('the password', async () => {
    const place = await savedColdkey()
    const error = expectCode(await rejectionOf(unlock(place, open({ password: 'not-the-password' }))), 'wrong_password')
    expect(allText(error)).not.toContain('not-the-password')
    expect(error.message).toContain('wallet "main"')
  })

  test('the way to the file', async () => {
    const root = temporaryRoot()
    expectCode(await rejectionOf(unlock(coldkey(root), open())), 'not_found')
    savePublicHalf(hotkey(root), testKey(1))
    const watched = expectCode(await rejectionOf(unlock(hotkey(root), open())), 'not_found')
    expect(watched.message).toContain('only watched')
    mkdirSync(coldkey(root).secretFile, { recursive: true })
    expectCode(await rejectionOf(unlock(coldkey(root), open())), 'invalid_file')
  })

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'missing permission (not as root)',
    async () => {
      const place = await savedColdkey()
      chmodSync(place.secretFile, 0)
      expectCode(await rejectionOf(unlock(place, open({ password: PASSWORD }))), 'not_permitted')
    },
  )

  test('the file itself, before anybody is asked for a password', async () => {
    const place = await savedColdkey()
    const whole = readFileSync(place.secretFile)
    const { ask, questions } = answering(PASSWORD)
    const broken = [
      whole.subarray(0, 30),
      '$NACL',
      '$ANSIBLE_VAULT;1.1;AES256\nzz',
      'gAAAAAnope',
      '',
      '{"secretPhrase":',
      Buffer.alloc(70_000, 0x41),
    ]
    for (const content of broken) {
      writeFileSync(place.secretFile, content)
      expectCode(await rejectionOf(unlock(place, open({ ask }))), 'invalid_file')
    }
    expect(questions).toEqual([])
  })

  test('the right password over a file that holds no key', async () => {
    const place = await savedColdkey()
    const { sealNacl } = await import('../../src/wallet/encryption/nacl.ts')
    writeFileSync(place.secretFile, await sealNacl(utf8('no key at all'), utf8(PASSWORD), cheapKdf))
    expectCode(await rejectionOf(unlock(place, open({ password: PASSWORD }))), 'invalid_file')
  })
})

describe('a password that is not asked for', () => {
  test('is tried once, wherever it comes from', async () => {
    const place = await savedColdkey()
    const [name] = passwordVariables(place)
    const wrong = 'wrong-password'
    const sources: UnlockOptions[] = [
      { password: wrong },
      { environment: new PasswordEnvironment({ BT_WALLET_PASSWORD: wrong }) },
      { environment: new PasswordEnvironment({ [name!]: encodePassword(name!, utf8(wrong)) }) },
    ]
    for (const source of sources) {
      const kdf = countingKdf(cheapKdf)
      const { ask, questions } = answering(PASSWORD)
      expectCode(await rejectionOf(unlock(place, { ...source, kdf, ask })), 'wrong_password')
      expect(kdf.runs()).toBe(1)
      expect(questions).toEqual([])
    }
  })

  test('opens the key', async () => {
    const place = await savedColdkey()
    const [name] = passwordVariables(place)
    const environments = [{ BT_WALLET_PASSWORD: PASSWORD }, { [name!]: encodePassword(name!, utf8(PASSWORD)) }]
    for (const values of environments) {
      const { key } = await unlock(place, open({ environment: new PasswordEnvironment(values) }))
      expect(key.address).toBe(testKey(1).address)
    }
    expect((await unlock(place, open({ password: utf8(PASSWORD) }))).key.address).toBe(testKey(1).address)
  })

  test('is left as it was', async () => {
    const password = utf8(PASSWORD)
    await unlock(await savedColdkey(), open({ password }))
    expect(password).toEqual(utf8(PASSWORD))
  })

  test('does not stay in the buffers that were made of it', async () => {
    const given: Uint8Array[] = []
    const kdf = (password: Uint8Array): Promise<Uint8Array> => {
      given.push(password)
      return cheapKdf(password)
    }
    await unlock(await savedColdkey(), { kdf, password: PASSWORD })
    await rejectionOf(unlock(await savedColdkey(), { kdf, password: 'wrong' }))
    await unlock(await savedColdkey(), { kdf, ask: answering(` ${PASSWORD}`).ask })
    expect(given).toHaveLength(4)
    for (const password of given) expect(password.every(byte => byte === 0)).toBe(true)
  })

  test('is needed when nobody can be asked', async () => {
    const error = expectCode(await rejectionOf(unlock(await savedColdkey(), open())), 'locked')
    expect(error.remedy).toContain('--wallet-password-file')
  })
})

describe('a person', () => {
  test('is asked three times at most', async () => {
    const place = await savedColdkey()
    const kdf = countingKdf(cheapKdf)
    const { ask, questions } = answering('one', 'two', 'three', PASSWORD)
    expectCode(await rejectionOf(unlock(place, { kdf, ask })), 'wrong_password')
    expect(kdf.runs()).toBe(3)
    expect(questions.map(({ attempt, attempts, address }) => [attempt, attempts, address])).toEqual(
      [1, 2, 3].map(n => [n, 3, testKey(1).address]),
    )
  })

  test('may succeed at the third', async () => {
    const { ask } = answering('one', utf8('two'), PASSWORD)
    expect((await unlock(await savedColdkey(), open({ ask }))).key.address).toBe(testKey(1).address)
  })

  test('may give up', async () => {
    const { ask, questions } = answering('one', undefined, PASSWORD)
    expectCode(await rejectionOf(unlock(await savedColdkey(), open({ ask }))), 'cancelled')
    expect(questions).toHaveLength(2)
  })

  test('who types nothing is asked again, without the wait', async () => {
    const kdf = countingKdf(cheapKdf)
    const { ask, questions } = answering('', utf8(''), PASSWORD)
    await unlock(await savedColdkey(), { kdf, ask })
    expect(questions).toHaveLength(3)
    expect(kdf.runs()).toBe(1)
  })

  test('is not asked for a key in the clear', async () => {
    const root = temporaryRoot()
    await save(hotkey(root), testKey(1), { password: null })
    const { ask, questions } = answering()
    await unlock(hotkey(root), open({ ask }))
    expect(questions).toEqual([])
  })

  test('who adds white space is understood, and so is a password that begins with it', async () => {
    const place = await savedColdkey()
    const kdf = countingKdf(cheapKdf)
    await unlock(place, { kdf, ask: answering(` ${PASSWORD} `).ask })
    expect(kdf.runs()).toBe(2)
    const spaced = `  ${PASSWORD}  `
    const root = temporaryRoot()
    await save(coldkey(root), testKey(2), { password: spaced, allowWeakPassword: true })
    expect((await unlock(coldkey(root), open({ ask: answering(spaced).ask }))).key.address).toBe(testKey(2).address)
  })

  test('has what was typed wiped', async () => {
    const typed = [utf8('wrong'), utf8(PASSWORD)]
    await unlock(await savedColdkey(), open({ ask: answering(...typed).ask }))
    for (const bytes of typed) expect(bytes.every(byte => byte === 0)).toBe(true)
  })

  test('who interrupts ends it', async () => {
    const kdf = async (_: Uint8Array, signal?: AbortSignal): Promise<Uint8Array> => {
      const { TaoError } = await import('../../src/primitives/errors.ts')
      if (signal?.aborted) throw new TaoError('cancelled', 'Interrupted')
      return new Uint8Array(32)
    }
    const { ask, questions } = answering('x', 'y', 'z')
    expectCode(await rejectionOf(unlock(await savedColdkey(), { kdf, ask, signal: AbortSignal.abort() })), 'cancelled')
    expect(questions).toHaveLength(1)
  })
})

describe('a key is compared with its public file', () => {
  test('of another account, it is refused', async () => {
    const place = await savedColdkey()
    writeFileSync(place.publicFile, formatPublicHalf(testKey(2)))
    const before = snapshot(place.wallet.folder)
    const error = expectCode(await rejectionOf(unlock(place, open({ password: PASSWORD }))), 'invalid_file')
    expect(error.data).toEqual({ stated: testKey(2).address, derived: testKey(1).address })
    expect(snapshot(place.wallet.folder)).toBe(before)
  })

  test('of another kind, it is refused', async () => {
    const place = await savedColdkey()
    writeFileSync(place.publicFile, formatPublicHalf({ ...testKey(1), cryptoType: 'ed25519' }))
    expectCode(await rejectionOf(unlock(place, open({ password: PASSWORD }))), 'invalid_file')
  })

  test('that is damaged, it is refused', async () => {
    const place = await savedColdkey()
    writeFileSync(place.publicFile, 'rubbish')
    expectCode(await rejectionOf(unlock(place, open({ password: PASSWORD }))), 'invalid_file')
  })

  test('that is missing, it opens and says so', async () => {
    const place = await savedColdkey()
    rmSync(place.publicFile)
    expect(await unlock(place, open({ password: PASSWORD }))).toMatchObject({ hasPublicFile: false })
  })

  test('holds for hotkeys too', async () => {
    const root = temporaryRoot()
    await save(hotkey(root), testKey(1), { password: null })
    writeFileSync(hotkey(root).publicFile, formatPublicHalf(testKey(2)))
    expectCode(await rejectionOf(unlock(hotkey(root))), 'invalid_file')
  })
})

describe('warnings', () => {
  test.skipIf(process.platform === 'win32')(
    'tell of files that others can read and folders that they can change',
    async () => {
      const place = await savedColdkey()
      chmodSync(place.secretFile, 0o644)
      chmodSync(place.wallet.folder, 0o777)
      const { warnings } = await unlock(place, open({ password: PASSWORD }))
      expect(warnings).toHaveLength(2)
      expect(warnings.join()).toMatch(/644.*777/)
      // As btwallet leaves it: names can be seen, nothing else.
      chmodSync(place.secretFile, 0o600)
      chmodSync(place.wallet.folder, 0o755)
      expect((await unlock(place, open({ password: PASSWORD }))).warnings).toEqual([])
    },
  )

  test('tell of a coldkey in the clear, and not of a hotkey', async () => {
    const root = temporaryRoot()
    for (const place of [coldkey(root), hotkey(root)]) await save(place, testKey(1), { password: null })
    expect((await unlock(coldkey(root))).warnings.join()).toContain('not encrypted')
    expect((await unlock(hotkey(root))).warnings).toEqual([])
  })

  test('tell of weak encryption', async () => {
    const root = copyOfVectors(['ansible-410-unicode'])
    const { readVectors } = await import('./support/vectors.ts')
    const manifest = readVectors<import('./support/vectors.ts').Manifest>('manifest.json')
    const { coldkey: vector } = manifest.wallets.find(({ dir }) => dir.endsWith('ansible-410-unicode'))!
    const { warnings } = await unlock(coldkey(root, 'ansible-410-unicode'), { password: vector!.password! })
    expect(warnings.join()).toContain('weak')
  })
})
