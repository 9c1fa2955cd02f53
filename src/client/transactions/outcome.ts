/** What a transaction came to: its events, its fee, or the refusal it met. */
import { type Tao, tao } from '../../primitives/amounts.ts'
import { TaoError } from '../../primitives/errors.ts'
import type { Client } from '../client.ts'
import type { Plain } from '../plain.ts'
import type { RefusalContext } from '../refusals/context.ts'
import { refusal } from '../refusals/refusal.ts'
import { labelOf } from './dispatch-error.ts'
import { type ChainEvent, decodeEvents, eventsAt, field } from './events.ts'
import { feeInAlpha } from './stake-legs.ts'
import type { Included } from './submit.ts'

export interface Outcome extends Included {
  /** Without the events that every transaction has. */
  readonly events: readonly ChainEvent[]
  /** What the signer, or who pays for him, paid in TAO; undefined where it was paid in alpha or by nobody. */
  readonly fee: Tao | undefined
}

/** @throws TaoError the refusal, if the call met one */
export async function outcomeOf(client: Client, included: Included, context: RefusalContext = {}): Promise<Outcome> {
  const all = await eventsAt(client, included.block.hash)
  const events = all.filter(({ extrinsic }) => extrinsic === included.index)
  const fee = feeIn(events)
  const error = refusalIn(events)
  if (error !== undefined) {
    const told = await tell(client, error, context)
    const { block, hash } = included
    throw withData(told, { block: block.number, block_hash: block.hash, transaction: hash, fee_rao: String(fee ?? 0n) })
  }
  return { ...included, events, fee }
}

/** The error that a call ended with, its inner ones included; undefined if it went well. */
function refusalIn(events: readonly ChainEvent[]): Plain {
  const failed = events.find(({ name }) => name === 'System.ExtrinsicFailed')
  if (failed !== undefined) return field(failed, 'dispatchError', 0)
  for (const event of events) {
    const inner = INNER[event.name]?.(event)
    if (inner !== undefined) return inner
  }
  return undefined
}

/** Events that tell of a call within a call, and how they tell that it failed. */
const INNER: Readonly<Record<string, (event: ChainEvent) => Plain>> = {
  'Sudo.Sudid': event => errIn(field(event, 'sudoResult', 0)),
  'Sudo.SudoAsDone': event => errIn(field(event, 'sudoResult', 0)),
  'Proxy.ProxyExecuted': event => errIn(field(event, 'result', 0)),
  'Multisig.MultisigExecuted': event => errIn(field(event, 'result', 4)),
  'Utility.BatchInterrupted': event => field(event, 'error', 1),
  'Utility.DispatchedAs': event => errIn(field(event, 'result', 0)),
}

/** The error in a `Result`; undefined for an Ok. */
function errIn(result: Plain): Plain {
  if (typeof result !== 'object' || result === null || !('type' in result)) return undefined
  const { type, value } = result as { readonly type: Plain; readonly value: Plain }
  return type === 'Err' ? value : undefined
}

/** What the signer paid in TAO. */
function feeIn(events: readonly ChainEvent[]): Tao | undefined {
  if (feeInAlpha(events) !== undefined) return undefined
  const paid = events.find(({ name }) => name === 'TransactionPayment.TransactionFeePaid')
  return paid && tao(field(paid, 'actualFee', 1) as bigint)
}

async function tell(client: Client, error: Plain, context: RefusalContext): Promise<TaoError> {
  const { label, docs } = await labelOf(client, error)
  return refusal(label, { network: client.chain.name, docs, ...context })
}

function withData(error: TaoError, data: TaoError['data']): TaoError {
  const { code, message, why, remedy, cause } = error
  return new TaoError(code, message, { why, remedy, cause, data: { ...error.data, ...data } })
}

/** What a dry run on a development chain brought. */
export interface Preview {
  readonly events: readonly ChainEvent[]
  /** What the signer would pay in TAO; undefined where it would be alpha or nothing. */
  readonly fee: Tao | undefined
  /** Why the chain would refuse, if it would. */
  readonly refusal: TaoError | undefined
}

interface DryRun {
  readonly invalid: { readonly code: number; readonly message: string; readonly data: unknown } | null
  readonly error: string | null
  readonly events: `0x${string}`
}

/** Runs the call as the next block would and takes everything back; undefined where the chain cannot do that. */
export async function preview(
  client: Client,
  encodedCall: string,
  signer: string,
  context: RefusalContext = {},
): Promise<Preview | undefined> {
  const { chain } = client
  if (!(await chain.isDevelopment())) return undefined
  const run = await chain.rpc<DryRun>('tao_dryRun', { call: encodedCall, signer })
  if (run.invalid !== null) {
    const { poolRefusal } = await import('../refusals/pool.ts')
    const { code, message, data } = run.invalid
    return {
      events: [],
      fee: undefined,
      refusal: poolRefusal(code, message, data, { network: chain.name, ...context }),
    }
  }
  const events = await decodeEvents(client, run.events)
  const error = refusalIn(events)
  return { events, fee: feeIn(events), refusal: error === undefined ? undefined : await tell(client, error, context) }
}
