/** What nodes say of errors, in words for a person. */
import { expect, test } from 'vitest'
import { asTaoError } from '../../src/client/failures.ts'
import { networkOf } from '../../src/client/networks.ts'
import { TaoError } from '../../src/primitives/errors.ts'

const NODE = networkOf('ws://localhost:9944')

test.each<[string, string, string]>([
  ['4003: Client error: UnknownBlock: State already discarded for 0xab', 'not_found', 'no longer has the state'],
  [
    '-32000: Client error: UnknownBlock: Header was not found in the database: 0xab',
    'not_found',
    'does not have that block',
  ],
  ['4003: Client error: Expect block number from id: BlockId::Hash(0xab)', 'not_found', 'does not have that block'],
  ['disconnected from ws://localhost:9944: 1006', 'unreachable', 'broke'],
  ['WebSocket is not connected', 'unreachable', 'broke'],
  ['No response received from RPC endpoint in 60s', 'timeout', 'does not answer'],
  ['-32601: Method not found', 'chain_refused', 'refused the request'],
  ['It answered with neither a result nor an error.', 'wrong_chain', 'as no node does'],
])('%s', (message, code, words) => {
  const told = asTaoError(new Error(message), NODE)
  expect(told).toMatchObject({ code, message: expect.stringContaining(words) })
  expect(told.message).toContain(NODE.name)
})

test('what is told already is told as it was', () => {
  const told = new TaoError('locked', 'It is locked')
  expect(asTaoError(told, NODE)).toBe(told)
})

test('no node tells more than a person reads', () => {
  const told = asTaoError(new Error(`-32000: ${'long '.repeat(100_000)}`), NODE)
  expect(told.why.join('').length).toBeLessThan(1_000)
})

test('a fault of the chain inside is one of ours', () => {
  expect(asTaoError(new TypeError('x is not a function'), networkOf('local')).code).toBe('internal')
  expect(asTaoError(new TypeError('x is not a function'), NODE).code).toBe('wrong_chain')
})
