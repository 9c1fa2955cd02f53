import { describe, expect, test } from 'vitest'
import { passwordWeakness, requireStrong } from '../../../src/wallet/passwords/strength.ts'
import { allText, expectCode, failureOf } from '../support/errors.ts'

describe('too weak for a new key', () => {
  test.each([
    '',
    'a',
    'abcdef',
    'qwerty1',
    '1234567',
    '12345678',
    '87654321',
    '0123456789',
    'abcdefgh',
    'ABCDEFGH',
    'acegikmo',
    'aaaaaaaaaaaa',
    'abababababab',
    '11112222',
    'password',
    'Password1!',
    'P@ssw0rd123',
    'qwertyuiop',
    'letmein2024',
    'bittensor1',
    'B1tt3ns0r2023',
    'il0vey0u!!',
    'passw0rd1999',
    'Bitcoin123!',
    ' gravel-otter-92',
    'gravel-otter-92 ',
    '\tgravel-otter-92',
    '日本語日本',
  ])('%j', password => {
    expect(passwordWeakness(password)).toMatch(/^It /)
    const error = expectCode(
      failureOf(() => requireStrong(password)),
      'invalid_argument',
    )
    // The message itself has the word.
    if (password.length > 2 && password !== 'password') expect(allText(error)).not.toContain(password)
  })
})

describe('good enough', () => {
  test.each([
    'gravel-otter-92-lamp',
    'correct horse battery staple',
    'Tr0ub4dor&3',
    'x7#kQ9!m',
    'pässwörd-Ω-日本-75b5b505',
    '日本語のながいことば',
    '8675309-rotor',
  ])('%j', password => {
    expect(passwordWeakness(password)).toBeUndefined()
    requireStrong(password)
  })
})
