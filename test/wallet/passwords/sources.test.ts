import { execFileSync } from 'node:child_process'
import { chmodSync, closeSync, openSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../../../src/primitives/bytes.ts'
import { encodePassword, PasswordEnvironment, passwordVariables } from '../../../src/wallet/passwords/environment.ts'
import { candidatesOf, findPassword, readPasswordFile } from '../../../src/wallet/passwords/sources.ts'
import { walletRoot } from '../../../src/wallet/places.ts'
import { expectCode, failureOf } from '../support/errors.ts'
import { coldkey, hotkey, temporaryFolder } from '../support/folders.ts'

const root = walletRoot('/w', {})
const cold = coldkey(root)
const hot = hotkey(root)
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8')

function passwordFile(content: string | Buffer, mode = 0o600): string {
  const path = join(temporaryFolder(), 'password')
  writeFileSync(path, content, { mode })
  return path
}

function environment(values: NodeJS.ProcessEnv = {}): PasswordEnvironment {
  const [coldName, hotName] = [cold, hot].map(place => passwordVariables(place)[0]!)
  return new PasswordEnvironment({
    BT_WALLET_PASSWORD: 'of the clear variable',
    [coldName!]: encodePassword(coldName!, utf8('of the coldkey variable')),
    [hotName!]: encodePassword(hotName!, utf8('of the hotkey variable')),
    BT_WALLET_PASSWORD_FILE: passwordFile('of the file variable'),
    ...values,
  })
}

describe('the order of sources', () => {
  const first = (...[place, sources]: Parameters<typeof findPassword>): string | undefined => {
    const found = findPassword(place, sources)
    return found && textOf(found.candidates[0]!)
  }

  test('for a coldkey: given, clear variable, its variable, file, file variable', () => {
    const file = passwordFile('of the file')
    expect(first(cold, { password: 'given', environment: environment(), passwordFile: file })).toBe('given')
    expect(first(cold, { environment: environment(), passwordFile: file })).toBe('of the clear variable')
    const withoutClear = { BT_WALLET_PASSWORD: '' }
    expect(first(cold, { environment: environment(withoutClear), passwordFile: file })).toBe('of the coldkey variable')
    const withoutBoth = { ...withoutClear, [passwordVariables(cold)[0]!]: '' }
    expect(first(cold, { environment: environment(withoutBoth), passwordFile: file })).toBe('of the file')
    expect(first(cold, { environment: environment(withoutBoth) })).toBe('of the file variable')
    expect(first(cold, {})).toBeUndefined()
  })

  test('for a hotkey: given, its variable, a file that is named; never what is meant for coldkeys', () => {
    expect(first(hot, { password: 'given', environment: environment() })).toBe('given')
    expect(first(hot, { environment: environment() })).toBe('of the hotkey variable')
    const withoutOwn = { [passwordVariables(hot)[0]!]: '' }
    expect(first(hot, { environment: environment(withoutOwn) })).toBeUndefined()
    expect(first(hot, { environment: environment(withoutOwn), passwordFile: passwordFile('named') })).toBe('named')
  })

  test('both spellings of a variable count', () => {
    const odd = coldkey(walletRoot('./w', {}))
    const names = passwordVariables(odd)
    expect(names).toHaveLength(2)
    for (const name of names) {
      const values = { [name]: encodePassword(name, utf8('spelled')) }
      expect(first(odd, { environment: new PasswordEnvironment(values) })).toBe('spelled')
    }
  })

  test('an empty password counts when it is given outright', () => {
    expect(first(cold, { password: '', environment: environment() })).toBe('')
  })

  test('says where a password came from', () => {
    expect(findPassword(cold, { environment: environment() })!.source).toBe('the variable BT_WALLET_PASSWORD')
    const file = passwordFile('x')
    expect(findPassword(cold, { passwordFile: file })!.source).toBe(file)
  })
})

describe('what is meant by a password', () => {
  test('is the text, and the text without white space around it', () => {
    expect(candidatesOf('plain').map(textOf)).toEqual(['plain'])
    expect(candidatesOf('  two words ').map(textOf)).toEqual(['  two words ', 'two words'])
    expect(candidatesOf('   ').map(textOf)).toEqual(['   '])
    expect(candidatesOf(utf8(' x')).map(textOf)).toEqual([' x', 'x'])
  })
})

describe('a password file', () => {
  test.each([
    ['secret', 'secret'],
    ['secret\n', 'secret'],
    ['secret\r\n', 'secret'],
    ['  secret \n', '  secret '],
    ['secret\nsecond line', 'secret'],
    ['pässwörd-日本\n', 'pässwörd-日本'],
    ['x'.repeat(4096), 'x'.repeat(4096)],
  ])('that holds %j', (content, expected) => {
    expect(textOf(readPasswordFile(passwordFile(content)))).toBe(expected)
  })

  test.each([
    ['is empty', ''],
    ['begins with an empty line', '\nsecret'],
    ['is too large', 'x'.repeat(4097)],
  ])('that %s is refused', (_, content) => {
    expectCode(
      failureOf(() => readPasswordFile(passwordFile(content))),
      'invalid_file',
    )
  })

  test('that is missing or a folder is refused', () => {
    expectCode(
      failureOf(() => readPasswordFile(join(temporaryFolder(), 'none'))),
      'not_found',
    )
    expectCode(
      failureOf(() => readPasswordFile(temporaryFolder())),
      'invalid_file',
    )
  })

  test.skipIf(process.platform === 'win32')('that others can read is refused', () => {
    for (const mode of [0o640, 0o604, 0o644, 0o660]) {
      const file = passwordFile('secret')
      chmodSync(file, mode)
      const error = expectCode(
        failureOf(() => readPasswordFile(file)),
        'not_permitted',
      )
      expect(error.remedy).toContain('chmod 600')
    }
  })

  test.skipIf(process.platform === 'win32')('may be reached through a link, as mounted secrets are', () => {
    const link = join(temporaryFolder(), 'link')
    symlinkSync(passwordFile('secret'), link)
    expect(textOf(readPasswordFile(link))).toBe('secret')
  })

  test('may be an open descriptor, which stays open', () => {
    const fd = openSync(passwordFile('secret\n'), 'r')
    expect(textOf(readPasswordFile(fd))).toBe('secret')
    closeSync(fd)
  })

  test.skipIf(process.platform === 'win32')('may be a pipe', () => {
    const pipe = join(temporaryFolder(), 'pipe')
    execFileSync('mkfifo', [pipe])
    execFileSync('sh', ['-c', '(printf "secret\\n" > "$0") >/dev/null 2>&1 &', pipe])
    expect(textOf(readPasswordFile(pipe))).toBe('secret')
  })
})
