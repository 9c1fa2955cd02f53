/** Who may act for an account, what is announced, and what each type of proxy may do. Reference: pallets/proxy/src/lib.rs */
import { accountBytes, accountId } from '../../primitives/account.ts'
import { satAdd, satMul, satSub, type Tao, tao } from '../../primitives/amounts.ts'
import { concatBytes, type Hex, toHex, utf8 } from '../../primitives/bytes.ts'
import { littleEndian } from '../../primitives/compact.ts'
import { blake2_256 } from '../../primitives/crypto/blake2.ts'
import { assert } from '../../primitives/errors.ts'
import { decodeAddress, encodeAddress } from '../../primitives/ss58.ts'
import type { Client, Reader } from '../client.ts'
import { variantsOf } from '../metadata/lens.ts'
import type { Needs } from '../metadata/needs.ts'
import type { Plain } from '../plain.ts'
import { argumentsOf } from '../transactions/build.ts'
import { asTao, list, number, record, string } from './values.ts'

export const PROXIES: Needs = { storage: ['Proxy.Proxies'] }
export const ANNOUNCEMENTS: Needs = { storage: ['Proxy.Announcements'] }

/** That somebody may act for an account. */
export interface Delegation {
  /** Who acts. */
  readonly delegate: string
  readonly type: string
  /** Blocks between an announcement and the call; 0 where nothing is announced. */
  readonly delay: number
}

export interface Proxies {
  readonly proxies: readonly Delegation[]
  /** What the account has reserved for them. */
  readonly deposit: Tao
}

export async function getProxies(reader: Reader, account: string): Promise<Proxies> {
  return proxiesIn(await reader.get('Proxy.Proxies', account))
}

/** Every account of the chain that has proxies. */
export async function getAllProxies(reader: Reader): Promise<(Proxies & { readonly account: string })[]> {
  const entries = await reader.entries('Proxy.Proxies')
  return entries.map(({ keys, value }) => ({ account: string(keys[0]), ...proxiesIn(value) }))
}

function proxiesIn(value: Plain): Proxies {
  const [proxies, deposit] = list(value)
  return { proxies: list(proxies).map(delegation), deposit: asTao(deposit) }
}

function delegation(value: Plain): Delegation {
  const { delegate, proxyType, delay } = record(value)
  return { delegate: string(delegate), type: string(proxyType), delay: number(delay) }
}

export interface Announcement {
  /** For whom the call will be made. */
  readonly real: string
  readonly callHash: Hex
  /** The block in which it was announced. */
  readonly height: number
}

export interface Announcements {
  readonly announcements: readonly Announcement[]
  /** What the proxy has reserved for them. */
  readonly deposit: Tao
}

/** What a proxy is going to do. */
export async function getAnnouncements(reader: Reader, delegate: string): Promise<Announcements> {
  const [announcements, deposit] = list(await reader.get('Proxy.Announcements', delegate))
  return { announcements: list(announcements).map(announcement), deposit: asTao(deposit) }
}

function announcement(value: Plain): Announcement {
  const { real, callHash, height } = record(value)
  return { real: string(real), callHash: string(callHash) as Hex, height: number(height) }
}

/** What an announcement holds of a call. */
export const callHash = (call: Uint8Array): Hex => toHex(blake2_256(call))

const terms = (...names: readonly string[]): string[] => names.map(name => `Proxy.${name}`)

export const PROXY_TERMS: Needs = {
  constants: terms(
    'ProxyDepositBase',
    'ProxyDepositFactor',
    'MaxProxies',
    'AnnouncementDepositBase',
    'AnnouncementDepositFactor',
    'MaxPending',
  ),
}

/** What is reserved for so many, and how many there may be. */
export interface Terms {
  readonly base: Tao
  readonly factor: Tao
  readonly most: number
}

export const proxyTerms = (client: Client): Terms => termsOf(client, 'ProxyDeposit', 'MaxProxies')
export const announcementTerms = (client: Client): Terms => termsOf(client, 'AnnouncementDeposit', 'MaxPending')

const termsOf = (client: Client, deposit: string, most: string): Terms => ({
  base: asTao(client.constant(`Proxy.${deposit}Base`)),
  factor: asTao(client.constant(`Proxy.${deposit}Factor`)),
  most: number(client.constant(`Proxy.${most}`)),
})

const NOTHING = tao(0n)

export const depositFor = ({ base, factor }: Terms, count: number): Tao =>
  count === 0 ? NOTHING : satAdd(base, satMul(factor, BigInt(count)))

/** How a deposit changes when there are `count` afterwards: what is reserved as well, or comes back. */
export function depositChange(terms: Terms, now: Tao, count: number): { readonly more: Tao; readonly back: Tao } {
  const then = depositFor(terms, count)
  return { more: satSub(then, now), back: satSub(now, then) }
}

/** The types that the chain has, in their order, as a call has them that is among the needs. */
export const proxyTypes = ({ lens }: Reader, call: string): readonly string[] =>
  typeVariants(lens, call).map(({ name }) => name)

function typeVariants(lens: Reader['lens'], call: string) {
  const field = argumentsOf(lens, call)?.find(({ name }) => name === 'proxy_type')
  return variantsOf(lens.shapes, field?.type)
}

/** A pure proxy by what it was made with: who made it, of which type, and where the transaction stands that made it. */
export interface Creation {
  readonly spawner: string
  readonly type: string
  /** Tells those apart that one transaction makes. */
  readonly index: number
  readonly height: number
  readonly extIndex: number
}

const PURE = utf8('modlpy/proxy____')

/**
 * The address of the account that was made so; nobody has a key of it. Needs the call `Proxy.kill_pure`.
 * Reference: pallets/proxy/src/lib.rs pure_account
 */
export function pureAddress({ lens }: Client, { spawner, type, index, height, extIndex }: Creation): string {
  const variant = typeVariants(lens, 'Proxy.kill_pure').find(({ name }) => name === type)
  const field = argumentsOf(lens, 'Proxy.kill_pure')?.find(({ name }) => name === 'height')
  const shape = field && lens.shapes[field.type]
  assert(variant !== undefined && shape?.kind === 'compact', 'The chain makes no pure proxies of the type')
  const bytes = concatBytes(
    PURE,
    accountBytes(decodeAddress(spawner)),
    littleEndian(BigInt(height), shape.size),
    littleEndian(BigInt(extIndex), 4),
    Uint8Array.of(variant.index),
    littleEndian(BigInt(index), 2),
  )
  return encodeAddress(accountId(blake2_256(bytes)))
}
