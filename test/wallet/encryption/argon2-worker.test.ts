import { EventEmitter } from 'node:events'
import { afterEach, expect, test, vi } from 'vitest'
import { utf8 } from '../../../src/primitives/bytes.ts'
import { ENGINES } from '../../../src/wallet/encryption/argon2.ts'
import { expectCode, rejectionOf } from '../support/errors.ts'

interface Started {
  readonly code: string
  readonly options: { env: object; argv: string[]; workerData: { options: { password: Uint8Array } } }
}

const started: Started[] = []
let respond: (worker: EventEmitter) => void = () => {}

/** A worker that answers what the test says. */
vi.mock('node:worker_threads', () => ({
  Worker: class extends EventEmitter {
    terminate = vi.fn(async () => 0)
    constructor(code: string, options: Started['options']) {
      super()
      started.push({ code, options: structuredClone(options) })
      queueMicrotask(() => respond(this))
    }
  },
}))

const derive = (await ENGINES.find(({ name }) => name === 'hash-wasm')!.load())!

afterEach(() => {
  started.length = 0
})

test('the worker gets the password and neither environment nor arguments', async () => {
  respond = worker => worker.emit('message', { key: new Uint8Array(32).fill(7) })
  expect(await derive(utf8('a password'))).toEqual(new Uint8Array(32).fill(7))
  const [{ options, code }] = started as [Started]
  expect(options).toMatchObject({ env: {}, argv: [] })
  expect(Buffer.from(options.workerData.options.password).toString()).toBe('a password')
  expect(code).not.toContain('a password')
})

test.each([
  ['finds no memory', (worker: EventEmitter) => worker.emit('message', {})],
  ['fails', (worker: EventEmitter) => worker.emit('error', new Error('ERR_WORKER_OUT_OF_MEMORY'))],
  ['ends', (worker: EventEmitter) => worker.emit('exit', 1)],
] as const)('a worker that %s is told as want of memory', async (_, response) => {
  respond = response
  expectCode(await rejectionOf(derive(utf8('a password'))), 'unsupported')
})
