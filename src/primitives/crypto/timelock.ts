/**
 * Time-lock encryption to a round of the drand quicknet beacon: what was sealed to a round opens with that round's
 * signature. Identity-based encryption after Boneh and Franklin over BLS12-381 (signatures in G1), the message under
 * AES-256-GCM. The layout is that of the reference's `timelock` crate: lengths are u64, little-endian.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { concatBytes, equalBytes, utf8 } from '../bytes.ts'
import { DRAND_QUICKNET } from './quicknet.ts'

const HASH_LENGTH = 32
const G2_LENGTH = 96
const NONCE_LENGTH = 12
const TAG_LENGTH = 16
/** How the layout names AES-256-GCM, at its end. */
const CIPHER_SUITE = utf8('AES_GCM_')

type Fp12 = Parameters<typeof bls12_381.fields.Fp12.eql>[0]

interface Sealed {
  readonly u: Uint8Array
  readonly v: Uint8Array
  readonly w: Uint8Array
  readonly body: Uint8Array
}

/**
 * What was sealed, opened with the beacon's signature for its round; undefined when the bytes are no sealed message or
 * the signature is not that of its round.
 */
export function decryptTimelocked(sealed: Uint8Array, signature: Uint8Array): Uint8Array | undefined {
  try {
    const parts = readSealed(sealed)
    const key = openKey(parts, signature)
    return key && openBody(parts.body, key)
  } catch {
    // Points off the curve, lengths that run over the end, a tag that does not match: all mean that it does not open.
    return undefined
  }
}

/** What chance gives to a sealed message. */
export interface SealingChance {
  readonly key: Uint8Array
  readonly sigma: Uint8Array
  readonly nonce: Uint8Array
}

const chance = (): SealingChance => ({
  key: randomBytes(HASH_LENGTH),
  sigma: randomBytes(HASH_LENGTH),
  nonce: randomBytes(NONCE_LENGTH),
})

/** Seals a message until the signature of a round of quicknet is known. */
export function encryptTimelocked(
  message: Uint8Array,
  round: bigint,
  { key, sigma, nonce }: SealingChance = chance(),
): Uint8Array {
  const { G1, G2 } = bls12_381
  const scalar = scalarOf(sigma, key)
  const identity = G1.Point.fromAffine(bls12_381.shortSignatures.hash(sha256(bigEndian(round))).toAffine())
  const shared = bls12_381.pairing(identity.multiply(scalar), G2.Point.fromBytes(DRAND_QUICKNET.publicKey))
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const ciphertext = concatBytes(cipher.update(message), cipher.final(), cipher.getAuthTag())
  return concatBytes(
    G2.Point.BASE.multiply(scalar).toBytes(),
    vector(xor(sigma, sha256(fp12Bytes(shared)))),
    vector(xor(key, sha256(sigma))),
    vector(concatBytes(vector(ciphertext), vector(nonce))),
    vector(CIPHER_SUITE),
  )
}

const scalarOf = (sigma: Uint8Array, key: Uint8Array): bigint =>
  BigInt(`0x${createHash('sha256').update(sigma).update(key).digest('hex')}`) % bls12_381.fields.Fr.ORDER

function bigEndian(n: bigint): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, n)
  return bytes
}

/** Bytes with their length before them. */
function vector(bytes: Uint8Array): Uint8Array {
  const length = new Uint8Array(8)
  new DataView(length.buffer).setBigUint64(0, BigInt(bytes.length), true)
  return concatBytes(length, bytes)
}

function openKey({ u, v, w }: Sealed, signature: Uint8Array): Uint8Array | undefined {
  if (v.length !== HASH_LENGTH || w.length !== HASH_LENGTH) return undefined
  const { G1, G2 } = bls12_381
  const commitment = G2.Point.fromBytes(u)
  const shared = bls12_381.pairing(G1.Point.fromBytes(signature), commitment)
  const sigma = xor(v, sha256(fp12Bytes(shared)))
  const key = xor(w, sha256(sigma))
  const check = G2.Point.BASE.multiply(scalarOf(sigma, key))
  return equalBytes(check.toBytes(), u) ? key : undefined
}

function openBody(body: Uint8Array, key: Uint8Array): Uint8Array | undefined {
  const read = vectors(body)
  const ciphertext = read()
  const nonce = read()
  if (nonce.length !== NONCE_LENGTH || ciphertext.length < TAG_LENGTH) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, nonce)
  decipher.setAuthTag(ciphertext.subarray(-TAG_LENGTH))
  return concatBytes(decipher.update(ciphertext.subarray(0, -TAG_LENGTH)), decipher.final())
}

function readSealed(sealed: Uint8Array): Sealed {
  if (sealed.length < G2_LENGTH) throw new RangeError('too short')
  const read = vectors(sealed.subarray(G2_LENGTH))
  const parts = { u: sealed.subarray(0, G2_LENGTH), v: read(), w: read(), body: read() }
  // The name of the cipher: it must be there.
  read()
  return parts
}

/** Reads one length-prefixed byte string after the other. */
function vectors(bytes: Uint8Array): () => Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  return () => {
    const length = Number(view.getBigUint64(at, true))
    const start = at + 8
    if (length > bytes.length - start) throw new RangeError('too short')
    at = start + length
    return bytes.subarray(start, at)
  }
}

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()

const xor = (a: Uint8Array, b: Uint8Array): Uint8Array => Uint8Array.from(a, (byte, i) => byte ^ b[i]!)

/** The twelve coordinates of a pairing's value, 48 bytes each, little-endian, lowest first. */
function fp12Bytes({ c0, c1 }: Fp12): Uint8Array {
  const coordinates = [c0, c1].flatMap(fp6 => [fp6.c0, fp6.c1, fp6.c2]).flatMap(fp2 => [fp2.c0, fp2.c1])
  return concatBytes(...coordinates.map(coordinate => bls12_381.fields.Fp.toBytes(coordinate).reverse()))
}
