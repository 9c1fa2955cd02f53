import { homedir } from 'node:os'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../../../src/primitives/bytes.ts'
import {
  decodePassword,
  encodePassword,
  PasswordEnvironment,
  passwordVariables,
  variableOf,
} from '../../../src/wallet/passwords/environment.ts'
import { coldkeyPlace, hotkeyPlace, walletPlace, walletRoot } from '../../../src/wallet/places.ts'
import { allText, expectCode, failureOf } from '../support/errors.ts'
import { type Manifest, readVectors } from '../support/vectors.ts'

const manifest = readVectors<Manifest>('manifest.json')
const place = coldkeyPlace(walletPlace(walletRoot('/home/user/.bittensor/wallets/', {}), 'default'))
const NAME = 'BT_PW__HOME_USER__BITTENSOR_WALLETS_DEFAULT_COLDKEY'

describe('variables of the reference tools', () => {
  test.each(manifest.env_passwords.map(v => [v.path, v.password, v] as const))('%s %s', (path, password, vector) => {
    expect(variableOf(path)).toBe(vector.keyfile_name_410)
    expect(variableOf(path)).toBe(vector.keyfile_name_11)
    expect(encodePassword(vector.keyfile_name_410, utf8(password))).toBe(vector.value)
    expect(Buffer.from(decodePassword(vector.keyfile_name_410, vector.value)).toString()).toBe(password)
  })

  test.each(manifest.env_names_from_wallet_path.map(v => [v.wallet_path, v] as const))(
    'both names for a wallet under %s',
    (path, { name, v410, v11 }) => {
      const variables = passwordVariables(coldkeyPlace(walletPlace(walletRoot(path, {}), name)))
      const home = variableOf(homedir()).slice('BT_PW_'.length)
      const atHome = (variable: string): string => variable.replace('BT_PW__HOME_USER', `BT_PW_${home}`)
      const expected = path.startsWith('~') ? [v410, v11].map(atHome) : [v410, v11]
      expect(variables).toEqual([...new Set(expected)])
    },
  )

  test('name hotkeys as well', () => {
    const wallet = walletPlace(walletRoot('/w/', {}), 'a-b')
    expect(passwordVariables(hotkeyPlace(wallet, 'h.1'))).toEqual(['BT_PW__W_A-B_HOTKEYS_H_1'])
    expect(passwordVariables(coldkeyPlace(walletPlace(walletRoot('/', {}), 'n')))).toEqual(['BT_PW__N_COLDKEY'])
  })
})

test('any password survives the encoding', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ minLength: 1 }), (password, name) => {
      expect(Buffer.from(decodePassword(name, encodePassword(name, utf8(password)))).toString()).toBe(password)
    }),
    { seed: 1, numRuns: 500 },
  )
})

describe('the environment', () => {
  const secret = 'gravel-otter-92-lamp'
  const encoded = encodePassword(NAME, utf8(secret))

  test('gives the password of a key, and is rid of it', () => {
    const environment: NodeJS.ProcessEnv = { [NAME]: encoded, BT_WALLET_PASSWORD: 'clear', PATH: '/bin' }
    const passwords = new PasswordEnvironment(environment)
    expect(environment).toEqual({ PATH: '/bin' })
    const found = passwords.find(place)!
    expect([found.name, Buffer.from(found.password).toString()]).toEqual([NAME, secret])
    expect(Buffer.from(passwords.clear!).toString()).toBe('clear')
    // More than one key may be unlocked.
    expect(passwords.find(place)).toEqual(found)
  })

  test('keeps the name of the password file, which is no secret', () => {
    const environment = { BT_WALLET_PASSWORD_FILE: '/run/secrets/password' }
    expect(new PasswordEnvironment(environment).file).toBe('/run/secrets/password')
    expect(environment.BT_WALLET_PASSWORD_FILE).toBe('/run/secrets/password')
  })

  test('may hold nothing', () => {
    const passwords = new PasswordEnvironment({ BT_WALLET_PASSWORD: '', BT_WALLET_PASSWORD_FILE: '', [NAME]: '' })
    expect([passwords.clear, passwords.file, passwords.find(place)]).toEqual([undefined, undefined, undefined])
  })

  test('is not printed', () => {
    const passwords = new PasswordEnvironment({ [NAME]: encoded, BT_WALLET_PASSWORD: secret })
    const options = { depth: 9, showHidden: true }
    const printed = [
      inspect(passwords, options),
      inspect(passwords, { ...options, customInspect: false }),
      JSON.stringify(passwords),
    ]
    for (const text of printed) {
      expect(text).not.toContain(secret)
      expect(text).not.toContain(encoded)
    }
  })

  test.each(['clear text', 'plain', '!!!!', 'cGFzcw', 'AAAA=AAA', '/////w=='])(
    'says when %j is no encoded password',
    value => {
      const passwords = new PasswordEnvironment({ [NAME]: value })
      let error: unknown
      try {
        // Some clear texts are base64 of something; then it is not what was meant, and the file will not open.
        passwords.find(place)
        return
      } catch (thrown) {
        error = thrown
      }
      expectCode(
        failureOf(() => {
          throw error
        }),
        'invalid_argument',
      )
      expect(allText(error)).not.toContain(value)
    },
  )

  test('refuses what is not base64 or not UTF-8', () => {
    for (const value of ['clear text', '!!!!', Buffer.from(utf8(NAME).map(byte => byte ^ 0xff)).toString('base64')]) {
      expectCode(
        failureOf(() => decodePassword(NAME, value)),
        'invalid_argument',
      )
    }
  })
})
