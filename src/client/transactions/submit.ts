/** Sends a signed transaction and follows it into a block. */
import { fromHex, type Hex, toHex } from '../../primitives/bytes.ts'
import { blake2_256 } from '../../primitives/crypto/blake2.ts'
import { TaoError } from '../../primitives/errors.ts'
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

type Status = string | Readonly<Record<string, unknown>>

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
    const settle = (end: () => void): void => {
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
    const onStatus = (status: Status): void => {
      const [kind, value] = kindOf(status)
      if (kind === 'inBlock') onStep?.('In a block')
      if (kind === 'finalized' || (kind === 'inBlock' && until === 'included')) settle(() => resolve(value as Hex))
      const gone = GONE[kind]
      if (gone !== undefined) settle(() => reject(lost(gone, chain.name)))
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
        onStep?.('Sent')
      },
      error => settle(() => reject(refused(client, error, options.context))),
    )
  })
}

const kindOf = (status: Status): readonly [string, unknown] =>
  typeof status === 'string' ? [status, undefined] : Object.entries(status)[0]!

/** Ends of a transaction that is in no block, and what they mean. */
const GONE: Readonly<Record<string, string>> = {
  usurped: 'Another transaction with the same nonce took its place.',
  dropped: 'The node had no room for it.',
  invalid: 'It became invalid while it waited: the account spent what it needed, or its time ran out.',
  finalityTimeout: 'Its block did not become final in time.',
}

const lost = (why: string, network: string): TaoError =>
  new TaoError('invalid_transaction', `${network} lost the transaction`, {
    why,
    remedy: 'Nothing was done by it. Look at the account, then try again.',
  })

const stillWaiting = (network: string, milliseconds: number, lastBlock: number): TaoError =>
  new TaoError('timeout', `The transaction is in no block of ${network} yet`, {
    why: [`It was sent ${milliseconds / 1000} seconds ago.`, `It may still come, up to block ${lastBlock}.`],
    remedy: 'Look at the account before you send it once more.',
  })

function refused({ chain }: Client, error: unknown, context: RefusalContext = {}): TaoError {
  const told = error as { readonly code?: unknown; readonly message?: unknown; readonly data?: unknown }
  if (typeof told?.code !== 'number') return asTaoError(error, chain.network)
  return poolRefusal(told.code, String(told.message), told.data, { network: chain.name, ...context })
}

async function locate({ chain }: Client, { bytes, hash }: Signed, block: Hex): Promise<Included> {
  const { block: found } = await chain.rpc<{ block: { header: { number: Hex }; extrinsics: readonly Hex[] } }>(
    'chain_getBlock',
    block,
  )
  const sent = toHex(bytes)
  const index = found.extrinsics.findIndex(each => each === sent || toHex(blake2_256(fromHex(each))) === hash)
  if (index === -1) {
    throw new TaoError('internal', `The transaction is not in the block that ${chain.name} named`, {
      data: { block, hash },
    })
  }
  return { block: { number: Number(found.header.number), hash: block }, index, hash }
}
