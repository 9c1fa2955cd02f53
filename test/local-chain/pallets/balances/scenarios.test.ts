/** What the reference told when it minted to accounts and moved TAO between them. */
import { expect } from 'vitest'
import { transferAllowDeath, transferKeepAlive } from '../../../../src/local-chain/pallets/balances/calls.ts'
import { issue, resolve } from '../../../../src/local-chain/pallets/balances/imbalances.ts'
import { ExistentialDeposit } from '../../../../src/local-chain/pallets/balances/storage.ts'
import { addressId } from '../../../../src/local-chain/runtime/lookup.ts'
import { signedBy } from '../../../../src/local-chain/runtime/origin.ts'
import { tao } from '../../../../src/primitives/amounts.ts'
import { accountFromDecimal, eventToJson } from '../../../conformance/scenarios/json.ts'
import { TestChain } from '../../support/chain.ts'
import { baseProfile } from '../../support/profile.ts'
import { readShared, testWithShared } from '../../support/shared.ts'

interface Step {
  readonly op: string
  readonly who?: string
  readonly amount?: string
  readonly origin?: string
  readonly call?: string
  readonly args?: { readonly dest?: string; readonly value?: string }
  readonly result?: unknown
  readonly events?: readonly unknown[]
}

const MADE = /"(NewAccount|Endowed)"/

/** A chain with the existential deposit of the reference's test runtime, in the midst of a block. */
function world() {
  const constants = { fast: false, overrides: new Map([ExistentialDeposit.is(tao(1n))]) }
  const chain = new TestChain({ profile: baseProfile({ constants }) })
  chain.begin()
  const told = (run: () => void): unknown[] => {
    const from = chain.ctx.events.length
    run()
    return chain.ctx.events.slice(from).map(({ event }) => eventToJson(chain.runtime, event))
  }
  const mint = (who: string, amount: bigint) => {
    const { ctx } = chain
    expect(resolve(ctx, accountFromDecimal(who), issue(ctx, tao(amount))).credit).toBe(0n)
  }
  return { chain, told, mint }
}

const FILES = ['features', 'random', 'admin', 'commitments', 'limit_orders', 'fees']

for (const name of FILES) {
  const file = `vectors/scenarios_${name}.json`
  testWithShared(file, 'mints and transfers tell what the reference told', () => {
    const steps = readShared<readonly { readonly steps: readonly Step[] }[]>(file).flatMap(scenario => scenario.steps)
    for (const step of steps) checkMint(step)
    for (const step of steps) checkTransfer(step)
  })
}

function checkMint({ op, who, amount, events }: Step): void {
  if (op !== 'mint' || who === undefined || amount === undefined || amount === '0') return
  const { told, mint } = world()
  if (!MADE.test(JSON.stringify(events))) mint(who, 1n)
  expect(told(() => mint(who, BigInt(amount)))).toEqual(events)
}

function checkTransfer({ op, origin, call, args, result, events }: Step): void {
  const kind = {
    'Balances.transfer_keep_alive': transferKeepAlive,
    'Balances.transfer_allow_death': transferAllowDeath,
  }
  const decl = kind[call as keyof typeof kind]
  const { dest, value } = args ?? {}
  if (op !== 'call' || decl === undefined || result !== 'ok' || origin === undefined || !dest || !value) return
  const { chain, told, mint } = world()
  const text = JSON.stringify(events)
  const dies = text.includes('KilledAccount')
  mint(origin, BigInt(value) + (dies ? 0n : 1n))
  if (!MADE.test(text)) mint(dest, 1n)
  const made = decl.make({ dest: addressId(accountFromDecimal(dest)), value: tao(BigInt(value)) })
  expect(told(() => expect(chain.dispatch(signedBy(accountFromDecimal(origin)), made)).toBe('ok'))).toEqual(events)
}
