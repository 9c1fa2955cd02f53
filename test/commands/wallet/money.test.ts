/** TAO of wallets: who has how much, sending it, getting it on the chain inside, and who one says one is. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseTao } from '../../../src/primitives/amounts.ts'
import { addressOf } from '../../support/sandbox.ts'
import { openWorld, type World } from '../../support/world.ts'

const [OWNER, MINER, VAL] = [addressOf('//Bob'), addressOf('//Charlie'), addressOf('//Dave')]
type Json = Readonly<Record<string, unknown>>

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const freeOf = async (wallet: string): Promise<bigint> => {
  const [row] = await world.json<Json[]>(`wallet balance ${wallet}`)
  return BigInt(row!.free_rao as string)
}

describe('balance', () => {
  test('is of one wallet, several, addresses, or all', async () => {
    expect(await world.json(`wallet balance miner ${VAL}`)).toMatchObject([
      { wallet: 'miner', address: MINER, stakes: 0, stake_value_rao: '0' },
      { wallet: null, address: VAL },
    ])
    const all = await world.json<Json[]>('wallet balance --all')
    expect(all.map(({ wallet }) => wallet)).toEqual(['miner', 'other', 'owner', 'val'])
    const { stdout } = await world.run('wallet balance --all', { terminal: { stdout: true }, columns: 160 })
    const total = all.reduce((sum, row) => sum + BigInt(row.total_rao as string), 0n)
    expect(stdout.trimEnd().split('\n').at(-1)).toContain(`τ${Number(total) / 1e9}`.slice(0, 8))
  })

  test('of nobody here is refused by name', async () => {
    expect((await world.refused('wallet balance nobody')).code).toBe('invalid_address')
  })
})

describe('transfer', () => {
  test('moves exactly the amount, and the fee', async () => {
    const [from, to] = [await freeOf('owner'), await freeOf('miner')]
    const told = await world.json('wallet transfer miner 1.001 --wallet owner')
    expect(told).toMatchObject({ from: OWNER, to: MINER, amount_rao: '1001000000', success: true })
    expect(await freeOf('miner')).toBe(to + 1_001_000_000n)
    expect(await freeOf('owner')).toBe(from - 1_001_000_000n - BigInt(told.fee_rao as string))
  })

  test('of all leaves the existential deposit, unless the account may end', async () => {
    const stranger = addressOf('//to be emptied')
    await world.json(`wallet transfer ${stranger} 2 --wallet owner`)
    const told = await world.json('wallet transfer val --all --wallet other')
    expect(await freeOf('other')).toBe(500n)
    expect(BigInt(told.amount_rao as string)).toBeGreaterThan(parseTao('1'))
    await world.json('wallet transfer other 3 --wallet val')
    await world.json('wallet transfer val --all --allow-death --wallet other')
    expect(await freeOf('other')).toBe(0n)
    await world.json('wallet transfer other 1000 --wallet val')
  })

  test('of more than there is, of nothing, or to nobody changes nothing', async () => {
    const free = await freeOf('miner')
    const more = await world.refused('wallet transfer owner 99999999 --wallet miner')
    expect(more).toMatchObject({ code: 'insufficient_balance', free_rao: String(free) })
    expect((await world.refused('wallet transfer owner --wallet miner')).code).toBe('usage')
    for (const amount of ['-1', '1e3', '0.0000000001', 'NaN', '١']) {
      expect((await world.refused(`wallet transfer owner ${amount} --wallet miner`)).exit).toBe(2)
    }
    expect((await world.refused('wallet transfer 5nobody 1 --wallet miner')).code).toBe('invalid_address')
    expect(await freeOf('miner')).toBe(free)
  })

  test('to an address that was mistyped is told what is wrong with it', async () => {
    const [owner] = await world.json<{ address: string }[]>('wallet balance owner')
    const mistyped = `${owner!.address.slice(0, -1)}${owner!.address.endsWith('z') ? 'y' : 'z'}`
    const refused = await world.refused(`wallet transfer ${mistyped} 1 --wallet miner`)
    expect(refused).toMatchObject({ code: 'invalid_address', error: expect.stringContaining(mistyped) })
    expect(String(refused.why)).toContain('Its checksum is wrong: a character was mistyped, lost or swapped.')
  })
})

describe('fund', () => {
  test('gives TAO of a development account on the chain inside', async () => {
    const before = await freeOf('val')
    expect(await world.json('wallet fund val 5')).toMatchObject({ to: VAL, amount_rao: '5000000000' })
    expect(await freeOf('val')).toBe(before + 5_000_000_000n)
    const empty = await world.refused('wallet fund val --from Mallory')
    expect(empty).toMatchObject({ code: 'insufficient_balance', error: 'The development account Mallory has no TAO' })
  })
})

describe('an identity', () => {
  test('is set in parts, read by everybody, and taken away', async () => {
    expect((await world.refused('wallet set-identity --id-name X --wallet val')).code).toBe('chain_refused')
    await world.json('subnets register 1 --wallet val')
    await world.json('wallet set-identity --id-name Val --url https://example.org --wallet val')
    await world.json('wallet set-identity --discord val#1 --wallet val')
    const read = await world.json<Json>(`wallet get-identity ${VAL}`)
    expect(JSON.stringify(read)).toContain('"Val"')
    expect(JSON.stringify(read)).toContain('val#1')
    expect((await world.refused('wallet set-identity --wallet val')).code).toBe('usage')
  })
})
