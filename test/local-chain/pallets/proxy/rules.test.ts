/** The table of what proxies may do, and what clients are told of it. */
import { expect, test } from 'vitest'
import { proxyFilterApi } from '../../../../src/local-chain/pallets/proxy/api.ts'
import { isSuperset } from '../../../../src/local-chain/pallets/proxy/filter.ts'
import { type CallName, PROXY_RULES } from '../../../../src/local-chain/pallets/proxy/rules.ts'
import { PROXY_TYPES, type ProxyType } from '../../../../src/local-chain/pallets/proxy/types.ts'
import { COMPOSITION } from '../../../../src/local-chain/profiles/composition.ts'
import { TestChain } from '../../support/chain.ts'

const { ctx, runtime } = new TestChain({
  profile: { ...COMPOSITION, name: 'rules', constants: { fast: false, overrides: new Map() } },
})
const types = Object.keys(PROXY_TYPES) as ProxyType[]
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

const callsOf = (rule: (typeof PROXY_RULES)[number][1]): CallName[] => {
  if (!('calls' in rule)) return []
  const except = 'except' in rule ? (rule.except ?? []) : []
  return [...rule.calls, ...except].flatMap(entry =>
    typeof entry === 'string'
      ? [entry]
      : entry.condition.type === 'contains'
        ? [entry.call, entry.condition.call]
        : [entry.call],
  )
}

test('every type has its rule', () => {
  expect(PROXY_RULES.map(([type]) => type).sort()).toEqual([...types].sort())
})

test('the rules name calls that exist', () => {
  const known = new Set(
    runtime.pallets.flatMap(({ pallet }) => [
      `${pallet.name}.*`,
      ...(pallet.calls ?? []).map(call => `${pallet.name}.${call.name}`),
    ]),
  )
  const named = PROXY_RULES.flatMap(([, rule]) => callsOf(rule))
  expect(named.filter(name => !known.has(name))).toEqual([])
  expect(named.length).toBeGreaterThan(90)
})

test('conditions are on arguments that exist', () => {
  for (const [, rule] of PROXY_RULES) {
    for (const entry of 'calls' in rule ? rule.calls : []) {
      if (typeof entry === 'string') continue
      const [pallet, name] = entry.call.split('.')
      const decl = runtime.pallet(pallet!)?.pallet.calls?.find(call => call.name === name)
      expect(Object.keys(decl!.args)).toContain(entry.condition.argument)
    }
  }
})

test('a type may hand on itself; Any everything; NonTransfer all but transfers', () => {
  for (const type of types) {
    expect(isSuperset(type, type)).toBe(true)
    expect(isSuperset('Any', type)).toBe(true)
    expect(isSuperset(type, 'Any')).toBe(type === 'Any')
    expect(isSuperset('NonTransfer', type)).toBe(!['Any', 'Transfer', 'SmallTransfer'].includes(type))
  }
  expect(isSuperset('Transfer', 'SmallTransfer')).toBe(true)
  expect(isSuperset('Staking', 'RootClaim')).toBe(false)
})

const ask = (name: string, inputs: object) => proxyFilterApi.methods[name]!.run(ctx, inputs as never)

test('clients hear of all types, and which are out of use', () => {
  const infos = ask('get_proxy_types', {}) as { name: Uint8Array; index: number; deprecated: boolean }[]
  expect(infos.map(({ name, index }) => [text(name), index])).toEqual(Object.entries(PROXY_TYPES))
  expect(infos.filter(({ deprecated }) => deprecated).map(({ name }) => text(name))).toEqual([
    'Senate',
    'Triumvirate',
    'Governance',
    'RootWeights',
  ])
})

test('clients hear of one type’s rule, with the indices of its calls', () => {
  const [owner] = ask('get_proxy_filter', { proxy_type: PROXY_TYPES.Owner }) as Record<string, unknown>[]
  expect(owner).toMatchObject({ proxy_type: 1, filter_mode: 'Allow', deprecated: false })
  const calls = owner!.calls as { pallet_index: number; call_name?: Uint8Array; call_index?: number }[]
  expect(calls[0]).toMatchObject({ pallet_index: 19, call_name: undefined, call_index: undefined })
  expect((owner!.exceptions as unknown[]).length).toBe(2)
  const [small] = ask('get_proxy_filter', { proxy_type: PROXY_TYPES.SmallTransfer }) as { calls: object[] }[]
  expect(small!.calls[0]).toMatchObject({
    pallet_index: 5,
    call_index: 3,
    condition: { type: 'ParamLessThan', value: { limit: 500_000_000n } },
  })
  expect((ask('get_proxy_filter', { proxy_type: undefined }) as unknown[]).length).toBe(18)
  expect(ask('get_proxy_filter', { proxy_type: 99 })).toEqual([])
})
