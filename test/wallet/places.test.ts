import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { coldkeyPlace, describePlace, hotkeyPlace, walletPlace, walletRoot } from '../../src/wallet/places.ts'
import { expectCode, failureOf } from './support/errors.ts'

describe('the folder of wallets', () => {
  test('is the one of all Bittensor tools', () => {
    expect(walletRoot(undefined, {}).path).toBe(join(homedir(), '.bittensor/wallets'))
    expect(walletRoot('', {}).path).toBe(join(homedir(), '.bittensor/wallets'))
  })

  test('is that of BT_WALLET_PATH, unless another is named', () => {
    const environment = { BT_WALLET_PATH: '/srv/keys' }
    expect(walletRoot(undefined, environment).path).toBe('/srv/keys')
    expect(walletRoot('/other', environment).path).toBe('/other')
  })

  test('is absolute, with the home folder in place of ~', () => {
    expect(walletRoot('wl', {})).toEqual({ path: resolve('wl'), given: 'wl' })
    expect(walletRoot('~/w', {}).path).toBe(join(homedir(), 'w'))
    expect(walletRoot('~', {}).path).toBe(homedir())
    expect(walletRoot('~other/w', {}).path).toBe(resolve('~other/w'))
  })
})

describe('places', () => {
  const wallet = walletPlace(walletRoot('/w', {}), 'main')

  test('follow the common layout', () => {
    expect(coldkeyPlace(wallet)).toMatchObject({
      role: 'coldkey',
      secretFile: '/w/main/coldkey',
      publicFile: '/w/main/coldkeypub.txt',
    })
    expect(hotkeyPlace(wallet, 'h')).toMatchObject({
      role: 'hotkey',
      name: 'h',
      secretFile: '/w/main/hotkeys/h',
      publicFile: '/w/main/hotkeys/hpub.txt',
    })
  })

  test('cannot be named outside their folder', () => {
    for (const name of ['..', '../x', '/x', '']) {
      expectCode(
        failureOf(() => walletPlace(walletRoot('/w', {}), name)),
        'invalid_argument',
      )
      expectCode(
        failureOf(() => hotkeyPlace(wallet, name)),
        'invalid_argument',
      )
    }
  })

  test('are described in words', () => {
    expect(describePlace(coldkeyPlace(wallet))).toBe('coldkey of wallet "main"')
    expect(describePlace(hotkeyPlace(wallet, 'a\nb'))).toBe('hotkey "a\\u{a}b" of wallet "main"')
  })
})
