/** How a failure ends: the exit code, the words, and never a stack trace. */
import { describe, expect, test } from 'vitest'
import type { Chain } from '../../../src/client/chain.ts'
import { read, stream } from '../../../src/commands/kit/command.ts'
import { EXIT_CODES, exitCodeOf } from '../../../src/commands/kit/exit-codes.ts'
import { launch } from '../../../src/commands/kit/launch.ts'
import { integer, json } from '../../../src/commands/kit/shape.ts'
import { type ErrorCode, TaoError } from '../../../src/primitives/errors.ts'
import { memoryHost, settled } from '../support/memory-host.ts'
import { catalogueOf, taoWith } from '../support/tao.ts'

const env = { TAO_CONFIG: '/nowhere/config.json', NO_COLOR: '1' }
const failing = (error: unknown) =>
  read({
    summary: 'Fail',
    output: json('Null'),
    run: () => {
      throw error
    },
  })

test('every code of an error stands in the table of exit codes once', () => {
  // The record makes the compiler name a code that is missing here.
  const all: Record<ErrorCode, true> = {
    usage: true,
    invalid_argument: true,
    invalid_amount: true,
    invalid_address: true,
    invalid_file: true,
    not_found: true,
    already_exists: true,
    not_permitted: true,
    cancelled: true,
    wrong_password: true,
    locked: true,
    insufficient_balance: true,
    unreachable: true,
    timeout: true,
    wrong_chain: true,
    unsupported: true,
    invalid_transaction: true,
    chain_refused: true,
    chain_busy: true,
    chain_damaged: true,
    interrupted: true,
    internal: true,
  }
  expect(EXIT_CODES.flatMap(({ codes }) => codes).sort()).toEqual(Object.keys(all).sort())
})

test.each([
  ['usage', 2],
  ['invalid_amount', 2],
  ['cancelled', 3],
  ['wrong_password', 4],
  ['locked', 4],
  ['unreachable', 5],
  ['timeout', 5],
  ['chain_refused', 6],
  ['insufficient_balance', 6],
  ['not_found', 1],
  ['interrupted', 130],
] as const)('%s ends with %i', async (code, exit) => {
  expect(exitCodeOf(code)).toBe(exit)
  expect((await taoWith({ fail: failing(new TaoError(code, 'It failed')) }, 'fail', { env })).code).toBe(exit)
})

test('a failure says what, why and what next', async () => {
  const error = new TaoError('not_found', 'There is no subnet 9', {
    why: ['The chain has 3.'],
    remedy: 'See: tao subnets list',
  })
  const { stdout, stderr } = await taoWith({ fail: failing(error) }, 'fail', { env })
  expect([stdout, stderr]).toEqual(['', 'Error: There is no subnet 9\n  The chain has 3.\n  See: tao subnets list\n'])
})

describe('a bug', () => {
  const bug = failing(new TypeError('x is not a function'))

  test('is told as one, with what to report and no stack', async () => {
    const { code, stderr } = await taoWith({ 'stake fail': bug }, 'stake fail', { env })
    expect(code).toBe(1)
    expect(stderr).toBe(
      [
        'Error: A bug in tao: x is not a function',
        '  It is not your doing.',
        '  tao 0.0.0, Node.js v20.0.0, linux, command: tao stake fail',
        '  Report it to the issues of taokit with the lines above; TAO_DEBUG=1 shows where it happened.',
        '',
      ].join('\n'),
    )
  })

  test('has its stack with TAO_DEBUG, in JSON too', async () => {
    const { stderr } = await taoWith({ fail: bug }, 'fail', { env: { ...env, TAO_DEBUG: '1' } })
    expect(stderr).toContain('failures.test.ts')
    const { error } = await taoWith({ fail: bug }, 'fail --json', { env: { ...env, TAO_DEBUG: '1' } })
    expect(error<{ code: string; trace: string[] }>()).toMatchObject({ code: 'internal' })
    expect(error<{ trace: string[] }>().trace.join('\n')).toContain('failures.test.ts')
  })

  test('is not what the operating system refused', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
      code: 'ENOSPC',
      syscall: 'write',
    })
    const { error } = await taoWith({ fail: failing(full) }, 'fail --json', { env })
    expect(error()).toMatchObject({ code: 'not_permitted', system_code: 'ENOSPC' })
  })

  test('is what was thrown, even if that is no error', async () => {
    expect((await taoWith({ fail: failing('oops') }, 'fail', { env })).stderr).toContain('A bug in tao: oops')
  })
})

describe('Ctrl-C', () => {
  const run = async (command: ReturnType<typeof read>, pause = 0) => {
    const host = memoryHost({ env })
    const running = launch(['go'], host, catalogueOf({ go: command }))
    await settled()
    await settled()
    host.interrupt()
    if (pause > 0) await new Promise(resolve => setTimeout(resolve, pause))
    return { code: await running, stdout: host.written.stdout(), stderr: host.written.stderr() }
  }

  test('reaches the command, which tidies up; the exit code is 130', async () => {
    const done: string[] = []
    const command = read({
      summary: 'Wait',
      output: json('Null'),
      run: async (_, ctx) => {
        ctx.defer(() => void done.push('closed'))
        await new Promise((_, reject) => ctx.signal.addEventListener('abort', () => reject(new Error('stopped'))))
        return null
      },
    })
    expect(await run(command)).toEqual({ code: 130, stdout: '', stderr: 'Interrupted\n' })
    expect(done).toEqual(['closed'])
  })

  test('does not wait for ever for a command that does not listen', async () => {
    const command = read({ summary: 'Wait', output: json('Null'), run: () => new Promise(() => {}) })
    expect(await run(command)).toMatchObject({ code: 130 })
  })

  test('is the ordinary end of a stream', async () => {
    const command = stream({
      summary: 'Watch',
      output: integer('A number'),
      run: async function* (_, ctx) {
        yield 1
        await new Promise<void>(resolve => ctx.signal.addEventListener('abort', () => resolve()))
      },
    })
    expect(await run(command)).toEqual({ code: 0, stdout: '1\n', stderr: '' })
  })
})

test('what was opened is closed, last first, also after a failure', async () => {
  const closed: string[] = []
  const command = read({
    summary: 'Open',
    output: json('Null'),
    run: async (_, ctx) => {
      await ctx.chain()
      await ctx.chain()
      ctx.defer(() => void closed.push('other'))
      throw new TaoError('not_found', 'Nothing')
    },
  })
  let opened = 0
  const openChain = async () => {
    opened++
    return { close: async () => void closed.push('chain') } as unknown as Chain
  }
  await taoWith({ open: command }, 'open', { env, openChain })
  expect([opened, closed]).toEqual([1, ['other', 'chain']])
})
