/** The twenty facts of the economy that are most likely to be got wrong, each in its simplest form. */
import { describe, expect, test } from 'vitest'
import { accountOf, hot, hotkeyOf, ROOT, sent, TAO } from './support/case.ts'
import type { Stage } from './support/stage.ts'
import { TRAPS } from './support/traps.ts'
import { emptyStage, inhabitedStage, NETUID, OTHER, stake } from './support/world.ts'

const ONE = 1n << 32n
const inhabited = inhabitedStage()
const fresh = emptyStage()

/** Plays on a stage that goes back afterwards. */
const on = (stage: Stage, play: (s: Stage) => void) => () => stage.scene(() => play(stage))
const of = <T>(s: Stage, item: string, keys: unknown = []): T => s.read(`SubtensorModule.${item}`, keys) as T
const set = (s: Stage, item: string, keys: unknown, value: unknown) => s.put(`SubtensorModule.${item}`, keys, value)
const refusal = (s: Stage, by: string, call: string, args: object) => s.attempt(by, s.call(call, { ...args })).label

function prices(s: Stage, here: bigint, there: bigint): void {
  set(s, 'SubnetMovingPrice', NETUID, here)
  set(s, 'SubnetMovingPrice', OTHER, there)
}

/** The TAO that a block gave a subnet. */
const given = (s: Stage, netuid: number): bigint =>
  of<bigint>(s, 'SubnetTaoInEmission', netuid) + of<bigint>(s, 'SubnetExcessTao', netuid)

/** An epoch of the subnet in the next block, after weights of Alice. */
function epoch(s: Stage, weights: readonly number[], server: bigint, validator: bigint): void {
  s.skip(400)
  s.blocks(3)
  const args = { netuid: NETUID, dests: Uint16Array.from(weights), weights: Uint16Array.from(weights, () => 1) }
  s.send(hot('Alice'), 'SubtensorModule.set_weights', { ...args, version_key: 0n })
  set(s, 'LastEpochBlock', NETUID, BigInt(s.block - 359))
  set(s, 'PendingServerEmission', NETUID, server)
  set(s, 'PendingValidatorEmission', NETUID, validator)
  s.blocks()
}

const PLAYS: Readonly<Record<number, () => void>> = {
  1: on(inhabited, s => {
    prices(s, ONE / 2n, ONE / 2n)
    set(s, 'MinerBurned', NETUID, ONE / 2n)
    set(s, 'SubnetTaoFlow', OTHER, -(2n ** 62n))
    s.blocks()
    expect([given(s, NETUID), given(s, OTHER)]).toEqual([333_333_333n, 666_666_666n])
  }),
  2: on(inhabited, s => {
    prices(s, ONE, 0n)
    s.blocks(3)
    expect(of(s, 'SubnetMovingPrice', NETUID)).toBe(ONE)
    s.send('Bob', 'SubtensorModule.register_network', { hotkey: accountOf('Bob//second') })
    s.send('Bob', 'SubtensorModule.start_call', { netuid: 4 })
    let blocks = 0
    while (of<bigint>(s, 'SubnetMovingPrice', 4) === 0n && blocks < 30) {
      s.blocks()
      blocks++
    }
    // The average moves by 3/1000000 · n / (n + 201600) of a price in block n; from 16 on that is 2^-32 or more.
    expect(blocks).toBe(16)
  }),
  3: on(inhabited, s => {
    s.send('Bob', 'SubtensorModule.register_network', { hotkey: accountOf('Bob//second') })
    expect(of(s, 'SubnetEmissionEnabled', 4)).toBe(false)
    expect(refusal(s, 'Bob', 'AdminUtils.sudo_set_subnet_emission_enabled', { netuid: 4, enabled: true })).toBe(
      'BadOrigin',
    )
    prices(s, ONE / 2n, ONE / 2n)
    set(s, 'NetworkRegistrationAllowed', OTHER, false)
    s.blocks()
    expect([given(s, NETUID), given(s, OTHER)]).toEqual([999_999_999n, 0n])
  }),
  4: on(inhabited, s => {
    prices(s, ONE / 2n, ONE / 2n)
    set(s, 'SubnetTAO', 0, 0n)
    s.blocks()
    expect([
      of(s, 'RootProp', NETUID),
      of(s, 'SubnetAlphaInEmission', NETUID),
      of(s, 'SubnetTaoInEmission', NETUID),
    ]).toEqual([0n, 0n, 0n])
    expect(of(s, 'SubnetExcessTao', NETUID)).toBe(500_000_000n)
  }),
  5: on(inhabited, s => {
    const [x, y] = [of<bigint>(s, 'SubnetTAO', NETUID), of<bigint>(s, 'SubnetAlphaIn', NETUID)]
    const fee = (10n * TAO * 33n) / 65_535n
    const bought = s.send('Dave', 'SubtensorModule.add_stake', {
      hotkey: hotkeyOf('Alice'),
      netuid: NETUID,
      amount_staked: 10n * TAO,
    })
    const [, , , alpha, , taken] = bought.at(-1)![1] as readonly bigint[]
    const paidIn = 10n * TAO - fee
    expect([taken, alpha]).toEqual([fee, (y * paidIn) / (x + paidIn)])
    expect(bought[1]).toEqual(['Balances.Transfer', expect.objectContaining({ amount: fee })])
  }),
  6: on(inhabited, s => {
    for (const netuid of [NETUID, OTHER]) set(s, 'Tempo', netuid, 5)
    set(s, 'MaxEpochsPerBlock', [], 1)
    s.blocks()
    const epochs: number[] = []
    for (let n = 0; n < 20; n++) {
      const before = of<bigint>(s, 'SubnetEpochIndex', NETUID)
      s.blocks()
      if (of<bigint>(s, 'SubnetEpochIndex', NETUID) !== before) epochs.push(s.block)
    }
    expect(epochs.slice(1).map((block, i) => block - epochs[i]!)).toEqual([5, 5, 5])
  }),
  7: on(fresh, s => {
    const enable = { netuid: 0, subtoken_enabled: true }
    set(s, 'Tempo', 1, 10)
    set(s, 'LastEpochBlock', 1, BigInt(s.block))
    const open = Array.from({ length: 20 }, () =>
      refusal(s, ROOT, 'AdminUtils.sudo_set_max_burn', { netuid: 1, max_burn: TAO }),
    )
    expect(open.filter(label => label === 'ok')).toHaveLength(2)
    s.skip(90 - s.block - 1)
    expect(refusal(s, ROOT, 'AdminUtils.sudo_set_subtoken_enabled', enable)).toBe('ok')
    for (const passed of [0, 50, 5000]) {
      s.skip(passed)
      expect(refusal(s, ROOT, 'AdminUtils.sudo_set_subtoken_enabled', enable)).toMatch(
        'AdminActionProhibitedDuringWeightsWindow',
      )
    }
  }),
  8: on(fresh, s => {
    expect([of(s, 'TotalIssuance'), s.read('Balances.TotalIssuance', [])]).toEqual([0n, 3_016_000n * TAO])
    s.send('Alice', 'SubtensorModule.try_associate_hotkey', { hotkey: hotkeyOf('Alice') })
    const args = { hotkey: hotkeyOf('Alice'), netuid: 0, amount_staked: TAO }
    expect(refusal(s, 'Alice', 'SubtensorModule.add_stake', args)).toBe('SubtensorModule.SubtokenDisabled')
  }),
  9: on(inhabited, s => {
    s.send('Bob', 'SubtensorModule.register_network', { hotkey: accountOf('Bob//second') })
    const args = { netuid: 4, dests: Uint16Array.of(0), weights: Uint16Array.of(1), version_key: 0n }
    expect(refusal(s, 'Bob', 'SubtensorModule.set_weights', args)).toBe('SubtensorModule.CommitRevealEnabled')
    expect(of(s, 'LastUpdate', 4)).toEqual([BigInt(s.block - 1)])
    set(s, 'CommitRevealWeightsEnabled', NETUID, true)
    s.skip(400)
    s.send(hot('Alice'), 'SubtensorModule.commit_weights', { netuid: NETUID, commit_hash: `0x${'11'.repeat(32)}` })
    expect(of<readonly bigint[]>(s, 'LastUpdate', NETUID)[1]).toBe(BigInt(s.block))
  }),
  10: on(inhabited, s => {
    const before = of<bigint>(s, 'Burn', NETUID)
    const args = {
      netuid: NETUID,
      hotkey: hotkeyOf('Dave'),
      coldkey: accountOf('Eve'),
      block_number: 0n,
      nonce: 0n,
      work: new Uint8Array(0),
    }
    s.send('Dave', 'SubtensorModule.register', args)
    const ratio = Number(of<bigint>(s, 'Burn', NETUID)) / Number(before)
    expect(ratio).toBeGreaterThan(1.25)
    expect(ratio).toBeLessThanOrEqual(1.26)
    const after = of<bigint>(s, 'Burn', NETUID)
    s.blocks(360)
    expect(Number(of<bigint>(s, 'Burn', NETUID)) / Number(after)).toBeCloseTo(0.5, 3)
  }),
  11: on(inhabited, s => {
    prices(s, 0n, 0n)
    const state = () => ['SubnetAlphaIn', 'SubnetAlphaOut', 'SubnetTAO'].map(item => of<bigint>(s, item, NETUID))
    const issuance = () => of<bigint>(s, 'TotalIssuance')
    s.chain.begin()
    const [before, issued] = [state(), issuance()]
    s.chain.apply(
      s.chain.sign('Dave', s.call('SubtensorModule.burned_register', { netuid: NETUID, hotkey: hotkeyOf('Dave') })),
    )
    const after = state()
    expect(after[0]!).toBeLessThan(before[0]!)
    expect(after[1]!).toBe(before[1]!)
    expect(after[2]!).toBeGreaterThan(before[2]!)
    expect(issuance()).toBe(issued)
    s.chain.end()
  }),
  12: on(inhabited, s => {
    const out = () => [
      of<bigint>(s, 'SubnetAlphaOut', NETUID),
      s.read('AlphaAssets.TotalAlphaIssuance', NETUID) as bigint,
    ]
    const args = { hotkey: hotkeyOf('Alice'), netuid: NETUID, amount: TAO }
    const changeOf = (call: string) => {
      s.chain.begin()
      const before = out()
      s.chain.apply(s.chain.sign('Alice', s.call(call, args)))
      const after = out()
      s.chain.end()
      return after.map((value, i) => value - before[i]!)
    }
    expect(changeOf('SubtensorModule.burn_alpha')).toEqual([0n, 0n])
    expect(changeOf('SubtensorModule.recycle_alpha')[0]).toBe(-TAO)
    epoch(s, [0], TAO, 0n)
    expect(s.read('AlphaAssets.AlphaBurned', NETUID)).toBeGreaterThan(TAO)
  }),
  13: on(inhabited, s => {
    const outcome = (validator: bigint) =>
      s.scene(() => {
        epoch(s, [2], TAO, validator)
        return [
          of<readonly bigint[]>(s, 'Emission', NETUID)[2]!,
          of<bigint>(s, 'AlphaDividendsPerSubnet', [NETUID, hotkeyOf('Alice')]),
        ] as const
      })
    const [once, twice] = [outcome(TAO), outcome(3n * TAO)]
    expect(twice[0]).toBeGreaterThan(once[0])
    expect(twice[1] - once[1]).toBeGreaterThan(TAO)
  }),
  14: on(inhabited, s => {
    const claimable = (price: bigint) =>
      s.scene(() => {
        for (const netuid of [1, NETUID, OTHER]) set(s, 'SubnetMovingPrice', netuid, price)
        s.blocks()
        return of<bigint>(s, 'PendingRootAlphaDivs', NETUID)
      })
    expect(claimable(ONE / 4n)).toBe(0n)
    expect(claimable(ONE)).toBeGreaterThan(0n)
    expect(of(s, 'RootClaimType', accountOf('Alice'))).toEqual({ type: 'Swap' })
  }),
  15: on(inhabited, s => {
    expect([of(s, 'Yuma3On', NETUID), of(s, 'Yuma3On', 1)]).toEqual([true, false])
    const bonds = (yuma3: boolean, liquid: boolean) =>
      s.scene(() => {
        set(s, 'Yuma3On', NETUID, yuma3)
        set(s, 'LiquidAlphaOn', NETUID, liquid)
        epoch(s, [0, 2], TAO, TAO)
        return [...of<Uint16Array>(s, 'Bonds', [NETUID, 1])]
      })
    expect(bonds(false, true)).toEqual(bonds(false, false))
    expect(bonds(true, true)).not.toEqual(bonds(true, false))
  }),
  16: on(inhabited, s => {
    s.skip(400)
    s.blocks(3)
    set(s, 'StakeThreshold', [], 2n ** 63n)
    const own = { netuid: NETUID, dests: Uint16Array.of(0, 2), weights: Uint16Array.of(1, 1), version_key: 0n }
    expect(refusal(s, hot('Alice'), 'SubtensorModule.set_weights', own)).toMatch('NotEnoughStakeToSetWeights')
    s.send(hot('Bob'), 'SubtensorModule.set_weights', own)
    stake(s, 'Bob', NETUID, 500n)
    set(s, 'LastEpochBlock', NETUID, BigInt(s.block - 359))
    set(s, 'PendingServerEmission', NETUID, TAO)
    s.blocks()
    expect(of<readonly boolean[]>(s, 'ValidatorPermit', NETUID)[0]).toBe(true)
    expect(of<Uint16Array>(s, 'Incentive', NETUID)[0]).toBeGreaterThan(0)
  }),
  17: on(inhabited, s => {
    set(s, 'MaxAllowedUids', NETUID, 3)
    set(s, 'ImmunityPeriod', NETUID, 60_000)
    s.send('Dave', 'SubtensorModule.burned_register', { netuid: NETUID, hotkey: hotkeyOf('Dave') })
    expect(of(s, 'Keys', [NETUID, 1])).toBe(hotkeyOf('Dave'))
    set(s, 'Emission', NETUID, [9n, 9n, 3n])
    s.send('Eve', 'SubtensorModule.burned_register', { netuid: NETUID, hotkey: hotkeyOf('Eve') })
    expect(of(s, 'Keys', [NETUID, 2])).toBe(hotkeyOf('Eve'))
  }),
  18: on(inhabited, s => {
    const lock = { hotkey: hotkeyOf('Alice'), netuid: NETUID, amount: 50n * TAO }
    s.send('Alice', 'SubtensorModule.lock_stake', lock)
    s.skip(934_866)
    s.send('Alice', 'SubtensorModule.try_associate_hotkey', { hotkey: accountOf('Alice//second') })
    s.send('Alice', 'SubtensorModule.move_lock', { destination_hotkey: accountOf('Alice//second'), netuid: NETUID })
    const { locked_mass } = of<{ locked_mass: bigint }>(s, 'Lock', [
      accountOf('Alice'),
      NETUID,
      accountOf('Alice//second'),
    ])
    // A lock decays by e in the blocks of the unlock rate.
    expect(Number(locked_mass) / Number(50n * TAO)).toBeCloseTo(Math.exp(-1), 3)
    const all = {
      destination_coldkey: accountOf('Dave'),
      hotkey: hotkeyOf('Alice'),
      origin_netuid: NETUID,
      destination_netuid: NETUID,
      alpha_amount: 2n ** 63n,
    }
    expect(refusal(s, 'Alice', 'SubtensorModule.transfer_stake', all)).toMatch('AccountRejectsLockedAlpha')
  }),
  19: on(inhabited, s => {
    prices(s, ONE / 2n, ONE / 2n)
    set(s, 'BlockEmission', [], 5n)
    s.blocks()
    expect(of(s, 'BlockEmission')).not.toBe(5n)
    s.chain.begin()
    const before = of<bigint>(s, 'TotalStake')
    s.chain.apply(
      s.chain.sign(
        'Dave',
        s.call('SubtensorModule.add_stake', { hotkey: hotkeyOf('Alice'), netuid: NETUID, amount_staked: TAO }),
      ),
    )
    expect(of<bigint>(s, 'TotalStake') - before).toBe(TAO)
    s.chain.end()
  }),
  20: on(inhabited, s => {
    sent(ROOT, 'Balances.force_set_balance', { who: { type: 'Id', value: accountOf('Charlie') }, new_free: 600n })(s)
    const remark = s.call('System.remark', { remark: new Uint8Array(1) })
    expect(s.attempt('Charlie', remark).door).toBe('Payment')
    const unstake = { hotkey: hotkeyOf('Charlie'), netuid: NETUID, amount_unstaked: TAO }
    const { events, label } = s.attempt('Charlie', s.call('SubtensorModule.remove_stake', unstake))
    expect([label, events.some(([name]) => name === 'SubtensorModule.TransactionFeePaidWithAlpha')]).toEqual([
      'ok',
      true,
    ])
  }),
}

describe('trap', () => {
  test.each(TRAPS.map(({ number, fact }) => [number, fact] as const))('%i: %s', number => PLAYS[number]!())

  test('each has its test', () => expect(Object.keys(PLAYS)).toHaveLength(TRAPS.length))
})
