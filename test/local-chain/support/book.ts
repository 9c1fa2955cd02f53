/**
 * A chain as a book, driven block by block, whose signatures are not judged: for tests that make thousands of transactions.
 */
import { createHash } from 'node:crypto'
import { runtimeOf } from '../../../src/local-chain/node/apis.ts'
import { type MadeBlock, makeBlock, remakeBlock } from '../../../src/local-chain/node/authoring.ts'
import { nextSlot, slotDuration } from '../../../src/local-chain/node/clock.ts'
import { decodeHeader, hashOf } from '../../../src/local-chain/node/header.ts'
import { Ledger } from '../../../src/local-chain/node/ledger.ts'
import type { ChainSpec } from '../../../src/local-chain/node/spec.ts'
import { SystemAccount } from '../../../src/local-chain/pallets/system/storage.ts'
import type { RuntimeCall } from '../../../src/local-chain/runtime/call.ts'
import type { Ctx } from '../../../src/local-chain/runtime/context.ts'
import { encodeSigned } from '../../../src/local-chain/runtime/extrinsic.ts'
import type { Runtime } from '../../../src/local-chain/runtime/runtime.ts'
import { Reader } from '../../../src/local-chain/scale/buffer.ts'
import type { ChainStore } from '../../../src/local-chain/state/chain-store.ts'
import { MemoryStore } from '../../../src/local-chain/state/memory-store.ts'
import type { ReadStore } from '../../../src/local-chain/state/store.ts'
import type { AccountId } from '../../../src/primitives/account.ts'
import { assert } from '../../../src/primitives/errors.ts'

const anySignature = (): boolean => true
const SIGNATURE = { type: 'Sr25519', value: `0x${'00'.repeat(64)}` } as const
const ZEROS = new Uint8Array(64)

export class Book {
  readonly spec: ChainSpec
  readonly runtime: Runtime
  readonly store: ChainStore
  readonly ledger: Ledger

  constructor(spec: ChainSpec, store: ChainStore = new MemoryStore()) {
    this.spec = spec
    this.runtime = runtimeOf(spec.profile, anySignature)
    this.store = store
    this.ledger = new Ledger(spec, this.runtime, store)
  }

  get number(): number {
    return this.ledger.enter().number
  }

  /** Makes blocks with nothing in them. */
  blocks(count: number): void {
    for (let i = 0; i < count; i++) this.block()
  }

  /** Makes a block of transactions. Those that may not enter it are left out. `end` looks at it before it is sealed. */
  block(extrinsics: readonly Uint8Array[] = [], end?: (ctx: Ctx) => void): MadeBlock {
    const candidates = extrinsics.map(encoded => ({ hash: hashOf(encoded), encoded }))
    const duration = slotDuration(this.runtime)
    const { made } = this.ledger.extend(
      (ctx, parent) => {
        const slot = nextSlot(this.spec, parent, duration)
        const block = makeBlock(ctx, parent, { slot, slotDuration: duration, candidates, verify: anySignature })
        end?.(ctx)
        return block
      },
      () => true,
    )
    for (const { why } of made[0]!.refused) if (why instanceof Error) throw why
    return made[0]!
  }

  /** A call by its name in metadata. */
  call(name: string, args: Readonly<Record<string, unknown>> = {}): RuntimeCall {
    const [pallet, member] = name.split('.')
    const call = this.runtime.pallet(pallet!)?.pallet.calls?.find(candidate => candidate.name === member)
    assert(call !== undefined, `no call ${name}`)
    return { call, args }
  }

  /** A transaction with the next nonce of its sender. */
  sign(signer: AccountId, call: RuntimeCall): Uint8Array {
    const nonce = this.look(ctx => SystemAccount.get(ctx, signer).nonce)
    const extra = this.runtime.profile.extensions.map(({ identifier, explicit }) =>
      identifier === 'CheckNonce' ? nonce : explicit.read(new Reader(ZEROS)),
    )
    return encodeSigned(this.runtime, call, { signer, signature: SIGNATURE, extra })
  }

  /** Makes a block of one call. @returns the labels of the events: what became of the call stands among them */
  send(signer: AccountId, name: string, args: Readonly<Record<string, unknown>> = {}): string[] {
    let events: string[] = []
    const block = this.block([this.sign(signer, this.call(name, args))], ctx => {
      events = ctx.events.map(({ event }) => `${event.event.pallet}.${event.event.name}`)
    })
    assert(block.refused.length === 0, `${name} was not let in: ${JSON.stringify(block.refused[0]?.why)}`)
    return events
  }

  look<T>(run: (ctx: Ctx) => T): T {
    return this.ledger.look(this.number, run)
  }

  /** Makes all blocks up to a number again, from what they were made of, in another book. */
  replayed(to = this.number): Book {
    const other = new Book(this.spec)
    for (let number = 1; number <= to; number++) {
      const { header, extrinsics } = this.ledger.block(number)!
      const inputs = { header: decodeHeader(header), extrinsics }
      other.ledger.extend(
        (ctx, parent) => remakeBlock(ctx, parent, inputs, anySignature),
        () => true,
      )
    }
    return other
  }
}

/** Names a whole state: equal digests, equal bytes. */
export function digestOf(store: ReadStore): string {
  const hash = createHash('sha256')
  for (const [key, value] of store.scan(new Uint8Array())) {
    hash.update(`${key.length} ${value.length} `).update(key).update(value)
  }
  return hash.digest('hex')
}
