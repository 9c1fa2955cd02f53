/** How fast a node answers. Nothing that it says is believed but for being shown. */
import { messageOf, TaoError } from '../../primitives/errors.ts'
import type { Network } from '../networks.ts'
import { connectTo } from '../providers/remote.ts'

export interface Probe {
  /** Until the connection stood, names looked up and certificates checked. */
  readonly connectMs: number
  /** From a question to its answer on a connection that stands: the median of several. */
  readonly roundTripMs: number
  /** From the first step to the number of the newest block. */
  readonly totalMs: number
  readonly block: number
  readonly specVersion: number
}

export interface ProbeOptions {
  /** For each of its steps. */
  readonly timeoutMs: number
  /** Questions of which the round trip is the median. */
  readonly pings: number
  readonly signal?: AbortSignal
}

interface Asking {
  send<T>(method: string, params: unknown[]): Promise<T>
}

/** @throws TaoError `unreachable`, `timeout`, `wrong_chain`, `interrupted` */
export async function probe(url: string, { genesis, name }: Network, options: ProbeOptions): Promise<Probe> {
  const { timeoutMs, pings, signal } = options
  const start = performance.now()
  const provider = await connectTo(url, signal, timeoutMs)
  const connectMs = performance.now() - start
  const asking = provider as unknown as Asking
  const ask = <T>(method: string, ...params: unknown[]): Promise<T> =>
    inTime(asking.send<T>(method, params), url, timeoutMs, signal)
  try {
    const { number } = await ask<{ readonly number: string }>('chain_getHeader')
    const totalMs = performance.now() - start
    const block = Number(number)
    const first = await ask<string>('chain_getBlockHash', 0)
    if (genesis !== undefined && first !== genesis) throw otherChain(url, name, first)
    const { specVersion } = await ask<{ readonly specVersion: number }>('state_getRuntimeVersion')
    const trips: number[] = []
    for (let i = 0; i < pings; i++) {
      const sent = performance.now()
      await ask('system_chain')
      trips.push(performance.now() - sent)
    }
    if (!Number.isSafeInteger(block) || !Number.isSafeInteger(specVersion)) throw noNode(url)
    return { connectMs, roundTripMs: median(trips), totalMs, block, specVersion }
  } catch (error) {
    if (error instanceof TaoError) throw error
    throw new TaoError('unreachable', `${url} does not answer as a node does`, { why: messageOf(error), cause: error })
  } finally {
    await provider.disconnect()
  }
}

/** Of an even number the greater of the two in the middle. */
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!

async function inTime<T>(work: Promise<T>, url: string, milliseconds: number, signal?: AbortSignal): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  let onAbort: (() => void) | undefined
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(silent(url, milliseconds)), milliseconds)
    onAbort = () => reject(new TaoError('interrupted', 'Interrupted'))
    signal?.addEventListener('abort', onAbort)
  })
  try {
    return await Promise.race([work, end])
  } finally {
    clearTimeout(timer)
    if (onAbort !== undefined) signal?.removeEventListener('abort', onAbort)
    // What comes too late is nobody's any more.
    work.catch(() => {})
  }
}

const silent = (url: string, milliseconds: number): TaoError =>
  new TaoError('timeout', `${url} does not answer`, {
    why: `It took the connection, and then said nothing for ${milliseconds / 1000} seconds.`,
    data: { url },
  })

const noNode = (url: string): TaoError =>
  new TaoError('unreachable', `${url} does not answer as a node does`, {
    why: 'It answers, and not as a node of Subtensor does.',
    data: { url },
  })

const otherChain = (url: string, name: string, genesis: unknown): TaoError =>
  new TaoError('wrong_chain', `${url} is not of ${name}`, {
    why: `It is a node of another chain: its block 0 is ${String(genesis).slice(0, 66)}.`,
    data: { url },
  })
