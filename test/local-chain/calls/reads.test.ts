/** What is read: runtime APIs, and the items in which the chain keeps its own books. */
import { expect, test } from 'vitest'
import { runApi } from '../../../src/local-chain/node/apis.ts'
import { Writer } from '../../../src/local-chain/scale/buffer.ts'
import { decode } from '../../../src/local-chain/scale/codec.ts'
import { apis, stage as makeStage } from './apis.cases.ts'
import type { Args } from './support/case.ts'
import type { Stage } from './support/stage.ts'
import { emptyStage } from './support/world.ts'

const stage = makeStage()

/** As a client asks: arguments and answer go as bytes. */
function ask(on: Stage, api: string, args: Args): unknown {
  const { runtime, ctx } = on.chain
  const name = api.replace('.', '_')
  const method = runtime.apiMethod(name)!
  const writer = new Writer(runtime.outer)
  method.codec.write(writer, args as never)
  const answer = ctx.dry(() => runApi(ctx, name, writer.finish()))
  return decode(method.output, answer, runtime.outer)
}

function expectIn(answer: unknown, expected: unknown): void {
  if (typeof expected === 'object' && !(expected instanceof Map)) expect(answer).toMatchObject(expected as object)
  else expect(answer).toEqual(expected)
}

test.each(apis)('$api', ({ api, given, args = {}, answer, nothing }) =>
  stage.scene(() => {
    given?.(stage)
    expectIn(ask(stage, api, typeof args === 'function' ? args(stage) : args), answer)
    if (nothing !== undefined) expect(ask(stage, api, nothing.args)).toEqual(nothing.answer)
  }),
)

const fresh = emptyStage()
const read = (item: string, keys: unknown = []) => fresh.read(item, keys)

test('genesis notes its runtime and the forms in which it keeps things', () => {
  expect(read('System.LastRuntimeUpgrade')).toEqual({ spec_version: 425, spec_name: 'node-subtensor' })
  expect(read('System.UpgradedToU32RefCount')).toBe(true)
  expect(read('System.UpgradedToTripleRefCount')).toBe(true)
  expect(read('TransactionPayment.StorageVersion')).toBe('V2')
})

test('a block knows its number and its parent', () =>
  fresh.scene(() => {
    const number = read('System.Number') as number
    fresh.blocks()
    expect(read('System.Number')).toBe(number + 1)
    expect(read('System.ParentHash')).toBe(read('System.BlockHash', number))
    expect(read('System.ParentHash')).not.toBe(read('System.BlockHash', number - 1))
  }))

test('what is of use within a block is gone after it', () => {
  expect(read('System.ExtrinsicCount')).toBeUndefined()
  expect(read('System.ExecutionPhase')).toBeUndefined()
  expect(read('System.ExtrinsicWeightReclaimed')).toEqual({ ref_time: 0n, proof_size: 0n })
  expect(read('System.InherentsApplied')).toBe(false)
  expect(read('System.ExtrinsicData', 0)).toEqual(new Uint8Array(0))
})
