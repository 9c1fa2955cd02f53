/** How a crowdloan ends: with what it was for, or with everybody's money back. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call } from '../../../src/client/transactions/call.ts'
import { addressOf } from '../../support/sandbox.ts'
import { openWorld, type World } from '../../support/world.ts'
import { passAway } from './support.ts'

type Json = Readonly<Record<string, unknown>>

const TAO = 1_000_000_000n
const [OWNER, MINER, VAL] = [addressOf('//Bob'), addressOf('//Charlie'), addressOf('//Dave')]

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

/** @returns the number of a new crowdloan of `owner` */
async function open(what: string, cap = 40, min = 1): Promise<number> {
  const line = `crowd create --deposit 10 --min-contribution ${min} --cap ${cap} --duration 60000 ${what} --wallet owner`
  return Number((await world.json(line)).crowdloan_id)
}

async function twice(line: string, same: readonly string[]): Promise<Json> {
  const planned = await world.dryRun(line)
  const done = await world.json(line)
  const of = (json: Json): Json => Object.fromEntries(['fee_rao', ...same].map(key => [key, json[key]]))
  expect(of(done)).toEqual(of(planned))
  return done
}

const free = async (wallet: string): Promise<bigint> =>
  BigInt(String((await world.json<readonly Json[]>(`wallet balance ${wallet}`))[0]!.free_rao))

const BROUGHT = ['raised_rao', 'paid_rao', 'received_rao', 'netuid', 'kind', 'target']

describe('crowd finalize', () => {
  test('sends what was raised to the target', async () => {
    const id = await open('--target miner')
    expect(await world.refused(`crowd finalize ${id} --wallet owner`)).toMatchObject({
      chain_error: 'Crowdloan.CapNotRaised',
      missing_rao: '30000000000',
    })
    await world.json(`crowd contribute ${id} 30 --wallet val`)
    expect(await world.refused(`crowd finalize ${id} --wallet val`)).toMatchObject({
      chain_error: 'Crowdloan.InvalidOrigin',
      creator: OWNER,
    })
    const before = await free('miner')
    expect(await twice(`crowd finalize ${id} --wallet owner`, BROUGHT)).toMatchObject({
      target: MINER,
      raised_rao: '40000000000',
      netuid: null,
      lease_id: null,
    })
    expect((await free('miner')) - before).toBe(40n * TAO)
    expect(await world.json(`crowd info ${id}`)).toMatchObject({ status: 'finalized', finalized: true })
    expect((await world.run(`crowd info ${id}`)).stdout).not.toContain('Time to the end')
  })

  test.each(['finalize', 'withdraw', 'refund', 'dissolve', 'update --cap 50'])(
    'is the end: %s is refused afterwards',
    async verb => {
      const line = `crowd ${verb} --crowdloan-id 0 --wallet owner`
      expect(await world.refused(line)).toMatchObject({ chain_error: 'Crowdloan.AlreadyFinalized', crowdloan_id: 0 })
    },
  )

  test('registers the subnet of a lease, and gives back what it does not cost', async () => {
    const { cost_rao: cost } = await world.json('subnets create-cost')
    const cap = Number(BigInt(String(cost)) / TAO) + 100
    const id = await open('--subnet-lease --emissions-share 25', cap)
    await world.json(`crowd contribute ${id} 100 --wallet val`)
    await world.json(`crowd contribute ${id} --all --wallet miner`)
    const planned = await world.dryRun(`crowd finalize ${id} --wallet owner`)
    expect(planned).toMatchObject({ kind: 'subnet', lease: { emissions_share: 0.25, end: null }, netuid: 2 })
    expect((planned.effects as string[]).join('\n')).toMatch(
      /Subnet 2 is registered.*\n.*25 % of the owner's cut, without an end/,
    )
    const before = await free('owner')
    const done = await twice(`crowd finalize ${id} --wallet owner`, BROUGHT)
    expect(done).toMatchObject({ netuid: 2, lease_id: 0, contributors: 3 })
    expect(BigInt(String(done.received_rao))).toBeGreaterThan(0n)
    expect((await free('owner')) - before).toBe(BigInt(String(done.received_rao)) - BigInt(String(done.fee_rao)))
    expect(await world.json('subnets show 2')).toMatchObject({ netuid: 2 })
  })

  test('of a lease is refused while it cannot pay for a subnet, or comes too late for its end', async () => {
    const poor = await open('--subnet-lease --emissions-share 25', 11)
    await world.json(`crowd contribute ${poor} 1 --wallet val`)
    expect(await world.refused(`crowd finalize ${poor} --wallet owner`)).toMatchObject({
      chain_error: 'SubtensorModule.CannotAffordLockCost',
      raised_rao: '11000000000',
    })
    const late = await open(`--subnet-lease --emissions-share 25 --lease-end-block ${(await world.head()) + 3}`, 11)
    await world.json(`crowd contribute ${late} 1 --wallet val`)
    expect(await world.refused(`crowd finalize ${late} --wallet owner`)).toMatchObject({
      chain_error: 'SubtensorModule.LeaseCannotEndInThePast',
    })
  })

  test('of a lease waits until a subnet may be registered', async () => {
    await world.json('sudo set network network_rate_limit 20 --uri //Alice')
    const { cost_rao: cost } = await world.json('subnets create-cost')
    const id = await open('--subnet-lease --emissions-share 25', Number(BigInt(String(cost)) / TAO) + 1)
    await world.json(`crowd contribute ${id} --all --wallet other`)
    const line = `crowd finalize ${id} --wallet owner`
    const early = await world.refused(line)
    expect(early).toMatchObject({ chain_error: 'SubtensorModule.NetworkTxRateLimitExceeded' })
    expect(await world.json(`${line} --wait`)).toMatchObject({ netuid: 3, block: early.free_at_block })
    await world.json('sudo set network network_rate_limit 0 --uri //Alice')
  })

  test('makes another call in the name of the creator', async () => {
    const give = `{"dest":"${MINER}","value":"2000000000"}`
    const id = await open(`--call Balances.transfer_keep_alive --call-args ${give}`, 11)
    await world.json(`crowd contribute ${id} 1 --wallet val`)
    const planned = await world.dryRun(`crowd finalize ${id} --wallet owner`)
    expect(planned.warnings).toContainEqual(expect.stringMatching(/whose key nobody has/))
    expect(await twice(`crowd finalize ${id} --wallet owner`, BROUGHT)).toMatchObject({
      call: 'Balances.transfer_keep_alive',
      paid_rao: '2000000000',
    })
  })

  test('tells what the call itself is refused with', async () => {
    const id = await open(`--call Proxy.remove_proxies`, 11)
    await world.json(`crowd contribute ${id} 1 --wallet val`)
    await world.json(`crowd finalize ${id} --wallet owner`)
    const start = await open(`--call SubtensorModule.start_call --call-args {"netuid":77}`, 11)
    await world.json(`crowd contribute ${start} 1 --wallet val`)
    expect(await world.refused(`crowd finalize ${start} --wallet owner`)).toMatchObject({
      chain_error: 'SubtensorModule.SubnetNotExists',
    })
  })
})

describe('crowd refund and dissolve', () => {
  const same = ['refunded', 'amount_rao', 'left', 'raised_rao', 'calls']

  test('give everything back to everybody, however many calls it takes', async () => {
    const id = await open('--target miner', 4000)
    await crowd(id, 55)
    const before = await free('owner')
    expect(await world.refused(`crowd dissolve ${id} --wallet owner`)).toMatchObject({
      chain_error: 'Crowdloan.NotReadyToDissolve',
      contributors: 55,
      others_rao: String(55n * TAO),
    })
    const done = await twice(`crowd refund ${id} --wallet owner`, same)
    expect(done).toMatchObject({
      refunded: 55,
      calls: 2,
      left: 0,
      amount_rao: String(55n * TAO),
      raised_rao: String(10n * TAO),
    })
    expect(await world.refused(`crowd refund ${id} --wallet owner`)).toMatchObject({ code: 'not_found' })
    expect(await twice(`crowd dissolve ${id} --wallet owner`, ['amount_rao'])).toMatchObject({ creator: OWNER })
    expect((await free('owner')) - before).toBeGreaterThan(9n * TAO)
    expect(await world.refused(`crowd info ${id}`)).toMatchObject({
      code: 'not_found',
      why: ['It has been dissolved.'],
    })
  })

  test('are for the creator', async () => {
    const id = await open('--target miner')
    for (const verb of ['refund', 'dissolve']) {
      expect(await world.refused(`crowd ${verb} ${id} --wallet val`)).toMatchObject({
        chain_error: 'Crowdloan.InvalidOrigin',
        signer: VAL,
      })
    }
  })
})

describe('after the end', () => {
  test('nothing is taken any more, and everything can be taken back', async () => {
    const id = await open('--target miner')
    await world.json(`crowd contribute ${id} 5 --wallet val`)
    await passAway(world, id)
    await world.advance(5)
    expect(await world.json(`crowd info ${id} --wallet val`)).toMatchObject({
      status: 'closed',
      mine: { contribution_rao: '5000000000', withdrawable_rao: '5000000000' },
    })
    expect(await world.refused(`crowd contribute ${id} 5 --wallet val`)).toMatchObject({
      chain_error: 'Crowdloan.ContributionPeriodEnded',
      why: expect.arrayContaining([expect.stringMatching(/It took contributions up to block \d+/)]),
    })
    const { stdout } = await world.run(`crowd info ${id} --wallet val`, { terminal: { stdout: true }, columns: 200 })
    expect(stdout).toMatch(/Time to the end +ended \d+ blocks? ago: 1 min/)
    expect(stdout).toMatch(new RegExp(`tao crowd withdraw ${id}`))
    expect(await world.json(`crowd refund ${id} --wait --wallet owner`)).toMatchObject({ refunded: 1 })
  })

  test.each(['withdraw', 'refund'])('%s can wait for it', async verb => {
    const id = await open('--target miner')
    await world.json(`crowd contribute ${id} 5 --wallet val`)
    const end = await passAway(world, id, 12)
    const line = `crowd ${verb} ${id} --wait --wallet ${verb === 'refund' ? 'owner' : 'val'}`
    expect(await world.dryRun(line)).toMatchObject({
      facts: { waits_for: String(end) },
      summary: expect.stringMatching(/when it has ended$/),
    })
    expect(await world.json(line)).toMatchObject({ block: end, amount_rao: '5000000000', crowdloan_id: id })
  })

  test('whoever waits leaves it alone if the cap was reached', async () => {
    const id = await open('--target miner')
    await world.json(`crowd contribute ${id} 30 --wallet val`)
    await passAway(world, id, 8)
    const { code, stderr, stdout } = await world.run(`crowd withdraw ${id} --wait --wallet val --json`)
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/has not failed/)
    expect((await world.json(`crowd info ${id} --wallet val`)).mine).toMatchObject({ contribution_rao: '30000000000' })
  })
})

describe('where nothing can be tried out', () => {
  /** The dry run of a line on the same chain, which says that it is none of taokit. */
  async function planned(line: string): Promise<Json> {
    const { code, stdout, stderr } = await world.run(`${line} --dry-run --json`, {
      openChain: async () => Object.assign(await world.sandbox.connect(), { isDevelopment: async () => false }),
    })
    expect([line, code, code === 0 ? '' : stderr]).toEqual([line, 0, ''])
    return JSON.parse(stdout)
  }
  const TERMS = '--deposit 10 --min-contribution 1 --cap 40 --target miner --wallet owner'

  test('the shortest crowdloan is put off by as long as its transaction is good for', async () => {
    const head = await world.head()
    const shortest = await planned(`crowd create ${TERMS} --duration 50400`)
    expect(shortest).toMatchObject({ exact: false, crowdloan_id: null, end: { block: head + 1 + 50_400 + 64 } })
    const longer = await planned(`crowd create ${TERMS} --duration 50500`)
    expect(longer).toMatchObject({ end: { block: head + 1 + 50_500 }, duration: 50_500 })
    expect(await planned(`crowd create ${TERMS} --duration 50400 --period 256`)).toMatchObject({ duration: 50_656 })
  })

  test('what is known all the same is told, and the rest is left open', async () => {
    const id = await open('--target miner')
    expect(await planned(`crowd contribute ${id} 99 --wallet val`)).toMatchObject({
      amount_rao: '30000000000',
      raised_rao: '40000000000',
      balance_rao: null,
    })
    await world.json(`crowd contribute ${id} 30 --wallet val`)
    expect(await planned(`crowd withdraw ${id} --wallet val`)).toMatchObject({
      amount_rao: '30000000000',
      balance: null,
    })
    expect(await planned(`crowd refund ${id} --wallet owner`)).toMatchObject({ refunded: 1, amount_rao: '30000000000' })
    expect(await planned(`crowd finalize ${id} --wallet owner`)).toMatchObject({
      received: null,
      paid: null,
      netuid: null,
    })
  })
})

/** So many contribute 1 TAO each, in one transaction of the sudo key. */
async function crowd(id: number, many: number): Promise<void> {
  const names = Array.from({ length: many }, (_, i) => addressOf(`//Dave//crowd${i}`))
  const gifts = names.map(dest => call('Balances.transfer_keep_alive', { dest, value: 2n * TAO }))
  const give = call('Crowdloan.contribute', { crowdloan_id: id, amount: TAO })
  await world.sandbox.send('//Alice', call('Utility.batch_all', { calls: gifts }))
  const orders = names.map(who => call('Sudo.sudo_as', { who, call: give }))
  await world.sandbox.send('//Alice', call('Utility.batch_all', { calls: orders }))
}
