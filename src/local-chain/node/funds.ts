import type { Tao } from '../../primitives/amounts.ts'
import type { Hex } from '../../primitives/bytes.ts'
import { encodeAddress } from '../../primitives/ss58.ts'
import { SystemAccount } from '../pallets/system/storage.ts'
import type { Chain } from './chain.ts'

export interface DevelopmentAccount {
  readonly name: string
  readonly uri: string
  readonly address: string
  readonly publicKey: Hex
  readonly roles: readonly string[]
  readonly free: Tao
}

/** The development accounts with what they hold at the newest block. Everybody can make their keys. */
export const developmentAccounts = (chain: Chain): DevelopmentAccount[] =>
  chain.look(ctx =>
    chain.spec.accounts.map(({ name, uri, account, roles }) => ({
      name,
      uri,
      address: encodeAddress(account),
      publicKey: account,
      roles,
      free: SystemAccount.get(ctx, account).data.free,
    })),
  )
