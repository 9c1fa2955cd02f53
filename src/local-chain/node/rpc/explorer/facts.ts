/** What several of the explorer's answers tell. */
import type { NetUid } from '../../../../primitives/netuid.ts'
import { currentAlphaPrice } from '../../../pallets/swap/impls.ts'
import type { Ctx } from '../../../runtime/context.ts'
import type { ShownField } from './answers.ts'

const RAO_PER_TAO = 1_000_000_000n
const FRACTION_BITS = 64n

/** Rao for one alpha, rounded down. */
export const priceOf = (ctx: Ctx, netuid: NetUid): bigint =>
  ((currentAlphaPrice(ctx, netuid) as bigint) * RAO_PER_TAO) >> FRACTION_BITS

/** What alpha is worth at a price, in rao; itself where there is none. */
export const worthOf = (amount: bigint, price: bigint | undefined): bigint =>
  price === undefined ? amount : (amount * price) / RAO_PER_TAO

/** As people wrote it. What is no UTF-8 shows as such. */
export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

/** The lines of an identity that say anything. */
export const identityFields = (identity: Readonly<Record<string, Uint8Array>> | undefined): ShownField[] =>
  Object.entries(identity ?? {})
    .filter(([, value]) => value.length > 0)
    .map(([name, value]) => [name, { kind: 'text', value: textOf(value) }])
