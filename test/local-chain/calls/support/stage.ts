/**
 * A chain in memory on which calls are tried as users send them: signed extrinsics in blocks, with fees, through every check of
 * the runtime. Whatever a scene does is taken back when it ends.
 */
import { loadServedVerifier } from '../../../../src/local-chain/node/signatures.ts'
import type { ChainSpec } from '../../../../src/local-chain/node/spec.ts'
import { BlockHash, SystemAccount, SystemNumber } from '../../../../src/local-chain/pallets/system/storage.ts'
import type { RuntimeCall } from '../../../../src/local-chain/runtime/call.ts'
import type { Ctx } from '../../../../src/local-chain/runtime/context.ts'
import type { DispatchErrorData } from '../../../../src/local-chain/runtime/dispatch-error.ts'
import { encodeBare } from '../../../../src/local-chain/runtime/extrinsic.ts'
import { signedBy } from '../../../../src/local-chain/runtime/origin.ts'
import { TransactionInvalid } from '../../../../src/local-chain/runtime/validity.ts'
import type { AccountId } from '../../../../src/primitives/account.ts'
import { assert } from '../../../../src/primitives/errors.ts'
import { keyOf } from '../../support/accounts.ts'
import { readable, TestChain } from '../../support/chain.ts'
import { type Args, FREE, NOBODY, ROOT, type Sender } from './case.ts'

export interface Outcome {
  /** `ok`, or what the call was refused for: `SubtensorModule.NotEnoughStake`, `BadOrigin`, … */
  readonly label: string
  /** Why the transaction itself is not let in, where it is not; the label is then what the call within a batch says. */
  readonly door: string | undefined
  /** The events of the extrinsic without those of its fee and its end, as `Pallet.Event` with their data. */
  readonly events: readonly (readonly [name: string, data: unknown])[]
  /** The storage items that the extrinsic changed. */
  readonly writes: ReadonlySet<string>
  readonly fee: { readonly who: AccountId | undefined; readonly amount: bigint }
}

/** Looks before a call; what it returns looks after it. */
export type During = (stage: Stage) => (outcome: Outcome) => void

interface ReadableItem {
  get(chain: Ctx, ...keys: unknown[]): unknown
  put(chain: Ctx, ...keysAndValue: unknown[]): void
}

/** Loaded once for a file of tests. */
const verify = await loadServedVerifier()

export class Stage {
  readonly chain: TestChain
  readonly ctx: Ctx

  constructor({ profile, genesis }: Pick<ChainSpec, 'profile' | 'genesis'>) {
    this.chain = new TestChain({ profile, genesis, verify })
    this.ctx = this.chain.ctx
  }

  get block(): number {
    return SystemNumber.get(this.ctx)
  }

  /** A call by its name in metadata. */
  call(name: string, args: Args = {}): RuntimeCall {
    const [pallet, member] = name.split('.')
    const call = this.chain.runtime.pallet(pallet!)?.pallet.calls?.find(candidate => candidate.name === member)
    assert(call !== undefined, `no call ${name}`)
    return { call, args }
  }

  /** The value of an item by its name, or what an account has free. */
  read(item: string, keys: unknown): unknown {
    const parts = Array.isArray(keys) ? keys : [keys]
    if (item === FREE) return SystemAccount.get(this.ctx, parts[0] as AccountId).data.free
    return this.item(item).get(this.ctx, ...parts)
  }

  /** Writes an item: the state of a scene that would take too long to bring about by calls. */
  put(item: string, keys: unknown, value: unknown): void {
    this.item(item).put(this.ctx, ...(Array.isArray(keys) ? keys : [keys]), value)
  }

  private item(label: string): ReadableItem {
    const [pallet, name] = label.split('.')
    const item = this.chain.runtime.item(pallet!, name!)
    assert(item !== undefined, `no item ${label}`)
    return item as unknown as ReadableItem
  }

  /** Does something that is taken back. */
  scene<T>(play: () => T): T {
    return this.chain.rehearse(play)
  }

  /** Makes blocks with nothing in them. @returns the events of the last one */
  blocks(count = 1): readonly (readonly [name: string, data: unknown])[] {
    for (let made = 0; made < count; made++) {
      this.chain.begin()
      this.chain.end()
    }
    return this.chain.events()
  }

  /** Lets blocks pass in which nothing happens, without making them. */
  skip(count: number): void {
    const hash = BlockHash.get(this.ctx, this.block - 1)
    SystemNumber.put(this.ctx, this.block + count)
    BlockHash.put(this.ctx, this.block - 1, hash)
  }

  /** Sends a call in a block of its own, as part of what comes before. @returns its events */
  send(by: Sender, name: string, args: Args = {}): Outcome['events'] {
    const { label, events } = this.attempt(by, this.call(name, args))
    assert(label === 'ok', `${name}: ${label}`)
    return events
  }

  /** Makes a block of one extrinsic. `during` looks at the state before it and after it. */
  attempt(by: Sender, call: RuntimeCall, during: During = NOTHING): Outcome {
    this.chain.begin()
    const check = during(this)
    const outcome = this.enter(by, call)
    check(outcome)
    this.chain.end()
    return outcome
  }

  /** What becomes of an extrinsic, within a block. */
  private enter(by: Sender, call: RuntimeCall): Outcome {
    const { ctx } = this
    const mark = ctx.state.mark()
    const first = ctx.events.length
    let door: string | undefined
    let label: string
    try {
      label = this.apply(by, call)
    } catch (error) {
      if (!(error instanceof TransactionInvalid)) throw error
      door = error.message
      label = this.within(by, call) ?? door
    }
    const all = ctx.events.slice(first).map(readable)
    const fee = feeIn(all)
    return { label, door, events: withoutFee(all, fee), writes: this.written(mark), fee }
  }

  private apply(by: Sender, call: RuntimeCall): string {
    const { runtime } = this.chain
    if (by === NOBODY) return this.chain.apply(encodeBare(runtime, call)).outcome.error?.label ?? 'ok'
    if (by !== ROOT) return this.chain.apply(this.chain.sign(by, call)).outcome.error?.label ?? 'ok'
    const first = this.ctx.events.length
    this.chain.apply(this.chain.sign('Alice', this.call('Sudo.sudo', { call })))
    const sudid = this.ctx.events.slice(first).find(({ event }) => event.event.name === 'Sudid')
    assert(sudid !== undefined, 'Alice may not use sudo')
    const { sudo_result: error } = sudid.event.data as { readonly sudo_result: DispatchErrorData | undefined }
    return error === undefined ? 'ok' : runtime.errorLabel(error)
  }

  /** The refusal of a call that the pool does not even take: as part of a batch, or dispatched where no batch is taken. */
  private within(by: Sender, call: RuntimeCall): string | undefined {
    if (by === NOBODY || by === ROOT) return undefined
    try {
      return this.apply(by, this.call('Utility.batch_all', { calls: [call] }))
    } catch (error) {
      if (error instanceof TransactionInvalid) return this.chain.dispatch(signedBy(keyOf(by).publicKey), call)
      throw error
    }
  }

  private written(mark: number): Set<string> {
    const { raw } = this.chain.runtime
    const items = this.ctx.state.changesSince(mark).map(({ key }) => raw.itemOf(key)?.label ?? 'undeclared')
    return new Set(items)
  }
}

const NOTHING: During = () => () => undefined

type Named = readonly [name: string, data: unknown]

const FEE_PAID = 'TransactionPayment.TransactionFeePaid'
const OF_THE_END = /^System\.Extrinsic|^TransactionPayment\./

function feeIn(events: readonly Named[]): Outcome['fee'] {
  const paid = events.find(([name]) => name === FEE_PAID)?.[1] as { who: AccountId; actual_fee: bigint } | undefined
  return { who: paid?.who, amount: paid?.actual_fee ?? 0n }
}

/**
 * Fees are told apart by the tests of fees: here their events are left out. The fee is withdrawn before the call; after it
 * what was too much is given back, and the author is given the rest.
 */
function withoutFee(events: readonly Named[], { who }: Outcome['fee']): readonly Named[] {
  if (who === undefined) return events.filter(([name]) => !OF_THE_END.test(name))
  const isOf = ([name, data]: Named, event: string) => name === event && (data as { who: AccountId }).who === who
  const body = events.slice(
    0,
    events.findIndex(([name]) => name === FEE_PAID),
  )
  const first = body[0]
  if (first !== undefined && isOf(first, 'Balances.Withdraw')) body.shift()
  const isAuthors = body.at(-1)?.[0] === 'Balances.Deposit' && !isOf(body.at(-1)!, 'Balances.Deposit')
  if (isAuthors) body.pop()
  if (body.length > 0 && isOf(body.at(-1)!, 'Balances.Deposit')) body.pop()
  return body
}
