/** Who may act together, and the account that they act as. Reference: pallet_multisig ensure_sorted_and_insert, multi_account_id */
import { type AccountId, accountId } from '../../../primitives/account.ts'
import { toHex, utf8 } from '../../../primitives/bytes.ts'
import { blake2_256 } from '../../../primitives/crypto/blake2.ts'
import type { Ctx } from '../../runtime/context.ts'
import { ensure } from '../../runtime/dispatch-error.ts'
import { accountId as account } from '../../runtime/types.ts'
import { encode } from '../../scale/codec.ts'
import { fixedBytes, tuple, vec } from '../../scale/collections.ts'
import { u16 } from '../../scale/primitives.ts'
import { MultisigErrors } from './events.ts'
import { MaxSignatories } from './storage.ts'

const PREFIX = toHex(utf8('modlpy/utilisuba'))
const entropy = tuple(fixedBytes(16), vec(account), u16)

/** The account of some signatories, in order, of whom so many must agree. Nobody has a key to it. */
export const multiAccountId = (signatories: readonly AccountId[], threshold: number): AccountId =>
  accountId(blake2_256(encode(entropy, [PREFIX, signatories, threshold])))

/**
 * All signatories, the sender in his place.
 * @throws TooFewSignatories, TooManySignatories, SignatoriesOutOfOrder, SenderInSignatories
 */
export function allSignatories(ctx: Ctx, others: readonly AccountId[], who: AccountId): AccountId[] {
  ensure(others.length > 0, MultisigErrors.TooFewSignatories)
  ensure(others.length < MaxSignatories.of(ctx), MultisigErrors.TooManySignatories)
  const { accountOrder } = ctx.runtime.profile
  let before = 0
  others.forEach((other, i) => {
    ensure(i === 0 || accountOrder(others[i - 1]!, other) < 0, MultisigErrors.SignatoriesOutOfOrder)
    ensure(other !== who, MultisigErrors.SenderInSignatories)
    if (accountOrder(other, who) < 0) before++
  })
  return others.toSpliced(before, 0, who)
}
