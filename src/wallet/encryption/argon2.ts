/**
 * The key of a `$NACL` keyfile: argon2i over the password, at libsodium's "sensitive" cost (8 passes over 512 MiB) and with
 * the fixed salt of the format.
 *
 * The same password gives the same key in every wallet of the world, so the password carries the whole protection.
 * Three seconds and half a gigabyte a guess are what an attacker pays; they are never lowered.
 *
 * The first engine that this machine has does the work, off the main thread, so that Ctrl-C works: Node's own (from 24.7),
 * libsodium (an optional package), WebAssembly (always there, and the slowest).
 */
import * as crypto from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { freemem } from 'node:os'
import { Worker } from 'node:worker_threads'
import { wipe } from '../../primitives/crypto/wipe.ts'
import { TaoError } from '../../primitives/errors.ts'

/** 32 bytes out of a password. Tests may give a cheap one where the cost is not what they test. */
export type Kdf = (password: Uint8Array, signal?: AbortSignal) => Promise<Uint8Array>

export interface Engine {
  readonly name: string
  /** The function, or undefined where this machine lacks it. */
  load(): Promise<Kdf | undefined>
}

export const KEY_LENGTH = 32
const PASSES = 8
const MEMORY_KIB = 512 * 1024
/** The engines need a little more than the memory that argon2 fills. */
const NEEDED_BYTES = (MEMORY_KIB + 24 * 1024) * 1024
const SALT = Uint8Array.from(Buffer.from('137183dff15a09bc9c90b5518739e9b1', 'hex'))

/** @throws TaoError `unsupported` when memory is short, `cancelled` by the signal */
export const argon2Key: Kdf = async (password, signal) => {
  requireMemory()
  for (const engine of ENGINES) {
    const derive = await engine.load()
    if (derive !== undefined) return derive(password, signal)
  }
  throw new TaoError('internal', 'No implementation of argon2 could be loaded', {
    remedy: 'Install taokit anew: the package hash-wasm is missing.',
  })
}

type NodeArgon2 = (
  algorithm: string,
  parameters: Readonly<Record<string, unknown>>,
  callback: (error: Error | null, key: Buffer) => void,
) => void

const nodeEngine: Engine = {
  name: 'node:crypto',
  load: async () => {
    const argon2 = (crypto as unknown as { argon2?: NodeArgon2 }).argon2
    if (argon2 === undefined || !(await nodeHasArgon2(argon2))) return undefined
    const parameters = { nonce: SALT, parallelism: 1, tagLength: KEY_LENGTH, memory: MEMORY_KIB, passes: PASSES }
    return (message, signal) =>
      abortable(
        signal,
        () =>
          new Promise((resolve, reject) => {
            argon2('argon2i', { message, ...parameters }, (error, key) =>
              error ? reject(outOfMemory(error)) : resolve(key),
            )
          }),
      )
  },
}

/** Node may be linked with an OpenSSL that has no argon2; the smallest possible run tells. */
function nodeHasArgon2(argon2: NodeArgon2): Promise<boolean> {
  const smallest = { message: SALT, nonce: SALT, parallelism: 1, tagLength: KEY_LENGTH, memory: 8, passes: 1 }
  return new Promise(resolve => {
    try {
      argon2('argon2i', smallest, error => resolve(error === null || error === undefined))
    } catch {
      resolve(false)
    }
  })
}

interface Sodium {
  readonly crypto_pwhash_ALG_ARGON2I13: number
  crypto_pwhash_async(
    out: Uint8Array,
    password: Uint8Array,
    salt: Uint8Array,
    passes: number,
    memory: number,
    algorithm: number,
  ): Promise<void>
}

const sodiumEngine: Engine = {
  name: 'sodium-native',
  load: async () => {
    const sodium = await loadSodium()
    if (sodium === undefined) return undefined
    return (password, signal) =>
      abortable(signal, async () => {
        const key = Buffer.alloc(KEY_LENGTH)
        try {
          const algorithm = sodium.crypto_pwhash_ALG_ARGON2I13
          await sodium.crypto_pwhash_async(key, password, SALT, PASSES, MEMORY_KIB * 1024, algorithm)
        } catch (error) {
          throw outOfMemory(error)
        }
        return key
      })
  },
}

async function loadSodium(): Promise<Sodium | undefined> {
  try {
    // The package has no types, and it is optional: a literal import would make it a requirement of the type check.
    const name: string = 'sodium-native'
    const module = (await import(name)) as { default: Sodium }
    return module.default
  } catch {
    return undefined
  }
}

/** What runs in the worker: plain CommonJS, for it is not part of any bundle. */
const WORKER = `
const { parentPort, workerData } = require('node:worker_threads')
const { argon2i } = require(workerData.library)
argon2i(workerData.options).then(
  key => { workerData.options.password.fill(0); parentPort.postMessage({ key }) },
  () => parentPort.postMessage({}),
)`

const wasmEngine: Engine = {
  name: 'hash-wasm',
  load: async () => {
    let library: string
    try {
      library = createRequire(import.meta.url).resolve('hash-wasm/dist/argon2.umd.min.js')
    } catch {
      return undefined
    }
    return (password, signal) => {
      // The library takes none; only the API of an old tool could make a file with one.
      if (password.length === 0) throw new TaoError('unsupported', 'An empty password needs the package sodium-native')
      return abortable(signal, () => runWorker(library, password, signal))
    }
  },
}

async function runWorker(library: string, password: Uint8Array, signal?: AbortSignal): Promise<Uint8Array> {
  const options = {
    password: Uint8Array.from(password),
    salt: SALT,
    iterations: PASSES,
    parallelism: 1,
    memorySize: MEMORY_KIB,
    hashLength: KEY_LENGTH,
    outputType: 'binary',
  }
  // The worker sees neither our environment nor our arguments: they may hold passwords.
  const worker = new Worker(WORKER, { eval: true, env: {}, argv: [], workerData: { library, options } })
  wipe(options.password)
  const terminate = (): void => void worker.terminate()
  signal?.addEventListener('abort', terminate, { once: true })
  try {
    return await new Promise<Uint8Array>((resolve, reject) => {
      worker.once('message', ({ key }: { key?: Uint8Array }) => (key ? resolve(key) : reject(outOfMemory())))
      worker.once('error', error => reject(outOfMemory(error)))
      worker.once('exit', () => reject(outOfMemory()))
    })
  } finally {
    signal?.removeEventListener('abort', terminate)
    await worker.terminate()
  }
}

/** In the order of preference. */
export const ENGINES: readonly Engine[] = [nodeEngine, sodiumEngine, wasmEngine]

/** The result of `work`, or the refusal at once when the signal comes first; what runs elsewhere is left to end. */
async function abortable<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  if (signal === undefined) return work()
  const cancelled = (): TaoError => new TaoError('cancelled', 'Unlocking was interrupted')
  if (signal.aborted) throw cancelled()
  let stop: (() => void) | undefined
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(cancelled())
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([work(), stopped])
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop)
  }
}

/** Linux ends a process that touches memory which is not there; better to say so before. */
function requireMemory(): void {
  if (process.platform === 'linux' && availableBytes() < NEEDED_BYTES) throw outOfMemory()
}

function outOfMemory(cause?: unknown): TaoError {
  const mebibytes = (bytes: number): number => Math.round(bytes / 1024 ** 2)
  return new TaoError('unsupported', 'There is not enough memory to derive the key from the password', {
    why: [
      `It takes ${mebibytes(NEEDED_BYTES)} MiB; ${mebibytes(availableBytes())} MiB are available.`,
      'The format of the wallet fixes this amount: it is what makes guessing passwords expensive.',
    ],
    remedy: 'End other programs, raise the memory limit of the container, or add swap space.',
    cause,
  })
}

/** Free memory and free swap within the limits of the container. */
function availableBytes(): number {
  const available = process.availableMemory?.() ?? freemem()
  const limit = process.constrainedMemory?.() ?? 0
  const isLimited = limit > 0 && limit < Number.MAX_SAFE_INTEGER
  return isLimited ? available : available + freeSwap()
}

function freeSwap(): number {
  try {
    const kib = /^SwapFree:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]
    return kib === undefined ? 0 : Number(kib) * 1024
  } catch {
    return 0
  }
}
