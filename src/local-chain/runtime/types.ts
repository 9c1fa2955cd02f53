/** The types that stand in calls, storage and events of several pallets, under the names and paths of the reference. */
import type { AccountId } from '../../primitives/account.ts'
import type { Alpha, Tao } from '../../primitives/amounts.ts'
import type { Hex } from '../../primitives/bytes.ts'
import { malformed } from '../scale/buffer.ts'
import { type Codec, mapped, named, type OuterCodecs, outerCodec, type ValueOf } from '../scale/codec.ts'
import { bytes, fixedBytes, vec } from '../scale/collections.ts'
import { struct, unitEnum, variant, wrapper } from '../scale/composites.ts'
import { compactU32, compactU64, u8, u16, u32, u64, unit } from '../scale/primitives.ts'
import { builtin, nominal } from '../scale/type.ts'

export const accountId = wrapper('sp_core::crypto::AccountId32', fixedBytes(32)) as Codec<AccountId>
export const h256 = wrapper('primitive_types::H256', fixedBytes(32))
export const h160 = wrapper('primitive_types::H160', fixedBytes(20))

export const netuid = named(u16, 'NetUid')
export const mechId = named(u8, 'MechId')
/** A subnet and one of its mechanisms in one number: mechanism × 4096 + netuid. */
export const netuidIndex = named(u16, 'NetUidStorageIndex')
/** A block number of 32 bits, as the chain has them. The reference's test runtime has 64. */
export const blockNumber32: Codec<bigint> = mapped(u32, BigInt, Number)
export const blockNumber: Codec<bigint> = named(outerCodec('BlockNumber', blockNumber32), 'BlockNumberFor<T>')
/** In the fewest bytes, and not above what the chain's block numbers can be. */
export const compactBlockNumber: Codec<bigint> = {
  write: (writer, value) => writer.compact(checkBlockNumber(value, writer.outer)),
  read: reader => checkBlockNumber(reader.compactBig(), reader.outer),
  type: (() => {
    const info = builtin({ kind: 'compact', item: blockNumber.type })
    return () => info
  })(),
  typeName: blockNumber.typeName,
  minSize: 1,
}

function checkBlockNumber(value: bigint, outer: OuterCodecs | undefined): bigint {
  const { minSize } = outer?.BlockNumber ?? blockNumber32
  if (value >> BigInt(8 * minSize) !== 0n) throw malformed(`${value} is no block number`)
  return value
}

const asTao = (value: bigint): Tao => value as Tao
const asAlpha = (value: bigint): Alpha => value as Alpha
const asBig = (value: bigint): bigint => value
export const taoBalance: Codec<Tao> = mapped(u64, asTao, asBig, 'TaoBalance')
export const alphaBalance: Codec<Alpha> = mapped(u64, asAlpha, asBig, 'AlphaBalance')
export const compactTao: Codec<Tao> = mapped(compactU64, asTao, asBig, 'T::Balance')

/** A fraction in so many parts: more than one whole is refused. Reference: sp_arithmetic per_things Decode */
function perThing<T extends number | bigint>(name: string, parts: Codec<T>, whole: T): Codec<T> {
  const check = (value: T): T => {
    if (value > whole) throw malformed(`${value} exceeds ${whole}, which is one`)
    return value
  }
  return wrapper(`sp_arithmetic::per_things::${name}`, mapped(parts, check, check))
}

export const perquintill = perThing('Perquintill', u64, 10n ** 18n)
/** A fraction of one in parts of 10^9. */
export const perbill = perThing('Perbill', u32, 1_000_000_000)
export const percent = perThing('Percent', u8, 100)

/** How an account is named in a call. Only plain accounts can be looked up on this chain. */
export const multiAddress = variant(
  'sp_runtime::multiaddress::MultiAddress',
  {
    Id: [0, named(accountId, 'AccountId')],
    Index: [1, compactUnit()],
    Raw: [2, bytes],
    Address32: [3, fixedBytes(32)],
    Address20: [4, fixedBytes(20)],
  },
  [
    { name: 'AccountId', type: accountId.type },
    { name: 'AccountIndex', type: unit.type },
  ],
)
export type MultiAddress = ValueOf<typeof multiAddress>
/** As it stands in calls. The reference's test runtime names accounts by themselves. */
export const addressOf: Codec<MultiAddress> = named(outerCodec('Address', multiAddress), 'AccountIdLookupOf<T>')

/** `Compact<()>`: no bytes. */
function compactUnit(): Codec<null> {
  const info = { path: [], params: [], def: { kind: 'compact', item: unit.type } } as const
  return { ...unit, type: () => info, typeName: 'AccountIndex' }
}

export const multiSignature = variant('sp_runtime::MultiSignature', {
  Ed25519: [0, named(fixedBytes(64), 'ed25519::Signature')],
  Sr25519: [1, named(fixedBytes(64), 'sr25519::Signature')],
  Ecdsa: [2, named(fixedBytes(65), 'ecdsa::Signature')],
})
export type MultiSignature = ValueOf<typeof multiSignature>

/** How long a signed extrinsic lives: for ever, or `period` blocks from the last one that is `phase` modulo it. */
export type Era = { readonly period: number; readonly phase: number } | undefined

/** Reference: sp_runtime generic::Era. One byte 0 is immortal; two bytes hold log2(period) and the quantised phase. */
export const era: Codec<Era> = {
  write: (writer, value) => {
    if (value === undefined) return writer.u8(0)
    const quantum = Math.max(1, value.period >>> 12)
    writer.u16(Math.min(15, Math.max(1, 30 - Math.clz32(value.period))) | (Math.floor(value.phase / quantum) << 4))
  },
  read: reader => {
    const first = reader.u8()
    if (first === 0) return undefined
    const encoded = first | (reader.u8() << 8)
    const period = 2 << (encoded & 15)
    const phase = (encoded >>> 4) * Math.max(1, period >>> 12)
    if (period < 4 || phase >= period) throw malformed('the era is not a valid one')
    return { period, phase }
  },
  type: (() => {
    const mortal = Array.from({ length: 255 }, (_, i) => ({
      name: `Mortal${i + 1}`,
      index: i + 1,
      fields: [{ type: u8.type }],
    }))
    const info = nominal('sp_runtime::generic::era::Era', {
      kind: 'variant',
      variants: [{ name: 'Immortal', index: 0, fields: [] }, ...mortal],
    })
    return () => info
  })(),
  typeName: 'Era',
  minSize: 1,
}

/** The first block of a mortal era that `block` lies in: the one whose hash is signed. */
export function eraBirth(value: { readonly period: number; readonly phase: number }, block: bigint): bigint {
  const period = BigInt(value.period)
  const phase = BigInt(value.phase)
  return ((maxBig(block, phase) - phase) / period) * period + phase
}

const maxBig = (a: bigint, b: bigint): bigint => (a > b ? a : b)

const engineId = named(fixedBytes(4), 'ConsensusEngineId')

export const digestItem = variant('sp_runtime::generic::digest::DigestItem', {
  PreRuntime: [6, [engineId, bytes]],
  Consensus: [4, [engineId, bytes]],
  Seal: [5, [engineId, bytes]],
  Other: [0, bytes],
  RuntimeEnvironmentUpdated: [8, null],
})
export type DigestItem = ValueOf<typeof digestItem>

export const digest = struct('sp_runtime::generic::digest::Digest', { logs: vec(digestItem) })

export const header = struct(
  'sp_runtime::generic::header::Header',
  {
    parent_hash: named(h256, 'Hash::Output'),
    number: named(compactU32, 'Number'),
    state_root: named(h256, 'Hash::Output'),
    extrinsics_root: named(h256, 'Hash::Output'),
    digest,
  },
  [{ name: 'Number', type: u32.type }, { name: 'Hash' }],
)
export type Header = ValueOf<typeof header>

export const balanceStatus = unitEnum('frame_support::traits::tokens::misc::BalanceStatus', { Free: 0, Reserved: 1 })

/** The slot of a block: how many slot lengths after the epoch of Unix time it was made. */
export const slot = wrapper('sp_consensus_slots::Slot', u64)

export type Hash = Hex
