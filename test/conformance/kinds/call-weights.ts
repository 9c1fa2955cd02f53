/** What calls declare to weigh, cost and be, before anything runs. */
import { SubtensorTransactionExtension } from '../../../src/local-chain/pallets/subtensor/extensions/subtensor.ts'
import { BlockWeights, DbWeight } from '../../../src/local-chain/pallets/system/storage.ts'
import { weightToFee } from '../../../src/local-chain/pallets/transaction-payment/fees.ts'
import { COMPOSITION } from '../../../src/local-chain/profiles/composition.ts'
import type { CallDecl, RuntimeCall } from '../../../src/local-chain/runtime/call.ts'
import { Ctx } from '../../../src/local-chain/runtime/context.ts'
import { dispatchInfo } from '../../../src/local-chain/runtime/dispatch.ts'
import type { Runtime } from '../../../src/local-chain/runtime/runtime.ts'
import { encode } from '../../../src/local-chain/scale/codec.ts'
import { State } from '../../../src/local-chain/state/state.ts'
import { EMPTY_STORE } from '../../../src/local-chain/state/store.ts'
import { TaoError } from '../../../src/primitives/errors.ts'
import { emptyRemark, zeroCall } from '../../local-chain/support/sample.ts'
import type { Check, Json, Kind } from '../kind.ts'
import { tradedRuntime } from '../mock/runtimes.ts'
import { callFromJson } from '../scenarios/json.ts'

type Entries = { readonly [name: string]: Json }

const THREE = 'with_3_elements_in_every_vector'

const contextOf = (runtime: Runtime): Ctx => new Ctx(new State(EMPTY_STORE, runtime.outer), runtime)

/** As the files describe a call. A call by itself has no weight of extensions. */
function described(ctx: Ctx, call: RuntimeCall): Entries {
  const { weight, class: dispatchClass, pays } = dispatchInfo(ctx, call)
  const extension = SubtensorTransactionExtension.weight!(ctx, call, null)
  return {
    subtensor_extension: [String(extension.ref_time), String(extension.proof_size)],
    ref_time: String(weight.ref_time),
    proof_size: String(weight.proof_size),
    extension_ref_time: '0',
    class: dispatchClass,
    pays,
    weight_fee_rao: String(weightToFee(ctx, weight)),
  }
}

export const callWeights: Kind = {
  name: 'call weights',
  matches: ({ data }) => 'db_weight_of_this_runtime' in data && 'calls' in data,
  run: ({ data }, check) => {
    const ctx = contextOf(tradedRuntime)
    checkRuntime(ctx, data, check)
    checkSystemExtensions(ctx, data.system_extensions_of_production_SubstrateExtensionsWeight as Entries, check)
    for (const [pallet, calls] of Object.entries(data.calls as Entries))
      checkCalls(ctx, pallet, calls as Entries, check)
  },
}

function checkRuntime(ctx: Ctx, data: Entries, check: Check): void {
  const { max_block, base_block, per_class } = BlockWeights.of(ctx)
  check('weight of a read and a write', data.db_weight_of_this_runtime!, DbWeight.of(ctx))
  check('weight of a block', data.block_weights_of_this_runtime!, {
    max_block_ref_time: max_block.ref_time,
    max_block_proof_size: max_block.proof_size,
    base_block_ref_time: base_block.ref_time,
    normal_base_extrinsic_ref_time: per_class.normal.base_extrinsic.ref_time,
  })
}

/** By the name of the weight: whose it is, with what the transaction carries, and whether its proof is counted. */
const SYSTEM_EXTENSIONS: readonly (readonly [weight: string, identifier: string, explicit: unknown, proof: boolean])[] =
  [
    ['check_non_zero_sender', 'CheckNonZeroSender', null, true],
    ['check_spec_version', 'CheckSpecVersion', null, true],
    ['check_tx_version', 'CheckTxVersion', null, true],
    // The hash of the genesis block is proved once a block, whoever asks for it.
    ['check_genesis', 'CheckGenesis', null, false],
    ['check_mortality_immortal_transaction', 'CheckMortality', undefined, false],
    ['check_mortality_mortal_transaction', 'CheckMortality', { period: 64, phase: 0 }, true],
    ['check_weight', 'CheckWeight', null, true],
  ]

/** Those of the chain. Its own check of nonces declares no weight. */
function checkSystemExtensions(ctx: Ctx, expected: Entries, check: Check): void {
  const call = emptyRemark(ctx.runtime)
  for (const [name, identifier, explicit, isProofCounted] of SYSTEM_EXTENSIONS) {
    const [refTime, proofSize] = expected[name] as readonly [string, string]
    const extension = COMPOSITION.extensions.find(each => each.identifier === identifier)
    check(
      `weight ${name}`,
      { ref_time: refTime, proof_size: isProofCounted ? proofSize : '0' },
      extension?.weight?.(ctx, call, explicit),
    )
  }
}

/** With zero arguments: vectors are empty, calls within are `System.remark` of no bytes. Some types have no value at all. */
function describedZero(ctx: Ctx, call: CallDecl, elements = 0): Entries {
  try {
    return described(ctx, zeroCall(ctx.runtime, call, elements))
  } catch (error) {
    if (error instanceof TaoError) return { undecodable_with_zero_arguments: true }
    throw error
  }
}

function checkCalls(ctx: Ctx, pallet: string, expected: Entries, check: Check): void {
  const { runtime } = ctx
  const calls = new Map((runtime.pallet(pallet)?.pallet.calls ?? []).map(call => [call.name, call]))
  for (const name of new Set([...Object.keys(expected), ...calls.keys()])) {
    const call = calls.get(name)
    const wanted = expected[name] as Entries | undefined
    if (call === undefined || wanted === undefined) {
      check(`${pallet}.${name}`, wanted ?? 'absent', call === undefined ? 'absent' : 'not expected')
      continue
    }
    const { [THREE]: three = null, ...rest } = wanted
    const { call_index: _, ...same } = rest
    check(`${pallet}.${name}`, rest, { ...describedZero(ctx, call), call_index: call.index })
    check(`${pallet}.${name}, 3 elements`, three ?? same, describedZero(ctx, call, 3))
  }
}

interface Example {
  readonly call: string
  readonly args: Entries
  readonly encoded_length: number
  readonly info: Entries
}

export const callWeightExamples: Kind = {
  name: 'call weight examples',
  matches: ({ data }) => {
    const list: unknown = data
    return Array.isArray(list) && list.length > 0 && list.every(entry => 'encoded_length' in entry && 'info' in entry)
  },
  run: ({ data }, check) => {
    const ctx = contextOf(tradedRuntime)
    const { runtime } = ctx
    for (const [i, { call: name, args, encoded_length, info }] of (data as unknown as readonly Example[]).entries()) {
      const call = callFromJson(runtime, name, args)
      if (call === undefined) {
        check(`${name}[${i}]`, 'a call', 'no such call here')
        continue
      }
      const bytes = encode(runtime.outer.RuntimeCall, call, runtime.outer)
      check(`${name}[${i}] length`, encoded_length, bytes.length)
      check(`${name}[${i}]`, info, described(ctx, call))
    }
  },
}
