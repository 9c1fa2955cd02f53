import { describe, expect, test } from 'vitest'
import { parseNetuid, ROOT } from '../../src/primitives/netuid.ts'
import { expectCode, failureOf } from '../wallet/support/errors.ts'

describe('parseNetuid', () => {
  test.each([
    ['0', ROOT],
    ['1', 1],
    ['007', 7],
    ['65535', 65535],
  ])('%s is %s', (text, netuid) => expect(parseNetuid(text)).toBe(netuid))

  test.each(['', ' ', '-1', '+1', '1.0', '1e2', '0x1', '65536', '99999', '100000', '1 ', '1\n', '٣', 'root'])(
    'refuses %j',
    text => {
      expectCode(
        failureOf(() => parseNetuid(text)),
        'invalid_argument',
      )
    },
  )
})
