/** Sends a signed transaction and follows it into a block. */
import { fromHex, type Hex, toHex } from '../../primitives/bytes.ts'
import { blake2_256 } from '../../primitives/crypto/blake2.ts'
import { messageOf, TaoError } from '../../primitives/errors.ts'
import { transactionStatus } from '../answers.ts'
import type { BlockRef, Client } from '../client.ts'
import { asTaoError } from '../failures.ts'
import type { RefusalContext } from '../refusals/context.ts'
import { poolRefusal } from '../refusals/pool.ts'
import type { Signed } from './sign.ts'

export interface FollowOptions {
  /** When it is done: once it stands in a block, or once that block can no longer be undone. */
  readonly until?: 'included' | 'finalized'
  readonly milliseconds?: number
  readonly signal?: AbortSignal
  /** Hears how far it has come. */
  readonly onStep?: (what: string) => void
  /** What a refusal is told with. */
  readonly context?: RefusalContext
}

/** Where a transaction came to stand. */
export interface Included {
  readonly block: BlockRef
  readonly index: number
  readonly hash: Hex
}

const PATIENCE = 180_000

/** @throws TaoError when the pool refuses or drops it, when it takes too long, when the connection breaks */
export async function submit(client: Client, signed: Signed, options: FollowOptions = {}): Promise<Included> {
  const hash = await follow(client, signed, options)
  return locate(client, signed, hash)
}

/** @returns the hash of the block */
function follow(client: Client, { bytes, lastBlock }: Signed, options: FollowOptions): Promise<Hex> {
  const { until = 'included', milliseconds = PATIENCE, signal, onStep } = options
  const { chain } = client
  return new Promise<Hex>((resolve, reject) => {
    let stop: (() => void) | undefined
    let isSettled = false
    const settle = (end: () => void): void => {
      isSettled = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      stop?.()
      end()
    }
    const timer = setTimeout(
      () => settle(() => reject(stillWaiting(chain.name, milliseconds, lastBlock))),
      milliseconds,
    )
    const onAbort = (): void =>
      settle(() => reject(new TaoError('interrupted', 'Interrupted: the transaction was sent')))
    signal?.addEventListener('abort', onAbort)
    const onStatus = (message: unknown): void => {
      const status = transactionStatus(message)
      if (status === undefined) return settle(() => reject(incomprehensible(chain.name, lastBlock)))
      const [kind, block] = status
      if (kind === 'inBlock') onStep?.('In a block')
      if (kind === 'finalized' || (kind === 'inBlock' && until === 'included')) settle(() => resolve(block!))
      const gone = GONE.get(kind)
      if (gone !== undefined) settle(() => reject(lost(gone, chain.name, lastBlock)))
    }
    const watch = {
      notification: 'author_extrinsicUpdate',
      method: 'author_submitAndWatchExtrinsic',
      unsubscribe: 'author_unwatchExtrinsic',
      params: [toHex(bytes)],
      onMessage: onStatus,
      onLost: (error: TaoError) => settle(() => reject(error)),
    }
    chain.subscribe(watch).then(
      unsubscribe => {
        stop = unsubscribe
        if (isSettled) stop()
        else onStep?.('Sent')
      },
      error => settle(() => reject(refused(client, error, options.context))),
    )
  })
}

/** Ends of a transaction that is in no block, and what they mean. */
const GONE: ReadonlyMap<string, string> = new Map([
  ['usurped', 'Another transaction with the same nonce took its place.'],
  ['dropped', 'The node had no room for it.'],
  ['invalid', 'It became invalid while it waited: the account spent what it needed, or its time ran out.'],
  ['finalityTimeout', 'Its block did not become final in time.'],
])

/** One node says so: others may have the transaction by then. */
const lost = (why: string, network: string, lastBlock: number): TaoError =>
  new TaoError('invalid_transaction', `${network} lost the transaction`, {
    why: [why, `Another node may still have it. It can come into no block behind ${lastBlock}.`],
    remedy: 'Look at the account before you send it once more.',
  })

const incomprehensible = (network: string, lastBlock: number): TaoError =>
  new TaoError('wrong_chain', `${network} answers as no node does`, {
    why: ['It was sent the transaction, and tells nothing of it.', `It may still come, up to block ${lastBlock}.`],
    remedy: 'Look at the account by another node before you send it once more.',
  })

const stillWaiting = (network: string, milliseconds: number, lastBlock: number): TaoError =>
  new TaoError('timeout', `The transaction is in no block of ${network} yet`, {
    why: [`It was sent ${milliseconds / 1000} seconds ago.`, `It may still come, up to block ${lastBlock}.`],
    remedy: 'Look at the account before you send it once more.',
  })

function refused({ chain }: Client, error: unknown, context: RefusalContext = {}): TaoError {
  const told = error as { readonly code?: unknown; readonly message?: unknown; readonly data?: unknown }
  if (typeof told?.code !== 'number') return asTaoError(error, chain.network)
  const refusal = poolRefusal(told.code, messageOf(told), told.data, { network: chain.name, ...context })
  // The metadata that it was made by may be another's: whoever told it is not believed a second time.
  if (refusal.data.chain_error === 'InvalidTransaction.BadProof') chain.forgetMetadata()
  return refusal
}

interface Block {
  readonly header: { readonly number: Hex }
  readonly extrinsics: readonly Hex[]
}

async function locate({ chain }: Client, { bytes, hash }: Signed, block: Hex): Promise<Included> {
  const found = await chain.rpc<{ block: Block } | null>('chain_getBlock', block)
  const sent = toHex(bytes)
  const { header, extrinsics } = found?.block ?? { header: undefined, extrinsics: [] }
  const index = extrinsics.findIndex(each => each === sent || toHex(blake2_256(fromHex(each))) === hash)
  if (header !== undefined && index !== -1)
    return { block: { number: Number(header.number), hash: block }, index, hash }
  throw new TaoError('wrong_chain', `The transaction is not in the block that ${chain.name} named`, {
    why: `It was sent, and the node says that it stands in block ${block}.`,
    remedy: 'Look at the account before you send it once more.',
    data: { block, hash },
  })
}
