/** The randomness beacon: pulses count when the beacon's key has signed them. */

import { createHash } from 'node:crypto'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { beforeEach, describe, expect, test } from 'vitest'
import { setBeaconConfig, setOldestStoredRound, writePulse } from '../../../../src/local-chain/pallets/drand/calls.ts'
import {
  BeaconConfig,
  LastStoredRound,
  NextUnsignedAt,
  OldestStoredRound,
  Pulses,
  QUICKNET,
} from '../../../../src/local-chain/pallets/drand/storage.ts'
import {
  type BeaconConfiguration,
  beaconConfigurationPayload,
  type Pulse,
  pulsesPayload,
} from '../../../../src/local-chain/pallets/drand/types.ts'
import { validateUnsigned } from '../../../../src/local-chain/pallets/drand/validate-unsigned.ts'
import { verifyPulse } from '../../../../src/local-chain/pallets/drand/verifier.ts'
import type { RuntimeCall } from '../../../../src/local-chain/runtime/call.ts'
import { NO_ORIGIN, ROOT_ORIGIN } from '../../../../src/local-chain/runtime/origin.ts'
import { TransactionInvalid, type Validity } from '../../../../src/local-chain/runtime/validity.ts'
import { encode } from '../../../../src/local-chain/scale/codec.ts'
import { toHex } from '../../../../src/primitives/bytes.ts'
import { keyOf } from '../../support/accounts.ts'
import { PULSE_1000 } from '../subtensor/subnets/sealing.ts'
import { coldkeyOf, SubnetWorld } from '../subtensor/subnets/world.ts'

const { G2, fields, shortSignatures } = bls12_381
const SECRET = 7n

/** A beacon of our own, which can pulse in any round. */
const OURS: BeaconConfiguration = { ...QUICKNET, public_key: G2.Point.BASE.multiply(SECRET).toBytes() }

function pulse(round: bigint): Pulse {
  const message = new Uint8Array(8)
  new DataView(message.buffer).setBigUint64(0, round)
  const hashed = shortSignatures.hash(createHash('sha256').update(message).digest())
  const signature = hashed.multiply(SECRET % fields.Fr.ORDER).toBytes()
  return { round, signature, randomness: createHash('sha256').update(signature).digest() }
}

let world: SubnetWorld
beforeEach(() => {
  world = new SubnetWorld()
})

const bringer = keyOf('Alice')
const who = { type: 'Sr25519' as const, value: bringer.publicKey }

interface BringOptions {
  readonly block_number?: bigint
  readonly signed?: boolean | 'wrongly'
}

function signatureOf(message: Uint8Array, signed: BringOptions['signed']) {
  const signature = bringer.sign(signed === 'wrongly' ? Uint8Array.of(1) : message)
  return signed === false ? undefined : { type: 'Sr25519' as const, value: toHex(signature) }
}

function write(pulses: readonly Pulse[], { block_number = 0n, signed = true }: BringOptions = {}): RuntimeCall {
  const pulses_payload = { block_number, pulses, public: who }
  const message = encode(pulsesPayload, pulses_payload, world.ctx.runtime.outer)
  return writePulse.make({ pulses_payload, signature: signatureOf(message, signed) })
}

function configure(config: BeaconConfiguration, { block_number = 0n, signed = true }: BringOptions = {}): RuntimeCall {
  const config_payload = { block_number, config, public: who }
  const message = encode(beaconConfigurationPayload, config_payload, world.ctx.runtime.outer)
  return setBeaconConfig.make({ config_payload, signature: signatureOf(message, signed) })
}

describe('a pulse', () => {
  test('is the beacon’s signature over its round', () => {
    expect(verifyPulse(QUICKNET, PULSE_1000)).toBe(true)
    expect(verifyPulse(OURS, pulse(5n))).toBe(true)
    expect(verifyPulse(QUICKNET, pulse(5n))).toBe(false)
    expect(verifyPulse(QUICKNET, { ...PULSE_1000, round: 1001n })).toBe(false)
    const negated = PULSE_1000.signature.slice()
    negated[0]! ^= 0x20
    expect(verifyPulse(QUICKNET, { ...PULSE_1000, signature: negated })).toBe(false)
    for (const length of [5, 48]) {
      expect(verifyPulse(QUICKNET, { ...PULSE_1000, signature: new Uint8Array(length) })).toBeUndefined()
    }
  })
})

describe('write_pulse', () => {
  test('keeps what the beacon has signed', () => {
    const { ctx } = world
    expect(world.accepted(NO_ORIGIN, write([PULSE_1000]))).toEqual([['Drand.NewPulse', { rounds: [1000n] }]])
    expect(Pulses.get(ctx, 1000n)).toEqual(PULSE_1000)
    expect([LastStoredRound.get(ctx), OldestStoredRound.get(ctx)]).toEqual([1000n, 1000n])
    expect(NextUnsignedAt.get(ctx)).toBe(world.block)
  })

  test('passes over what it has not signed', () => {
    BeaconConfig.put(world.ctx, OURS)
    const events = world.accepted(NO_ORIGIN, write([pulse(5n), { ...pulse(6n), round: 7n }, pulse(9n)]))
    expect(events).toEqual([['Drand.NewPulse', { rounds: [5n, 9n] }]])
    expect(LastStoredRound.get(world.ctx)).toBe(9n)
    expect(OldestStoredRound.get(world.ctx)).toBe(5n)
    expect(world.accepted(NO_ORIGIN, write([{ ...pulse(10n), round: 11n }]))).toEqual([])
  })

  test('is refused as a whole: rounds that do not rise, bytes that are no signature, origins', () => {
    BeaconConfig.put(world.ctx, OURS)
    world.refused(NO_ORIGIN, write([pulse(5n), pulse(5n)]), 'Drand.InvalidRoundNumber')
    const broken = { ...pulse(6n), signature: new Uint8Array(48) }
    world.refused(NO_ORIGIN, write([pulse(5n), broken]), 'Drand.PulseVerificationError')
    world.refused(coldkeyOf(1), write([pulse(5n)]), 'BadOrigin')
    world.refused(ROOT_ORIGIN, write([pulse(5n)]), 'BadOrigin')
  })

  test('drops what is older than a week, a hundred pulses at a time', () => {
    const { ctx } = world
    const week = 216_000n
    BeaconConfig.put(ctx, OURS)
    LastStoredRound.put(ctx, week)
    OldestStoredRound.put(ctx, 1n)
    for (const round of [1n, 100n, 101n, 102n]) Pulses.put(ctx, round, { ...PULSE_1000, round })
    world.accepted(NO_ORIGIN, write([pulse(week + 101n)]))
    expect(OldestStoredRound.get(ctx)).toBe(101n)
    expect([1n, 100n, 101n, 102n].map(round => Pulses.has(ctx, round))).toEqual([false, false, true, true])
    world.accepted(NO_ORIGIN, write([pulse(week + 102n)]))
    expect(OldestStoredRound.get(ctx)).toBe(103n)
    expect(Pulses.has(ctx, 102n)).toBe(false)
  })
})

describe('root', () => {
  test('sets the beacon', () => {
    expect(world.accepted(ROOT_ORIGIN, configure(OURS))).toEqual([['Drand.BeaconConfigChanged', undefined]])
    expect(BeaconConfig.get(world.ctx)).toEqual(OURS)
    expect(NextUnsignedAt.get(world.ctx)).toBe(world.block + 1n)
    world.refused(coldkeyOf(1), configure(OURS), 'BadOrigin')
    world.refused(NO_ORIGIN, configure(OURS), 'BadOrigin')
  })

  test('sets from where pulses are kept', () => {
    const call = setOldestStoredRound.make({ oldest_round: 55n })
    expect(world.accepted(ROOT_ORIGIN, call)).toEqual([['Drand.SetOldestStoredRound', [55n]]])
    world.refused(coldkeyOf(1), call, 'BadOrigin')
  })
})

describe('the pool', () => {
  function pool(call: RuntimeCall): Validity | string {
    try {
      return validateUnsigned(world.ctx, call)
    } catch (error) {
      if (error instanceof TransactionInvalid) return error.message
      throw error
    }
  }

  test('takes one new pulse at a time, older ones first', () => {
    const [early, late] = [1n << 21n, (1n << 21n) + 1n].map(round => pool(write([pulse(round)]))) as [
      Validity,
      Validity,
    ]
    expect(early).toMatchObject({ longevity: 3n, propagate: false })
    expect(early.priority - late.priority).toBe(1n)
    expect(early.provides).not.toEqual(late.provides)
    expect(pool(write([pulse(1n << 21n)]))).toEqual(early)
  })

  test.each<[reason: string, call: () => RuntimeCall, change?: () => void]>([
    ['BadSigner', () => write([pulse(5n)], { signed: false })],
    ['BadProof', () => write([pulse(5n)], { signed: 'wrongly' })],
    ['Future', () => write([pulse(5n)], { block_number: 1_000n })],
    ['Call', () => write([])],
    ['Call', () => write([pulse(5n), pulse(6n)])],
    ['Call', () => setOldestStoredRound.make({ oldest_round: 1n })],
    ['Stale', () => write([pulse(5n)]), () => LastStoredRound.put(world.ctx, 5n)],
    ['Stale', () => write([pulse(5n)]), () => NextUnsignedAt.put(world.ctx, world.block + 1n)],
    ['Stale', () => configure(OURS), () => NextUnsignedAt.put(world.ctx, 1n)],
    ['BadProof', () => configure(OURS, { signed: 'wrongly' })],
  ])('is refused: %s', (reason, call, change) => {
    change?.()
    expect(pool(call())).toBe(reason)
  })

  test('takes a configuration, which only root can make effective', () => {
    expect(pool(configure(OURS))).toMatchObject({ longevity: 1n })
  })
})
