/** What all commands that change something about proxies look at first. */
import type { BlockRef, Client, Reader } from '../../../client/client.ts'
import { mergeNeeds, type Needs } from '../../../client/metadata/needs.ts'
import { BALANCES, getBalance } from '../../../client/reads/balances.ts'
import { PROXIES, PROXY_TERMS } from '../../../client/reads/proxies.ts'
import { asTao } from '../../../client/reads/values.ts'
import type { RefusalContext } from '../../../client/refusals/context.ts'
import { refusal } from '../../../client/refusals/refusal.ts'
import { callNeeds } from '../../../client/transactions/call.ts'
import type { Tao } from '../../../primitives/amounts.ts'
import { TaoError } from '../../../primitives/errors.ts'
import type { Signer } from '../../../wallet/signer.ts'
import type { Context } from '../../kit/context.ts'
import { taoText } from '../../shared/transaction.ts'

export interface Scene {
  readonly client: Client
  /** Reads of one block. */
  readonly at: Reader & { readonly block: BlockRef }
  readonly signer: Signer
  readonly context: RefusalContext
}

/** Signed by the coldkey of the settings. */
export async function openScene(ctx: Context, call: string, needs: Needs = {}): Promise<Scene> {
  const wallets = await ctx.wallets()
  const signer = wallets.signer(wallets.coldkey())
  const all = mergeNeeds(callNeeds(call), PROXIES, PROXY_TERMS, BALANCES, needs)
  const client = await (await ctx.chain()).with(all)
  const context = { network: client.chain.name, coldkey: signer.address, call }
  return { client, at: await client.at(), signer, context }
}

/** A refusal of the pallet, with what was compared. */
export function refused(
  label: string,
  context: RefusalContext,
  why: readonly string[],
  data: TaoError['data'] = {},
  remedy?: string,
): TaoError {
  const told = refusal(label, context)
  return new TaoError(told.code, told.message, {
    why: [...told.why, ...why],
    remedy: remedy ?? told.remedy,
    data: { ...told.data, ...data },
  })
}

/** A deposit must be free, and leave the account alive. @throws TaoError `Balances.InsufficientBalance` */
export async function ensureDeposit({ client, at, signer, context }: Scene, deposit: Tao): Promise<void> {
  if (deposit === 0n) return
  const { free, spendable } = await getBalance(at, signer.address)
  const least = asTao(client.constant('Balances.ExistentialDeposit'))
  if (spendable >= deposit && free >= deposit + least) return
  throw refused(
    'Balances.InsufficientBalance',
    { ...context, amount: `${taoText(deposit)} as a deposit`, free: taoText(spendable) },
    [],
    { deposit_rao: String(deposit), free_rao: String(spendable) },
  )
}
