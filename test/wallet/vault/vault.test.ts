/** The codes that Polkadot Vault reads, and the signatures that come back: the other side is somebody else's code. */
import { describe, expect, test } from 'vitest'
import { toHex } from '../../../src/primitives/bytes.ts'
import { publicHalfOf } from '../../../src/wallet/public-half.ts'
import type { Payload } from '../../../src/wallet/signer.ts'
import { drawRequest } from '../../../src/wallet/vault/drawing.ts'
import { framesOf, vaultRequest } from '../../../src/wallet/vault/request.ts'
import { vaultSigner } from '../../../src/wallet/vault/signer.ts'
import { expectCode, rejectionOf } from '../support/errors.ts'
import { device, joinFrames, readPicture, takeApart } from '../support/vault-device.ts'

const bytes = (length: number, seed = 7): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * i * 31 + i * 7 + seed) & 0xff)

const payloadOf = (callLength: number): Payload => ({
  call: bytes(callLength),
  extensions: bytes(110, 3),
  genesisHash: toHex(bytes(32, 5)),
})

/** All that a person sees, one picture after the other. */
const picturesOf = (request: Uint8Array, room = { columns: 80, rows: 40 }, hasColors = false): string[] =>
  drawRequest(request, room, hasColors).map(lines => lines.join('\n'))

describe('a request', () => {
  test.each([36, 63, 64, 200, 16_384])(
    'with a call of %i bytes is laid out as polkadot.js lays it out',
    async length => {
      const { pair } = await device('//Alice')
      const payload = payloadOf(length)
      const request = vaultRequest(publicHalfOf(pair.address), payload)
      expect([...request.subarray(0, 3)]).toEqual([0x53, 0x01, 0x02])
      expect(takeApart(request)).toEqual({
        kind: 1,
        command: 2,
        publicKey: toHex(pair.publicKey),
        call: payload.call,
        extensions: payload.extensions,
        genesis: payload.genesisHash,
      })
    },
  )

  test('is cut into frames that say how many they are and which', () => {
    const frames = framesOf(bytes(250), 100)
    expect(frames.map(frame => [...frame.subarray(0, 5)])).toEqual([
      [0, 0, 3, 0, 0],
      [0, 0, 3, 0, 1],
      [0, 0, 3, 0, 2],
    ])
    expect(joinFrames([...frames].reverse())).toEqual(bytes(250))
    expect(framesOf(bytes(100), 100)).toHaveLength(1)
    expect(framesOf(bytes(300 * 40), 40)[299]!.subarray(0, 5)).toEqual(Uint8Array.of(0, 1, 44, 1, 43))
  })
})

describe('a drawing', () => {
  test.each([
    ['in colours', true],
    ['without colours', false],
  ])('%s is read by a camera', (_, hasColors) => {
    const request = bytes(233)
    const [picture, ...others] = picturesOf(request, { columns: 80, rows: 50 }, hasColors)
    expect(others).toEqual([])
    expect(joinFrames([readPicture(picture!)])).toEqual(request)
  })

  test.each([
    [80, 24, 4],
    [80, 40, 1],
    [60, 30, 2],
    [20, 10, 4],
  ])('fits a terminal of %i × %i, in %i codes', (columns, rows, count) => {
    const pictures = picturesOf(bytes(233), { columns, rows: rows - 3 })
    expect(pictures).toHaveLength(count)
    const lines = pictures.flatMap(picture => picture.split('\n'))
    // However small the terminal, a code has at least 33 modules and the paper around them.
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(Math.max(columns, 41))
    for (const picture of pictures) expect(picture.split('\n').length).toBeLessThanOrEqual(Math.max(rows - 3, 21))
    expect(joinFrames(pictures.map(readPicture))).toEqual(bytes(233))
  })

  test('of a large request is as many codes as it takes', () => {
    const request = bytes(5000)
    const pictures = picturesOf(request, { columns: 200, rows: 100 })
    expect(pictures.length).toBeGreaterThan(4)
    expect(joinFrames(pictures.map(readPicture))).toEqual(request)
  })
})

describe('the exchange', () => {
  const exchangeWith = async (kind: 'sr25519' | 'ed25519', length: number, answer: (made: string) => string) => {
    const vault = await device('//Ferdie', kind)
    const half = publicHalfOf(vault.pair.address, kind)
    const defects: (string | undefined)[] = []
    const signer = vaultSigner(half, async (request, defect) => {
      const text = answer(vault.answer(picturesOf(request)))
      defects.push(defect(text))
      return text
    })
    return { vault, signer, defects, payload: payloadOf(length) }
  }

  test.each([
    ['sr25519', 36],
    ['sr25519', 400],
    ['ed25519', 36],
    ['ed25519', 400],
  ] as const)(
    'with a key of %s and a call of %i bytes brings a signature that polkadot.js accepts',
    async (kind, length) => {
      const { vault, signer, defects, payload } = await exchangeWith(kind, length, made => made)
      const signature = await signer.signPayload!(payload)
      expect([signature.length, defects]).toEqual([64, [undefined]])
      const { signedBytes } = await import('../../../src/wallet/payload.ts')
      expect(vault.pair.verify(signedBytes(payload), signature, vault.pair.publicKey)).toBe(true)
    },
  )

  test.each([
    ['as Vault writes it', (made: string) => made],
    ['with 0x', (made: string) => `0x${made}`],
    ['without the kind of key', (made: string) => made.slice(2)],
    ['in capitals, with line ends', (made: string) => `${made.toUpperCase().slice(0, 60)}\r\n${made.slice(60)}\n`],
  ])('takes the signature %s', async (_, answer) => {
    const { signer, payload } = await exchangeWith('sr25519', 36, answer)
    expect(await signer.signPayload!(payload)).toHaveLength(64)
  })

  test.each([
    ['nothing', () => '', 'Not a signature'],
    ['a phrase', () => 'here you are', 'Not a signature'],
    ['too little', (made: string) => made.slice(4), 'Not a signature'],
    ['too much', (made: string) => `${made}00`, 'Not a signature'],
    ['another kind of key', (made: string) => `00${made.slice(2)}`, 'The signature is not valid'],
    ['a changed signature', (made: string) => `${made.slice(0, -1)}${made.endsWith('0') ? '1' : '0'}`, 'not valid'],
  ])('refuses %s', async (_, answer, message) => {
    const { signer, defects, payload } = await exchangeWith('sr25519', 36, answer)
    const error = expectCode(await rejectionOf(signer.signPayload!(payload)), 'invalid_argument')
    expect(error.message + error.why).toContain(message.replace('The signature is ', ''))
    expect(defects[0]).toContain(message)
  })

  test('refuses a signature over a payload that is changed in one byte, wherever that is', async () => {
    const vault = await device('//Ferdie')
    const payload = payloadOf(36)
    const length = payload.call.length + payload.extensions.length
    for (let at = 0; at < length; at += 5) {
      const signer = vaultSigner(publicHalfOf(vault.pair.address), async request =>
        vault.answer(picturesOf(request, { columns: 200, rows: 100 }), signed =>
          signed.map((byte, i) => (i === at ? byte ^ 1 : byte)),
        ),
      )
      expectCode(await rejectionOf(signer.signPayload!(payload)), 'invalid_argument')
    }
  })

  test('signs nothing but transactions', async () => {
    const { signer } = await exchangeWith('sr25519', 36, made => made)
    expectCode(await rejectionOf(signer.sign(Uint8Array.of(1))), 'locked')
  })
})
