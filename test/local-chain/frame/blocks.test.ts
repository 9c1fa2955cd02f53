/**
 * Blocks of random extrinsics, made again: the judgement of each, and after each block every storage key, events included, must be
 * those of the published FRAME crates with the reference's own extensions. See test/vectors/frame/README.md.
 */
import { describe, expect, test } from 'vitest'
import { Authorities } from '../../../src/local-chain/pallets/aura/storage.ts'
import { balancesGenesis } from '../../../src/local-chain/pallets/balances/genesis.ts'
import { SudoKey } from '../../../src/local-chain/pallets/sudo/storage.ts'
import { systemGenesis } from '../../../src/local-chain/pallets/system/genesis.ts'
import { EXTRINSIC_INDEX, SystemDigest } from '../../../src/local-chain/pallets/system/storage.ts'
import { transactionPaymentGenesis } from '../../../src/local-chain/pallets/transaction-payment/genesis.ts'
import { Ctx } from '../../../src/local-chain/runtime/context.ts'
import { dispatchResultCodec } from '../../../src/local-chain/runtime/dispatch-error.ts'
import {
  applyExtrinsic,
  beginBlock,
  finalizeBlock,
  initializeBlock,
  validateExtrinsic,
} from '../../../src/local-chain/runtime/executive.ts'
import { Runtime } from '../../../src/local-chain/runtime/runtime.ts'
import { digest } from '../../../src/local-chain/runtime/types.ts'
import {
  resultCodec,
  TransactionInvalid,
  transactionValidity,
  transactionValidityError,
} from '../../../src/local-chain/runtime/validity.ts'
import { encode } from '../../../src/local-chain/scale/codec.ts'
import { u64 } from '../../../src/local-chain/scale/primitives.ts'
import { State } from '../../../src/local-chain/state/state.ts'
import { type Change, EMPTY_STORE } from '../../../src/local-chain/state/store.ts'
import { tao } from '../../../src/primitives/amounts.ts'
import { fromHex, type Hex, toHex } from '../../../src/primitives/bytes.ts'
import { keyOf } from '../support/accounts.ts'
import { TAO, verifySignature } from '../support/chain.ts'
import { baseProfile } from '../support/profile.ts'
import type { RawChanges } from './vectors.ts'
import { readVectors } from './vectors.ts'

interface Block {
  readonly number: number
  readonly parent: Hex
  /** Transactions as a pool would judge them before this block. */
  readonly pool: readonly { readonly xt: Hex; readonly validity: Hex }[]
  readonly extrinsics: readonly { readonly xt: Hex; readonly result: Hex }[]
  readonly digest: Hex
  readonly changed: RawChanges
}

interface Chain {
  readonly genesis: RawChanges
  readonly blocks: readonly Block[]
}

const applyResult = resultCodec(dispatchResultCodec, transactionValidityError)

/** What `work` gives, or why the transaction is invalid. */
function judge<T>(work: () => T): { ok: T } | { err: TransactionInvalid['data'] } {
  try {
    return { ok: work() }
  } catch (error) {
    if (error instanceof TransactionInvalid) return { err: error.data }
    throw error
  }
}

class Player {
  readonly ctx: Ctx

  constructor() {
    const profile = baseProfile()
    const extensions = profile.extensions.filter(({ identifier }) => identifier !== 'CheckMetadataHash')
    const runtime = new Runtime({ ...profile, extensions })
    this.ctx = new Ctx(new State(EMPTY_STORE, runtime.outer), runtime)
  }

  genesis(): Record<string, string | null> {
    const { ctx } = this
    const account = (name: string) => keyOf(name).publicKey
    systemGenesis(ctx)
    balancesGenesis(ctx, [
      [account('Alice'), tao(1_000_000n * TAO)],
      [account('Bob'), tao(1_000_000n * TAO)],
      [account('Charlie'), tao(3n * TAO)],
      [account('One'), tao(2000n * TAO)],
    ])
    transactionPaymentGenesis(ctx)
    Authorities.put(ctx, [account('One')])
    SudoKey.put(ctx, account('Alice'))
    return readable(ctx.state.seal())
  }

  block({ number, parent, pool, extrinsics }: Block) {
    const { ctx } = this
    const start = { number, parentHash: parent }
    const judged = pool.map(({ xt }) => {
      const validity = ctx.dry(() => {
        beginBlock(ctx, { ...start, digest: [] })
        return judge(() => validateExtrinsic(ctx, fromHex(xt), verifySignature))
      })
      return { xt, validity: toHex(encode(transactionValidity, validity)) }
    })
    const slot = encode(u64, 1_000_000n + BigInt(number))
    initializeBlock(ctx, { ...start, digest: [{ type: 'PreRuntime', value: ['0x61757261', slot] }] })
    const applied = extrinsics.map(({ xt }) => ({ xt, result: toHex(encode(applyResult, this.apply(fromHex(xt)))) }))
    finalizeBlock(ctx)
    return {
      number,
      parent,
      pool: judged,
      extrinsics: applied,
      digest: toHex(encode(digest, SystemDigest.get(ctx))),
      changed: readable(ctx.state.seal()),
    }
  }

  private apply(encoded: Uint8Array) {
    return judge(() => {
      const { error } = applyExtrinsic(this.ctx, encoded, verifySignature).outcome
      return error && this.ctx.runtime.errorData(error)
    })
  }
}

const readable = (changes: readonly Change[]): Record<string, string | null> =>
  Object.fromEntries(
    changes
      .filter(({ key }) => toHex(key) !== toHex(EXTRINSIC_INDEX))
      .map(({ key, after }) => [toHex(key), after === undefined ? null : toHex(after)]),
  )

describe.each(readVectors<Chain>('blocks'))('$name', ({ data }) => {
  test('every block has the judgements, the digest and the storage of the reference', () => {
    const player = new Player()
    expect(player.genesis()).toEqual(data.genesis)
    for (const block of data.blocks) expect(player.block(block)).toEqual(block)
    expect(data.blocks.length).toBeGreaterThan(20)
  })
})
