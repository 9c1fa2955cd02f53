/** A chain in memory: makes blocks of signed extrinsics, or runs code in the midst of a block. */

import { AURA_ENGINE } from '../../../src/local-chain/pallets/aura/slots.ts'
import { Authorities, SlotDuration } from '../../../src/local-chain/pallets/aura/storage.ts'
import { balancesGenesis } from '../../../src/local-chain/pallets/balances/genesis.ts'
import { SudoKey } from '../../../src/local-chain/pallets/sudo/storage.ts'
import { systemGenesis } from '../../../src/local-chain/pallets/system/genesis.ts'
import { BlockHash, SystemAccount, SystemNumber } from '../../../src/local-chain/pallets/system/storage.ts'
import { setTimestamp } from '../../../src/local-chain/pallets/timestamp/pallet.ts'
import { transactionPaymentGenesis } from '../../../src/local-chain/pallets/transaction-payment/genesis.ts'
import type { RuntimeCall } from '../../../src/local-chain/runtime/call.ts'
import { Ctx } from '../../../src/local-chain/runtime/context.ts'
import { dispatch } from '../../../src/local-chain/runtime/dispatch.ts'
import type { EventRecord } from '../../../src/local-chain/runtime/event.ts'
import {
  type Applied,
  applyExtrinsic,
  type BlockStart,
  beginBlock,
  finalizeBlock,
  initializeBlock,
  validateExtrinsic,
} from '../../../src/local-chain/runtime/executive.ts'
import {
  encodeBare,
  encodeSigned,
  signedPayload,
  type VerifySignature,
} from '../../../src/local-chain/runtime/extrinsic.ts'
import type { Origin } from '../../../src/local-chain/runtime/origin.ts'
import type { Profile } from '../../../src/local-chain/runtime/profile.ts'
import { Runtime } from '../../../src/local-chain/runtime/runtime.ts'
import { type Era, type Header, header } from '../../../src/local-chain/runtime/types.ts'
import { TransactionInvalid, type Validity } from '../../../src/local-chain/runtime/validity.ts'
import { encode } from '../../../src/local-chain/scale/codec.ts'
import { u64 } from '../../../src/local-chain/scale/primitives.ts'
import { State } from '../../../src/local-chain/state/state.ts'
import { type Change, EMPTY_STORE, type ReadStore } from '../../../src/local-chain/state/store.ts'
import type { AccountId } from '../../../src/primitives/account.ts'
import { type Tao, tao } from '../../../src/primitives/amounts.ts'
import { fromHex, type Hex, toHex } from '../../../src/primitives/bytes.ts'
import { blake2_256 } from '../../../src/primitives/crypto/blake2.ts'
import { verify } from '../../../src/primitives/crypto/verify.ts'
import { alice, author, bob, keyOf } from './accounts.ts'
import { baseProfile } from './profile.ts'

export const TAO = 1_000_000_000n

export const DEFAULT_BALANCES: readonly (readonly [AccountId, Tao])[] = [
  [alice, tao(1_000_000n * TAO)],
  [bob, tao(1_000_000n * TAO)],
  [author, tao(2000n * TAO)],
]

export interface ChainOptions {
  readonly profile?: Profile
  /** Writes the first block in place of the plain one that `balances` describes. */
  readonly genesis?: (ctx: Ctx) => void
  readonly balances?: readonly (readonly [AccountId, Tao])[]
  readonly store?: ReadStore
  /** Judges signatures; plain JavaScript where nothing else is said. */
  readonly verify?: VerifySignature
}

export interface SignOptions {
  readonly tip?: bigint
  readonly nonce?: number
  readonly era?: Era
}

export const verifySignature: VerifySignature = (signature, payload, signer) =>
  verify(signature.type.toLowerCase() as 'sr25519', payload, fromHex(signature.value), signer)

const SLOT_ZERO = 1_000_000n
const MISSING = `0x${'00'.repeat(32)}` as const

export class TestChain {
  readonly runtime: Runtime
  readonly ctx: Ctx
  /** What each sealed block changed, genesis first. */
  readonly changes: Change[][] = []
  private parentHash: Hex = MISSING
  private readonly verify: VerifySignature
  private rehearsing = false

  constructor(options: ChainOptions = {}) {
    const { profile = baseProfile(), genesis, balances = DEFAULT_BALANCES, store = EMPTY_STORE } = options
    this.verify = options.verify ?? verifySignature
    this.runtime = new Runtime(profile)
    this.ctx = new Ctx(new State(store, this.runtime.outer), this.runtime)
    if (genesis === undefined) plainGenesis(this.ctx, balances)
    else genesis(this.ctx)
    this.seal(0)
  }

  get number(): number {
    return SystemNumber.get(this.ctx)
  }

  /** What the next block starts from. */
  nextStart(): BlockStart {
    const number = this.number + 1
    const slot = encode(u64, SLOT_ZERO + BigInt(number))
    return { number, parentHash: this.parentHash, digest: [{ type: 'PreRuntime', value: [AURA_ENGINE, slot] }] }
  }

  /** Begins a block and states its time. */
  begin(): void {
    const start = this.nextStart()
    initializeBlock(this.ctx, start)
    this.apply(this.inherent(start.number))
  }

  /** The statement of the time of a block. */
  inherent(number: number): Uint8Array {
    const now = (SLOT_ZERO + BigInt(number)) * SlotDuration.of(this.ctx)
    return encodeBare(this.runtime, setTimestamp.make({ now }))
  }

  apply(encoded: Uint8Array): Applied {
    return applyExtrinsic(this.ctx, encoded, this.verify)
  }

  /** Applies an extrinsic. @returns `ok`, the label of its call's refusal, or why it may not enter */
  submit(encoded: Uint8Array): string {
    return orWhyInvalid(() => this.apply(encoded).outcome.error?.label ?? 'ok')
  }

  /** How a pool would judge a transaction before the next block. @returns its validity, or why it is invalid */
  judge(encoded: Uint8Array): Validity | string {
    return orWhyInvalid(() =>
      this.ctx.dry(() => {
        beginBlock(this.ctx, { ...this.nextStart(), digest: [] })
        return validateExtrinsic(this.ctx, encoded, this.verify)
      }),
    )
  }

  end(): Omit<Header, 'state_root'> {
    const sealed = finalizeBlock(this.ctx)
    this.parentHash = toHex(blake2_256(encode(header, { ...sealed, state_root: MISSING })))
    this.seal(sealed.number)
    return sealed
  }

  /** Makes a block of these extrinsics. @returns what became of each */
  block(...extrinsics: readonly Uint8Array[]): Applied[] {
    this.begin()
    const applied = extrinsics.map(encoded => this.apply(encoded))
    this.end()
    return applied
  }

  /** Signs a call by a development account, on the state as it is. */
  sign(name: string, call: RuntimeCall, { tip = 0n, nonce, era }: SignOptions = {}): Uint8Array {
    const key = keyOf(name)
    const signer = key.publicKey
    const values = new Map<string, unknown>([
      ['CheckMortality', era],
      ['CheckNonce', nonce ?? SystemAccount.get(this.ctx, signer).nonce],
      ['ChargeTransactionPayment', tip],
      ['CheckMetadataHash', { mode: 'Disabled' }],
    ])
    const extra = this.runtime.profile.extensions.map(({ identifier }) =>
      values.has(identifier) ? values.get(identifier) : null,
    )
    const callBytes = encode(this.runtime.outer.RuntimeCall, call, this.runtime.outer)
    const value = toHex(key.sign(signedPayload(this.ctx, callBytes, extra)))
    return encodeSigned(this.runtime, call, { signer, signature: { type: 'Sr25519', value }, extra })
  }

  /** Dispatches a call as an inner one, without fee. @returns the label of the refusal, or `ok` */
  dispatch(origin: Origin, call: RuntimeCall): string {
    return dispatch(this.ctx, origin, call).error?.label ?? 'ok'
  }

  /** Events since a mark, as `Pallet.Event` with their data. */
  events(from = 0): [name: string, data: unknown][] {
    return this.ctx.events.slice(from).map(readable)
  }

  /** Runs, makes blocks if it likes, and takes everything back. */
  rehearse<T>(work: () => T): T {
    const { parentHash } = this
    this.rehearsing = true
    try {
      return this.ctx.dry(work)
    } finally {
      this.rehearsing = false
      this.parentHash = parentHash
    }
  }

  private seal(number: number): void {
    if (this.rehearsing) return
    this.changes.push(this.ctx.state.seal())
    if (number === 0) this.parentHash = BlockHash.get(this.ctx, 0)
  }
}

function plainGenesis(ctx: Ctx, balances: readonly (readonly [AccountId, Tao])[]): void {
  systemGenesis(ctx)
  balancesGenesis(ctx, balances)
  transactionPaymentGenesis(ctx)
  Authorities.put(ctx, [author])
  SudoKey.put(ctx, alice)
}

function orWhyInvalid<T>(work: () => T): T | string {
  try {
    return work()
  } catch (error) {
    if (error instanceof TransactionInvalid) return error.message
    throw error
  }
}

export const readable = ({ event }: EventRecord): [name: string, data: unknown] => [
  `${event.event.pallet}.${event.event.name}`,
  event.data,
]
