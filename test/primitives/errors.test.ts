import { describe, expect, test } from 'vitest'
import { assert, findCause, messageOf, TaoError } from '../../src/primitives/errors.ts'
import { expectCode, failureOf } from '../wallet/support/errors.ts'

describe('TaoError', () => {
  test('holds what, why and what to do', () => {
    const cause = new Error('inner')
    const error = new TaoError('not_found', 'Gone', { why: 'One', remedy: 'Look', data: { n: 1 }, cause })
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ name: 'TaoError', code: 'not_found', message: 'Gone', why: ['One'], remedy: 'Look' })
    expect(error.data).toEqual({ n: 1 })
    expect(error.cause).toBe(cause)
  })

  test('has empty defaults', () => {
    const error = new TaoError('usage', 'What?')
    expect(error).toMatchObject({ why: [], remedy: undefined, data: {} })
    expect('cause' in error).toBe(false)
  })

  test('keeps several reasons', () => {
    expect(new TaoError('usage', 'What?', { why: ['a', 'b'] }).why).toEqual(['a', 'b'])
  })
})

test('findCause looks down the chain', () => {
  const bottom = new RangeError('bottom')
  const top = new TaoError('internal', 'top', { cause: new Error('middle', { cause: bottom }) })
  expect(findCause(top, e => e instanceof RangeError)).toBe(bottom)
  expect(findCause(top, () => true)).toBe(top)
  expect(findCause(top, e => e.message === 'none')).toBeUndefined()
  expect(findCause('text', () => true)).toBeUndefined()
})

test('messageOf takes anything', () => {
  expect(messageOf(new Error('a'))).toBe('a')
  expect(messageOf('b')).toBe('b')
  expect(messageOf(undefined)).toBe('undefined')
})

test('assert throws an internal error', () => {
  assert(true, 'fine')
  const error = expectCode(
    failureOf(() => assert(0, 'broken')),
    'internal',
  )
  expect(error.message).toContain('broken')
})
