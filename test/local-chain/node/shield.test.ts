/** Sealed transactions: who sends one finds what was in it in the same block. */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Chain } from '../../../src/local-chain/node/chain.ts'
import { hashOf } from '../../../src/local-chain/node/header.ts'
import { shieldPair, unsealer } from '../../../src/local-chain/node/shield.ts'
import { transferKeepAlive } from '../../../src/local-chain/pallets/balances/calls.ts'
import { submitEncrypted } from '../../../src/local-chain/pallets/mev-shield/pallet.ts'
import { AuthorKeys, NextKey } from '../../../src/local-chain/pallets/mev-shield/storage.ts'
import { SystemAccount } from '../../../src/local-chain/pallets/system/storage.ts'
import { setTimestamp } from '../../../src/local-chain/pallets/timestamp/pallet.ts'
import { AUTHORS } from '../../../src/local-chain/profiles/development-accounts.ts'
import { SHIELD_KEY } from '../../../src/local-chain/profiles/shield-key.ts'
import { chainSpec } from '../../../src/local-chain/profiles/specs.ts'
import { encodeBare } from '../../../src/local-chain/runtime/extrinsic.ts'
import { addressId } from '../../../src/local-chain/runtime/lookup.ts'
import { MemoryStore } from '../../../src/local-chain/state/memory-store.ts'
import { tao } from '../../../src/primitives/amounts.ts'
import { concatBytes, fromUtf8Lossy } from '../../../src/primitives/bytes.ts'
import { twox128 } from '../../../src/primitives/crypto/xxhash.ts'
import { alice as ALICE, bob } from '../support/accounts.ts'
import { sign } from '../support-node/signing.ts'

/** What bittensor-core 0.1.5 made of a text and the key of this chain: `encrypt_mlkem768(key, text, include_key_hash=True)`. */
const BY_PYTHON = [
  'JWdCeK6siJXJmmZB4z5yJUAEYUoArnts9BzPiV7IDrXzWgiWuuqtPCPaIbM9ecJekfZGZRCy9nDQBVnwCKupBhDAZdRo0lbvzv72m5fdiUkZCWJw',
  '4ysEVz5NjKkdl/F/t2Jz9yeYmCNOBwy7HmuELTXFdhMAQnz9TRyCoFXHaaKObT13qdqSvqdMtXL4Z5s7fTYFknDWt8nZXHV4nLAhw1NfVy/iyjpQ',
  'ZA5Ouzrs1QZ+J+5wqMT+c3RCXDsixds2neXjiWGOBf3qYmK6KpHOU5O2Fpi0f9ctNix573zzp/ON+GOBDlgnKFDvz8r/zupO/FY7DcLvBis6uXeF',
  '59G88leWZP3GO0pe76/Ci/PnatAkZkdybI/wZgllRURe8iHJQPnvB3UPodxUW8jJ5T0oRLQ4jEivmH6kJr4asnbj4M/K7cFGvgQxHRJ6rN5GACXz',
  '19Dez6ompi4jb1MMOZcoyt6tFyOuR5yvvAn9p2Phgwhm1ImSFLdZdvMeaL1ZdBwcyg+OQC7VL0w+TLTzK51hdyX0lVnQZhNVoK6sEFOkuzGUoTrT',
  'Jh+U9vmTc4qtm7k8rNb8+1RHoPiuxeOOcRDUfGE3TcFYvpNQm/H2s+duPlnGmzfaDX6N4BgxwJ5jfcpLeCk+lnTW9F3Rn51zK9N8CoDM1icq6Ve/',
  'teRrTdI+9YLfEu14PmiBH31jQSi7/cC9BuI1257Wm4a55AkwVsm6lmLyHWgUFRc5IEyqGSSfUYMkMrOtrOepNQCI9FwPjzUuUC38fd4S0UWIh7kg',
  'xFyQf8V8S1toQnnuD3RC/Riwh49HnyHWujX1nyCRoRCiihrpiJMVJFob4FC3rDV25MFPQH22b52Np5TYLRhEQDDQ46nN/+MuBv/LoxfcRUKfj/Cw',
  'qlDlLntYVsR5nMEBWcQWmjIKYPxAEyBivWXPXThSECzmuK58D0oBVxdqAKsUeuKx++i/W5tHsZU3dSi6th48AuqcDq0Crbe6aiJjOc6wPzSoL27A',
  'hOVdnKhmARKyHQGkgKvYeB3O616MQAZjsnS7eG3STz57aEtjf0WacpZ7VsY9aGRaP2gNxweuApgrzvDXJS1Tht9vRBMu5pLyUdqlihZ43dmTJzN4',
  'URv/XQ4BalsS/jb1Ixkt70NLo1BOGWICzv2pdnSmwhf9acerI+L3vKuu6a5tM8K8MpQWexihIGH8yvlH+GJG/IzJBf2NQTq2oBH7tN/QCajJIrsl',
  'keT8dRDBaMp6v3J3nDNMJ55vnNHVFfMqSi4cFDlojyULOJmqtECX/WY9INFVdUHmQFFdL9y0eZYHgbwL4G/DX4OhWhZ/2DJmmY9E241U+IkE5GyR',
  'qJMFAWnWQ7hhLpdQh5JjMQI/mO+tRPR+ZteGwSTvrMI8y0fmaRkax7I8lcmV/jbOmx8ANVWVJewB1ZJOCWkOyOHjWap5hWKgPDeFvENGQZzLgZvt',
  'yECB4v7i66fnmK8eDplnDmRzZLTViSpOfftwLDehJg76WIzEzP/YuHi9HarJ9pvm+a28rcVu/2spw2jCis+T+MN7X9zsyreVFd7Hp/No73lDOp5B',
].join('')

/** As clients seal, with nothing left to chance. */
function seal(text: Uint8Array, key = SHIELD_KEY): Uint8Array {
  const { cipherText, sharedSecret } = ml_kem768.encapsulate(key, new Uint8Array(32).fill(7))
  const nonce = new Uint8Array(24).fill(9)
  const length = Uint8Array.of(cipherText.length & 255, cipherText.length >> 8)
  return concatBytes(twox128(key), length, cipherText, nonce, xchacha20poly1305(sharedSecret, nonce).encrypt(text))
}

let chain: Chain
beforeAll(() => {
  chain = new Chain(chainSpec('sandbox'), new MemoryStore(), { sealing: 'manual' })
})
afterAll(() => chain.close())

const bobHas = () => chain.look(ctx => SystemAccount.get(ctx, bob).data.free)
const pay = (n: number) =>
  sign(chain, '//Alice', transferKeepAlive.make({ dest: addressId(bob), value: tao(5n) }), { nonce: n })

/** Sends something sealed. @returns the transactions of the block that it stands in, without the author's own */
async function blockOf(ciphertext: Uint8Array, n: number) {
  const carrier = sign(chain, '//Alice', submitEncrypted.make({ ciphertext }), {
    nonce: n,
    era: { period: 8, phase: 0 },
  })
  await chain.submit(carrier)
  const { hash } = chain.produceBlock()
  return { carrier: hashOf(carrier), found: chain.block(hash)!.extrinsics.slice(1).map(hashOf) }
}

test('the key is the one whose secret the node has, and the genesis block announces it', () => {
  expect(shieldPair().publicKey).toEqual(SHIELD_KEY)
  const announced = chain.look(ctx => [NextKey.get(ctx), ...AUTHORS.map(author => AuthorKeys.get(ctx, author))])
  expect(announced).toEqual([SHIELD_KEY, SHIELD_KEY, SHIELD_KEY, SHIELD_KEY])
})

test("what the clients' own library seals is opened", () => {
  const text = unsealer()(Uint8Array.from(Buffer.from(BY_PYTHON, 'base64')))
  expect(text && fromUtf8Lossy(text)).toBe('sealed by bittensor-core 0.1.5')
})

describe('a block', () => {
  test('holds what was sealed, behind what carried it', async () => {
    const [before, inner] = [bobHas(), pay(1)]
    const { carrier, found } = await blockOf(seal(inner), 0)
    expect(found).toEqual([carrier, hashOf(inner)])
    expect(bobHas() - before).toBe(5n)
  })

  test('is made again from what stands in it, without the secret', async () => {
    const blocks = []
    for await (const block of chain.again(1, 1)) blocks.push(block.hash)
    expect(blocks).toEqual([chain.head.hash])
  })

  test.each([
    ['to another key', () => seal(pay(3), ml_kem768.keygen(new Uint8Array(64)).publicKey)],
    ['and damaged', () => seal(pay(3)).map((byte, at, all) => (at === all.length - 1 ? byte ^ 1 : byte))],
    ['but may not stand there', () => seal(pay(0))],
    ['but is no transaction', () => seal(Uint8Array.of(1, 2, 3))],
    ['but speaks for the author', () => seal(encodeBare(chain.runtime, setTimestamp.make({ now: 1n })))],
  ])('holds the carrier alone where it is sealed %s', async (_, ciphertext) => {
    const n = chain.look(ctx => SystemAccount.get(ctx, ALICE).nonce)
    const { carrier, found } = await blockOf(ciphertext(), n)
    expect(found).toEqual([carrier])
  })
})
