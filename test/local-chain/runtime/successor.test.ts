/** A next runtime, made up, said as its differences from the one that ships. */
import { describe, expect, test } from 'vitest'
import { InitialTempo, KeySwapCost } from '../../../src/local-chain/pallets/subtensor/constants.ts'
import { localnet } from '../../../src/local-chain/profiles/localnet.ts'
import { call } from '../../../src/local-chain/runtime/call.ts'
import { ensure, errorsOf } from '../../../src/local-chain/runtime/dispatch-error.ts'
import { eventsOf } from '../../../src/local-chain/runtime/event.ts'
import { buildMetadata } from '../../../src/local-chain/runtime/metadata/build.ts'
import { ensureSigned } from '../../../src/local-chain/runtime/origin.ts'
import { pallet } from '../../../src/local-chain/runtime/pallet.ts'
import { Runtime } from '../../../src/local-chain/runtime/runtime.ts'
import { withChanges } from '../../../src/local-chain/runtime/successor.ts'
import { accountId, netuid } from '../../../src/local-chain/runtime/types.ts'
import { runtimeVersionJson } from '../../../src/local-chain/runtime/version.ts'
import { weigh } from '../../../src/local-chain/runtime/weight.ts'
import { encode } from '../../../src/local-chain/scale/codec.ts'
import { u64 } from '../../../src/local-chain/scale/primitives.ts'
import { blake2_128Concat, identity } from '../../../src/local-chain/state/hashers.ts'
import { storageOf } from '../../../src/local-chain/state/storage.ts'
import { tao } from '../../../src/primitives/amounts.ts'
import { toHex } from '../../../src/primitives/bytes.ts'
import { decodeMetadata } from '../../../src/primitives/metadata/format.ts'
import { accountOf, ROOT, TAO } from '../calls/support/case.ts'
import { Stage } from '../calls/support/stage.ts'

const Baskets = storageOf('SubtensorModule').map('Baskets', [identity(netuid), blake2_128Concat(accountId)], u64, {
  default: 0n,
})
const events = eventsOf('SubtensorModule', { BasketFilled: [137, [netuid, accountId, u64]] })
const errors = errorsOf('SubtensorModule', [...Array.from({ length: 147 }, (_, i) => `Old${i}`), 'BasketIsFull'])
const fillBasket = call(
  'fill_basket',
  150,
  { netuid, eggs: u64 },
  { weight: weigh(1_000_000, 0, 1, 1) },
  (ctx, origin, args) => {
    const who = ensureSigned(origin)
    const filled = Baskets.get(ctx, args.netuid, who) + args.eggs
    ensure(filled <= 12n, errors.BasketIsFull!)
    Baskets.put(ctx, args.netuid, who, filled)
    ctx.deposit(events.BasketFilled(args.netuid, who, filled))
  },
)
const Seconds = storageOf('Clock').value('Seconds', u64, { default: 0n })
const clock = pallet({
  name: 'Clock',
  path: 'pallet_clock::pallet',
  storage: [Seconds],
  onInitialize: ctx => Seconds.put(ctx, Seconds.get(ctx) + 12n),
})

const { profile, genesis } = localnet(false)
const next = withChanges(profile, {
  version: { specVersion: 426 },
  constants: [InitialTempo.is(720), KeySwapCost.is(tao(TAO))],
  pallets: {
    SubtensorModule: {
      calls: [fillBasket],
      storage: [Baskets],
      events: { BasketFilled: events.BasketFilled },
      errors: { BasketIsFull: errors.BasketIsFull! },
      dropped: { calls: ['faucet'], storage: ['NextStakeJobId'] },
    },
  },
  newPallets: [[40, clock]],
})
const stage = new Stage({ profile: next, genesis })

const namesOf = (runtime: Runtime, part: 'calls' | 'storage') =>
  runtime.pallet('SubtensorModule')!.pallet[part]!.map(({ name }) => name)

test('a call that was added is sent, does, tells and refuses like any other', () => {
  const fill = (eggs: bigint) => stage.attempt('Dave', stage.call('SubtensorModule.fill_basket', { netuid: 1, eggs }))
  expect(fill(12n)).toMatchObject({
    label: 'ok',
    events: [['SubtensorModule.BasketFilled', [1, accountOf('Dave'), 12n]]],
  })
  expect(Baskets.get(stage.ctx, 1, accountOf('Dave'))).toBe(12n)
  expect(fill(1n).label).toBe('SubtensorModule.BasketIsFull')
  expect(stage.attempt(ROOT, stage.call('SubtensorModule.fill_basket', { netuid: 1, eggs: 1n })).label).toBe(
    'BadOrigin',
  )
})

test('parameters that were changed rule what follows from them', () =>
  stage.scene(() => {
    stage.send('Bob', 'SubtensorModule.register_network', { hotkey: accountOf('Bob//hot') })
    expect(stage.read('SubtensorModule.Tempo', 2)).toBe(720)
    const announce = stage.call('SubtensorModule.announce_coldkey_swap', { new_coldkey_hash: `0x${'11'.repeat(32)}` })
    const before = stage.read('(free)', accountOf('Dave')) as bigint
    const { fee } = stage.attempt('Dave', announce)
    expect(before - (stage.read('(free)', accountOf('Dave')) as bigint) - fee.amount).toBe(TAO)
  }))

test('a pallet that was added runs its hooks', () =>
  stage.scene(() => {
    const before = Seconds.get(stage.ctx)
    stage.blocks(5)
    expect(Seconds.get(stage.ctx)).toBe(before + 60n)
  }))

test('version and metadata say what is different, and nothing else', () => {
  const [old, changed] = [new Runtime(profile), new Runtime(next)]
  expect(runtimeVersionJson(changed)).toMatchObject({ specName: 'node-subtensor', specVersion: 426 })
  expect(namesOf(changed, 'calls')).toEqual([...namesOf(old, 'calls').filter(name => name !== 'faucet'), 'fill_basket'])
  expect(namesOf(changed, 'storage')).not.toContain('NextStakeJobId')
  const { pallets } = decodeMetadata(buildMetadata(changed).v16).value
  const subtensor = pallets.find(({ name }) => name === 'SubtensorModule')!
  expect(subtensor.constants.find(({ name }) => name === 'InitialTempo')!.value).toBe(
    toHex(encode(InitialTempo.codec, 720)),
  )
  expect(pallets.find(({ name }) => name === 'Clock')!.index).toBe(40)
})

describe('the runtime that was changed', () => {
  test('is as it was: the rest is shared, not copied', () => {
    expect(InitialTempo.of({ constants: profile.constants })).toBe(360)
    expect(namesOf(new Runtime(profile), 'calls')).toContain('faucet')
    const shared = next.pallets.filter(([, one]) => profile.pallets.some(([, other]) => other === one))
    expect(shared).toHaveLength(profile.pallets.length - 1)
  })

  test('must have what is changed or dropped', () => {
    expect(() => withChanges(profile, { pallets: { Nowhere: {} } })).toThrow('there is no pallet Nowhere')
    const dropped = { pallets: { Sudo: { dropped: { calls: ['nothing'] } } } }
    expect(() => withChanges(profile, dropped)).toThrow('there is no nothing to drop')
  })
})
