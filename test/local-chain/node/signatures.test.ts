/** Both verifiers of a node judge the three kinds of signature alike. */
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadPlainVerifier, loadServedVerifier } from '../../../src/local-chain/node/signatures.ts'
import type { VerifySignature } from '../../../src/local-chain/runtime/extrinsic.ts'
import type { MultiSignature } from '../../../src/local-chain/runtime/types.ts'
import { accountBytes } from '../../../src/primitives/account.ts'
import { type Hex, toHex } from '../../../src/primitives/bytes.ts'
import { blake2_256 } from '../../../src/primitives/crypto/blake2.ts'
import { keyPairFromUri } from '../../../src/primitives/crypto/secret-uri.ts'

const payload = new TextEncoder().encode('what is signed')

interface Signed {
  readonly signature: MultiSignature
  readonly signer: Uint8Array
}

function sign(type: MultiSignature['type']): Signed {
  if (type === 'Ecdsa') {
    const secret = new Uint8Array(32).fill(9)
    const signed = secp256k1.sign(blake2_256(payload), secret, { prehash: false, format: 'recovered' })
    // The library puts the recovery id first, the chain last.
    const value: Hex = toHex(Uint8Array.from([...signed.slice(1), signed[0]!]))
    return { signature: { type, value }, signer: blake2_256(secp256k1.getPublicKey(secret, true)) }
  }
  const pair = keyPairFromUri(type === 'Sr25519' ? 'sr25519' : 'ed25519', '//Alice')
  return { signature: { type, value: toHex(pair.sign(payload)) }, signer: accountBytes(pair.publicKey) }
}

describe.each([
  ['plain', loadPlainVerifier],
  ['served', loadServedVerifier],
])('the %s verifier', (_name, load) => {
  let verify: VerifySignature
  beforeAll(async () => {
    verify = await load()
  })

  test.each(['Sr25519', 'Ed25519', 'Ecdsa'] as const)('%s', type => {
    const { signature, signer } = sign(type)
    // Twice: what was good once is remembered.
    for (let i = 0; i < 2; i++) {
      expect(verify(signature, payload, signer)).toBe(true)
      expect(verify(signature, payload.slice(1), signer)).toBe(false)
      expect(verify(signature, payload, new Uint8Array(32).fill(1))).toBe(false)
      const flipped: Hex = `0x${(Number.parseInt(signature.value[2]!, 16) ^ 1).toString(16)}${signature.value.slice(3)}`
      expect(verify({ type, value: flipped }, payload, signer)).toBe(false)
    }
    for (const other of ['Sr25519', 'Ed25519'] as const) {
      if (other !== type)
        expect(verify({ type: other, value: signature.value.slice(0, 130) as Hex }, payload, signer)).toBe(false)
    }
  })
})
