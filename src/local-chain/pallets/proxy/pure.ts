/** Accounts without keys, which their proxies alone act for. Reference: pallets/proxy/src/lib.rs pure_account */
import { type AccountId, accountId } from '../../../primitives/account.ts'
import { toHex, utf8 } from '../../../primitives/bytes.ts'
import { blake2_256 } from '../../../primitives/crypto/blake2.ts'
import type { Ctx } from '../../runtime/context.ts'
import { accountId as account, blockNumber } from '../../runtime/types.ts'
import { encode } from '../../scale/codec.ts'
import { fixedBytes, tuple } from '../../scale/collections.ts'
import { u16, u32 } from '../../scale/primitives.ts'
import { type ProxyType, proxyType } from './types.ts'

/** Where an extrinsic stands: its block and its place in it. */
export interface Origination {
  readonly height: bigint
  readonly index: number
}

const PREFIX = toHex(utf8('modlpy/proxy____'))
const entropy = tuple(fixedBytes(16), account, blockNumber, u32, proxyType, u16)

/** The account that `spawner` has made, or makes, by such a call. */
export function pureAccount(
  ctx: Ctx,
  spawner: AccountId,
  type: ProxyType,
  disambiguation: number,
  { height, index }: Origination,
): AccountId {
  const bytes = encode(entropy, [PREFIX, spawner, height, index, type, disambiguation], ctx.runtime.outer)
  return accountId(blake2_256(bytes))
}
