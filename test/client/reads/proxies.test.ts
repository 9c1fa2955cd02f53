/** Proxies, their deposits and what they may do, as the chain has them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mergeNeeds } from '../../../src/client/metadata/needs.ts'
import { BALANCES, getBalance } from '../../../src/client/reads/balances.ts'
import {
  ANNOUNCEMENTS,
  announcementTerms,
  callHash,
  depositChange,
  depositFor,
  getAllProxies,
  getAnnouncements,
  getProxies,
  PROXIES,
  PROXY_TERMS,
  proxyTerms,
  proxyTypes,
  pureAddress,
} from '../../../src/client/reads/proxies.ts'
import {
  getProxyRules,
  PROXY_RULES,
  type ProxyRule,
  permits,
  permitsName,
} from '../../../src/client/reads/proxy-rules.ts'
import { build } from '../../../src/client/transactions/build.ts'
import { type Call, call, callNeeds } from '../../../src/client/transactions/call.ts'
import { ANY_CALL, readCallBytes } from '../../../src/client/transactions/call-bytes.ts'
import { preview } from '../../../src/client/transactions/outcome.ts'
import { tao } from '../../../src/primitives/amounts.ts'
import { toHex } from '../../../src/primitives/bytes.ts'
import { addressOf, openSandbox, type Sandbox } from '../../support/sandbox.ts'

const [BOB, DAVE, EVE] = [addressOf('//Bob'), addressOf('//Dave'), addressOf('//Eve')]
const READS = mergeNeeds(PROXIES, ANNOUNCEMENTS, PROXY_TERMS, BALANCES, callNeeds('Proxy.kill_pure', 'Proxy.add_proxy'))

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox()
})
afterAll(() => sandbox.close())

const add = (delegate: string, proxy_type: string, delay = 0): Call =>
  call('Proxy.add_proxy', { delegate, proxy_type, delay })
const transfer = (value: bigint): Call => call('Balances.transfer_keep_alive', { dest: EVE, value })

describe('the proxies of an account', () => {
  test('come with what is reserved for them, as foretold', async () => {
    const client = await sandbox.chain.with(READS)
    const terms = proxyTerms(client)
    expect(await getProxies(client, BOB)).toEqual({ proxies: [], deposit: 0n })
    for (const [i, [delegate, type, delay]] of (
      [
        [DAVE, 'Staking', 0],
        [EVE, 'Any', 7],
      ] as const
    ).entries()) {
      const { deposit } = await getProxies(client, BOB)
      const { more, back } = depositChange(terms, deposit, i + 1)
      const before = await getBalance(client, BOB)
      await sandbox.send('//Bob', add(delegate, type, delay))
      expect([(await getBalance(client, BOB)).reserved - before.reserved, back]).toEqual([more, 0n])
    }
    const { proxies, deposit } = await getProxies(client, BOB)
    expect(new Set(proxies)).toEqual(
      new Set([
        { delegate: DAVE, type: 'Staking', delay: 0 },
        { delegate: EVE, type: 'Any', delay: 7 },
      ]),
    )
    expect(deposit).toBe(depositFor(terms, 2))
    expect(depositChange(terms, deposit, 0)).toEqual({ more: 0n, back: deposit })
    expect(await getAllProxies(client)).toEqual([{ account: BOB, proxies, deposit }])
  })

  test('announce calls by their hashes', async () => {
    const client = await sandbox.chain.with(mergeNeeds(READS, callNeeds(transfer(1n))))
    const hash = callHash(build(client, transfer(1n)))
    const { block } = await sandbox.send('//Eve', call('Proxy.announce', { real: BOB, call_hash: hash }))
    expect(await getAnnouncements(client, EVE)).toEqual({
      announcements: [{ real: BOB, callHash: hash, height: Number(block.number) }],
      deposit: depositFor(announcementTerms(client), 1),
    })
    expect(await getAnnouncements(client, DAVE)).toEqual({ announcements: [], deposit: tao(0n) })
  })
})

test.each([
  ['Any', 0],
  ['Staking', 0],
  ['SwapHotkey', 65_535],
])('a pure proxy of type %s and index %i has the address that follows from where it was made', async (type, index) => {
  const client = await sandbox.chain.with(READS)
  const made = await sandbox.send('//Dave', call('Proxy.create_pure', { proxy_type: type, delay: 0, index }))
  const { pure } = made.events.find(({ name }) => name === 'Proxy.PureCreated')!.data as { pure: string }
  const creation = { spawner: DAVE, type, index, height: Number(made.block.number), extIndex: made.index }
  expect(pureAddress(client, creation)).toBe(pure)
  expect(pureAddress(client, { ...creation, extIndex: made.index + 1 })).not.toBe(pure)
  expect(await getProxies(client, pure)).toMatchObject({ proxies: [{ delegate: DAVE, type, delay: 0 }] })
})

describe('what types of proxies may do', () => {
  let rules: readonly ProxyRule[]
  beforeAll(async () => {
    rules = (await getProxyRules(await sandbox.chain.with(PROXY_RULES)))!
  })
  const ruleOf = (type: string): ProxyRule => rules.find(rule => rule.type === type)!

  test('is told of every type', async () => {
    const client = await sandbox.chain.with(READS)
    expect(rules.map(({ type }) => type).sort()).toEqual([...proxyTypes(client, 'Proxy.add_proxy')].sort())
    expect(
      rules
        .filter(({ isDeprecated }) => isDeprecated)
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['Governance', 'RootWeights', 'Senate', 'Triumvirate'])
  })

  test('is what the chain decides', { timeout: 60_000 }, async () => {
    const calls = [
      transfer(499_999_999n),
      transfer(500_000_000n),
      call('SubtensorModule.add_stake', { hotkey: DAVE, netuid: 0, amount_staked: 1n }),
      call('SubtensorModule.transfer_stake', {
        destination_coldkey: EVE,
        hotkey: DAVE,
        origin_netuid: 0,
        destination_netuid: 0,
        alpha_amount: 5n,
      }),
      call('SubtensorModule.burned_register', { netuid: 1, hotkey: DAVE }),
      call('SubtensorModule.dissolve_network', { coldkey: BOB, netuid: 1 }),
      call('AdminUtils.sudo_set_kappa', { netuid: 1, kappa: 1 }),
      call('AdminUtils.sudo_set_sn_owner_hotkey', { netuid: 1, hotkey: DAVE }),
      call('Sudo.sudo_unchecked_weight', {
        call: call('System.set_code', { code: '0x00' }),
        weight: { ref_time: 0n, proof_size: 0n },
      }),
      call('Sudo.sudo_unchecked_weight', {
        call: call('System.remark', { remark: '0x' }),
        weight: { ref_time: 0n, proof_size: 0n },
      }),
      add(EVE, 'Any'),
      add(EVE, 'SmallTransfer'),
      add(EVE, 'Staking'),
      call('Proxy.remove_proxies'),
      call('System.remark', { remark: '0x' }),
    ]
    const proxied = (type: string, inner: Call): Call =>
      call('Proxy.proxy', { real: BOB, force_proxy_type: type, call: inner })
    const client = await sandbox.chain.with(mergeNeeds(READS, callNeeds('Proxy.proxy', ...calls)))
    const wrong: string[] = []
    for (const { type } of rules) {
      if (type !== 'Any' && type !== 'Staking') await sandbox.send('//Bob', add(DAVE, type))
      if (type === 'Any') await sandbox.send('//Bob', add(DAVE, type))
      for (const inner of calls) {
        const tried = await preview(client, toHex(build(client, proxied(type, inner))), DAVE)
        const isFiltered = tried?.refusal?.data.chain_error === 'System.CallFiltered'
        if (isFiltered === permits(ruleOf(type), inner))
          wrong.push(`${type} ${inner.name} ${JSON.stringify(inner.args.value ?? null, (_, v) => String(v))}`)
      }
    }
    expect(wrong).toEqual([])
  })

  test('is known of names of calls, whatever their limits', () => {
    const able = rules.filter(rule => permitsName(rule, 'Balances.transfer_keep_alive')).map(({ type }) => type)
    expect(able.sort()).toEqual(['Any', 'NonCritical', 'SmallTransfer', 'Transfer'])
    expect(rules.filter(rule => permitsName(rule, 'Proxy.kill_pure')).map(({ type }) => type)).toEqual(['Any'])
    expect(permitsName(ruleOf('Owner'), 'AdminUtils.sudo_set_kappa')).toBe(true)
    expect(permitsName(ruleOf('Owner'), 'AdminUtils.sudo_set_sn_owner_hotkey')).toBe(false)
  })
})

describe('bytes of a call', () => {
  test('are read back, with the calls within it', async () => {
    const client = await sandbox.chain.with(ANY_CALL)
    const inner = call('Utility.batch', { calls: [transfer(7n), call('Proxy.remove_proxies')] })
    const bytes = toHex(build(client, inner))
    const back = readCallBytes(client, bytes)
    expect(back).toMatchObject({
      name: 'Utility.batch',
      args: {
        calls: [{ name: 'Balances.transfer_keep_alive', args: { value: 7n } }, { name: 'Proxy.remove_proxies' }],
      },
    })
    expect(toHex(build(client, back))).toBe(bytes)
  })

  test('that are none are refused', async () => {
    const client = await sandbox.chain.with(ANY_CALL)
    for (const bytes of ['0xffff', '0x05', `${toHex(build(client, transfer(7n)))}00`] as const) {
      expect(() => readCallBytes(client, bytes as `0x${string}`)).toThrow(/no call of local/)
    }
  })
})
