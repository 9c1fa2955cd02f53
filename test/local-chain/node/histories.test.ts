/** Whatever happens to a chain, and through whichever process: it is one history, and every state of it is right. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MadeBlock } from '../../../src/local-chain/node/authoring.ts'
import { Chain } from '../../../src/local-chain/node/chain.ts'
import type { Ledger } from '../../../src/local-chain/node/ledger.ts'
import { remarkWithEvent } from '../../../src/local-chain/pallets/system/calls.ts'
import { chainSpec } from '../../../src/local-chain/profiles/specs.ts'
import { signedBy } from '../../../src/local-chain/runtime/origin.ts'
import { encode } from '../../../src/local-chain/scale/codec.ts'
import type { ChainStore } from '../../../src/local-chain/state/chain-store.ts'
import { LmdbStore } from '../../../src/local-chain/state/lmdb-store.ts'
import { MemoryStore } from '../../../src/local-chain/state/memory-store.ts'
import { temporaryFolder } from '../support-node/children.ts'
import { Blocks, Counts, counterCalls, Total } from '../support-node/counter.ts'
import { sign } from '../support-node/signing.ts'
import { account, smallSpec } from '../support-node/spec.ts'

const HISTORY = 8
const MANUAL_OPTIONS = { sealing: 'manual' } as const

const who = fc.constantFrom('Alice', 'Bob', 'Charlie')
const hand = fc.constantFrom(0, 1)
const step = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), hand, who, amount: fc.bigInt(1n, 100n) }),
  fc.record({ kind: fc.constant('refuse' as const), hand, who }),
  fc.record({ kind: fc.constant('break' as const), hand, who }),
  fc.record({ kind: fc.constant('dry' as const), hand, who, amount: fc.bigInt(1n, 100n) }),
  fc.record({ kind: fc.constant('advance' as const), hand, blocks: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('revert' as const), hand, back: fc.nat(HISTORY) }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** What a chain should hold after each block. */
interface Expected {
  readonly total: bigint
  readonly counts: Readonly<Record<string, bigint>>
}

async function again(chain: Chain, number: number): Promise<MadeBlock> {
  for await (const made of chain.again(number, number)) return made
  throw new Error(`block ${number} was not made again`)
}

const ledgerOf = (chain: Chain): Ledger => (chain as unknown as { ledger: Ledger }).ledger

async function take(chain: Chain, next: Step, history: Expected[]): Promise<void> {
  const last = history.at(-1)!
  switch (next.kind) {
    case 'add': {
      await chain.submit(sign(chain, `//${next.who}`, counterCalls.add.make({ amount: next.amount })))
      chain.produceBlock()
      const count = (last.counts[next.who] ?? 0n) + next.amount
      history.push({ total: last.total + next.amount, counts: { ...last.counts, [next.who]: count } })
      return
    }
    case 'refuse':
    case 'break':
      await chain.submit(sign(chain, `//${next.who}`, counterCalls[next.kind].make({})))
      chain.produceBlock()
      history.push(last)
      return
    case 'dry': {
      const call = encode(chain.runtime.outer.RuntimeCall, counterCalls.add.make(next), chain.runtime.outer)
      const run = await chain.dryRun({ call, origin: signedBy(account(next.who)) })
      expect(run.outcome?.error).toBeUndefined()
      return
    }
    case 'advance':
      await chain.advance(next.blocks)
      for (let i = 0; i < next.blocks; i++) history.push(last)
      return
    case 'revert': {
      const to = Math.max(chain.oldestState, chain.head.number - next.back)
      chain.revert(to)
      history.length = to + 1
    }
  }
}

function check(chain: Chain, history: readonly Expected[]): void {
  expect(chain.head.number).toBe(history.length - 1)
  for (let number = chain.oldestState; number < history.length; number++) {
    chain.look(ctx => {
      expect(Blocks.get(ctx)).toBe(number)
      expect(Total.get(ctx)).toBe(history[number]!.total)
      for (const [name, count] of Object.entries(history[number]!.counts)) {
        expect(Counts.get(ctx, account(name as 'Alice'))).toBe(count)
      }
      expect(Counts.entries(ctx)).toHaveLength(Object.keys(history[number]!.counts).length)
    }, chain.hashAt(number))
  }
  expect(ledgerOf(chain).stateAt(chain.head.number).audit()).toEqual([])
}

/** A chain made anew from nothing but the inputs of another's blocks. */
async function replay(chain: Chain): Promise<void> {
  const copy = new Chain(smallSpec(), new MemoryStore(), { sealing: 'manual', history: 1000 })
  for (let number = 1; number <= chain.head.number; number++) {
    const block = chain.block(chain.hashAt(number)!)!
    const inherents = 1
    for (const extrinsic of block.extrinsics.slice(inherents)) await copy.submit(extrinsic)
    expect(copy.produceBlock().hash).toBe(block.hash)
    if (number > chain.oldestState) expect((await again(chain, number)).hash).toBe(block.hash)
  }
  copy.close()
}

describe.each(['memory', 'disk'])('a chain in %s', place => {
  test('is what its history says, whoever writes it', async () => {
    const property = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async steps => {
      const folder = temporaryFolder()
      const memory = new MemoryStore()
      // On disk, two books are open on the same folder, as two processes have them.
      const stores: ChainStore[] =
        place === 'memory' ? [memory, memory] : [new LmdbStore(folder.path), new LmdbStore(folder.path)]
      const options = { sealing: 'manual', history: HISTORY } as const
      const chains = stores.map(store => new Chain(smallSpec(), store, options))
      const history: Expected[] = [{ total: 0n, counts: {} }]
      for (const next of steps) {
        await take(chains[next.hand]!, next, history)
        for (const chain of chains) check(chain, history)
      }
      await replay(chains[0]!)
      for (const chain of chains) chain.close()
      folder.remove()
    })
    await fc.assert(property, { numRuns: 25, seed: 20261120 })
  }, 60_000)
})

describe('a sandbox chain', () => {
  test('comes out the same from the inputs of its blocks, and nothing in its state was edited in place', async () => {
    const [chain, copy] = [MANUAL_OPTIONS, MANUAL_OPTIONS].map(
      options => new Chain(chainSpec('sandbox'), new MemoryStore(), options),
    ) as [Chain, Chain]
    // Longer than the tempo of its subnet: epochs are in it.
    for (let round = 0; round < 4; round++) {
      await chain.submit(sign(chain, '//Alice', remarkWithEvent.make({ remark: new Uint8Array(round) })))
      await chain.advance(120)
    }
    for (let number = 1; number <= chain.head.number; number++) {
      const { hash, extrinsics } = chain.block(chain.hashAt(number)!)!
      for (const extrinsic of extrinsics.slice(1)) await copy.submit(extrinsic)
      expect(copy.produceBlock().hash).toBe(hash)
    }
    for (const number of [1, 121, 360, 480]) {
      expect((await again(chain, number)).hash).toBe(chain.hashAt(number))
    }
    let number = 100
    for await (const { hash } of chain.again(100, 300)) expect(hash).toBe(chain.hashAt(number++))
    expect(number).toBe(301)
    expect(ledgerOf(chain).stateAt(chain.head.number).audit()).toEqual([])
    chain.close()
    copy.close()
  })
})

describe('a block executed again', () => {
  test('is refused no detail, and changes nothing', async () => {
    const chain = new Chain(smallSpec(), new MemoryStore(), { sealing: 'manual' })
    await chain.submit(sign(chain, '//Alice', counterCalls.add.make({ amount: 3n })))
    const { hash } = chain.produceBlock()
    await chain.advance(3)
    const head = chain.head
    const made = await again(chain, 1)
    expect(made).toMatchObject({ number: 1, hash, extrinsics: chain.block(hash)!.extrinsics })
    expect(made.changes.length).toBeGreaterThan(3)
    expect(chain.head).toEqual(head)
    expect(chain.look(ctx => Blocks.get(ctx))).toBe(4)
    chain.close()
  })
})
