import { expect, test } from 'vitest'
import { transferKeepAlive } from '../../../src/local-chain/pallets/balances/calls.ts'
import { addressId } from '../../../src/local-chain/runtime/lookup.ts'
import { tao } from '../../../src/primitives/amounts.ts'
import { bob } from '../support/accounts.ts'
import { TAO, TestChain } from '../support/chain.ts'

test('a block of signed extrinsics', () => {
  const chain = new TestChain()
  const [applied] = chain.block(
    chain.sign('Alice', transferKeepAlive.make({ dest: addressId(bob), value: tao(5n * TAO) })),
  )
  expect(applied!.outcome.error).toBeUndefined()
  console.log(chain.events())
})
