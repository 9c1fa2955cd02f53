/** Clients that mean well: they transfer, wait until it is final, read, and keep account of what must be there in the end. */
import { WebSocket } from 'ws'
import { Chain } from '../../src/local-chain/node/chain.ts'
import { transferKeepAlive } from '../../src/local-chain/pallets/balances/calls.ts'
import { SystemAccount } from '../../src/local-chain/pallets/system/storage.ts'
import { accountInfo } from '../../src/local-chain/pallets/system/types.ts'
import { chainSpec } from '../../src/local-chain/profiles/specs.ts'
import { addressId } from '../../src/local-chain/runtime/lookup.ts'
import { decode } from '../../src/local-chain/scale/codec.ts'
import { rawPrefix } from '../../src/local-chain/state/cells.ts'
import { MemoryStore } from '../../src/local-chain/state/memory-store.ts'
import type { AccountId } from '../../src/primitives/account.ts'
import { tao } from '../../src/primitives/amounts.ts'
import { fromHex, type Hex, toHex } from '../../src/primitives/bytes.ts'
import { sign } from '../../test/local-chain/support-node/signing.ts'

/** Whoever waits longer than this takes it for lost. */
const PATIENCE_MILLISECONDS = 20_000
const AMOUNT = tao(1_000_000n)

/** The chain as it begins, for making transactions. */
export const genesis = (): Chain => new Chain(chainSpec('sandbox'), new MemoryStore(), { sealing: 'manual' })

export const transfer = (chain: Chain, uri: string, to: AccountId, nonce: number, rao: bigint = AMOUNT): Uint8Array =>
  sign(chain, uri, transferKeepAlive.make({ dest: addressId(to), value: tao(rao) }), { nonce })

const accountKey = (account: AccountId): Hex => toHex(rawPrefix(SystemAccount, [account]))

type Told = (message: {
  readonly id?: number
  readonly result?: unknown
  readonly error?: unknown
  readonly params?: unknown
}) => void

export class Honest {
  included = 0
  /** Milliseconds of each call. */
  readonly calls: number[] = []
  /** Milliseconds from submission to finality. */
  readonly transfers: number[] = []
  readonly lost: string[] = []
  private readonly uri: string
  private readonly to: AccountId
  private readonly chain: Chain
  private readonly socket: WebSocket
  private readonly waiting = new Map<number, Told>()
  private readonly watched = new Map<string, (status: unknown) => void>()
  private ids = 0

  private constructor(chain: Chain, uri: string, to: AccountId, socket: WebSocket) {
    this.chain = chain
    this.uri = uri
    this.to = to
    this.socket = socket
    socket.on('message', data => this.hear(data.toString()))
    socket.on('error', () => {})
    socket.on('close', code => {
      this.lost.push(`the connection of ${uri} was closed with ${code}`)
    })
  }

  static async connect(chain: Chain, uri: string, to: AccountId, port: number): Promise<Honest> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`)
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    return new Honest(chain, uri, to, socket)
  }

  /** Transfers and reads until the time is over. */
  async run(signal: AbortSignal): Promise<void> {
    const key = accountKey(this.to)
    while (!signal.aborted && this.lost.length === 0) {
      try {
        await this.transferOnce()
        await this.call('state_getStorage', [key])
        await this.call('state_call', ['AccountNonceApi_account_nonce', this.to])
        await this.call('chain_getHeader', [])
      } catch (error) {
        this.lost.push(`${this.uri}: ${error instanceof Error ? error.message : error}`)
      }
    }
  }

  /** Whether what was transferred is there. */
  async settle(): Promise<void> {
    try {
      const stored = (await this.call('state_getStorage', [accountKey(this.to)])) as Hex | null
      const free = stored === null ? 0n : decode(accountInfo, fromHex(stored)).data.free
      const expected = AMOUNT * BigInt(this.included)
      if (free !== expected) this.lost.push(`${this.uri} sent ${expected} rao, and ${free} are there`)
    } catch (error) {
      this.lost.push(`${this.uri}: ${error instanceof Error ? error.message : error}`)
    }
    this.socket.removeAllListeners('close')
    this.socket.close()
  }

  private async transferOnce(): Promise<void> {
    const hex = toHex(transfer(this.chain, this.uri, this.to, this.included))
    const begin = performance.now()
    let told = (_: unknown): void => {}
    const final = within(
      new Promise<void>((resolve, reject) => {
        told = status => {
          if (typeof status === 'object' && status !== null && 'finalized' in status) resolve()
          else if (status === 'invalid' || status === 'dropped') reject(new Error(`a transfer became ${status}`))
        }
      }),
      'a transfer',
    )
    final.catch(() => {})
    const subscription = await this.call('author_submitAndWatchExtrinsic', [hex], id => this.watched.set(id, told))
    await final
    this.watched.delete(subscription as string)
    this.included++
    this.transfers.push(performance.now() - begin)
    await this.call('author_unwatchExtrinsic', [subscription])
  }

  private call(method: string, params: unknown[], subscribed?: (id: string) => void): Promise<unknown> {
    const id = ++this.ids
    const begin = performance.now()
    const answer = new Promise<unknown>((resolve, reject) => {
      this.waiting.set(id, ({ result, error }) => {
        this.calls.push(performance.now() - begin)
        if (error !== undefined) return reject(new Error(`${method} was answered ${JSON.stringify(error)}`))
        subscribed?.(result as string)
        resolve(result)
      })
    })
    this.socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    return within(answer, method)
  }

  private hear(text: string): void {
    const message = JSON.parse(text)
    if (message.id !== undefined) {
      this.waiting.get(message.id)?.(message)
      this.waiting.delete(message.id)
      return
    }
    const { subscription, result } = message.params
    this.watched.get(subscription)?.(result)
  }
}

async function within<T>(promise: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${what} took more than ${PATIENCE_MILLISECONDS} ms`)),
      PATIENCE_MILLISECONDS,
    )
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
