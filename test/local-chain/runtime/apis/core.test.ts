import { Metadata, TypeRegistry } from '@polkadot/types'
import { beforeEach, describe, expect, test } from 'vitest'
import { runApi } from '../../../../src/local-chain/node/apis.ts'
import { transferKeepAlive } from '../../../../src/local-chain/pallets/balances/calls.ts'
import { SystemNumber } from '../../../../src/local-chain/pallets/system/storage.ts'
import { coreApis } from '../../../../src/local-chain/runtime/apis/core.ts'
import { buildMetadata } from '../../../../src/local-chain/runtime/metadata/build.ts'
import { Runtime } from '../../../../src/local-chain/runtime/runtime.ts'
import { transactionValidity } from '../../../../src/local-chain/runtime/validity.ts'
import {
  apiId,
  runtimeVersionCodec,
  runtimeVersionJson,
  runtimeVersionOf,
} from '../../../../src/local-chain/runtime/version.ts'
import { decode, encode } from '../../../../src/local-chain/scale/codec.ts'
import { bytes, option, vec } from '../../../../src/local-chain/scale/collections.ts'
import { u32 } from '../../../../src/local-chain/scale/primitives.ts'
import { tao } from '../../../../src/primitives/amounts.ts'
import { concatBytes, type Hex, toHex } from '../../../../src/primitives/bytes.ts'
import { bob } from '../../support/accounts.ts'
import { TAO, TestChain, verifySignature } from '../../support/chain.ts'
import { baseProfile } from '../../support/profile.ts'

const profile = baseProfile({ apis: coreApis(verifySignature) })
const metadata = buildMetadata(new Runtime(profile))
const NOTHING = new Uint8Array(0)
const EXTERNAL = Uint8Array.of(2)
const ANY_HASH = new Uint8Array(32).fill(0x11)

let chain: TestChain
beforeEach(() => {
  chain = new TestChain({ profile })
  chain.runtime.metadata = metadata
})

const ask = (name: string, input: Uint8Array = NOTHING): Uint8Array =>
  chain.ctx.dry(() => runApi(chain.ctx, name, input))

describe('Core_version', () => {
  test('is the version that JSON-RPC tells and the metadata holds', () => {
    const answer = ask('Core_version')
    const version = decode(runtimeVersionCodec, answer)
    expect(version).toEqual(runtimeVersionOf(chain.runtime))
    const registry = new TypeRegistry()
    registry.setMetadata(new Metadata(registry, toHex(metadata.v15)), undefined, undefined, true)
    const constant = registry.metadata.pallets[0]!.constants.find(({ name }) => name.eq('Version'))!
    expect(toHex(constant.value.toU8a(true))).toBe(toHex(answer))
    const read = registry.createType('RuntimeVersion', answer).toJSON()
    const { systemVersion, ...json } = runtimeVersionJson(chain.runtime)
    expect(read).toEqual(json)
    expect(systemVersion).toBe(json.stateVersion)
  })

  test('names APIs by the hashes that every Substrate node gives them', () => {
    const known: [string, Hex][] = [
      ['Core', '0xdf6acb689907609b'],
      ['Metadata', '0x37e397fc7c91f5e4'],
      ['TaggedTransactionQueue', '0xd2bc9897eed08f15'],
      ['AccountNonceApi', '0xbc9d89904f5b923f'],
    ]
    for (const [name, id] of known) expect(apiId(name)).toBe(id)
    const { apis } = runtimeVersionJson(chain.runtime)
    expect(apis.slice(0, 3)).toEqual([
      [apiId('Core'), 5],
      [apiId('Metadata'), 2],
      [apiId('TaggedTransactionQueue'), 3],
    ])
    expect(apis).toHaveLength(chain.runtime.apis.size)
  })
})

describe('the metadata API', () => {
  test('offers three versions', () => {
    expect(toHex(ask('Metadata_metadata_versions'))).toBe('0x0c0e0000000f00000010000000')
    expect(decode(vec(u32), ask('Metadata_metadata_versions'))).toEqual([14, 15, 16])
  })

  test('gives each of them, and none for others', () => {
    const at = (version: number) => decode(option(bytes), ask('Metadata_metadata_at_version', encode(u32, version)))
    expect(at(14)).toEqual(metadata.v14)
    expect(at(15)).toEqual(metadata.v15)
    expect(at(16)).toEqual(metadata.v16)
    for (const version of [0, 13, 17, 0xffff_ffff]) expect(at(version)).toBeUndefined()
  })

  test('gives version 14 to those who do not ask', () => {
    expect(decode(bytes, ask('Metadata_metadata'))).toEqual(metadata.v14)
  })

  test('fails where no metadata was attached', () => {
    chain.runtime.metadata = undefined
    expect(() => ask('Metadata_metadata')).toThrow('no metadata was attached')
  })
})

describe('TaggedTransactionQueue_validate_transaction', () => {
  const validate = (encoded: Uint8Array) =>
    decode(
      transactionValidity,
      ask('TaggedTransactionQueue_validate_transaction', concatBytes(EXTERNAL, encoded, ANY_HASH)),
    )
  const transfer = (nonce?: number) =>
    chain.sign(
      'Alice',
      transferKeepAlive.make({ dest: { type: 'Id', value: bob }, value: tao(TAO) }),
      nonce === undefined ? {} : { nonce },
    )

  test('says what a valid transaction needs and gives', () => {
    chain.block()
    const answer = validate(transfer())
    expect(answer).toMatchObject({ ok: { requires: [], propagate: true } })
    expect('ok' in answer && answer.ok.provides).toHaveLength(1)
    const later = validate(transfer(2))
    expect('ok' in later && later.ok.requires).toHaveLength(1)
  })

  test('says why one is not', () => {
    chain.block()
    chain.block(transfer())
    expect(validate(transfer(0))).toEqual({ err: { type: 'Invalid', value: { type: 'Stale' } } })
    const forged = transfer()
    forged[10]! ^= 1
    expect(validate(forged)).toEqual({ err: { type: 'Invalid', value: { type: 'BadProof' } } })
    const inherent = chain.inherent(9)
    expect(validate(inherent)).toEqual({ err: { type: 'Invalid', value: { type: 'MandatoryValidation' } } })
  })

  test('leaves no trace', () => {
    chain.block()
    const before = SystemNumber.get(chain.ctx)
    validate(transfer())
    expect(SystemNumber.get(chain.ctx)).toBe(before)
    expect(chain.ctx.state.seal()).toEqual([])
  })
})

describe('the digest of the metadata', () => {
  test('is what signers commit to, and cannot where the runtime has none', () => {
    const check = chain.runtime.profile.extensions.find(({ identifier }) => identifier === 'CheckMetadataHash')!
    const implied = () => check.implicitValue(chain.ctx, { mode: 'Enabled' })
    expect(implied()).toBe(metadata.hash)
    chain.runtime.metadata = undefined
    expect(implied).toThrow()
  })
})
