/** Extrinsics, and what became of them. */
import { encodeAddress } from '../../../../primitives/ss58.ts'
import { SystemEvents } from '../../../pallets/system/storage.ts'
import { eventRecord } from '../../../pallets/system/types.ts'
import type { DispatchErrorData } from '../../../runtime/dispatch-error.ts'
import type { EventRecord, RuntimeEvent } from '../../../runtime/event.ts'
import { decodeExtrinsic, type Extrinsic } from '../../../runtime/extrinsic.ts'
import type { Runtime } from '../../../runtime/runtime.ts'
import { type Era, eraBirth } from '../../../runtime/types.ts'
import type { Weight } from '../../../runtime/weight.ts'
import { Reader } from '../../../scale/buffer.ts'
import { decode, encode } from '../../../scale/codec.ts'
import { vec } from '../../../scale/collections.ts'
import type { Chain } from '../../chain.ts'
import { hashOf } from '../../header.ts'
import type { ExtrinsicPage, Rao, ShownCall } from './answers.ts'
import { valuesAt } from './past.ts'
import { showCall } from './shown.ts'

/** So many events of an extrinsic are told. */
const MAX_EVENTS = 200

const eventRecords = vec(eventRecord)

/** The events of a block that is there; undefined where they are no longer kept. */
export function eventsAt(chain: Chain, number: number): readonly EventRecord[] | undefined {
  const values = valuesAt(chain, number, [SystemEvents.prefix()])
  return values && readEvents(chain.runtime, values[0])
}

export const readEvents = (runtime: Runtime, value: Uint8Array | undefined): readonly EventRecord[] =>
  value === undefined ? [] : decode(eventRecords, value, runtime.outer)

/** The events of each extrinsic, by its index. */
export function byExtrinsic(records: readonly EventRecord[]): ReadonlyMap<number, readonly RuntimeEvent[]> {
  const found = new Map<number, RuntimeEvent[]>()
  for (const { phase, event } of records) {
    if (phase.type !== 'ApplyExtrinsic') continue
    const events = found.get(phase.value)
    if (events === undefined) found.set(phase.value, [event])
    else events.push(event)
  }
  return found
}

export function showEvent(runtime: Runtime, event: RuntimeEvent): ShownCall {
  const bytes = encode(runtime.outer.RuntimeEvent, event, runtime.outer)
  return showCall(runtime, 'RuntimeEvent', new Reader(bytes, runtime.outer))
}

export const weightJson = ({ ref_time, proof_size }: Weight) => ({
  refTime: ref_time.toString(),
  proofSize: proof_size.toString(),
})

/** How an extrinsic ended. */
export interface Ending {
  readonly success: boolean
  /** What the chain calls the refusal. */
  readonly error: string | null
  readonly info: { readonly weight: Weight; readonly class: string; readonly pays_fee: string }
}

/** What the last of an extrinsic's events says of it; undefined for one that has none. */
export function endingOf(runtime: Runtime, events: readonly RuntimeEvent[]): Ending | undefined {
  for (const { event, data } of events.toReversed()) {
    if (event.pallet !== 'System') continue
    const { dispatch_info: info, dispatch_error: error } = data as {
      readonly dispatch_info: Ending['info']
      readonly dispatch_error: DispatchErrorData
    }
    if (event.name === 'ExtrinsicSuccess') return { success: true, error: null, info }
    if (event.name === 'ExtrinsicFailed') return { success: false, error: runtime.errorLabel(error), info }
  }
  return undefined
}

/** @param block the number of the block that it stands in  @param events undefined where they are no longer kept */
export function extrinsicPage(
  runtime: Runtime,
  block: number,
  index: number,
  encoded: Uint8Array,
  events: readonly RuntimeEvent[] | undefined,
): ExtrinsicPage {
  const extrinsic = read(runtime, encoded)
  const ending = events && endingOf(runtime, events)
  const told = events?.slice(0, MAX_EVENTS) ?? []
  return {
    index,
    hash: hashOf(encoded),
    ...signed(runtime, block, extrinsic),
    size: encoded.length,
    call: extrinsic === undefined ? null : callOf(runtime, extrinsic),
    success: ending?.success ?? null,
    error: ending?.error ?? null,
    fee: events === undefined ? null : feeOf(events),
    weight: ending === undefined ? null : weightJson(ending.info.weight),
    class: ending?.info.class ?? null,
    paysFee: ending === undefined ? null : ending.info.pays_fee === 'Yes',
    events: told.map(event => showEvent(runtime, event)),
    moreEvents: (events?.length ?? 0) - told.length,
  }
}

/** Undefined for bytes that are no extrinsic of this runtime. */
export function read(runtime: Runtime, encoded: Uint8Array): Extrinsic | undefined {
  try {
    return decodeExtrinsic(runtime, encoded)
  } catch {
    return undefined
  }
}

function callOf(runtime: Runtime, { callBytes }: Extrinsic): ShownCall {
  return showCall(runtime, 'RuntimeCall', new Reader(callBytes, runtime.outer))
}

function signed(runtime: Runtime, block: number, extrinsic: Extrinsic | undefined) {
  const signature = extrinsic?.signature
  if (signature === undefined) return { signer: null, nonce: null, tip: null, era: null }
  const extra = new Map(runtime.profile.extensions.map(({ identifier }, i) => [identifier, signature.extra[i]]))
  const era = extra.get('CheckMortality') as Era
  const tip = extra.get('ChargeTransactionPayment') as bigint | undefined
  return {
    signer: encodeAddress(signature.signer),
    nonce: (extra.get('CheckNonce') as number | undefined) ?? null,
    tip: tip?.toString() ?? null,
    era:
      era === undefined ? null : { period: era.period, birth: Number(eraBirth(era, BigInt(Math.max(0, block - 1)))) },
  }
}

/** In TAO. A fee that was paid in alpha is told of in TAO as well. */
function feeOf(events: readonly RuntimeEvent[]): Rao | null {
  const paid = events.filter(
    ({ event }) => event.pallet === 'TransactionPayment' && event.name === 'TransactionFeePaid',
  )
  const fees = paid.map(({ data }) => (data as { readonly actual_fee: bigint }).actual_fee)
  return fees.length === 0 ? null : fees.reduce((sum, fee) => sum + fee, 0n).toString()
}
