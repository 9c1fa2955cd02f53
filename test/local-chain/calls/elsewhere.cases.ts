/** Calls of other pallets, for what they show of these: money set aside, calls that are not let through. */
import { utf8 } from '../../../src/primitives/bytes.ts'
import { accountOf, type CallCase, idOf, type Scene, sent, TAO } from './support/case.ts'
import { emptyStage } from './support/world.ts'

export const stage = emptyStage

const dave = accountOf('Dave')
/** Nearly all of what is free may not be reserved. */
const frozen: Scene = s => {
  const account = s.read('System.Account', dave) as { readonly data: { readonly free: bigint } }
  s.put('System.Account', dave, { ...account, data: { ...account.data, frozen: account.data.free - TAO / 20n } })
}

export const cases: readonly CallCase[] = [
  {
    call: 'Proxy.add_proxy',
    by: 'Dave',
    args: { delegate: idOf('Eve'), proxy_type: 'Any', delay: 0n },
    events: [
      ['Balances.Reserved', { who: accountOf('Dave'), amount: 93000000n }],
      ['ProxyAdded', { delegator: accountOf('Dave'), delegatee: accountOf('Eve'), proxy_type: 'Any', delay: 0n }],
    ],
    state: [
      [
        'System.Account',
        accountOf('Dave'),
        {
          nonce: 1,
          consumers: 1,
          providers: 1,
          sufficients: 0,
          data: {
            free: 1999906672480n,
            reserved: 93000000n,
            frozen: 0n,
            flags: 170141183460469231731687303715884105728n,
          },
        },
      ],
    ],
    refused: [
      {
        error: 'Balances.InsufficientBalance',
        given: sent('Dave', 'Balances.burn', { value: 1_999_950_000_000n, keep_alive: true }),
      },
      { error: 'Balances.LiquidityRestrictions', given: frozen },
    ],
  },
  {
    call: 'Preimage.note_preimage',
    by: 'Dave',
    args: { bytes: utf8('a call') },
    events: [['Noted', { hash: '0xaacc67a47a1b06ca5e04ba008675923b8f7b7dc43caada02fc7b3cce805cb84b' }]],
    state: [
      ['Balances.Holds', accountOf('Dave'), [{ id: { type: 'Preimage', value: 'Preimage' }, amount: 110000000n }]],
    ],
    authority: { root: 'accepted' },
    refused: [],
  },
  {
    call: 'Utility.batch_all',
    by: 'Dave',
    args: s => ({ calls: [s.call('System.remark', { remark: utf8('x') })] }),
    events: [
      ['ItemCompleted', undefined],
      ['BatchCompleted', undefined],
    ],
    state: [],
    authority: { root: 'ok' },
    refused: [
      {
        error: 'System.CallFiltered',
        args: s => ({ calls: [s.call('Utility.batch', { calls: [] })] }),
      },
    ],
  },
]
