/** Types of the Commitments pallet. Reference: pallets/commitments/src/types.rs. */
import type { Hex } from '../../../primitives/bytes.ts'
import { assert } from '../../../primitives/errors.ts'
import { blockNumber, taoBalance } from '../../runtime/types.ts'
import { malformed, type Reader, type Writer } from '../../scale/buffer.ts'
import { type Codec, named, type ValueOf } from '../../scale/codec.ts'
import { boundedBytes, boundedVec, fixedBytes } from '../../scale/collections.ts'
import { struct } from '../../scale/composites.ts'
import { u64 } from '../../scale/primitives.ts'
import { nominal, type TypeInfo, type VariantInfo } from '../../scale/type.ts'

const MAX_RAW = 128
const MAX_FIELDS = 3

const HASHES = ['BlakeTwo256', 'Sha256', 'Keccak256', 'ShaThree256'] as const
type Hash = (typeof HASHES)[number]

/** What one field of a commitment holds. */
export type Data =
  | { readonly type: 'None' }
  /** Up to 128 bytes. */
  | { readonly type: 'Raw'; readonly value: Uint8Array }
  | { readonly type: Hash; readonly value: Hex }
  /** Sealed until a drand round. */
  | { readonly type: 'TimelockEncrypted'; readonly value: { encrypted: Uint8Array; reveal_round: bigint } }
  /** Asks for the committer's bonds to be forgotten. */
  | { readonly type: 'ResetBondsFlag' }
  /** Up to 512 bytes. */
  | { readonly type: 'BigRaw'; readonly value: Uint8Array }

const FIRST_RAW = 1
const FIRST_HASH = FIRST_RAW + MAX_RAW + 1
const TIMELOCK = FIRST_HASH + HASHES.length
const RESET_BONDS = TIMELOCK + 1
const BIG_RAW = RESET_BONDS + 1

const hash = fixedBytes(32)
const encrypted = boundedBytes(1024)
const bigRaw = boundedBytes(512)

function writeData(writer: Writer, data: Data): void {
  writer.u8(tagOf(data))
  switch (data.type) {
    case 'None':
    case 'ResetBondsFlag':
      break
    case 'Raw':
      writer.raw(data.value)
      break
    case 'TimelockEncrypted':
      encrypted.write(writer, data.value.encrypted)
      u64.write(writer, data.value.reveal_round)
      break
    case 'BigRaw':
      bigRaw.write(writer, data.value)
      break
    default:
      hash.write(writer, data.value)
  }
}

function tagOf(data: Data): number {
  switch (data.type) {
    case 'None':
      return 0
    case 'Raw':
      assert(data.value.length <= MAX_RAW, `${data.value.length} bytes where at most ${MAX_RAW} may stand`)
      return FIRST_RAW + data.value.length
    case 'TimelockEncrypted':
      return TIMELOCK
    case 'ResetBondsFlag':
      return RESET_BONDS
    case 'BigRaw':
      return BIG_RAW
    default:
      return FIRST_HASH + HASHES.indexOf(data.type)
  }
}

function readData(reader: Reader): Data {
  const tag = reader.u8()
  if (tag === 0) return { type: 'None' }
  if (tag < FIRST_HASH) return { type: 'Raw', value: reader.take(tag - FIRST_RAW).slice() }
  if (tag < TIMELOCK) return { type: HASHES[tag - FIRST_HASH]!, value: hash.read(reader) }
  if (tag === TIMELOCK) {
    return { type: 'TimelockEncrypted', value: { encrypted: encrypted.read(reader), reveal_round: u64.read(reader) } }
  }
  if (tag === RESET_BONDS) return { type: 'ResetBondsFlag' }
  if (tag === BIG_RAW) return { type: 'BigRaw', value: bigRaw.read(reader) }
  throw malformed(`${tag} begins no kind of data`)
}

/** In metadata every length of `Raw` is a variant of its own. */
function dataInfo(): TypeInfo {
  const raws = Array.from(
    { length: MAX_RAW + 1 },
    (_, length): VariantInfo => ({
      name: `Raw${length}`,
      index: FIRST_RAW + length,
      fields: [{ type: fixedBytes(length).type }],
    }),
  )
  const hashes = HASHES.map((name, i): VariantInfo => ({ name, index: FIRST_HASH + i, fields: [{ type: hash.type }] }))
  const timelock = [
    { name: 'encrypted', type: encrypted.type },
    { name: 'reveal_round', type: u64.type },
  ]
  return nominal('pallet_commitments::types::Data', {
    kind: 'variant',
    variants: [
      { name: 'None', index: 0, fields: [] },
      ...raws,
      ...hashes,
      { name: 'TimelockEncrypted', index: TIMELOCK, fields: timelock },
      { name: 'ResetBondsFlag', index: RESET_BONDS, fields: [] },
      { name: 'BigRaw', index: BIG_RAW, fields: [{ type: bigRaw.type }] },
    ],
  })
}

let info: TypeInfo | undefined

const data: Codec<Data> = {
  write: writeData,
  read: readData,
  type: () => {
    info ??= dataInfo()
    return info
  },
  typeName: 'Data',
  minSize: 1,
}

/** Bytes that count towards the space an account may use in an epoch. */
export function spaceOf(field: Data): number {
  switch (field.type) {
    case 'None':
    case 'ResetBondsFlag':
      return 0
    case 'Raw':
    case 'BigRaw':
      return field.value.length
    case 'TimelockEncrypted':
      return field.value.encrypted.length
    default:
      return hash.minSize
  }
}

export const commitmentInfo = struct(
  'pallet_commitments::types::CommitmentInfo',
  { fields: named(boundedVec(data, MAX_FIELDS), 'BoundedVec<Data, FieldLimit>') },
  [{ name: 'FieldLimit' }],
)

export const registration = struct(
  'pallet_commitments::types::Registration',
  {
    deposit: named(taoBalance, 'Balance'),
    block: named(blockNumber, 'BlockNumber'),
    info: named(commitmentInfo, 'CommitmentInfo<MaxFields>'),
  },
  [{ name: 'Balance', type: taoBalance.type }, { name: 'MaxFields' }, { name: 'BlockNumber', type: blockNumber.type }],
)
export type Registration = ValueOf<typeof registration>

export const usageTracker = struct('pallet_commitments::types::UsageTracker', { last_epoch: u64, used_space: u64 })
