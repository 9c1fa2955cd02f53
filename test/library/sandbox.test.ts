/** A chain in a variable. */
import { expect, test, vi } from 'vitest'
import { call } from '../../src/client/transactions/call.ts'
import { openSandbox, type Sandbox } from '../../src/library/sandbox.ts'
import { parseTao } from '../../src/primitives/amounts.ts'
import { keyFromUri } from '../../src/wallet/key-sources.ts'

test('the same calls come to the same, and sandboxes share nothing', async () => {
  const play = async (sandbox: Sandbox): Promise<unknown> => {
    await sandbox.fund(keyFromUri('//somebody').address, parseTao('7'))
    await sandbox.advance(3)
    return [await sandbox.status(), await sandbox.entries('System.Account')].map(withoutHashes)
  }
  await using first = await openSandbox()
  await using second = await openSandbox()
  const played = await play(first)
  expect((await second.chain.head()).number).toBe(0)
  expect(await play(second)).toEqual(played)
})

/** Signatures of sr25519 hold a random number, so blocks with the same transactions have other hashes. */
const withoutHashes = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (name, part) => (name === 'hash' ? undefined : typeof part === 'bigint' ? `${part}` : part)),
  )

test('it can begin elsewhere', async () => {
  await using old = await openSandbox({ issuance: parseTao('10499990') })
  expect(await old.get('SubtensorModule.TotalIssuance')).toBe(parseTao('10499990'))
  await using reference = await openSandbox({ profile: 'localnet' })
  expect((await reference.status()).profile).toBe('localnet')
  await expect(openSandbox({ profile: 'localnet', issuance: parseTao('1') })).rejects.toMatchObject({ code: 'usage' })
})

test('a transaction is followed as it is told to be', async () => {
  await using sandbox = await openSandbox()
  const alice = keyFromUri('//Alice')
  const steps: string[] = []
  const options = { tip: parseTao('0.1'), until: 'finalized', onStep: (step: string) => steps.push(step) } as const
  const { fee, block } = await sandbox.send(alice, call('System.remark', { remark: '0x00' }), options)
  expect([fee! > parseTao('0.1'), block.number, steps[0]]).toEqual([true, 1, 'Sent'])
})

test.each(['instant', 'manual'] as const)(
  'one account sends much at once, in order, when sealing is %s',
  async sealing => {
    await using sandbox = await openSandbox()
    await sandbox.setSealing(sealing)
    const alice = keyFromUri('//Alice')
    const remarks = ['0x01', '0x02', '0x03', '0x04'].map(remark =>
      sandbox.send(alice, call('System.remark_with_event', { remark })),
    )
    const poor = sandbox.send(keyFromUri('//nobody'), call('System.remark', { remark: '0x05' }))
    await expect(poor).rejects.toMatchObject({ code: 'insufficient_balance' })
    if (sealing === 'manual') {
      await vi.waitFor(async () => expect((await sandbox.status()).pool.ready).toBe(4))
      await sandbox.advance(1)
    }
    const places = (await Promise.all(remarks)).map(({ block, index }) => block.number * 100 + index)
    expect(places).toEqual([...new Set(places)].sort((a, b) => a - b))
    if (sealing === 'manual') expect(places).toEqual([101, 102, 103, 104])
  },
)

test("who was refused stands in nobody's way", async () => {
  await using sandbox = await openSandbox()
  const alice = keyFromUri('//Alice')
  const wrong = call('SubtensorModule.start_call', { netuid: 99 })
  const right = call('System.remark', { remark: '0x00' })
  const ends = await Promise.allSettled([wrong, right, wrong, right].map(order => sandbox.send(alice, order)))
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled'])
})

test('it answers runtime APIs, and further connections', async () => {
  const sandbox = await openSandbox()
  expect(await sandbox.ask<bigint>('SwapRuntimeApi.current_alpha_price', 0)).toBe(parseTao('1'))
  const other = await sandbox.connect()
  expect(await other.head()).toEqual(await sandbox.chain.head())
  await other.close()
  expect(await sandbox.provider().send('system_chain', [])).toBe('Bittensor sandbox')
  await sandbox[Symbol.asyncDispose]()
  await expect(sandbox.chain.head()).rejects.toMatchObject({ code: 'unreachable' })
})
