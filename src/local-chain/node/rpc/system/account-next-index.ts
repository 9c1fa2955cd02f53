import { type AccountId, accountBytes } from '../../../../primitives/account.ts'
import { concatBytes } from '../../../../primitives/bytes.ts'
import { decodeAddress } from '../../../../primitives/ss58.ts'
import { SystemAccount } from '../../../pallets/system/storage.ts'
import { encode } from '../../../scale/codec.ts'
import { u32 } from '../../../scale/primitives.ts'
import { method } from '../method.ts'
import { type ParamType, param } from '../params.ts'

export const address: ParamType<AccountId> = {
  expects: 'an address such as 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
  read: value => {
    if (typeof value !== 'string') return undefined
    try {
      return decodeAddress(value)
    } catch {
      return undefined
    }
  },
}

/** The nonce of an account's next transaction: behind the newest block and those of its transactions that are ready. */
export const accountNextIndex = method({
  name: 'system_accountNextIndex',
  aliases: ['account_nextIndex'],
  params: [param('account', address)],
  run: ({ chain }, account) => {
    const bytes = accountBytes(account)
    let nonce = chain.look(ctx => SystemAccount.get(ctx, account).nonce)
    while (chain.isPending(concatBytes(bytes, encode(u32, nonce)))) nonce++
    return nonce
  },
})
