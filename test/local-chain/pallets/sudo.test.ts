/** The account that may call as root, and who else may not. */
import { beforeEach, describe, expect, test } from 'vitest'
import { forceSetBalance } from '../../../src/local-chain/pallets/balances/calls.ts'
import { removeKey, setKey, sudo, sudoAs, sudoUncheckedWeight } from '../../../src/local-chain/pallets/sudo/calls.ts'
import { SudoKey } from '../../../src/local-chain/pallets/sudo/storage.ts'
import { remarkWithEvent, setHeapPages } from '../../../src/local-chain/pallets/system/calls.ts'
import { batch } from '../../../src/local-chain/pallets/utility/batches.ts'
import { dispatch } from '../../../src/local-chain/runtime/dispatch.ts'
import { addressId } from '../../../src/local-chain/runtime/lookup.ts'
import { NO_ORIGIN, ROOT_ORIGIN, signedBy } from '../../../src/local-chain/runtime/origin.ts'
import { tao } from '../../../src/primitives/amounts.ts'
import { alice, bob, charlie } from '../support/accounts.ts'
import { TestChain } from '../support/chain.ts'

let chain: TestChain

beforeEach(() => {
  chain = new TestChain()
  chain.begin()
})

const setCharlie = forceSetBalance.make({ who: addressId(charlie), new_free: tao(5000n) })
const pages = setHeapPages.make({ pages: 3n })
const note = remarkWithEvent.make({ remark: Uint8Array.of(1) })

describe('the sudo key', () => {
  test('calls as root, and pays no fee', () => {
    const { error, post } = dispatch(chain.ctx, signedBy(alice), sudo.make({ call: setCharlie }))
    expect([error, post]).toEqual([undefined, { pays: 'No' }])
    expect(chain.events().at(-1)).toEqual(['Sudo.Sudid', { sudo_result: undefined }])
  })

  test('is told when the call fails; the sudo call itself succeeds', () => {
    expect(chain.dispatch(signedBy(alice), sudo.make({ call: note }))).toBe('ok')
    expect(chain.events().at(-1)).toEqual(['Sudo.Sudid', { sudo_result: { type: 'BadOrigin' } }])
  })

  test('calls as any other account', () => {
    expect(chain.dispatch(signedBy(alice), sudoAs.make({ who: addressId(bob), call: note }))).toBe('ok')
    expect(chain.events().slice(-2)).toMatchObject([
      ['System.Remarked', { sender: bob }],
      ['Sudo.SudoAsDone', { sudo_result: undefined }],
    ])
  })

  test('passes filters: a batch within a batch', () => {
    const call = batch.make({ calls: [batch.make({ calls: [pages] })] })
    const weight = { ref_time: 1n, proof_size: 1n }
    expect(chain.dispatch(signedBy(alice), sudoUncheckedWeight.make({ call, weight }))).toBe('ok')
    expect(chain.events().at(-1)).toEqual(['Sudo.Sudid', { sudo_result: undefined }])
  })

  test('is handed on', () => {
    expect(chain.dispatch(signedBy(alice), setKey.make({ new: addressId(bob) }))).toBe('ok')
    expect(chain.events().at(-1)).toEqual(['Sudo.KeyChanged', { old: alice, new: bob }])
    expect(chain.dispatch(signedBy(alice), sudo.make({ call: pages }))).toBe('Sudo.RequireSudo')
    expect(chain.dispatch(signedBy(bob), sudo.make({ call: pages }))).toBe('ok')
  })

  test('is given up for good, and set again by root alone', () => {
    expect(chain.dispatch(signedBy(alice), removeKey.make({}))).toBe('ok')
    expect(chain.events().at(-1)).toEqual(['Sudo.KeyRemoved', undefined])
    expect(chain.dispatch(signedBy(alice), setKey.make({ new: addressId(alice) }))).toBe('Sudo.RequireSudo')
    expect(chain.dispatch(ROOT_ORIGIN, setKey.make({ new: addressId(bob) }))).toBe('ok')
    expect(chain.events().at(-1)).toEqual(['Sudo.KeyChanged', { old: undefined, new: bob }])
  })
})

test.each([
  ['sudo', sudo.make({ call: pages })],
  ['sudo_unchecked_weight', sudoUncheckedWeight.make({ call: pages, weight: { ref_time: 0n, proof_size: 0n } })],
  ['sudo_as', sudoAs.make({ who: addressId(bob), call: note })],
  ['set_key', setKey.make({ new: addressId(bob) })],
  ['remove_key', removeKey.make({})],
])('%s is for nobody else', (_name, call) => {
  const mark = chain.ctx.state.mark()
  expect(chain.dispatch(signedBy(bob), call)).toBe('Sudo.RequireSudo')
  expect(chain.dispatch(NO_ORIGIN, call)).toBe('BadOrigin')
  expect(chain.ctx.state.changesSince(mark)).toEqual([])
})

describe('a transaction of another signer', () => {
  test('does not enter a block with a sudo call, and does within a batch, to fail there', () => {
    const call = sudo.make({ call: pages })
    expect(chain.submit(chain.sign('Bob', call))).toBe('BadSigner')
    expect(chain.submit(chain.sign('Bob', batch.make({ calls: [call] })))).toBe('ok')
    expect(chain.events().map(([name]) => name)).toContain('Utility.BatchInterrupted')
    expect(chain.submit(chain.sign('Alice', call))).toBe('ok')
  })

  test('nobody’s does when there is no key', () => {
    SudoKey.remove(chain.ctx)
    expect(chain.submit(chain.sign('Alice', sudo.make({ call: pages })))).toBe('BadSigner')
  })
})
