/** Accounts without keys: made, kept in the book, used, and ended. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BALANCES, getBalance } from '../../../src/client/reads/balances.ts'
import { call } from '../../../src/client/transactions/call.ts'
import { addressOf } from '../../support/sandbox.ts'
import { openWorld, type World } from '../../support/world.ts'

const OWNER = addressOf('//Bob')

const TERMINAL = { stdin: true, stderr: true } as const

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

type Made = Readonly<Record<'pure' | 'saved_as' | 'fee_rao', string> & Record<'height' | 'ext_index' | 'block', number>>
const create = (more = ''): Promise<Made> =>
  world.json<Made>(`proxy create --proxy-type Any --wallet owner ${more}`.trim())
const balanceOf = async (address: string) => getBalance(await world.sandbox.chain.with(BALANCES), address)

describe('a pure proxy', () => {
  test('is made for a deposit, shown with block and place, and kept with all that killing it takes', async () => {
    const planned = await world.dryRun('proxy create --proxy-type Any --wallet owner --name treasury')
    expect(planned).toMatchObject({ spawner: OWNER, proxy_type: 'Any', deposit_rao: '93000000' })
    expect(planned.warnings).toEqual([expect.stringContaining('Nobody has a key of the new account')])
    expect(await world.json('proxy book list')).toMatchObject({ proxies: [] })
    const made = await create('--name treasury')
    expect(made).toMatchObject({ height: made.block, saved_as: 'treasury', deposit_rao: '93000000' })
    expect(await world.json('proxy book list --verify')).toMatchObject({
      proxies: [
        {
          name: 'treasury',
          address: made.pure,
          proxy_type: 'Any',
          spawner: OWNER,
          height: made.height,
          ext_index: made.ext_index,
          status: 'ok',
        },
      ],
    })
    expect(await world.json('proxy list treasury')).toMatchObject([
      { account: made.pure, name: 'treasury', proxies: [{ delegate: OWNER, proxy_type: 'Any' }] },
    ])
    const { stdout } = await world.run('proxy book list', { terminal: { stdout: true }, columns: 200 })
    expect(stdout).toContain(`block ${made.height}, place ${made.ext_index}`)
  })

  test('has a name of its own where none is given, and none that means something else', async () => {
    const made = await create()
    expect(made.saved_as).toBe(`pure-${made.height}-${made.ext_index}`)
    for (const [name, code] of [
      ['owner', 'already_exists'],
      ['treasury', 'already_exists'],
      ['a/b', 'invalid_argument'],
    ] as const) {
      expect((await world.refused(`proxy create --proxy-type Any --wallet owner --name ${name} --yes`)).code).toBe(code)
    }
  })

  test('of a lesser type is warned of: it stays for ever, and may keep what it gets', async () => {
    const staking = await world.dryRun('proxy create --proxy-type Staking --wallet owner')
    expect(staking.warnings).toEqual([
      expect.stringContaining('Nobody has a key'),
      expect.stringContaining('Only a proxy of type Any can kill it'),
      expect.stringContaining('TAO that is sent to it can never be sent on'),
    ])
    const transfer = await world.dryRun('proxy create --proxy-type Transfer --wallet owner')
    expect(transfer.warnings).not.toContainEqual(expect.stringContaining('can never be sent on'))
  })

  test('is told in the shape of btcli v9', async () => {
    const { stdout } = await world.run('proxy create --proxy-type Any --delay 3 --wallet owner --yes --json-output')
    const told = JSON.parse(stdout)
    expect(told).toEqual({
      success: true,
      message: `Created pure '${told.data.pure}' from spawner '${OWNER}' with proxy type 'Any' with delay 3.`,
      data: { pure: expect.stringMatching(/^5/), spawner: OWNER, proxy_type: 'Any', delay: 3 },
      extrinsic_identifier: expect.any(String),
    })
  })

  test('that cannot be written down is told in full, for it is made by then', async () => {
    const book = join(world.folder, 'wallets', '.address-book.json')
    const before = readFileSync(book)
    const spoil = (): boolean => {
      writeFileSync(book, 'no book')
      return true
    }
    const line = 'proxy create --proxy-type Any --wallet owner --delay 0'
    const { code, stderr } = await world.run(line, { terminal: TERMINAL, answers: [spoil] })
    writeFileSync(book, before)
    const [, address, height] = /book add --name NAME --address (\S+) .*--height (\d+) --ext-index \d+/s.exec(
      stderr.replaceAll(/\s+/g, ' '),
    )!
    expect([code, Number(height)]).toEqual([0, await world.head()])
    expect(await world.json(`proxy list ${address}`)).toMatchObject([{ proxies: [{ delegate: OWNER }] }])
  })

  test('is killed by its name; what it holds is told, and lost', async () => {
    const { pure } = (await world.json<{ proxies: { name: string; address: string }[] }>('proxy book list')).proxies
      .map(({ name, address }) => ({ name, pure: address }))
      .find(({ name }) => name === 'treasury')!
    await world.json('wallet transfer treasury 2.5 --wallet owner')
    const planned = await world.dryRun('proxy kill treasury --wallet owner')
    expect(planned).toMatchObject({ pure, lost_rao: '2500000000', lost_stakes: 0, returned_rao: '93000000' })
    expect(planned.warnings).toEqual([
      expect.stringContaining('cannot be taken back'),
      expect.stringMatching(
        /still holds τ2\.5, which nobody will ever get\. Empty it first: tao proxy call Balances\.transfer_all/,
      ),
    ])
    const line = 'proxy kill treasury --wallet owner'
    const declined = await world.run(line, { terminal: TERMINAL, answers: ['yes'] })
    expect([declined.code, declined.stderr]).toEqual([3, expect.stringContaining(pure)])
    const before = await balanceOf(OWNER)
    const done = await world.json<Record<string, string>>(line)
    const after = await balanceOf(OWNER)
    expect(after.free - before.free).toBe(93_000_000n - BigInt(done.fee_rao!))
    expect(done).toMatchObject({ pure, returned_rao: '93000000', call_hash: null, executable: null })
    expect(await world.json('proxy book list')).not.toMatchObject({
      proxies: expect.arrayContaining([expect.objectContaining({ name: 'treasury' })]),
    })
    expect(await world.json(`proxy list ${pure}`)).toMatchObject([{ proxies: [] }])
    expect((await balanceOf(pure)).free).toBe(2_500_000_000n)
  })

  test('is killed on a terminal by who types the end of its address', async () => {
    const { pure, saved_as: name } = await create()
    const { code, asked } = await world.run('proxy kill --wallet owner', {
      terminal: TERMINAL,
      answers: [name, pure.slice(-8)],
    })
    expect([code, asked.map(({ message }) => message)]).toEqual([
      0,
      ['Which pure proxy?', `Type ${pure.slice(-8)} to go on`],
    ])
  })

  test('is killed by where it was made, and only by whom may', async () => {
    const { pure, height, ext_index } = await create('--index 7')
    const place = `--height ${height} --ext-index ${ext_index}`
    expect((await world.refused('proxy kill --wallet owner --yes')).missing).toEqual(['--height', '--ext-index'])
    expect((await world.refused(`proxy kill ${place} --wallet owner --yes`)).code).toBe('not_found')
    const other = await world.refused(`proxy kill ${place} --index 7 --pure ${OWNER} --wallet owner --yes`)
    expect([other.code, other.why]).toEqual(['invalid_argument', [expect.stringContaining(pure)]])
    const stranger = await world.refused(`proxy kill ${place} --index 7 --spawner owner --wallet val --yes`)
    expect([stranger.chain_error, stranger.real]).toEqual(['Proxy.NotProxy', pure])
    expect(await world.json(`proxy kill ${place} --index 7 --proxy ${pure} --wallet owner`)).toMatchObject({ pure })
  })

  test('that a proxy of a lesser type would kill is refused before the fee', async () => {
    const { pure, saved_as: name } = await create()
    await world.json(`wallet transfer ${pure} 1 --wallet owner`)
    const grant = call('Proxy.add_proxy', { delegate: addressOf('//Dave'), proxy_type: 'NonTransfer', delay: 0 })
    await world.sandbox.send('//Bob', call('Proxy.proxy', { real: pure, force_proxy_type: undefined, call: grant }))
    const told = await world.refused(`proxy kill ${name} --wallet val --yes`)
    expect([told.chain_error, told.proxy_types, told.permitted_to]).toEqual([
      'System.CallFiltered',
      ['NonTransfer'],
      ['Any'],
    ])
  })

  test('with a delay is announced, and killed when the delay has passed', async () => {
    const { pure, saved_as: name } = await create('--delay 4')
    const soon = await world.refused(`proxy kill ${name} --wallet owner --yes`)
    expect([soon.chain_error, soon.remedy]).toEqual(['Proxy.Unannounced', expect.stringContaining('--announce-only')])
    const planned = await world.dryRun(`proxy kill ${name} --announce-only --wallet owner`)
    const announced = await world.json<{ call_hash: string }>(`proxy kill ${name} --announce-only --wallet owner`)
    expect(announced).toMatchObject({ pure, returned: null, call_hash: planned.call_hash })
    const waiting = await world.refused('proxy execute --wallet owner --yes')
    expect([waiting.chain_error, waiting.free_at_block]).toEqual(['Proxy.Unannounced', expect.any(Number)])
    await world.advance(4)
    const done = await world.json('proxy execute --wallet owner')
    expect(done).toMatchObject({ real: pure, call: 'Proxy.kill_pure', call_hash: announced.call_hash })
    expect(await world.json(`proxy list ${pure}`)).toMatchObject([{ proxies: [] }])
    const { proxies } = await world.json<{ proxies: { address: string }[] }>('proxy book list')
    expect(proxies.map(({ address }) => address)).not.toContain(pure)
  })

  test('of which the book says too little is refused', async () => {
    await world.json(`proxy book add vague ${OWNER} --proxy-type Any`)
    const told = await world.refused('proxy kill vague --wallet owner --yes')
    expect([told.code, told.remedy]).toEqual(['invalid_argument', expect.stringContaining('proxy book update vague')])
    expect((await world.refused('proxy kill nobody --wallet owner --yes')).code).toBe('not_found')
    rmSync(join(world.folder, 'wallets', '.address-book.json'))
    expect((await world.run('proxy kill --wallet owner', { terminal: TERMINAL, answers: [] })).stderr).toContain(
      'No pure proxy is in the book',
    )
  })
})
