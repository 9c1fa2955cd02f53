/** `tao chain audit` and `tao chain replay`. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call } from '../../../src/client/transactions/call.ts'
import { reportOf, writeReport } from '../../../src/local-chain/node/block-report.ts'
import { Chain } from '../../../src/local-chain/node/chain.ts'
import { slotOf } from '../../../src/local-chain/node/header.ts'
import { rootDissolveNetwork } from '../../../src/local-chain/pallets/subtensor/coinbase/root.ts'
import { TotalNetworks } from '../../../src/local-chain/pallets/subtensor/storage/global.ts'
import { sudo } from '../../../src/local-chain/pallets/sudo/calls.ts'
import { chainSpec } from '../../../src/local-chain/profiles/specs.ts'
import { MemoryStore } from '../../../src/local-chain/state/memory-store.ts'
import { toHex } from '../../../src/primitives/bytes.ts'
import { sign } from '../../local-chain/support-node/signing.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

interface Audit {
  readonly block: number
  readonly broken: number
  readonly checks: readonly { readonly name: string; readonly checked: number; readonly findings: readonly object[] }[]
}

const ISSUANCE = 'The issuance of TAO is what all accounts hold'

describe('tao chain audit', () => {
  test('finds nothing on a chain of ordinary blocks', async () => {
    await world.advance(5)
    const audit = await world.json<Audit>('chain audit')
    expect(audit.broken).toBe(0)
    expect(audit.checks.length).toBeGreaterThan(15)
    expect(audit.checks[0]!.checked).toBeGreaterThan(50)
    const { code, stdout } = await world.run('chain audit', { terminal: true })
    expect(code).toBe(0)
    expect(stdout).toContain(`The state of block ${audit.block}`)
    expect(stdout).toContain(ISSUANCE)
    expect(stdout).toContain('All of it holds.')
  })

  test('tells what root forced out of balance, by how much, with exit code 1', async () => {
    const force = call('Balances.force_adjust_total_issuance', { direction: 'Increase', delta: 77n })
    await world.sandbox.send('//Alice', call('Sudo.sudo', { call: force }))
    const { code, json } = await world.run('chain audit --json')
    expect(code).toBe(1)
    expect(json<Audit>().broken).toBe(1)
    expect(json<Audit>().checks.find(({ name }) => name === ISSUANCE)!.findings).toEqual([{ subject: '', off: '-77' }])
    const { stdout } = await world.run('chain audit', { terminal: true })
    expect(stdout).toContain(`${ISSUANCE}, but not for:`)
    expect(stdout).toContain('off by -77')
  })
})

/** The report of a block in which root dissolves the first subnet, made on a chain that counts `networks` of them. */
async function dissolving(networks: number): Promise<string> {
  const spec = chainSpec('sandbox')
  const chain = new Chain(spec, new MemoryStore(), { sealing: 'manual' })
  const parentId = chain.produceBlock()
  await chain.submit(sign(chain, '//Alice', sudo.make({ call: rootDissolveNetwork.make({ netuid: 1 }) })))
  const block = chain.block(chain.produceBlock().hash)!
  const parent = { ...parentId, decoded: chain.header(parentId.hash)! }
  const findings = [{ invariant: 'Something', subject: 'subnet 1', off: 5n }]
  const stopped = { parent, slot: slotOf(block.header)!, extrinsics: block.extrinsics, findings }
  const { runtime, genesisHash } = chain
  const report = reportOf(stopped, spec, genesisHash, { runtime, before: chain.state(parent.hash), verify: () => true })
  const key = toHex(TotalNetworks.prefix())
  const entries = report.state.entries.map(
    ([each, value]) => [each, each === key ? (`0x0${networks}00` as const) : value] as const,
  )
  expect(entries.some(([each]) => each === key)).toBe(true)
  chain.close()
  return writeReport(join(world.folder, 'reports'), { ...report, state: { ...report.state, entries } })
}

describe('tao chain replay', () => {
  test('says when a block breaks nothing any more', async () => {
    const path = await dissolving(2)
    const replayed = await world.json<Record<string, unknown>>(`chain replay ${path}`)
    expect(replayed).toMatchObject({ block: 2, profile: 'sandbox', transactions: 1, holds: true, broken: [] })
    expect(replayed.reported).toEqual([{ invariant: 'Something', subject: 'subnet 1', off: '5' }])
    expect((await world.run(`chain replay ${path}`)).stdout).toContain('everything holds now')
  })

  test('shows what still breaks, with exit code 1', async () => {
    const path = await dissolving(0)
    const { code, json } = await world.run(`chain replay ${path} --json`)
    expect(code).toBe(1)
    expect(json()).toMatchObject({
      holds: false,
      broken: [{ invariant: 'The chain counts its networks', subject: '', off: '-1' }],
    })
    const { stdout } = await world.run(`chain replay ${path}`, { terminal: true })
    expect(stdout).toContain('The chain counts its networks')
  })

  test('refuses what is no report', async () => {
    expect(await world.refused(`chain replay ${join(world.folder, 'nothing.json')}`)).toMatchObject({
      code: 'invalid_file',
    })
  })
})
