/** The secrets of authors, and what a block makes of sealed transactions. */
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Chain } from '../../../src/local-chain/node/chain.ts'
import { hashOf } from '../../../src/local-chain/node/header.ts'
import { firstPair, ShieldSecrets } from '../../../src/local-chain/node/shield.ts'
import { sealedParts } from '../../../src/local-chain/pallets/mev-shield/extension.ts'
import { AuthorKeys, KEY_LENGTH, NextKey } from '../../../src/local-chain/pallets/mev-shield/storage.ts'
import { SystemAccount } from '../../../src/local-chain/pallets/system/storage.ts'
import { setTimestamp } from '../../../src/local-chain/pallets/timestamp/pallet.ts'
import { AUTHORS } from '../../../src/local-chain/profiles/development-accounts.ts'
import { SHIELD_KEY } from '../../../src/local-chain/profiles/shield-key.ts'
import { chainSpec } from '../../../src/local-chain/profiles/specs.ts'
import { encodeBare } from '../../../src/local-chain/runtime/extrinsic.ts'
import { MemoryStore } from '../../../src/local-chain/state/memory-store.ts'
import { fromUtf8Lossy, type Hex, utf8 } from '../../../src/primitives/bytes.ts'
import { bob } from '../support/accounts.ts'
import { carrierOf, pay, seal, sentIn } from '../support-node/sealing.ts'

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

let chain: Chain
beforeEach(() => {
  chain = new Chain(chainSpec('sandbox'), new MemoryStore(), { sealing: 'manual' })
})
afterEach(() => chain.close())

test('the first key is the one whose secret the node has, and the genesis block announces it', () => {
  expect(firstPair().publicKey).toEqual(SHIELD_KEY)
  const announced = chain.look(ctx => [NextKey.get(ctx), ...AUTHORS.map(author => AuthorKeys.get(ctx, author))])
  expect(announced).toEqual([SHIELD_KEY, SHIELD_KEY, SHIELD_KEY, SHIELD_KEY])
})

describe('the secrets', () => {
  const genesis: Hex = `0x${'11'.repeat(32)}`
  const sealed = (key: Uint8Array) => sealedParts(seal(utf8('a text'), key))!
  const read = (text: Uint8Array | undefined) => text && fromUtf8Lossy(text)

  test("open what the clients' own library seals", () => {
    const parts = sealedParts(Uint8Array.from(Buffer.from(BY_PYTHON, 'base64')))!
    expect(read(new ShieldSecrets(genesis).open(parts, SHIELD_KEY, 1))).toBe('sealed by bittensor-core 0.1.5')
  })

  test('follow from the genesis block and the number alone', () => {
    const secrets = new ShieldSecrets(genesis)
    const key = secrets.announcedIn(7)
    expect(key).toHaveLength(KEY_LENGTH)
    expect(new ShieldSecrets(genesis).announcedIn(7)).toEqual(key)
    expect(secrets.announcedIn(8)).not.toEqual(key)
    expect(new ShieldSecrets(`0x${'12'.repeat(32)}`).announcedIn(7)).not.toEqual(key)
  })

  test('are found again by who did not announce the key, for blocks behind it only', () => {
    const key = new ShieldSecrets(genesis).announcedIn(7)
    expect(read(new ShieldSecrets(genesis).open(sealed(key), key, 8))).toBe('a text')
    expect(read(new ShieldSecrets(genesis).open(sealed(key), key, 900))).toBe('a text')
    expect(new ShieldSecrets(genesis).open(sealed(key), key, 7)).toBeUndefined()
  })

  test('of others are not there, and what was damaged stays closed', () => {
    const secrets = new ShieldSecrets(genesis)
    const foreign = ml_kem768.keygen(new Uint8Array(64)).publicKey
    expect(secrets.open(sealed(foreign), foreign, 9)).toBeUndefined()
    const { text, ...parts } = sealed(SHIELD_KEY)
    expect(secrets.open({ ...parts, text: text.map(byte => byte ^ 1) }, SHIELD_KEY, 9)).toBeUndefined()
    const short = { ...parts, text, secret: parts.secret.subarray(1) }
    expect(secrets.open(short, SHIELD_KEY, 9)).toBeUndefined()
  })
})

describe('a block', () => {
  const bobHas = () => chain.look(ctx => SystemAccount.get(ctx, bob).data.free)

  /** Sends something sealed and makes a block. @returns the name of what carried it */
  async function send(ciphertext: Uint8Array) {
    const carrier = carrierOf(chain, ciphertext, 0)
    await chain.submit(carrier)
    chain.produceBlock()
    return hashOf(carrier)
  }

  test('holds what was sealed, behind what carried it, and is made again without the secret', async () => {
    const [before, inner] = [bobHas(), pay(chain, bob, 5n, 1)]
    expect(await send(seal(inner, SHIELD_KEY))).toBe(sentIn(chain)[0])
    expect(sentIn(chain)[1]).toBe(hashOf(inner))
    expect(bobHas() - before).toBe(5n)
    const blocks = []
    for await (const block of chain.again(1, 1)) blocks.push(block.hash)
    expect(blocks).toEqual([chain.head.hash])
  })

  test.each([
    ['was damaged', () => seal(pay(chain, bob, 5n, 1), SHIELD_KEY).with(-1, 1)],
    ['may not stand there', () => seal(pay(chain, bob, 5n, 0), SHIELD_KEY)],
    ['is no transaction', () => seal(Uint8Array.of(1, 2, 3), SHIELD_KEY)],
    ['speaks for the author', () => seal(encodeBare(chain.runtime, setTimestamp.make({ now: 1n })), SHIELD_KEY)],
  ])('holds the carrier alone where what it carries %s', async (_, ciphertext) => {
    const carrier = await send(ciphertext())
    expect(sentIn(chain)).toEqual([carrier])
  })

  test.each([
    ['another key', () => ml_kem768.keygen(new Uint8Array(64)).publicKey],
    ['a key that comes from its own number', () => new ShieldSecrets(chain.genesisHash).announcedIn(1)],
  ])('leaves what is sealed to %s where it is, until its end', async (_, key) => {
    await send(seal(pay(chain, bob, 5n, 1), key()))
    expect(sentIn(chain)).toEqual([])
    expect(chain.poolCounts.ready).toBe(1)
    await chain.advance(8)
    expect([chain.poolCounts.ready, chain.look(ctx => SystemAccount.get(ctx, bob).nonce)]).toEqual([0, 0])
  })
})
