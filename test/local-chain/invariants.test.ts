/** Blocks that would break the chain are stopped and reported; the report shows the same again, anywhere. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readReport, replayReport } from '../../src/local-chain/node/block-report.ts'
import { Chain } from '../../src/local-chain/node/chain.ts'
import type { ChainSpec } from '../../src/local-chain/node/spec.ts'
import { transferKeepAlive } from '../../src/local-chain/pallets/balances/calls.ts'
import { addProxy, createPure, killPure, removeProxies } from '../../src/local-chain/pallets/proxy/delegate-calls.ts'
import { proxyEvents } from '../../src/local-chain/pallets/proxy/events.ts'
import { proxy } from '../../src/local-chain/pallets/proxy/proxy-calls.ts'
import { Proxies } from '../../src/local-chain/pallets/proxy/storage.ts'
import { SystemAccount, SystemEvents } from '../../src/local-chain/pallets/system/storage.ts'
import { sandbox } from '../../src/local-chain/profiles/sandbox.ts'
import { call, type RuntimeCall } from '../../src/local-chain/runtime/call.ts'
import { checkBlock } from '../../src/local-chain/runtime/check-block.ts'
import type { Ctx } from '../../src/local-chain/runtime/context.ts'
import { OTHER } from '../../src/local-chain/runtime/dispatch-error.ts'
import { addressId } from '../../src/local-chain/runtime/lookup.ts'
import { ensureSigned } from '../../src/local-chain/runtime/origin.ts'
import { pallet } from '../../src/local-chain/runtime/pallet.ts'
import { weigh } from '../../src/local-chain/runtime/weight.ts'
import { encode } from '../../src/local-chain/scale/codec.ts'
import { rawKey } from '../../src/local-chain/state/cells.ts'
import { InvariantBroken } from '../../src/local-chain/state/invariants.ts'
import { MemoryStore } from '../../src/local-chain/state/memory-store.ts'
import type { AccountId } from '../../src/primitives/account.ts'
import { tao } from '../../src/primitives/amounts.ts'
import { alice, bob } from './support/accounts.ts'
import { Book } from './support/book.ts'
import { BREAKS, RELATION_BREAKS } from './support/breaks.ts'
import { sign } from './support-node/signing.ts'

const folder = mkdtempSync(join(tmpdir(), 'taokit-reports-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const FREE_OF_CHARGE = { weight: weigh(0, 0, 0, 0), pays: 'No' } as const

/** Gives the caller a TAO that nobody issued. */
const conjure = call('conjure', 0, {}, FREE_OF_CHARGE, (ctx, origin) => {
  SystemAccount.mutate(ctx, ensureSigned(origin), account => ({
    ...account,
    data: { ...account.data, free: tao(account.data.free + 1_000_000_000n) },
  }))
})

const freeze = (account: ReturnType<typeof SystemAccount.get>): void => {
  ;(account.data as { frozen: bigint }).frozen = 7n
}

/** Edits a value where it stands that this block wrote before: its fee has been taken from the caller. Then fails. */
const smudge = call('smudge', 1, {}, FREE_OF_CHARGE, (ctx, origin) => {
  const who = ensureSigned(origin)
  const account = SystemAccount.get(ctx, who)
  SystemAccount.put(ctx, who, { ...account, nonce: 99 })
  freeze(account)
  throw OTHER
})

/** As `smudge`, with a value that the last block left. */
const smudgeOld = call('smudge_old', 2, {}, FREE_OF_CHARGE, ctx => {
  const account = SystemAccount.get(ctx, bob)
  freeze(account)
  SystemAccount.put(ctx, bob, { ...account, nonce: 99 })
  throw OTHER
})

const faults = pallet({ name: 'Faults', path: 'pallet_faults::pallet', calls: [conjure, smudge, smudgeOld] })
const withFaults = (): ChainSpec => {
  const spec = sandbox()
  return { ...spec, profile: { ...spec.profile, pallets: [...spec.profile.pallets, [200, faults]] } }
}
const repaired = (): ChainSpec => {
  const mended = { ...conjure, run: () => ({}) }
  const spec = sandbox()
  return {
    ...spec,
    profile: { ...spec.profile, pallets: [...spec.profile.pallets, [200, { ...faults, calls: [mended, smudge] }]] },
  }
}

async function stopped(faulty: typeof conjure) {
  const chain = new Chain(withFaults(), new MemoryStore(), { sealing: 'manual', reports: folder })
  await chain.advance(3)
  await chain.submit(sign(chain, '//Alice', faulty.make({})))
  const { head } = chain
  let error: { message: string; why: readonly string[]; data: Record<string, string> } | undefined
  try {
    chain.produceBlock()
  } catch (thrown) {
    error = thrown as typeof error
  }
  return { chain, head, error: error! }
}

describe('a block that would break the chain', () => {
  test('is not made, and the next one is, without what broke it', async () => {
    const { chain, head, error } = await stopped(conjure)
    expect(error.message).toBe('Block 4 was not made: it would break the chain')
    expect(error.why).toEqual(['The issuance of TAO is what all accounts hold: broken, off by 1000000000'])
    expect(chain.head).toEqual(head)
    expect(chain.poolCounts.ready).toBe(0)
    expect(chain.produceBlock().number).toBe(4)
    expect(chain.audit().flatMap(({ findings }) => findings)).toEqual([])
    chain.close()
  })

  test('leaves a report with which it is made again, and breaks again', async () => {
    const { chain, error } = await stopped(conjure)
    chain.close()
    const report = readReport(error.data.report!)
    expect(report).toMatchObject({ block: 4, profile: 'sandbox', genesisHash: chain.genesisHash })
    expect(report.extrinsics).toHaveLength(2)
    const off = 1_000_000_000n
    const expected = [{ invariant: 'The issuance of TAO is what all accounts hold', subject: '', off }]
    expect(await replayReport(report, withFaults())).toEqual(expected)
    expect(await replayReport(report, repaired())).toEqual([])
  })

  test('is not replayed on guesses: state that the report does not hold is missed by name', async () => {
    const { chain, error } = await stopped(conjure)
    chain.close()
    const report = readReport(error.data.report!)
    const key = `0x${Buffer.from(SystemAccount.prefix()).toString('hex')}`
    const entries = report.state.entries.filter(([entry]) => !entry.startsWith(key))
    expect(entries.length).toBeLessThan(report.state.entries.length)
    const poorer = { ...report, state: { ...report.state, entries } }
    await expect(replayReport(poorer, withFaults())).rejects.toThrow('goes another way')
  })

  test.each([
    ['written by its block', smudge, alice],
    ['left by the last block', smudgeOld, bob],
  ] as const)('is one in which a failed call changed a value that was %s', async (_, faulty, who) => {
    const { chain, error } = await stopped(faulty)
    chain.close()
    expect(error.why).toHaveLength(1)
    expect(error.why[0]).toMatch(/^A failed call leaves no trace: broken for /)
    expect(error.why[0]).toContain(`System.Account(${who})`)
    expect(await replayReport(readReport(error.data.report!), withFaults())).toMatchObject([
      { invariant: 'A failed call leaves no trace' },
    ])
  })

  test('has no report where there is no place for one, and says what broke', async () => {
    const chain = new Chain(withFaults(), new MemoryStore(), { sealing: 'manual' })
    await chain.submit(sign(chain, '//Alice', conjure.make({})))
    expect(() => chain.produceBlock()).toThrow('Block 1 was not made')
    chain.close()
  })
})

describe('a report', () => {
  test.each([
    ['nothing', 'is no report of a block'],
    ['{"kind":"something else"}', 'is no report of a block'],
    ['{"kind":"taokit block report","format":2}', 'has a format that this version cannot read'],
    ['{', 'cannot be read'],
  ])('%s is refused', (text, message) => {
    const path = join(folder, 'other.json')
    writeFileSync(path, text === 'nothing' ? 'null' : text)
    expect(() => readReport(path)).toThrow(message)
  })

  test('is for its owner alone', async () => {
    const { chain, error } = await stopped(conjure)
    chain.close()
    expect(JSON.parse(readFileSync(error.data.report!, 'utf8')).kind).toBe('taokit block report')
  })
})

/** Runs in the block after some others, and checks it as it stands. */
function brokenIn(book: Book, run: (ctx: Ctx) => void): string[] {
  return book.look(ctx => {
    run(ctx)
    try {
      checkBlock(ctx)
      return []
    } catch (error) {
      if (error instanceof InvariantBroken) return error.findings.map(({ invariant }) => invariant)
      throw error
    }
  })
}

describe('invariants', () => {
  const book = new Book(sandbox())
  book.blocks(2)
  book.send(alice, 'SubtensorModule.burned_register', { netuid: 1, hotkey: bob })

  test('are all broken here', () => {
    const names = book.runtime.invariants.invariants.map(({ name }) => name)
    expect([...new Set(BREAKS.map(([name]) => name))].sort()).toEqual(names.sort())
  })

  test.each(BREAKS)('%s: not where %s', (name, _, breaking) => {
    expect(brokenIn(book, breaking)).toContain(name)
  })

  test('hold while nothing is written, and for what is written as it was', () => {
    expect(brokenIn(book, () => undefined)).toEqual([])
    expect(brokenIn(book, ctx => SystemAccount.mutate(ctx, alice, account => ({ ...account })))).toEqual([])
  })

  test('let the deposit for an account without a key stand with its maker, and be lost there', async () => {
    const chain = new Chain(sandbox(), new MemoryStore(), { sealing: 'manual' })
    const sent = async (made: RuntimeCall): Promise<void> => {
      await chain.submit(sign(chain, '//Alice', made))
      chain.produceBlock()
    }
    const pureOf = (): AccountId =>
      chain.look(ctx => {
        const event = SystemEvents.get(ctx).find(({ event }) => event.event === proxyEvents.PureCreated.decl)
        return (event!.event.data as { pure: AccountId }).pure
      })
    const reserved = () => chain.look(ctx => SystemAccount.get(ctx, alice).data.reserved)
    const found = () => chain.audit().flatMap(({ findings }) => findings)
    const as = (who: AccountId, made: RuntimeCall) =>
      proxy.make({ real: addressId(who), force_proxy_type: undefined, call: made })

    await sent(createPure.make({ proxy_type: 'Any', delay: 0n, index: 0 }))
    const pure = pureOf()
    const deposit = reserved()
    expect([deposit > 0n, found()]).toEqual([true, []])
    const [height, ext_index] = [BigInt(chain.head.number), 1]
    await sent(as(pure, killPure.make({ spawner: addressId(alice), proxy_type: 'Any', index: 0, height, ext_index })))
    expect([reserved(), found()]).toEqual([0n, []])

    await sent(createPure.make({ proxy_type: 'Any', delay: 0n, index: 0 }))
    const lost = pureOf()
    await sent(transferKeepAlive.make({ dest: addressId(lost), value: tao(5_000_000_000n) }))
    await sent(as(lost, addProxy.make({ delegate: addressId(bob), proxy_type: 'Any', delay: 0n })))
    await sent(as(lost, removeProxies.make({})))
    expect([reserved(), found()]).toEqual([deposit, []])
    expect(chain.look(ctx => Proxies.has(ctx, lost))).toBe(false)
    chain.close()
  })

  test('do not hinder root, who may do anything by force', () => {
    const free = (ctx: Ctx) => SystemAccount.get(ctx, bob)
    const key = book.look(ctx => rawKey(ctx.state.cell(SystemAccount, [bob])))
    const value = book.look(ctx =>
      encode(SystemAccount.value, { ...free(ctx), nonce: 5, data: { ...free(ctx).data, free: tao(5_000_000n) } }),
    )
    const root = (name: string, args: object) =>
      book.send(alice, 'Sudo.sudo', { call: book.call(name, args as Record<string, unknown>) })
    const forced = new Book(sandbox())
    expect(root('System.set_storage', { items: [[key, value]] })).toContain('Sudo.Sudid')
    expect(book.look(free).nonce).toBe(5)
    expect(root('Balances.force_adjust_total_issuance', { direction: 'Increase', delta: 77n })).toContain(
      'Balances.TotalIssuanceForced',
    )
    // What is done by force is found when the whole is looked at.
    const audit = book.ledger.audit(book.number)
    expect(audit.filter(({ findings }) => findings.length > 0).map(({ name }) => name)).toEqual([
      'The issuance of TAO is what all accounts hold',
    ])
    expect(forced.ledger.audit(0).flatMap(({ findings }) => findings)).toEqual([])
  })
})

describe('an audit', () => {
  const book = new Book(sandbox())
  book.send(alice, 'SubtensorModule.burned_register', { netuid: 1, hotkey: bob })

  test('looks for relations that are all broken here', () => {
    const names = book.runtime.relations.map(({ name }) => name)
    expect(RELATION_BREAKS.map(([name]) => name).sort()).toEqual(names.sort())
  })

  test.each(RELATION_BREAKS)('finds where it does not hold: %s', (name, breaking) => {
    const relation = book.runtime.relations.find(candidate => candidate.name === name)!
    const broken = book.look(ctx => {
      const told: string[] = []
      const check = () => relation.check(ctx, (subject, holds) => void (holds || told.push(subject)))
      check()
      expect(told).toEqual([])
      breaking(ctx)
      check()
      return told
    })
    expect(broken).toHaveLength(1)
  })
})
