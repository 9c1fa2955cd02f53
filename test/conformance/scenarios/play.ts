/**
 * Plays a scenario step by step and compares everything that the reference recorded: results, events, storage, getters.
 */

import { U64F64 } from '../../../src/consensus/fixed/types.ts'
import { mintTao, spendTao } from '../../../src/local-chain/pallets/subtensor/coinbase/tao.ts'
import {
  epochMechanism,
  epochTerms,
  persistMechanismEpochTerms,
  persistNetuidEpochTerms,
} from '../../../src/local-chain/pallets/subtensor/epoch/run-epoch.ts'
import { BurnHalfLife, BurnIncreaseMult } from '../../../src/local-chain/pallets/subtensor/storage/hyperparameters.ts'
import { Keys } from '../../../src/local-chain/pallets/subtensor/storage/neurons.ts'
import { SubtokenEnabled } from '../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import { FirstEmissionBlockNumber } from '../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import { initNewNetwork } from '../../../src/local-chain/pallets/subtensor/subnets/subnet.ts'
import { setNetworkRegistrationAllowed } from '../../../src/local-chain/pallets/subtensor/utils/misc.ts'
import { ParentHash, SystemNumber } from '../../../src/local-chain/pallets/system/storage.ts'
import type { RuntimeCall } from '../../../src/local-chain/runtime/call.ts'
import { Ctx } from '../../../src/local-chain/runtime/context.ts'
import { dispatch } from '../../../src/local-chain/runtime/dispatch.ts'
import { ensure, OTHER } from '../../../src/local-chain/runtime/dispatch-error.ts'
import {
  NO_ORIGIN,
  type Origin,
  ROOT_ORIGIN,
  type SignedOrigin,
  signedBy,
} from '../../../src/local-chain/runtime/origin.ts'
import type { Runtime } from '../../../src/local-chain/runtime/runtime.ts'
import { State } from '../../../src/local-chain/state/state.ts'
import { EMPTY_STORE } from '../../../src/local-chain/state/store.ts'
import { type AccountId, ZERO_ACCOUNT } from '../../../src/primitives/account.ts'
import { alpha, tao } from '../../../src/primitives/amounts.ts'
import type { Check, Json } from '../kind.ts'
import { readGetters } from './getters.ts'
import { accountFromDecimal, accountToDecimal, callFromJson, eventToJson, fromJson } from './json.ts'
import { applyDelta, compareState, type Expected, snapshot } from './storage.ts'
import { payAndDispatch, resultText } from './transaction.ts'

type JsonObject = { readonly [key: string]: Json }

export interface Scenario {
  readonly name: string
  readonly start_block: number
  readonly steps: readonly Step[]
}

export interface Step {
  readonly op: string
  readonly [key: string]: Json
}

/** The test runtime never initialises blocks, so the hash of the parent is that of its genesis for ever. */
const PARENT_HASH = `0x${'45'.repeat(32)}` as const

/** A scenario needs a pallet or an operation that is not here yet. */
export class NotSupported extends Error {}

export function openScenario(runtime: Runtime, scenario: Scenario): Ctx {
  const ctx = new Ctx(new State(EMPTY_STORE, runtime.outer), runtime)
  SystemNumber.put(ctx, scenario.start_block)
  ParentHash.put(ctx, PARENT_HASH)
  return ctx
}

/** @throws NotSupported */
export function playScenario(runtime: Runtime, scenario: Scenario, check: Check): Ctx {
  const ctx = openScenario(runtime, scenario)
  const expected: Expected = new Map()
  scenario.steps.forEach((step, i) => {
    const label = `${scenario.name}[${i}] ${step.op}${step.call === undefined ? '' : ` ${step.call}`}`
    const firstEvent = ctx.events.length
    playStep(ctx, step, label, expected, check)
    const events = ctx.events.slice(firstEvent).map(({ event }) => eventToJson(runtime, event))
    if (step.op !== 'checkpoint' && step.op !== 'set_storage') check(`${label} events`, step.events ?? [], events)
  })
  return ctx
}

function playStep(ctx: Ctx, step: Step, label: string, expected: Expected, check: Check): void {
  switch (step.op) {
    case 'init_network':
      addNetwork(ctx, step.netuid as number, step.tempo as number)
      break
    case 'mint':
      mint(ctx, accountFromDecimal(step.who as string), tao(BigInt(step.amount as string)))
      break
    case 'set_storage':
      setStorage(ctx, step)
      break
    case 'call':
      playCall(ctx, step, label, check)
      break
    case 'tx':
      playTransaction(ctx, step, label, check)
      break
    case 'blocks':
      for (let i = 0; i < (step.n as number); i++) stepBlock(ctx, step)
      check(`${label} block`, step.block!, SystemNumber.get(ctx))
      break
    case 'epoch':
      playEpoch(ctx, step, label, check)
      break
    case 'checkpoint':
      applyDelta(expected, step.changed as JsonObject, step.removed as JsonObject)
      check(`${label} block`, step.block!, SystemNumber.get(ctx))
      compareState(ctx, expected, label, check)
      if (step.getters !== undefined) checkGetters(ctx, step.getters as JsonObject, label, check)
      break
    default:
      throw new NotSupported(`operation ${step.op}`)
  }
}

/** The test runtime's `add_network`. */
function addNetwork(ctx: Ctx, netuid: number, tempo: number): void {
  initNewNetwork(ctx, netuid, tempo)
  setNetworkRegistrationAllowed(ctx, netuid, true)
  FirstEmissionBlockNumber.put(ctx, netuid, 1n)
  SubtokenEnabled.put(ctx, netuid, true)
  BurnHalfLife.put(ctx, netuid, 1)
  BurnIncreaseMult.put(ctx, netuid, U64F64.ONE)
}

function mint(ctx: Ctx, who: AccountId, amount: ReturnType<typeof tao>): void {
  const spent = spendTao(ctx, who, mintTao(ctx, amount), amount)
  ensure(spent.ok, OTHER)
}

function setStorage(ctx: Ctx, { item, key, value }: Step): void {
  const [pallet, name] = (item as string).split('.')
  const target = ctx.runtime.item(pallet!, name!)
  if (target === undefined) throw new NotSupported(`storage ${item}`)
  const keys = ((key ?? []) as readonly Json[]).map((part, i) => fromJson(ctx.runtime, target.parts[i]!.codec, part))
  ctx.state.write(
    ctx.state.cell(target, keys),
    value === null ? undefined : fromJson(ctx.runtime, target.value, value!),
  )
}

function originOf(json: Json): Origin {
  if (json === 'root') return ROOT_ORIGIN
  return json === 'none' ? NO_ORIGIN : signedBy(accountFromDecimal(json as string))
}

/** @throws NotSupported */
function callOf(ctx: Ctx, step: Step): RuntimeCall {
  const call = callFromJson(ctx.runtime, step.call as string, step.args as JsonObject)
  if (call === undefined) throw new NotSupported(`call ${step.call}`)
  return call
}

function playCall(ctx: Ctx, step: Step, label: string, check: Check): void {
  const call = callOf(ctx, step)
  checkingChanges(ctx, step, label, check, () => {
    const { error } = dispatch(ctx, originOf(step.origin!), call)
    check(label, step.result!, resultText(error))
  })
}

/** A transaction, as far as paying for it goes. */
function playTransaction(ctx: Ctx, step: Step, label: string, check: Check): void {
  const call = callOf(ctx, step)
  checkingChanges(ctx, step, label, check, () => {
    const { fee, post, result } = payAndDispatch(ctx, signedOrigin(step), call, step.len as number, step.tip as string)
    check(`${label} fee`, step.fee!, fee)
    check(label, step.result!, result)
    check(`${label} post`, step.post!, post)
  })
}

const signedOrigin = ({ origin }: Step): SignedOrigin => signedBy(accountFromDecimal(origin as string))

/** Compares what a step changes, where the file says so. */
function checkingChanges(ctx: Ctx, step: Step, label: string, check: Check, run: () => void): void {
  const before = step.changed === undefined ? undefined : snapshot(ctx)
  run()
  if (before === undefined) return
  applyDelta(before, step.changed as JsonObject, (step.removed ?? {}) as JsonObject)
  compareState(ctx, before, label, check)
}

/** The test runtime's `step_block`: no block is initialised, only hooks run. */
function stepBlock(ctx: Ctx, step: Step): void {
  if (step.commitments === true && ctx.runtime.pallet('Commitments') === undefined) {
    throw new NotSupported('pallet Commitments')
  }
  const hooks = (names: readonly string[]) =>
    names.map(name => ctx.runtime.pallet(name)?.pallet).filter(pallet => pallet !== undefined)
  for (const pallet of hooks(['Scheduler', 'Proxy', 'SubtensorModule', 'System'])) pallet.onFinalize?.(ctx)
  SystemNumber.put(ctx, SystemNumber.get(ctx) + 1)
  for (const pallet of hooks(['System', 'SubtensorModule', 'Scheduler'])) pallet.onInitialize?.(ctx)
  if (step.commitments === true) ctx.runtime.pallet('Commitments')?.pallet.onInitialize?.(ctx)
}

/** The reference's legacy `epoch`: the first mechanism, with a given emission. */
function playEpoch(ctx: Ctx, step: Step, label: string, check: Check): void {
  const netuid = step.netuid as number
  const output = epochMechanism(ctx, netuid, 0, alpha(BigInt(step.emission as string)))
  const terms = epochTerms(output)
  persistMechanismEpochTerms(ctx, netuid, 0, output)
  persistNetuidEpochTerms(ctx, netuid, terms)
  const order = ctx.runtime.profile.accountOrder
  const rows = Keys.entries(ctx, netuid)
    .map(({ keys, value }) => ({ hotkey: value ?? ZERO_ACCOUNT, uid: keys[1] }))
    .sort((a, b) => order(a.hotkey, b.hotkey))
    .map(({ hotkey, uid }) => [
      accountToDecimal(hotkey),
      String(terms.serverEmission[uid]),
      String(terms.validatorEmission[uid]),
    ])
  check(label, step.result!, rows)
}

function checkGetters(ctx: Ctx, expected: JsonObject, label: string, check: Check): void {
  for (const [name, value] of Object.entries(readGetters(ctx, expected)))
    check(`${label} ${name}`, expected[name]!, value)
}
