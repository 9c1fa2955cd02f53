/**
 * A device like Polkadot Vault, made of other people's code: it reads QR codes from a screen (the package `qr`), takes the
 * request apart by its published format, and signs with the keyring of polkadot.js. Nothing of taokit is in it.
 */
import { Keyring } from '@polkadot/keyring'
import type { KeyringPair } from '@polkadot/keyring/types'
import { compactFromU8a, u8aConcat, u8aToHex } from '@polkadot/util'
import { blake2b, waitReady } from '@polkadot/wasm-crypto'
import decodeQr from 'qr/decode.js'

const PIXELS = 4
const ESC = String.fromCharCode(0x1b)
const COLORS = new RegExp(`${ESC}\\[[0-9;]*m`, 'g')

/** A picture as a camera sees it: dark glyphs on light paper where there are colours, light ones on a dark terminal if not. */
export function readPicture(picture: string): Uint8Array {
  const isColored = picture.includes(ESC)
  const rows = picture.replaceAll(COLORS, '').split('\n')
  const [upper, lower] = ['█▀', '█▄']
  const drawn = rows.flatMap(row => [
    [...row].map(glyph => upper.includes(glyph)),
    [...row].map(glyph => lower.includes(glyph)),
  ])
  const isLight = (x: number, y: number): boolean => (drawn[y]?.[x] ?? false) !== isColored
  const side = drawn[0]!.length
  const size = side * PIXELS
  const data = new Uint8ClampedArray(size * size * 4)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const light = isLight(Math.floor(x / PIXELS), Math.floor(y / PIXELS)) ? 255 : 0
      data.set([light, light, light, 255], (y * size + x) * 4)
    }
  }
  const hex = decodeQr(
    { width: size, height: size, data },
    { textDecoder: bytes => Buffer.from(bytes).toString('hex') },
  )
  return Uint8Array.from(Buffer.from(hex, 'hex'))
}

/** The request in frames that came in any order. */
export function joinFrames(frames: readonly Uint8Array[]): Uint8Array {
  const parts = new Map<number, Uint8Array>()
  for (const frame of frames) {
    const [multipart, countHigh, countLow, high, low] = frame as unknown as [number, number, number, number, number]
    if (multipart !== 0 || countHigh * 256 + countLow !== frames.length) throw new Error('not a frame of these')
    parts.set(high * 256 + low, frame.subarray(5))
  }
  return u8aConcat(...Array.from({ length: frames.length }, (_, i) => parts.get(i)!))
}

export interface Read {
  readonly kind: number
  readonly command: number
  readonly publicKey: string
  readonly call: Uint8Array
  readonly extensions: Uint8Array
  readonly genesis: string
}

export function takeApart(request: Uint8Array): Read {
  if (request[0] !== 0x53) throw new Error('not for Substrate')
  const rest = request.subarray(35)
  const [prefix, length] = compactFromU8a(rest)
  const end = prefix + length.toNumber()
  return {
    kind: request[1]!,
    command: request[2]!,
    publicKey: u8aToHex(request.subarray(3, 35)),
    call: rest.subarray(prefix, end),
    extensions: rest.subarray(end, -32),
    genesis: u8aToHex(rest.subarray(-32)),
  }
}

export interface Device {
  readonly pair: KeyringPair
  /** What it shows after it has seen these pictures: the signature with the kind of key before it, as text. */
  answer(pictures: readonly string[], tamper?: (payload: Uint8Array) => Uint8Array): string
}

export async function device(uri: string, kind: 'sr25519' | 'ed25519' = 'sr25519'): Promise<Device> {
  await waitReady()
  const pair = new Keyring({ ss58Format: 42, type: kind }).addFromUri(uri)
  return {
    pair,
    answer(pictures, tamper = payload => payload) {
      const read = takeApart(joinFrames(pictures.map(readPicture)))
      if (read.publicKey !== u8aToHex(pair.publicKey) || read.command !== 2) throw new Error('not for this key')
      const payload = tamper(u8aConcat(read.call, read.extensions))
      const signed = payload.length > 256 ? blake2b(payload, new Uint8Array(), 32) : payload
      return u8aToHex(u8aConcat(Uint8Array.of(read.kind), pair.sign(signed))).slice(2)
    },
  }
}
