/** Neurons tell where they can be reached. */

import { beforeEach, describe, expect, test } from 'vitest'
import { ServingRateLimit } from '../../../../../src/local-chain/pallets/subtensor/storage/hyperparameters.ts'
import {
  Axons,
  NeuronCertificates,
  Prometheus,
} from '../../../../../src/local-chain/pallets/subtensor/storage/neurons.ts'
import * as serving from '../../../../../src/local-chain/pallets/subtensor/subnets/serving.ts'
import { NO_ORIGIN } from '../../../../../src/local-chain/runtime/origin.ts'
import { hotkeyOf, SubnetWorld } from './world.ts'

const NETUID = 2
const me = hotkeyOf(1)

let world: SubnetWorld
beforeEach(() => {
  world = new SubnetWorld()
  world.addSubnet(NETUID, { neurons: [1] })
  ServingRateLimit.put(world.ctx, NETUID, 50n)
})

const address = { netuid: NETUID, version: 3, ip: 0x0102_0304n, port: 8091, ip_type: 4 }
const axon = { ...address, protocol: 4, placeholder1: 0, placeholder2: 7 }
const serveAxon = (changes: Partial<typeof axon> = {}) => serving.serveAxon.make({ ...axon, ...changes })
const servePrometheus = (changes: Partial<typeof address> = {}) =>
  serving.servePrometheus.make({ ...address, ...changes })
const serveTls = (certificate: Uint8Array) => serving.serveAxonTls.make({ ...axon, certificate })

describe('serve_axon', () => {
  test('keeps the endpoint with its block', () => {
    expect(world.accepted(me, serveAxon())).toEqual([['AxonServed', [NETUID, me]]])
    const { netuid: _, ...endpoint } = axon
    expect(serving.getAxonInfo(world.ctx, NETUID, me)).toEqual({ ...endpoint, block: world.block })
  })

  test('may give no address, and one of the sixth version', () => {
    ServingRateLimit.put(world.ctx, NETUID, 0n)
    world.accepted(me, serveAxon({ ip: 0n }))
    world.accepted(me, serveAxon({ ip_type: 6, ip: (1n << 128n) - 2n }))
  })

  test('waits between two times', () => {
    world.accepted(me, serveAxon())
    world.skip(49)
    world.refused(me, serveAxon(), 'ServingRateLimitExceeded')
    world.skip(1)
    world.accepted(me, serveAxon())
  })

  test.each([
    ['InvalidIpType', { ip_type: 5 }],
    ['InvalidIpAddress', { ip: 0x7f00_0001n }],
    ['InvalidIpAddress', { ip: 0xffff_ffffn }],
    ['InvalidIpAddress', { ip: 1n, ip_type: 6 }],
    ['InvalidIpAddress', { ip: (1n << 128n) - 1n, ip_type: 6 }],
    ['InvalidPort', { port: 0 }],
    ['HotKeyNotRegisteredInNetwork', { netuid: 3 }],
  ])('is refused: %s', (reason, changes) => {
    world.refused(me, serveAxon(changes), reason)
  })

  test('is refused to strangers', () => {
    world.refused(hotkeyOf(2), serveAxon(), 'HotKeyNotRegisteredInNetwork')
    world.refused(NO_ORIGIN, serveAxon(), 'BadOrigin')
    expect(serving.getAxonInfo(world.ctx, NETUID, hotkeyOf(2))).toMatchObject({ block: 0n, port: 0 })
    expect(Axons.entries(world.ctx, NETUID)).toEqual([])
  })
})

describe('serve_axon_tls', () => {
  test('keeps the certificate: a byte for the algorithm, the rest the key', () => {
    world.accepted(me, serveTls(Uint8Array.of(7, 1, 2, 3)))
    expect(NeuronCertificates.get(world.ctx, NETUID, me)).toEqual({ algorithm: 7, public_key: Uint8Array.of(1, 2, 3) })
  })

  test.each([0, 66])('passes over a certificate of %i bytes', length => {
    world.accepted(me, serveTls(new Uint8Array(length)))
    expect(NeuronCertificates.has(world.ctx, NETUID, me)).toBe(false)
    expect(Axons.has(world.ctx, NETUID, me)).toBe(true)
  })

  test('is refused to strangers', () => {
    world.refused(hotkeyOf(2), serveTls(Uint8Array.of(1)), 'HotKeyNotRegisteredInNetwork')
  })
})

describe('serve_prometheus', () => {
  test('keeps the endpoint, apart from the axon', () => {
    expect(world.accepted(me, servePrometheus())).toEqual([['PrometheusServed', [NETUID, me]]])
    const { netuid: _, ...endpoint } = address
    expect(serving.getPrometheusInfo(world.ctx, NETUID, me)).toEqual({ ...endpoint, block: world.block })
    world.accepted(me, serveAxon())
    world.refused(me, servePrometheus(), 'ServingRateLimitExceeded')
  })

  test.each([
    ['InvalidIpType', { ip_type: 5 }],
    ['InvalidIpAddress', { ip: 0n }],
    ['InvalidPort', { port: 0 }],
    ['HotKeyNotRegisteredInNetwork', { netuid: 3 }],
    // The address is looked at before the neuron.
    ['InvalidIpAddress', { netuid: 3, ip: 0n }],
  ])('is refused: %s', (reason, changes) => {
    world.refused(me, servePrometheus(changes), reason)
    expect(Prometheus.has(world.ctx, NETUID, me)).toBe(false)
  })
})
