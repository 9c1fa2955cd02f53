/**
 * What a call, a hook or a runtime API works on: the state, the runtime it belongs to and the events of the block so far.
 */
import { SystemNumber } from '../pallets/system/storage.ts'
import type { ConstantValues } from '../state/constant.ts'
import type { Excuse } from '../state/invariants.ts'
import type { State } from '../state/state.ts'
import type { HasState } from '../state/storage.ts'
import { ensure, LAYER_LIMIT_REACHED } from './dispatch-error.ts'
import type { EventRecord, Phase, RuntimeEvent } from './event.ts'
import type { Runtime } from './runtime.ts'
import type { TraceSink } from './trace.ts'

/** Reference: frame_support TRANSACTIONAL_LIMIT. */
const MAX_LAYERS = 255

const INITIALIZATION: Phase = { type: 'Initialization' }

export class Ctx implements HasState {
  readonly state: State
  readonly runtime: Runtime
  readonly constants: ConstantValues
  /** Events deposited since the block began; a dropped layer takes its own along. */
  readonly events: EventRecord[] = []
  /** The extrinsics of the block so far, encoded. */
  readonly extrinsics: Uint8Array[] = []
  /** Where the block may leave sums that do not add up. */
  readonly excuses: Excuse[] = []
  phase: Phase = INITIALIZATION
  /** Receives moves of value and intermediate results for those who explain; absent in ordinary runs. */
  trace: TraceSink | undefined
  private cachedNumber = -1
  private cachedBlock = 0n
  private depth = 0

  constructor(state: State, runtime: Runtime) {
    this.state = state
    this.runtime = runtime
    this.constants = runtime.profile.constants
  }

  /** The number of the block that is being executed, or of the last one between blocks. */
  get block(): bigint {
    const number = SystemNumber.get(this)
    if (number !== this.cachedNumber) {
      this.cachedNumber = number
      this.cachedBlock = BigInt(number)
    }
    return this.cachedBlock
  }

  /** The place in its block of the extrinsic that is being applied; 0 in hooks. Reference: frame_system extrinsic_index */
  get extrinsicIndex(): number {
    return this.phase.type === 'ApplyExtrinsic' ? this.phase.value : 0
  }

  deposit(event: RuntimeEvent): void {
    // Substrate keeps no events of the genesis block.
    if (SystemNumber.get(this) !== 0) this.events.push({ phase: this.phase, event, topics: NO_TOPICS })
  }

  /**
   * Runs in a storage layer: if it throws, its writes and events are gone. Reference: frame_support with_storage_layer.
   * @throws Transactional.LimitReached when layers are nested too deeply
   */
  layer<T>(run: () => T): T {
    ensure(this.depth < MAX_LAYERS, LAYER_LIMIT_REACHED)
    this.depth++
    try {
      return this.attempt(run)
    } finally {
      this.depth--
    }
  }

  /** As `layer`, on the outside of a runtime, where layers are not counted. */
  attempt<T>(run: () => T): T {
    const mark = this.state.mark()
    const events = this.events.length
    try {
      return run()
    } catch (error) {
      this.state.rollback(mark)
      this.events.length = events
      throw error
    }
  }

  /** Runs and then drops every write and event, whatever happened. */
  dry<T>(run: () => T): T {
    const mark = this.state.mark()
    const events = this.events.length
    try {
      return run()
    } finally {
      this.state.rollback(mark)
      this.events.length = events
    }
  }
}

const NO_TOPICS: readonly never[] = []
