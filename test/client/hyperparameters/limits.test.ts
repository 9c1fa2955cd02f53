import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Setter } from '../../../src/client/hyperparameters/parameter.ts'
import {
  getAuthority,
  LIMITS,
  limitFreeAt,
  setterFor,
  windowOpensAt,
} from '../../../src/client/hyperparameters/reading.ts'
import { SUBNET_PARAMETERS } from '../../../src/client/hyperparameters/subnet-table.ts'
import { mergeNeeds } from '../../../src/client/metadata/needs.ts'
import { build } from '../../../src/client/transactions/build.ts'
import { asRoot, call, callNeeds } from '../../../src/client/transactions/call.ts'
import { preview } from '../../../src/client/transactions/outcome.ts'
import { toHex } from '../../../src/primitives/bytes.ts'
import { addressOf, openSandbox, type Sandbox } from '../../support/sandbox.ts'

const OWNER = '//Bob'
const NETUID = 2

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox()
  await sandbox.send(OWNER, call('SubtensorModule.register_network', { hotkey: addressOf('//Bob//hot') }))
})
afterAll(() => sandbox.close())

const root = (name: string, args: Record<string, unknown>) =>
  sandbox.send('//Alice', asRoot(call(`AdminUtils.${name}`, args)))

async function authorityNow(netuid = NETUID) {
  const client = await sandbox.chain.with(mergeNeeds(LIMITS, callNeeds('Sudo.sudo', 'AdminUtils.sudo_set_min_burn')))
  return { client, authority: await getAuthority(client, await client.at(), netuid) }
}

/** What the next block would say to it. */
async function refusalOf(netuid: number, as: 'owner' | 'root'): Promise<unknown> {
  const { client } = await authorityNow(netuid)
  const inner = call('AdminUtils.sudo_set_min_burn', { netuid, min_burn: 1_000_000n })
  const order = as === 'root' ? asRoot(inner) : inner
  const signer = addressOf(as === 'root' ? '//Alice' : OWNER)
  const tried = await preview(client, toHex(build(client, order)), signer)
  return tried?.refusal?.data.chain_error
}

describe('the window before an epoch', () => {
  test.each([
    [7, 0],
    [7, 1],
    [7, 3],
    [7, 7],
    [7, 8],
  ])('with a tempo of %i and a window of %i opens when it is foreseen', async (tempo, window) => {
    await root('sudo_set_admin_freeze_window', { window: 0 })
    await root('sudo_set_tempo', { netuid: NETUID, tempo })
    await root('sudo_set_admin_freeze_window', { window })
    for (let i = 0; i < 2 * tempo; i++) {
      const { authority } = await authorityNow()
      const opens = windowOpensAt(authority)
      const isOpen = opens === authority.clock.block + 1
      const expected = isOpen ? undefined : 'SubtensorModule.AdminActionProhibitedDuringWeightsWindow'
      expect([i, opens, await refusalOf(NETUID, 'root')]).toEqual([i, opens, expected])
      await sandbox.advance(1)
    }
  })

  test('opens in the block that was foreseen', async () => {
    await root('sudo_set_admin_freeze_window', { window: 3 })
    for (let i = 0; i < 10; i++) {
      const { authority } = await authorityNow()
      const opens = windowOpensAt(authority)!
      if (opens === authority.clock.block + 1) await sandbox.advance(1)
      else {
        await sandbox.advance(opens - authority.clock.block - 1)
        expect(await refusalOf(NETUID, 'root')).toBeUndefined()
        return
      }
    }
    expect.unreachable()
  })

  test('of root closes for good', async () => {
    await root('sudo_set_admin_freeze_window', { window: 10 })
    const { authority } = await authorityNow(0)
    await sandbox.advance(Math.max(0, authority.schedule.tempo - authority.clock.block))
    expect(windowOpensAt((await authorityNow(0)).authority)).toBeUndefined()
    expect(await refusalOf(0, 'root')).toContain('AdminActionProhibited')
    await root('sudo_set_admin_freeze_window', { window: 0 })
  })
})

describe('the limits of an owner', () => {
  const limitOf = (name: string): NonNullable<Setter['limit']> =>
    setterFor(SUBNET_PARAMETERS.find(parameter => parameter.name === name)!, 'owner')!.limit!

  test('are free at first, and afterwards when it is foreseen', async () => {
    await root('sudo_set_tempo', { netuid: NETUID, tempo: 5 })
    const limit = limitOf('min_burn')
    const free = async () => {
      const { client, authority } = await authorityNow()
      return limitFreeAt(client, authority, limit, addressOf(OWNER))
    }
    expect(await free()).toBe(0)
    expect(await refusalOf(NETUID, 'owner')).toBeUndefined()
    const { block } = await sandbox.send(OWNER, call('AdminUtils.sudo_set_min_burn', { netuid: NETUID, min_burn: 9n }))
    const freeAt = await free()
    // Twice the tempo.
    expect(freeAt).toBe(block.number + 10)
    await sandbox.advance(freeAt - 2 - block.number)
    expect(await refusalOf(NETUID, 'owner')).toBe('SubtensorModule.TxRateLimitExceeded')
    await sandbox.advance(1)
    expect(await refusalOf(NETUID, 'owner')).toBeUndefined()
    // Root has none.
    expect(await refusalOf(NETUID, 'root')).toBeUndefined()
  })

  test.each([
    ['weights_version', 'sudo_set_weights_version_key', { weights_version_key: 0 }, 25],
    ['mechanism_count', 'sudo_set_mechanism_count', { mechanism_count: 1 }, 7200],
    ['owner_hotkey', 'sudo_set_sn_owner_hotkey', { hotkey: addressOf('//Bob//hot') }, 50_400],
  ] as const)('for %s', async (name, method, args, blocks) => {
    const { block } = await sandbox.send(OWNER, call(`AdminUtils.${method}`, { netuid: NETUID, ...args }))
    const { client, authority } = await authorityNow()
    expect(await limitFreeAt(client, authority, limitOf(name), addressOf(OWNER))).toBe(block.number + blocks)
    const again = sandbox.send(OWNER, call(`AdminUtils.${method}`, { netuid: NETUID, ...args }))
    await expect(again).rejects.toMatchObject({ data: { chain_error: 'SubtensorModule.TxRateLimitExceeded' } })
  })
})
