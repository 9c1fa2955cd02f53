/**
 * Commands that send a transaction: built, priced and tried before anybody is asked; signed, sent and understood after.
 *
 *     plan: async ({ to, amount }, ctx) => {
 *       const chain = await ctx.chain()
 *       return planTransaction(ctx, await chain.with(callNeeds('Balances.transfer_keep_alive')), {
 *         call: call('Balances.transfer_keep_alive', { dest: to, value: amount }),
 *         signer,
 *         summary: `Send τ${formatRao(amount)} to ${to}`,
 *         result: outcome => transactionOf(outcome, 'Sent'),
 *       })
 *     }
 */

import type { Client } from '../../client/client.ts'
import type { RefusalContext } from '../../client/refusals/context.ts'
import { readPayload } from '../../client/signing/reading.ts'
import { build } from '../../client/transactions/build.ts'
import type { Call } from '../../client/transactions/call.ts'
import { estimateFee } from '../../client/transactions/fee.ts'
import { type Outcome, outcomeOf, type Preview, preview } from '../../client/transactions/outcome.ts'
import { prepare, renewed, signPrepared } from '../../client/transactions/sign.ts'
import { feeInAlpha } from '../../client/transactions/stake-legs.ts'
import { submit } from '../../client/transactions/submit.ts'
import { formatRao, type Tao } from '../../primitives/amounts.ts'
import { toHex } from '../../primitives/bytes.ts'
import type { Signer } from '../../wallet/signer.ts'
import { type Cell, cells } from '../kit/cells.ts'
import type { Context } from '../kit/context.ts'
import type { Details, Plan } from '../kit/plan.ts'
import { flag, hex, integer, maybe, tao, text } from '../kit/shape.ts'
import { signingScreen } from './signing-screen.ts'

/** The fields that the result of every transaction has. */
export const TRANSACTION = {
  success: flag('Whether it was done; a transaction that fails is an error'),
  message: text('What was done'),
  block: integer('The number of the block it is in'),
  blockHash: hex('The hash of that block'),
  extrinsicId: text('Block and place in it: 1234-2'),
  transaction: hex('The hash of the transaction'),
  fee: maybe(tao('What it cost the signer; null where it was paid in alpha or was free')),
}

export interface TransactionResult {
  readonly success: boolean
  readonly message: string
  readonly block: number | bigint
  readonly blockHash: string
  readonly extrinsicId: string
  readonly transaction: string
  readonly fee: Tao | undefined
}

/** The common part of a result. */
export function transactionOf({ block, index, hash, fee }: Outcome, message: string): TransactionResult {
  return {
    success: true,
    message,
    block: block.number,
    blockHash: block.hash,
    extrinsicId: `${block.number}-${index}`,
    transaction: hash,
    fee,
  }
}

/** The common part of a result as a person sees it, below what the command itself has to say. */
export function transactionFacts({ fee, extrinsicId }: TransactionResult): [string, Cell][] {
  return [
    ['Fee', fee === undefined ? cells.none : cells.tao(fee)],
    ['Transaction', cells.text(extrinsicId)],
  ]
}

export interface TransactionOrder<R> {
  readonly call: Call
  readonly signer: Signer
  /** What happens, in one line. */
  readonly summary: string
  /** What a careful person compares, beside sender, network and fee. */
  readonly facts?: readonly (readonly [label: string, cell: Cell])[]
  /** What will be different afterwards. On a development chain it has been tried. */
  readonly effects?: (tried: Preview | undefined) => readonly string[] | Promise<readonly string[]>
  readonly warnings?: readonly string[]
  /** Facts with a shape, which the command declares as `planned`; a function is told what the trial brought. */
  readonly details?: Details | ((tried: Preview | undefined) => Details | Promise<Details>)
  /** Numbers and names for the refusals that may come. */
  readonly context?: RefusalContext
  readonly result: (outcome: Outcome) => R | Promise<R>
}

/** @throws TaoError when the chain is sure to refuse */
export async function planTransaction<R>(ctx: Context, client: Client, order: TransactionOrder<R>): Promise<Plan<R>> {
  const { call, signer, summary, facts = [], warnings = [] } = order
  const { chain } = client
  const { period, waitForFinalization, allowUncheckedMetadata } = ctx.settings
  const signing = { period, allowUncheckedMetadata }
  const until = waitForFinalization ? 'finalized' : 'included'
  const context = { network: chain.name, coldkey: signer.address, call: coreOf(call).name, ...order.context }
  const encoded = build(client, call)
  const [estimate, tried, isDevelopment, prepared] = await Promise.all([
    estimateFee(client, encoded, signer.address),
    preview(client, toHex(encoded), signer.address, context),
    chain.isDevelopment(),
    prepare(client, encoded, signer.address, signing),
  ])
  if (tried?.refusal !== undefined) throw tried.refusal
  // What weighs less than announced gives a part of its fee back, and what turns out well may be free.
  const fee = tried === undefined ? estimate : tried.fee
  const inAlpha = tried && feeInAlpha(tried.events)
  const wallets = await ctx.wallets()
  const screen = await signingScreen({
    client,
    read: readPayload(client, prepared.payload, prepared.start),
    signer: signer.address,
    fee,
    feeInAlpha: inAlpha,
    isTried: tried !== undefined,
    known: wallets.known(),
  })
  const effects = await order.effects?.(tried)
  const details = typeof order.details === 'function' ? await order.details(tried) : order.details
  return {
    summary,
    facts: [
      ['From', cells.address(signer.address)],
      ...facts,
      ['Network', cells.text(chain.name)],
      ['Fee', inAlpha !== undefined ? cells.alpha(inAlpha) : fee === undefined ? cells.none : cells.tao(fee)],
    ],
    ...(effects === undefined ? {} : { effects }),
    warnings: [...new Set([...warnings, ...screen.warnings])],
    ...(details === undefined ? {} : { details }),
    signing: screen.details,
    // A node elsewhere may call itself what it likes.
    consent: { unattended: isDevelopment && !chain.isAtStake },
    perform: async () => {
      const signed = await signPrepared(await renewed(client, call, signer.address, prepared, signing), signer)
      return ctx.progress(`Sending to ${chain.name}`, async step => {
        const included = await submit(client, signed, { signal: ctx.signal, onStep: step, context, until })
        const outcome = await outcomeOf(client, included, context)
        wallets.remember(chain.genesisHash, screen.destinations)
        return order.result(outcome)
      })
    },
  }
}

/** What a call is about, where it wraps another. */
function coreOf(given: Call): Call {
  const inner = given.args.call
  return typeof inner === 'object' && inner !== null && 'args' in inner ? coreOf(inner as Call) : given
}

/** An amount in a sentence: `τ1.5`. */
export const taoText = (rao: bigint): string => `τ${formatRao(rao)}`

/** An amount of alpha in a sentence: `1.5 α`. */
export const alphaText = (rao: bigint, symbol = 'α'): string => `${formatRao(rao)} ${symbol}`
