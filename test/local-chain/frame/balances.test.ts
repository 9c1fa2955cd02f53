/**
 * Random operations on balances, replayed: results, events byte by byte and every storage key must be those of the published
 * FRAME crates. See test/vectors/frame/README.md.
 */
import { describe, expect, test } from 'vitest'
import {
  burnFrom,
  deactivate,
  mintInto,
  reactivate,
  setBalance,
  transfer,
} from '../../../src/local-chain/pallets/balances/fungible.ts'
import { balanceOnHold, burnHeld, hold, release } from '../../../src/local-chain/pallets/balances/holds.ts'
import {
  deposit,
  dropCredit,
  dropDebt,
  issue,
  offset,
  rescind,
  resolve,
  settle,
  withdraw,
} from '../../../src/local-chain/pallets/balances/imbalances.ts'
import {
  activeIssuance,
  canDeposit,
  canWithdraw,
  reducibleBalance,
  totalBalance,
} from '../../../src/local-chain/pallets/balances/inspect.ts'
import {
  canReserve,
  repatriateReserved,
  reserve,
  reservedBalanceNamed,
  reserveNamed,
  unreserve,
  unreserveNamed,
} from '../../../src/local-chain/pallets/balances/reserves.ts'
import type {
  Credit,
  Debt,
  Fortitude,
  HoldReason,
  Precision,
  Preservation,
} from '../../../src/local-chain/pallets/balances/types.ts'
import {
  decConsumers,
  decProviders,
  incConsumers,
  incProviders,
} from '../../../src/local-chain/pallets/system/accounts.ts'
import { SystemAccount } from '../../../src/local-chain/pallets/system/storage.ts'
import { originCaller, originOf } from '../../../src/local-chain/pallets/utility/types.ts'
import type { RuntimeCall } from '../../../src/local-chain/runtime/call.ts'
import { Ctx } from '../../../src/local-chain/runtime/context.ts'
import { dispatch, dispatchInfo } from '../../../src/local-chain/runtime/dispatch.ts'
import { DispatchError, dispatchErrorCodec } from '../../../src/local-chain/runtime/dispatch-error.ts'
import { Runtime } from '../../../src/local-chain/runtime/runtime.ts'
import { decode, encode } from '../../../src/local-chain/scale/codec.ts'
import { State } from '../../../src/local-chain/state/state.ts'
import { EMPTY_STORE } from '../../../src/local-chain/state/store.ts'
import { type AccountId, accountId } from '../../../src/primitives/account.ts'
import { type Tao, tao } from '../../../src/primitives/amounts.ts'
import { fromHex, type Hex, toHex } from '../../../src/primitives/bytes.ts'
import { baseProfile } from '../support/profile.ts'
import { fill, type RawChanges, readVectors } from './vectors.ts'

interface Step {
  readonly op: string
  readonly a: number
  readonly b: number
  readonly v: string
  readonly p: Preservation
  readonly f: Fortitude
  readonly q: Precision
  readonly s: 'Free' | 'Reserved'
  readonly id: Hex
  readonly layer: boolean
  readonly ok?: string
  readonly err?: Hex
  readonly events: readonly Hex[]
  readonly changed: RawChanges
  readonly call?: Hex
  readonly origin?: Hex
  readonly info?: readonly [refTime: string, proofSize: string, dispatchClass: string, pays: string]
  readonly actual?: readonly [string, string] | null
  readonly pays?: string
}

const who = (n: number): AccountId => accountId(new Uint8Array(32).fill(n))

const REASON: HoldReason = { type: 'Preimage', value: 'Preimage' }

/** Runs operations one after the other, with the credits and debts that are on their way. */
class Player {
  readonly ctx: Ctx
  private readonly credits: Credit[] = []
  private readonly debts: Debt[] = []

  constructor(genesis: RawChanges) {
    const runtime = new Runtime(baseProfile())
    this.ctx = new Ctx(new State(EMPTY_STORE, runtime.outer), runtime)
    fill(this.ctx, genesis)
  }

  play(step: Step) {
    const { ctx } = this
    ctx.events.length = 0
    const mark = ctx.state.mark()
    const outcome = step.op === 'call' ? this.call(step) : this.attempt(step)
    return {
      ...outcome,
      events: ctx.events.map(({ event }) => toHex(encode(ctx.runtime.outer.RuntimeEvent, event))),
      changed: Object.fromEntries(
        ctx.state.changesSince(mark).map(({ key, after }) => [toHex(key), after === undefined ? null : toHex(after)]),
      ),
    }
  }

  private attempt(step: Step) {
    try {
      const run = () => String(this.run(step) ?? 0n)
      return { ok: step.layer && LAYERED.has(step.op) ? this.ctx.layer(run) : run() }
    } catch (error) {
      if (!(error instanceof DispatchError)) throw error
      return { err: toHex(encode(dispatchErrorCodec, this.ctx.runtime.errorData(error))) }
    }
  }

  private call({ call: encoded, origin }: Step) {
    const { ctx } = this
    const call = decode(ctx.runtime.outer.RuntimeCall, fromHex(encoded!), ctx.runtime.outer) as RuntimeCall
    const info = dispatchInfo(ctx, call)
    const { error, post } = dispatch(ctx, originOf(decode(originCaller, fromHex(origin!))), call)
    const { actualWeight: actual } = post
    return {
      info: [String(info.weight.ref_time), String(info.weight.proof_size), info.class, info.pays],
      actual: actual === undefined ? null : [String(actual.ref_time), String(actual.proof_size)],
      pays: post.pays ?? 'Yes',
      ...(error === undefined ? { ok: '0' } : { err: toHex(encode(dispatchErrorCodec, ctx.runtime.errorData(error))) }),
    }
  }

  // biome-ignore lint/suspicious/noConfusingVoidType: many operations have nothing to say
  private run(step: Step): bigint | string | void {
    const { ctx } = this
    const { p, f, q, s, id } = step
    const a = who(step.a)
    const b = who(step.b)
    const v = tao(BigInt(step.v))
    switch (step.op) {
      case 'transfer':
        return transfer(ctx, a, b, v, p)
      case 'mintInto':
        return mintInto(ctx, a, v)
      case 'burnFrom':
        return burnFrom(ctx, a, v, p, q, f)
      case 'setBalance':
        return setBalance(ctx, a, v)
      case 'reserve':
        return reserve(ctx, a, v)
      case 'unreserve':
        return unreserve(ctx, a, v)
      case 'repatriateReserved':
        return repatriateReserved(ctx, a, b, v, s)
      case 'reserveNamed':
        return reserveNamed(ctx, id, a, v)
      case 'unreserveNamed':
        return unreserveNamed(ctx, id, a, v)
      case 'hold':
        return hold(ctx, REASON, a, v)
      case 'release':
        return release(ctx, REASON, a, v, q)
      case 'burnHeld':
        return burnHeld(ctx, REASON, a, v, q, f)
      case 'deactivate':
        return deactivate(ctx, tao(v % 2000n))
      case 'reactivate':
        return reactivate(ctx, tao(v % 2000n))
      case 'inspect':
        return this.inspect(a, v, step)
      default:
        return this.credit(step, a, v) ?? this.references(step, a, v)
    }
  }

  private credit({ op, p, f, q }: Step, a: AccountId, v: Tao): bigint | undefined {
    const { ctx, credits, debts } = this
    const takeCredit = (credit: Credit) => {
      if (credit.credit > 0n) credits.push(credit)
      return credit.credit as bigint
    }
    const takeDebt = (debt: Debt) => {
      if (debt.debt > 0n) debts.push(debt)
      return debt.debt as bigint
    }
    switch (op) {
      case 'issue':
        return push(credits, issue(ctx, v)).credit
      case 'withdraw':
        return push(credits, withdraw(ctx, a, v, q, p, f)).credit
      case 'rescind':
        return push(debts, rescind(ctx, tao(v % 3000n))).debt
      case 'deposit':
        return push(debts, deposit(ctx, a, tao(v % 5000n), q)).debt
      case 'resolve': {
        const credit = credits.pop()
        return credit === undefined ? 0n : takeCredit(resolve(ctx, a, credit))
      }
      case 'settle': {
        const debt = debts.pop()
        return debt === undefined ? 0n : takeDebt(settle(ctx, a, debt, p))
      }
      case 'dropCredit':
        dropCredit(ctx, credits.pop() ?? { credit: tao(0n) })
        return 0n
      case 'dropDebt':
        dropDebt(ctx, debts.pop() ?? { debt: tao(0n) })
        return 0n
      case 'offset': {
        const credit = credits.pop()
        const debt = debts.pop()
        if (credit === undefined || debt === undefined) {
          // One without the other is dropped.
          dropCredit(ctx, credit ?? { credit: tao(0n) })
          dropDebt(ctx, debt ?? { debt: tao(0n) })
          return 0n
        }
        const rest = offset(credit, debt)
        takeCredit(rest)
        takeDebt(rest)
        return 0n
      }
      default:
        return undefined
    }
  }

  private references({ op, ok }: Step, a: AccountId, v: Tao): bigint {
    const { ctx } = this
    const account = SystemAccount.find(ctx, a)
    switch (op) {
      case 'incConsumers':
        incConsumers(ctx, a)
        return 0n
      case 'decConsumers':
        if (account !== undefined) decConsumers(ctx, a)
        return 0n
      case 'incProviders':
        incProviders(ctx, a)
        return 0n
      case 'decProviders':
        decProviders(ctx, a)
        return 0n
      case 'freeze': {
        const frozen = ok === '0' ? tao(0n) : tao(v < 100_000n ? v : 100_000n)
        if (account !== undefined) SystemAccount.put(ctx, a, { ...account, data: { ...account.data, frozen } })
        return frozen
      }
      case 'oldLogic':
        if (account !== undefined) SystemAccount.put(ctx, a, { ...account, data: { ...account.data, flags: 0n } })
        return 0n
      default:
        throw new Error(`no operation ${op}`)
    }
  }

  private inspect(a: AccountId, v: Tao, { p, f, id }: Step): string {
    const { ctx } = this
    return [
      totalBalance(ctx, a),
      reducibleBalance(ctx, a, p, f),
      canWithdraw(ctx, a, v),
      canDeposit(ctx, a, v, 'Extant'),
      canDeposit(ctx, a, v, 'Minted'),
      activeIssuance(ctx),
      canReserve(ctx, a, v),
      reservedBalanceNamed(ctx, id, a),
      balanceOnHold(ctx, REASON, a),
    ].join(' ')
  }
}

function push<T>(list: T[], item: T): T {
  list.push(item)
  return item
}

/** What the reference ran in a storage layer of its own where a step says so. */
const LAYERED = new Set(
  (
    'transfer mintInto burnFrom setBalance reserve unreserve repatriateReserved reserveNamed unreserveNamed hold release ' +
    'burnHeld incConsumers decProviders'
  ).split(' '),
)

const expected = ({ ok, err, events, changed, info, actual, pays }: Step) => ({
  ...(ok === undefined ? { err } : { ok }),
  ...(info === undefined ? {} : { info, actual, pays }),
  events,
  changed,
})

describe.each(readVectors<{ genesis: RawChanges; steps: readonly Step[] }>('balances'))('$name', ({ data }) => {
  test('every step has the result, the events and the storage of the reference', () => {
    const player = new Player(data.genesis)
    data.steps.forEach((step, i) => {
      expect([i, step.op, player.play(step)]).toEqual([i, step.op, expected(step)])
    })
    expect(data.steps.length).toBeGreaterThan(100)
  })
})
