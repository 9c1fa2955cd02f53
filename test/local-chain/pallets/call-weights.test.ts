/** What the calls of the base pallets declare to weigh, cost and be, against the reference's own answers. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { weightToFee } from '../../../src/local-chain/pallets/transaction-payment/fees.ts'
import type { RuntimeCall } from '../../../src/local-chain/runtime/call.ts'
import { dispatchInfo } from '../../../src/local-chain/runtime/dispatch.ts'
import { addWeight, weigh } from '../../../src/local-chain/runtime/weight.ts'
import { callFromJson } from '../../conformance/scenarios/json.ts'
import { TestChain } from '../support/chain.ts'
import { zeroCall } from '../support/sample.ts'
import { readShared, sharedPath } from '../support/shared.ts'

interface Info {
  readonly ref_time: string
  readonly proof_size: string
  readonly class: string
  readonly pays: string
  readonly weight_fee_rao: string
  readonly call_index?: number
  readonly with_3_elements_in_every_vector?: Info
}

type Calls = Readonly<Record<string, Readonly<Record<string, Info>>>>

interface Example {
  readonly call: string
  readonly args: Parameters<typeof callFromJson>[2]
  readonly info: Info
}

const chain = new TestChain()
const { ctx, runtime } = chain

function described(call: RuntimeCall) {
  const info = dispatchInfo(ctx, call)
  return {
    ref_time: String(info.weight.ref_time),
    proof_size: String(info.weight.proof_size),
    class: info.class,
    pays: info.pays,
    weight_fee_rao: String(weightToFee(ctx, info.weight)),
  }
}

const expected = ({ ref_time, proof_size, class: dispatchClass, pays, weight_fee_rao }: Info) => ({
  ref_time,
  proof_size,
  class: dispatchClass,
  pays,
  weight_fee_rao,
})

function checkCalls(calls: Calls): void {
  const own = runtime.pallets.filter(({ pallet }) => calls[pallet.name] !== undefined)
  for (const { pallet } of own) {
    const reference = calls[pallet.name]!
    expect((pallet.calls ?? []).map(call => call.name).sort()).toEqual(Object.keys(reference).sort())
    for (const call of pallet.calls ?? []) {
      const info = reference[call.name]!
      const name = `${pallet.name}.${call.name}`
      expect([name, call.index]).toEqual([name, info.call_index])
      expect([name, described(zeroCall(runtime, call))]).toEqual([name, expected(info)])
      const three = info.with_3_elements_in_every_vector ?? info
      expect([name, described(zeroCall(runtime, call, 3))]).toEqual([name, expected(three)])
    }
  }
}

function checkExamples(examples: readonly Example[]): number {
  let checked = 0
  for (const { call, args, info } of examples) {
    const known = runtime.pallets.some(({ pallet }) => pallet.name === call.split('.')[0])
    if (!known || /SubtensorModule|AdminUtils|Commitments/.test(JSON.stringify(args))) continue
    expect([call, described(callFromJson(runtime, call, args)!)]).toEqual([call, expected(info)])
    checked++
  }
  return checked
}

interface Selection {
  readonly calls: Calls
  readonly system_extensions: Readonly<Record<string, readonly [string, string]>>
  readonly examples: readonly Example[]
}

describe('the selection in this repository', () => {
  const file = join(import.meta.dirname, '../../vectors/call-weights/base.json')
  const selection = JSON.parse(readFileSync(file, 'utf8')) as Selection

  test('calls with empty vectors and with three elements', () => checkCalls(selection.calls))

  test('calls within calls', () => expect(checkExamples(selection.examples)).toBe(selection.examples.length))

  test('the weights of the extensions, without the proofs that are not counted', () => {
    const { call } = callFromJson(runtime, 'System.remark', { remark: '0x' })!
    const weightOf = (identifier: string, explicit?: unknown) =>
      runtime.profile.extensions
        .find(extension => extension.identifier === identifier)
        ?.weight?.(ctx, { call, args: {} }, explicit)
    const reference = (name: string, counted = true) => {
      const [refTime, proofSize] = selection.system_extensions[name]!
      return { ref_time: BigInt(refTime), proof_size: counted ? BigInt(proofSize) : 0n }
    }
    expect(weightOf('CheckNonZeroSender')).toEqual(reference('check_non_zero_sender'))
    expect(weightOf('CheckSpecVersion')).toEqual(reference('check_spec_version'))
    expect(weightOf('CheckTxVersion')).toEqual(reference('check_tx_version'))
    expect(weightOf('CheckGenesis')).toEqual(reference('check_genesis', false))
    expect(weightOf('CheckMortality', { period: 64, phase: 3 })).toEqual(
      reference('check_mortality_mortal_transaction'),
    )
    expect(weightOf('CheckMortality', undefined)).toEqual(reference('check_mortality_immortal_transaction', false))
    expect(weightOf('CheckWeight')).toEqual(reference('check_weight'))
    expect(weightOf('CheckNonce')).toBeUndefined()
  })
})

const ALL = 'vectors/call_weights.json'
const EXAMPLES = 'vectors/call_weight_examples.json'

describe.skipIf(!existsSync(sharedPath(ALL)))(`all that the reference answered (needs ${ALL})`, () => {
  test('calls with empty vectors and with three elements', () => checkCalls(readShared<{ calls: Calls }>(ALL).calls))

  test('calls within calls', () => expect(checkExamples(readShared<readonly Example[]>(EXAMPLES))).toBeGreaterThan(8))
})

/** Reference: pallet_sudo weights; not in the table, which was made without this pallet. */
test('the calls of Sudo weigh themselves and the call within, and take its class', () => {
  const { calls } = runtime.pallet('Sudo')!.pallet
  const byName = (name: string) => calls!.find(call => call.name === name)!
  const inner = callFromJson(runtime, 'System.set_heap_pages', { pages: '8' })!
  const innerWeight = dispatchInfo(ctx, inner).weight
  const infoOf = (name: string, args: object) => dispatchInfo(ctx, { call: byName(name), args: { ...args } })
  expect(infoOf('sudo', { call: inner })).toEqual({
    weight: addWeight(weigh(7_939_000, 1517, 1, 0), innerWeight),
    class: 'Operational',
    pays: 'Yes',
  })
  const declared = weigh(5, 6, 0, 0)
  expect(infoOf('sudo_unchecked_weight', { call: inner, weight: declared })).toEqual({
    weight: declared,
    class: 'Operational',
    pays: 'Yes',
  })
  expect(infoOf('sudo_as', { call: inner }).weight).toEqual(addWeight(weigh(7_870_000, 1517, 1, 0), innerWeight))
  expect(infoOf('set_key', {}).weight).toEqual({ ref_time: 132_237_000n, proof_size: 1517n })
  expect(infoOf('remove_key', {}).weight).toEqual({ ref_time: 131_417_000n, proof_size: 1517n })
})
