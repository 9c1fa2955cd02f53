/** What the calls on stake declare of themselves, against the reference. */
import { expect } from 'vitest'
import { stakingCalls } from '../../../../../src/local-chain/pallets/subtensor/staking/calls.ts'
import { dispatchInfo } from '../../../../../src/local-chain/runtime/dispatch.ts'
import { readShared, testWithShared } from '../../../support/shared.ts'
import { World } from './world.ts'

interface Head {
  readonly pallets: readonly {
    readonly name: string
    readonly calls: readonly {
      readonly name: string
      readonly index: number
      readonly args: readonly { readonly name: string; readonly type: string }[]
      readonly pays: string
      readonly class: string
    }[]
  }[]
}

/** The names that Rust gives types, here and there. */
const SAME: Readonly<Record<string, string>> = { AccountId32: 'T::AccountId' }

testWithShared('reference/runtime-head.json', 'names, indices, arguments, class and fee are those of spec 425', () => {
  const head = readShared<Head>('reference/runtime-head.json')
  const theirs = new Map(
    head.pallets.find(({ name }) => name === 'SubtensorModule')!.calls.map(call => [call.name, call]),
  )
  const { ctx } = new World()
  expect(stakingCalls).toHaveLength(26)
  for (const call of stakingCalls) {
    const { pays, class: dispatchClass } = dispatchInfo(ctx, { call, args: {} })
    const args = Object.entries(call.args).map(([name, codec]) => ({
      name,
      type: SAME[codec.typeName ?? ''] ?? codec.typeName,
    }))
    expect({ name: call.name, index: call.index, args, pays, class: dispatchClass }).toEqual(
      expect.objectContaining({ ...pick(theirs.get(call.name)!) }),
    )
  }
})

const pick = ({ name, index, args, pays, class: dispatchClass }: Head['pallets'][number]['calls'][number]) => ({
  name,
  index,
  args: args.map(arg => ({ name: arg.name, type: arg.type })),
  pays,
  class: dispatchClass,
})

testWithShared('vectors/call_weights.json', 'weights are the benchmarked ones', () => {
  const { calls } = readShared<{ calls: { SubtensorModule: Record<string, Record<string, string>> } }>(
    'vectors/call_weights.json',
  )
  const { ctx } = new World()
  for (const call of stakingCalls) {
    const { weight } = dispatchInfo(ctx, { call, args: {} })
    const { ref_time, proof_size } = calls.SubtensorModule[call.name]!
    expect([call.name, String(weight.ref_time), String(weight.proof_size)]).toEqual([call.name, ref_time, proof_size])
  }
})
