/** Types that only runtime APIs use: nearly all numbers in them are compact. */
import type { AccountId } from '../../../../primitives/account.ts'
import type { Alpha, Tao } from '../../../../primitives/amounts.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import { accountId } from '../../../runtime/types.ts'
import { type Codec, mapped, named } from '../../../scale/codec.ts'
import { vec } from '../../../scale/collections.ts'
import { compactU16, compactU32, compactU64, compactU128, u8 } from '../../../scale/primitives.ts'
import { builtin } from '../../../scale/type.ts'

const compactU8Info = builtin({ kind: 'compact', item: u8.type })
const compactU8: Codec<number> = { ...compactU16, type: () => compactU8Info, typeName: 'Compact<u8>' }

export const cu16 = named(compactU16, 'Compact<u16>')
export const cu32 = named(compactU32, 'Compact<u32>')
export const cu64 = named(compactU64, 'Compact<u64>')
export const cu128 = named(compactU128, 'Compact<u128>')
export const cNetuid: Codec<NetUid> = named(compactU16, 'Compact<NetUid>')
export const cTao: Codec<Tao> = mapped(
  compactU64,
  value => value as Tao,
  value => value,
  'Compact<TaoBalance>',
)
export const cAlpha: Codec<Alpha> = mapped(
  compactU64,
  value => value as Alpha,
  value => value,
  'Compact<AlphaBalance>',
)

/** `Vec<Compact<u8>>`: text, a compact number for each of its bytes. */
export const compactText: Codec<Uint8Array> = mapped(
  vec(compactU8),
  bytes => Uint8Array.from(bytes),
  text => Array.from(text),
  'Vec<Compact<u8>>',
)

/** The type parameter that stands for accounts. */
export const account: Codec<AccountId> = named(accountId, 'AccountId')
export const ACCOUNT_PARAM = [{ name: 'AccountId', type: accountId.type }]
