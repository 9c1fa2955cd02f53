/** What all steps of a coldkey swap look at first, and how they ask for consent. */
import type { Client, Reader } from '../../../../client/client.ts'
import { mergeNeeds, type Needs } from '../../../../client/metadata/needs.ts'
import { CLOCK, type Clock, getClock } from '../../../../client/reads/clock.ts'
import { COLDKEY_SWAP, type ColdkeySwap, getColdkeySwap } from '../../../../client/reads/key-swaps.ts'
import type { RefusalContext } from '../../../../client/refusals/context.ts'
import { refusal } from '../../../../client/refusals/refusal.ts'
import { callNeeds } from '../../../../client/transactions/call.ts'
import type { Signer } from '../../../../wallet/signer.ts'
import type { Context } from '../../../kit/context.ts'
import type { Plan } from '../../../kit/plan.ts'
import { address, record } from '../../../kit/shape.ts'
import { TRANSACTION } from '../../../shared/transaction.ts'

export interface Scene {
  readonly client: Client
  readonly at: Reader
  readonly signer: Signer
  readonly swap: ColdkeySwap
  readonly clock: Clock
  readonly context: RefusalContext
}

/** @throws TaoError the refusal for a coldkey that is frozen by a dispute */
export async function openScene(ctx: Context, call: string, needs: Needs = {}): Promise<Scene> {
  const wallets = await ctx.wallets()
  const signer = wallets.signer(wallets.coldkey())
  const client = await (await ctx.chain()).with(mergeNeeds(callNeeds(call), COLDKEY_SWAP, CLOCK, needs))
  const at = await client.at()
  const [swap, clock] = await Promise.all([getColdkeySwap(at, signer.address), getClock(client, at)])
  const context = { network: client.chain.name, coldkey: signer.address, call }
  if (swap.disputedAt !== undefined) throw refusal('SubtensorModule.ColdkeySwapDisputed', context)
  return { client, at, signer, swap, clock, context }
}

/** @throws TaoError the refusal where nothing was announced */
export function announcedIn({ swap, context }: Scene): NonNullable<ColdkeySwap['announced']> {
  if (swap.announced !== undefined) return swap.announced
  throw refusal('SubtensorModule.ColdkeySwapAnnouncementNotFound', context)
}

/** What must be typed before something that cannot be taken back. `--yes` says it, too. */
export const typing = <R>(plan: Plan<R>, word: string): Plan<R> =>
  plan.consent === undefined ? plan : { ...plan, consent: { ...plan.consent, typed: word } }

/** The end of an address: enough to show that it was looked at. */
export const endOf = (account: string): string => account.slice(-8)

/** The result of a step that names no other account. */
export const STEP = record({ ...TRANSACTION, coldkey: address('The coldkey') })
