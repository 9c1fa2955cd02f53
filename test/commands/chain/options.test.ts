import { expect, test } from 'vitest'
import { tao } from '../support/tao.ts'

test.each([
  ['intervall', 'Did you mean interval?'],
  ['5', undefined],
  ['86400001', undefined],
  ['12s', undefined],
])('--seal %s is refused with everything that it can be', async (seal, remedy) => {
  const { code, error } = await tao(['chain', 'start', '--seal', seal, '--json'], {
    env: { TAO_CONFIG: '/nowhere/config.json' },
  })
  expect(code).toBe(2)
  expect(error()).toMatchObject({
    code: 'invalid_argument',
    error: `--seal: Not a way to make blocks: \`${seal}\``,
    why: ['It is interval, instant, manual, or a number of milliseconds from 10 to 86400000.'],
  })
  expect(error().remedy).toBe(remedy)
})
