/** What the Balances pallet writes in the genesis block. Reference: pallet_balances BuildGenesisConfig. */
import type { AccountId } from '../../../primitives/account.ts'
import { type Tao, tao } from '../../../primitives/amounts.ts'
import { assert } from '../../../primitives/errors.ts'
import type { Ctx } from '../../runtime/context.ts'
import { incProviders, setAccountData } from '../system/accounts.ts'
import { NEW_ACCOUNT } from '../system/storage.ts'
import { ExistentialDeposit, TotalIssuance } from './storage.ts'

/** Gives the first accounts their balances. They make up the issuance. */
export function balancesGenesis(ctx: Ctx, balances: readonly (readonly [who: AccountId, free: Tao])[]): void {
  const accounts = new Set(balances.map(([who]) => who))
  assert(accounts.size === balances.length, 'an account stands once in the genesis block')
  TotalIssuance.put(ctx, tao(balances.reduce((sum, [, free]) => sum + free, 0n)))
  for (const [who, free] of balances) {
    assert(free >= ExistentialDeposit.of(ctx), 'an account holds at least the existential deposit')
    incProviders(ctx, who)
    setAccountData(ctx, who, { ...NEW_ACCOUNT.data, free })
  }
}
