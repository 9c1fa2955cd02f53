/**
 * The transaction extensions that the System pallet declares, in the variants that the reference uses.
 * Reference: frame_system extensions, runtime/src/check_nonce.rs, runtime/src/check_mortality.rs.
 */
import { ZERO_ACCOUNT } from '../../../primitives/account.ts'
import { U64_MAX } from '../../../primitives/amounts.ts'
import type { Hex } from '../../../primitives/bytes.ts'
import { extension } from '../../runtime/extension.ts'
import { accountId, type Era, era, eraBirth, h256 } from '../../runtime/types.ts'
import { combine, invalid, NEUTRAL, unknown, type Validity } from '../../runtime/validity.ts'
import { weigh } from '../../runtime/weight.ts'
import { type Codec, encode, named } from '../../scale/codec.ts'
import { fixedBytes, option, tuple } from '../../scale/collections.ts'
import { struct, unitEnum, wrapper } from '../../scale/composites.ts'
import { compactU32, u32, unit } from '../../scale/primitives.ts'
import { nominal, type TypeParam } from '../../scale/type.ts'
import { checkLimits, reclaimWeight, reserveWeight } from './block-weight.ts'
import { BlockHash, SystemAccount } from './storage.ts'

/** The type of an extension that carries nothing. */
export const emptyExtension = (path: string): Codec<null> => nothing(path, { name: 'T' })

/** As `emptyExtension`, for those whose type shows the runtime that they belong to. */
export const runtimeExtension = (path: string): Codec<null> => nothing(path, { name: 'T', type: () => runtimeInfo })

const runtimeInfo = nominal('node_subtensor_runtime::Runtime', { kind: 'composite', fields: [] })

function nothing(path: string, param: TypeParam): Codec<null> {
  const info = nominal(path, { kind: 'composite', fields: [] }, [param])
  return { ...unit, type: () => info, typeName: undefined }
}

export const CheckNonZeroSender = extension({
  identifier: 'CheckNonZeroSender',
  explicit: emptyExtension('frame_system::extensions::check_non_zero_sender::CheckNonZeroSender'),
  implicit: unit,
  implicitValue: () => null,
  weight: () => weigh(570_000, 0, 0, 0),
  validate: (_ctx, { origin }) => {
    if (origin.type === 'Signed' && origin.who === ZERO_ACCOUNT) throw invalid('BadSigner')
    return NEUTRAL
  },
})

export const CheckSpecVersion = extension({
  identifier: 'CheckSpecVersion',
  explicit: emptyExtension('frame_system::extensions::check_spec_version::CheckSpecVersion'),
  implicit: u32,
  implicitValue: ctx => ctx.runtime.profile.version.specVersion,
  weight: () => weigh(430_000, 0, 0, 0),
})

export const CheckTxVersion = extension({
  identifier: 'CheckTxVersion',
  explicit: emptyExtension('frame_system::extensions::check_tx_version::CheckTxVersion'),
  implicit: u32,
  implicitValue: ctx => ctx.runtime.profile.version.transactionVersion,
  weight: () => weigh(455_000, 0, 0, 0),
})

export const CheckGenesis = extension({
  identifier: 'CheckGenesis',
  explicit: emptyExtension('frame_system::extensions::check_genesis::CheckGenesis'),
  implicit: h256,
  implicitValue: ctx => BlockHash.get(ctx, 0),
  // Every transaction reads the hash of the genesis block: its proof is not counted.
  weight: () => weigh(3_577_000, 0, 1, 0),
})

export const CheckMortality = extension<Era, Hex, void>({
  identifier: 'CheckMortality',
  explicit: wrapper('node_subtensor_runtime::check_mortality::CheckMortality', era, [{ name: 'T' }]),
  implicit: h256,
  implicitValue: (ctx, value) => {
    const birth = value === undefined ? 0n : eraBirth(value, ctx.block)
    if (!BlockHash.has(ctx, Number(birth))) throw invalid('AncientBirthBlock')
    return BlockHash.get(ctx, Number(birth))
  },
  // Every immortal transaction reads the hash of the genesis block: its proof is not counted.
  weight: (_ctx, _call, value) => (value === undefined ? weigh(6_605_000, 0, 1, 0) : weigh(6_703_000, 3509, 1, 0)),
  validate: (ctx, { call }, value) => {
    const isShort = value !== undefined && value.period <= MAX_SHIELD_ERA_PERIOD
    if (!isShort && ctx.runtime.callName(call) === 'MevShield.submit_encrypted') throw invalid('Stale')
    return { ...NEUTRAL, longevity: eraLongevity(value, ctx.block) }
  },
})

/** In blocks: an encrypted transaction that cannot be decrypted soon must leave the pool soon. */
const MAX_SHIELD_ERA_PERIOD = 8

/** Blocks from now until the era ends. */
function eraLongevity(value: Era, block: bigint): bigint {
  if (value === undefined) return U64_MAX - block
  const death = eraBirth(value, block) + BigInt(value.period)
  return death > block ? death - block : 0n
}

const accountAndNonce = tuple(accountId, u32)

export const CheckNonce = extension<number, null, void>({
  identifier: 'CheckNonce',
  explicit: wrapper('node_subtensor_runtime::check_nonce::CheckNonce', named(compactU32, 'T::Nonce'), [{ name: 'T' }]),
  implicit: unit,
  implicitValue: () => null,
  validate: (ctx, { origin, info }, nonce): Validity => {
    if (origin.type !== 'Signed') return NEUTRAL
    const account = SystemAccount.get(ctx, origin.who)
    // An account that does not exist may send what costs nothing.
    if (info.pays === 'Yes' && account.providers === 0 && account.sufficients === 0) throw invalid('Payment')
    if (nonce < account.nonce) throw invalid('Stale')
    const requires = account.nonce < nonce ? [encode(accountAndNonce, [origin.who, nonce - 1])] : []
    return combine(NEUTRAL, { ...NEUTRAL, requires, provides: [encode(accountAndNonce, [origin.who, nonce])] })
  },
  prepare: (ctx, { origin }, nonce) => {
    if (origin.type !== 'Signed') return
    const account = SystemAccount.get(ctx, origin.who)
    if (nonce > account.nonce) throw invalid('Future')
    SystemAccount.put(ctx, origin.who, { ...account, nonce: account.nonce + 1 })
  },
})

export const CheckWeight = extension({
  identifier: 'CheckWeight',
  explicit: emptyExtension('frame_system::extensions::check_weight::CheckWeight'),
  implicit: unit,
  implicitValue: () => null,
  weight: () => weigh(3_006_000, 0, 0, 0),
  validate: (ctx, transaction) => {
    checkLimits(ctx, transaction)
    return NEUTRAL
  },
  prepare: (ctx, transaction) => reserveWeight(ctx, transaction),
  postDispatch: (ctx, transaction, outcome) => reclaimWeight(ctx, transaction, outcome),
})

const metadataHashMode = unitEnum('frame_metadata_hash_extension::Mode', { Disabled: 0, Enabled: 1 })
const metadataHashExplicit = struct('frame_metadata_hash_extension::CheckMetadataHash', { mode: metadataHashMode }, [
  { name: 'T' },
])

export const CheckMetadataHash = extension({
  identifier: 'CheckMetadataHash',
  explicit: metadataHashExplicit,
  implicit: option(fixedBytes(32)),
  implicitValue: (ctx, { mode }) => {
    if (mode === 'Disabled') return undefined
    const hash = ctx.runtime.metadataHash()
    if (hash === undefined) throw unknown('CannotLookup')
    return hash
  },
})
