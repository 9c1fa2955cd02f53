/**
 * Where neurons can be reached. Reference: subnets/serving.rs.
 */
import type { AccountId } from '../../../../primitives/account.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import { call } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import { ensureSigned, type Origin } from '../../../runtime/origin.ts'
import { netuid as netuidCodec } from '../../../runtime/types.ts'
import { bytes } from '../../../scale/collections.ts'
import { u8, u16, u32, u128 } from '../../../scale/primitives.ts'
import { errors } from '../errors.ts'
import { events } from '../events.ts'
import { ServingRateLimit } from '../storage/hyperparameters.ts'
import { Axons, NeuronCertificates, Prometheus } from '../storage/neurons.ts'
import type { AxonInfo, NeuronCertificate, PrometheusInfo } from '../types.ts'
import { weights } from '../weights.ts'
import { isHotkeyRegisteredOnNetwork } from './uids.ts'

/** What a caller says of its endpoint: all but the block, which the chain knows. */
export type AxonEndpoint = Omit<AxonInfo, 'block'>
export type PrometheusEndpoint = Omit<PrometheusInfo, 'block'>

const MAX_IPV4 = 0xffff_ffffn
const LOCALHOST_IPV4 = 0x7f00_0001n
const MAX_IPV6 = (1n << 128n) - 1n
const LOCALHOST_IPV6 = 1n

const NO_AXON: AxonInfo = {
  block: 0n,
  version: 0,
  ip: 0n,
  port: 0,
  ip_type: 0,
  protocol: 0,
  placeholder1: 0,
  placeholder2: 0,
}
const NO_PROMETHEUS: PrometheusInfo = { block: 0n, version: 0, ip: 0n, port: 0, ip_type: 0 }

/** All zeros for a hotkey that serves none. */
export const getAxonInfo = (ctx: Ctx, netuid: NetUid, hotkey: AccountId): AxonInfo =>
  Axons.get(ctx, netuid, hotkey) ?? NO_AXON

/** All zeros for a hotkey that serves none. */
export const getPrometheusInfo = (ctx: Ctx, netuid: NetUid, hotkey: AccountId): PrometheusInfo =>
  Prometheus.get(ctx, netuid, hotkey) ?? NO_PROMETHEUS

const isValidIpType = (ipType: number): boolean => ipType === 4 || ipType === 6

/** Neither one's own machine nor everybody; zero only where it is allowed. */
export function isValidIpAddress(ipType: number, ip: bigint, allowZero: boolean): boolean {
  if (ip === 0n && !allowZero) return false
  if (ipType === 4) return ip < MAX_IPV4 && ip !== LOCALHOST_IPV4
  return ip !== MAX_IPV6 && ip !== LOCALHOST_IPV6
}

/** @throws ServingRateLimitExceeded when the last endpoint was given too lately; `last` 0 is never */
function ensureServingRateLimit(ctx: Ctx, netuid: NetUid, last: bigint): void {
  const limit = ServingRateLimit.get(ctx, netuid)
  const since = ctx.block > last ? ctx.block - last : 0n
  ensure(limit === 0n || last === 0n || since >= limit, errors.ServingRateLimitExceeded)
}

/**
 * @throws HotKeyNotRegisteredInNetwork, InvalidIpType, InvalidIpAddress, ServingRateLimitExceeded, InvalidPort
 */
export function validateServeAxon(ctx: Ctx, hotkey: AccountId, netuid: NetUid, endpoint: AxonEndpoint): void {
  const { ip, ip_type, port } = endpoint
  ensure(isHotkeyRegisteredOnNetwork(ctx, netuid, hotkey), errors.HotKeyNotRegisteredInNetwork)
  ensure(isValidIpType(ip_type), errors.InvalidIpType)
  ensure(isValidIpAddress(ip_type, ip, true), errors.InvalidIpAddress)
  ensureServingRateLimit(ctx, netuid, getAxonInfo(ctx, netuid, hotkey).block)
  ensure(port !== 0, errors.InvalidPort)
}

/** The same checks in another order; zero is no address here. */
export function validateServePrometheus(
  ctx: Ctx,
  hotkey: AccountId,
  netuid: NetUid,
  endpoint: PrometheusEndpoint,
): void {
  const { ip, ip_type, port } = endpoint
  ensure(isValidIpType(ip_type), errors.InvalidIpType)
  ensure(isValidIpAddress(ip_type, ip, false), errors.InvalidIpAddress)
  ensure(isHotkeyRegisteredOnNetwork(ctx, netuid, hotkey), errors.HotKeyNotRegisteredInNetwork)
  ensureServingRateLimit(ctx, netuid, getPrometheusInfo(ctx, netuid, hotkey).block)
  ensure(port !== 0, errors.InvalidPort)
}

const MAX_PUBLIC_KEY_LENGTH = 64

/** A certificate is one byte for the algorithm and the public key; anything else is none. Reference: lib.rs. */
function readCertificate(certificate: Uint8Array): NeuronCertificate | undefined {
  const [algorithm] = certificate
  if (algorithm === undefined || certificate.length > 1 + MAX_PUBLIC_KEY_LENGTH) return undefined
  return { public_key: certificate.slice(1), algorithm }
}

/** A certificate that is none is passed over. @throws those of `validateServeAxon` */
export function doServeAxon(
  ctx: Ctx,
  origin: Origin,
  netuid: NetUid,
  endpoint: AxonEndpoint,
  certificate: Uint8Array | undefined,
): void {
  const hotkey = ensureSigned(origin)
  validateServeAxon(ctx, hotkey, netuid, endpoint)
  const read = certificate && readCertificate(certificate)
  if (read !== undefined) NeuronCertificates.put(ctx, netuid, hotkey, read)
  Axons.put(ctx, netuid, hotkey, { ...endpoint, block: ctx.block })
  ctx.deposit(events.AxonServed(netuid, hotkey))
}

/** @throws those of `validateServePrometheus` */
export function doServePrometheus(ctx: Ctx, origin: Origin, netuid: NetUid, endpoint: PrometheusEndpoint): void {
  const hotkey = ensureSigned(origin)
  validateServePrometheus(ctx, hotkey, netuid, endpoint)
  Prometheus.put(ctx, netuid, hotkey, { ...endpoint, block: ctx.block })
  ctx.deposit(events.PrometheusServed(netuid, hotkey))
}

const address = { netuid: netuidCodec, version: u32, ip: u128, port: u16, ip_type: u8 }
const axon = { ...address, protocol: u8, placeholder1: u8, placeholder2: u8 }

export const serveAxon = call(
  'serve_axon',
  4,
  axon,
  { weight: weights.serveAxon, pays: 'No' },
  (ctx, origin, { netuid, ...endpoint }) => doServeAxon(ctx, origin, netuid, endpoint, undefined),
)

export const serveAxonTls = call(
  'serve_axon_tls',
  40,
  { ...axon, certificate: bytes },
  { weight: weights.serveAxonTls, pays: 'No' },
  (ctx, origin, { netuid, certificate, ...endpoint }) => doServeAxon(ctx, origin, netuid, endpoint, certificate),
)

export const servePrometheus = call(
  'serve_prometheus',
  5,
  address,
  { weight: weights.servePrometheus, pays: 'No' },
  (ctx, origin, { netuid, ...endpoint }) => doServePrometheus(ctx, origin, netuid, endpoint),
)

export const servingCalls = [serveAxon, serveAxonTls, servePrometheus]
