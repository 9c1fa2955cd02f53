/** Values that the chain would not take are refused with the name of the parameter and the numbers. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await world.json('subnets create --wallet owner')
})
afterAll(() => world.close())

test.each([
  ['tempo abc', 'tempo: Not a whole number from 0 to 65535: `abc`'],
  ['tempo 65536', 'tempo: Not a whole number from 0 to 65535: `65536`'],
])('sudo set 2 %s', async (words, error) => {
  expect(await world.refused(`sudo set 2 ${words} --wallet owner`)).toMatchObject({ error, exit: 2 })
})

test('more mechanisms than the chain allows', async () => {
  expect(await world.refused('subnets mechanisms set 2 3 --wallet owner')).toMatchObject({
    code: 'chain_refused',
    error: 'A subnet cannot have 3 mechanisms',
    why: ['The chain allows 2; subnet 2 has 1.'],
    at_most: 2,
  })
  // What the chain itself says of it.
  const raw = { netuid: 2, mechanism_count: 3 }
  const args = JSON.stringify(raw)
  const asRoot = await world.refused(`sudo call AdminUtils.sudo_set_mechanism_count --args ${args} --uri //Alice`)
  expect(asRoot.chain_error).toBe('SubtensorModule.InvalidValue')
})
