import { describe, expect, test } from 'vitest'
import { refusal } from '../../../src/client/refusals/refusal.ts'

const HOTKEY = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'

describe('refusal', () => {
  test('says what, why and what next', () => {
    const error = refusal('SubtensorModule.SubnetNotExists', { network: 'finney', netuid: 77 })
    expect(error.code).toBe('chain_refused')
    expect(error.message).toBe('Subnet 77 does not exist')
    expect(error.why).toEqual([
      'There is no subnet with that netuid on finney. A subnet can be dissolved, and its netuid given to a new one.',
    ])
    expect(error.remedy).toBe('List the subnets with `tao subnets list`.')
    expect(error.data).toEqual({ chain_error: 'SubtensorModule.SubnetNotExists' })
  })

  test('does without what the caller does not know', () => {
    const error = refusal('SubtensorModule.HotKeyNotRegisteredInSubNet')
    expect(error.message).toBe('The hotkey is not registered on the subnet')
    expect(error.remedy).toBe('Register it with `tao subnets register --netuid NETUID`.')
  })

  test('names keys and subnets', () => {
    const error = refusal('SubtensorModule.HotKeyNotRegisteredInSubNet', { hotkey: HOTKEY, netuid: 3 })
    expect(error.message).toBe(`Hotkey ${HOTKEY} is not registered on subnet 3`)
    expect(error.remedy).toBe('Register it with `tao subnets register --netuid 3`.')
  })

  test('calls subnet 0 by its name', () => {
    const error = refusal('SubtensorModule.NeuronNoValidatorPermit', { hotkey: HOTKEY, netuid: 0 })
    expect(error.message).toBe(`Hotkey ${HOTKEY} has no validator permit on the root network`)
  })

  test('begins a sentence with a name as the name is written', () => {
    const error = refusal('LimitOrders.LimitOrdersDisabled', { network: 'finney' })
    expect(error.message).toBe('finney does not carry out orders at present')
    expect(refusal('Token.NotExpendable', { address: 'main' }).message).toBe('main would cease to exist')
    expect(refusal('Token.NotExpendable').message).toBe('The account would cease to exist')
  })

  test('puts the numbers of an empty purse beside the rule', () => {
    const error = refusal('SubtensorModule.NotEnoughBalanceToStake', { amount: 'τ12', needed: 'τ12.01', free: 'τ10.5' })
    expect(error.code).toBe('insufficient_balance')
    expect(error.why.at(-1)).toBe('Asked for: τ12. Needed: τ12.01. Free: τ10.5.')
  })

  test('tells what is staked where stake is meant', () => {
    const context = { amount: '5 α', free: 'τ10', available: '3 α' }
    const error = refusal('SubtensorModule.NotEnoughStakeToWithdraw', context)
    expect(error.code).toBe('insufficient_balance')
    expect(error.why.at(-1)).toBe('Asked for: 5 α. There: 3 α.')
  })

  test('offers TAO where it is to be had for nothing', () => {
    expect(refusal('Balances.InsufficientBalance', { network: 'local' }).remedy).toContain(
      'Here, `tao wallet fund` gives',
    )
    const coldkey = '5F'
    expect(refusal('Balances.InsufficientBalance', { network: 'local', coldkey }).remedy).toContain(
      'Here, `tao wallet fund 5F` gives',
    )
    expect(refusal('Balances.InsufficientBalance', { network: 'finney' }).remedy).not.toContain('wallet fund')
  })

  test('tells amounts that come as numbers in rao', () => {
    const error = refusal('Balances.InsufficientBalance', { amount: 5n, free: 3n })
    expect(error.why.at(-1)).toBe('Asked for: 5 rao. Free: 3 rao.')
  })

  test('tells what was given and what may be', () => {
    const error = refusal('SubtensorModule.TempoOutOfBounds', { given: 10, least: 360, most: 50_400 })
    expect(error.why.at(-1)).toBe('Given: 10. At least: 360. At most: 50400.')
  })

  test('leaves numbers away that have nothing to do with it', () => {
    const error = refusal('SubtensorModule.DuplicateUids', { amount: 'τ1', block: 5, freeAt: 9 })
    expect(error.why).toEqual(['A validator gives each neuron one weight.'])
    expect(error.data).toEqual({ chain_error: 'SubtensorModule.DuplicateUids' })
  })

  test('tells when it will do', () => {
    const context = { network: 'finney', netuid: 1, block: 1000, freeAt: 1100, blockSeconds: 12 }
    const error = refusal('SubtensorModule.SettingWeightsTooFast', context)
    expect(error.why.at(-1)).toBe(
      'It will do from block 1100 on. Now it is block 1000: 100 blocks to wait, about 20 minutes.',
    )
    expect(error.data).toEqual({ chain_error: 'SubtensorModule.SettingWeightsTooFast', free_at_block: 1100 })
    expect(error.remedy).not.toContain('advance')
  })

  test.each([
    [10, 'about 10 seconds'],
    [600, 'about 10 minutes'],
    [36_000, 'about 10 hours'],
    [864_000, 'about 10 days'],
  ])('tells %i seconds in the unit that fits', (left, text) => {
    const error = refusal('SubtensorModule.TxRateLimitExceeded', { block: 0, freeAt: left, blockSeconds: 1 })
    expect(error.why.at(-1)).toContain(text)
  })

  test('counts one block as one', () => {
    const error = refusal('SubtensorModule.TxRateLimitExceeded', { block: 7, freeAt: 8 })
    expect(error.why.at(-1)).toBe('It will do from block 8 on. Now it is block 7: 1 block to wait.')
  })

  test('does not tell of a wait that is over', () => {
    const error = refusal('SubtensorModule.TxRateLimitExceeded', { block: 9, freeAt: 9 })
    expect(error.why.at(-1)).toBe('The limit counts from the last change that went through.')
  })

  test('offers to let the time pass where that can be done', () => {
    const error = refusal('SubtensorModule.ColdkeySwapTooEarly', { network: 'local', block: 10, freeAt: 60 })
    expect(error.remedy).toContain('Here, `tao chain advance 50` lets time pass.')
    expect(refusal('SubtensorModule.ColdkeySwapTooEarly', { network: 'local' }).remedy).toContain('advance BLOCKS')
  })

  test('keeps the cause', () => {
    const cause = new Error('from below')
    expect(refusal('BadOrigin', { cause }).cause).toBe(cause)
  })
})

describe('an error of another runtime', () => {
  test('is told by its name and by what the chain says of it', () => {
    const docs = 'The  basket is\nempty.'
    const error = refusal('SubtensorModule.BasketEmpty', { network: 'finney', docs })
    expect(error.code).toBe('chain_refused')
    expect(error.message).toBe('finney refused the call: SubtensorModule.BasketEmpty')
    expect(error.why[0]).toBe('The chain says about it: The basket is empty.')
    expect(error.why[1]).toContain('no words of its own')
    expect(error.data).toEqual({ chain_error: 'SubtensorModule.BasketEmpty' })
  })

  test('is told by its name alone where the chain says nothing', () => {
    const error = refusal('Module 77, error 0x05000000')
    expect(error.message).toBe('The chain refused the call: Module 77, error 0x05000000')
    expect(error.why).toHaveLength(1)
    expect(refusal('Other.Thing', { docs: ' ' }).why).toHaveLength(1)
  })

  test('does not flood the terminal', () => {
    const error = refusal(`X.${'y'.repeat(5000)}`, { docs: 'z'.repeat(5000) })
    for (const text of [error.message, ...error.why]) expect(text.length).toBeLessThanOrEqual(200)
  })

  test('is not looked up where objects keep their own names', () => {
    expect(refusal('constructor').message).toBe('The chain refused the call: constructor')
  })
})
