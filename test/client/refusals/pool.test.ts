import { describe, expect, test } from 'vitest'
import { CUSTOM_ERRORS, poolRefusal } from '../../../src/client/refusals/pool.ts'
import {
  badFormat,
  invalidTransaction,
  poolRefusal as poolRefusalOfNode,
  verificationFailed,
} from '../../../src/local-chain/node/rpc/transaction-errors.ts'
import { CustomTransactionError } from '../../../src/local-chain/pallets/subtensor/extensions/transaction-error.ts'
import {
  invalidTransaction as invalidCodec,
  unknownTransaction as unknownCodec,
  type ValidityErrorData,
} from '../../../src/local-chain/runtime/validity.ts'
import type { TypeInfo } from '../../../src/local-chain/scale/type.ts'

const NOTHING_DONE = 'Nothing was done, and no fee was taken.'
const namesOf = ({ def }: TypeInfo): string[] =>
  def.kind === 'variant' ? def.variants.map(({ name }) => name).filter(name => name !== 'Custom') : []

const INVALID = namesOf(invalidCodec.type())
const UNKNOWN = namesOf(unknownCodec.type())
const told = ([code, message, data]: readonly [number, string, string?]) => poolRefusal(code, message, data)

describe('what our own node says', () => {
  test.each(INVALID)('is understood: invalid, %s', name => {
    const error = told(invalidTransaction({ type: 'Invalid', value: { type: name } } as ValidityErrorData))
    expect(error.data).toEqual({ chain_error: `InvalidTransaction.${name}`, rpc_code: 1010 })
    expect(error.why.at(-1)).toBe(NOTHING_DONE)
  })

  test.each(UNKNOWN)('is understood: of unknown validity, %s', name => {
    const error = told(invalidTransaction({ type: 'Unknown', value: { type: name } } as ValidityErrorData))
    expect(error.data).toEqual({ chain_error: `UnknownTransaction.${name}`, rpc_code: 1011 })
  })

  test('is understood: of unknown validity, with a number', () => {
    const error = told(invalidTransaction({ type: 'Unknown', value: { type: 'Custom', value: 3 } }))
    expect(error.data.chain_error).toBe('UnknownTransaction.Custom')
    expect(poolRefusal(1011, 'Unknown Transaction Validity', { Custom: 3 }).data).toEqual(error.data)
  })

  test.each([
    ['TemporarilyBanned', 1012],
    ['AlreadyImported', 1013],
    ['TooLowPriority', 1014],
    ['CycleDetected', 1015],
    ['ImmediatelyDropped', 1016],
    ['NoTagsProvided', 1019],
  ] as const)('is understood: pool, %s', (type, code) => {
    const refusal = { hash: '0x00', refusal: { type, old: 1n, new: 1n } } as unknown as Parameters<
      typeof poolRefusalOfNode
    >[0]
    expect(told(poolRefusalOfNode(refusal)).data).toEqual({ chain_error: `TransactionPool.${type}`, rpc_code: code })
  })

  test('is understood: bytes that are no transaction', () => {
    expect(told(badFormat('x')).data).toEqual({ chain_error: 'Author.BadFormat', rpc_code: 1001 })
    expect(told(verificationFailed('x')).data).toEqual({ chain_error: 'Author.Verification', rpc_code: 1002 })
  })
})

describe('Custom error', () => {
  test('has the names and numbers of the chain', () => {
    const ours = Object.entries(CUSTOM_ERRORS).map(([number, [name]]) => [name, Number(number)])
    expect(Object.fromEntries(ours)).toEqual(CustomTransactionError)
  })

  test.each(Object.entries(CustomTransactionError))('%s is told', (name, number) => {
    const error = poolRefusal(1010, 'Invalid Transaction', `Custom error: ${number}`)
    expect(error.data).toEqual({ chain_error: `CustomTransactionError.${name}`, rpc_code: 1010 })
    expect(error.message).not.toContain('refused the transaction')
  })

  test('is told like the error of a call that it stands for', () => {
    const error = poolRefusal(1010, 'Invalid Transaction', 'Custom error: 3', { netuid: 9 })
    expect(error.code).toBe('chain_refused')
    expect(error.message).toBe('Subnet 9 does not exist')
  })

  test.each([
    ['SubtensorModule.set_weights', 6, 'It is too soon for the hotkey to set weights on the subnet'],
    ['SubtensorModule.commit_timelocked_weights', 6, 'It is too soon for the hotkey to commit weights on the subnet'],
    ['SubtensorModule.register_network', 6, 'A subnet was created a short while ago'],
    [undefined, 6, 'It is too soon to do that again'],
    ['SubtensorModule.set_weights', 1, 'The hotkey has too little stake on the subnet to set weights'],
    ['SubtensorModule.add_stake_limit', 1, 'The amount is too small'],
    ['Utility.batch', 1, 'The amount or the stake is too small'],
  ])('is told by the call: %s, %i', (call, number, message) => {
    expect(poolRefusal(1010, 'Invalid Transaction', `Custom error: ${number}`, { call }).message).toBe(message)
  })

  test('is read from the message, too', () => {
    expect(poolRefusal(1010, 'Invalid Transaction: Custom error: 12', undefined).message).toBe(
      'The hotkey has published its address a short while ago',
    )
  })

  test('that nobody knows is told as it came', () => {
    const error = poolRefusal(1010, 'Invalid Transaction', 'Custom error: 99', { network: 'finney' })
    expect(error.code).toBe('invalid_transaction')
    expect(error.message).toBe('finney refused the transaction')
    expect(error.why).toEqual(['Invalid Transaction: Custom error: 99', NOTHING_DONE])
    expect(error.data).toEqual({ rpc_code: 1010, rpc_text: 'Invalid Transaction: Custom error: 99' })
  })
})

describe('poolRefusal', () => {
  test('tells an empty purse by its code', () => {
    const data = 'Inability to pay some fees (e.g. account balance too low)'
    const error = poolRefusal(1010, 'Invalid Transaction', data, { address: 'main', free: 'τ0' })
    expect(error.code).toBe('insufficient_balance')
    expect(error.message).toBe('main cannot pay the fee')
    expect(error.why.slice(-2)).toEqual(['Free: τ0.', NOTHING_DONE])
  })

  test('does not say that nothing was done of a transaction that the node has', () => {
    const error = poolRefusal(1013, 'Transaction Already Imported', '0xab')
    expect(error.why).not.toContain(NOTHING_DONE)
  })

  test('tells another error as it came, and not at any length', () => {
    const error = poolRefusal(-32_603, 'Internal error', { reason: 'x'.repeat(999) })
    expect(error.code).toBe('chain_refused')
    expect(error.message).toBe('The node refused the transaction')
    expect(error.why[0]!.length).toBeLessThanOrEqual(200)
    expect(error.data.rpc_code).toBe(-32_603)
  })

  test('tells a reason that is new', () => {
    const error = poolRefusal(1010, 'Invalid Transaction', 'Something new')
    expect(error.code).toBe('invalid_transaction')
    expect(error.why[0]).toBe('Invalid Transaction: Something new')
  })
})
