/** Keys of wallets for programs. */
import { expect, test } from 'vitest'
import { addressFromWallet, keyFromWallet, saveToWallet } from '../../src/library/wallets.ts'
import { keyFromUri } from '../../src/wallet/key-sources.ts'
import { copyOfVectors, temporaryFolder } from '../wallet/support/folders.ts'
import { type Manifest, readVectors } from '../wallet/support/vectors.ts'

const NAME = 'fernet-legacy'
const LEGACY = readVectors<Manifest>('manifest.json').wallets.find(({ dir }) => dir.endsWith(NAME))!.coldkey!

test('a hotkey in the clear is read back, and found by its name only', async () => {
  const place = { wallet: 'miner', hotkey: 'first', path: temporaryFolder() }
  const key = keyFromUri('//miner//first')
  await saveToWallet(key, { ...place, password: null })
  expect(addressFromWallet(place)).toBe(key.address)
  expect((await keyFromWallet(place)).address).toBe(key.address)
  await expect(keyFromWallet({ ...place, hotkey: 'second' })).rejects.toMatchObject({ code: 'not_found' })
  await expect(saveToWallet(keyFromUri('//other'), { ...place, password: null })).rejects.toMatchObject({
    code: 'already_exists',
  })
})

test('an encrypted coldkey needs its password, and its address does not', async () => {
  const { path } = copyOfVectors([NAME])
  const place = { wallet: NAME, path }
  const { ss58, password } = LEGACY
  expect(addressFromWallet(place)).toBe(ss58)
  await expect(keyFromWallet(place)).rejects.toMatchObject({ code: 'locked' })
  const opened = await keyFromWallet({ ...place, password: password! })
  expect([opened.address, JSON.stringify(opened)]).toEqual([ss58, `"${ss58}"`])
})
