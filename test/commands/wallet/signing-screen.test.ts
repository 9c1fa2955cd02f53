/** What a person sees before a transaction is signed: made out of the bytes, and of what is known of the accounts in them. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Chain } from '../../../src/client/chain.ts'
import { readPayload } from '../../../src/client/signing/reading.ts'
import { build } from '../../../src/client/transactions/build.ts'
import { call, callNeeds } from '../../../src/client/transactions/call.ts'
import { prepare } from '../../../src/client/transactions/sign.ts'
import type { CardBlock } from '../../../src/commands/kit/view.ts'
import { signingScreen } from '../../../src/commands/shared/signing-screen.ts'
import { LocalProvider } from '../../../src/local-chain/node/provider.ts'
import { parseTao } from '../../../src/primitives/amounts.ts'
import { addressOf } from '../../support/sandbox.ts'
import { openWorld, type World } from '../../support/world.ts'
import { expectCode, rejectionOf } from '../../wallet/support/errors.ts'
import { TERMINAL } from './support.ts'

const STRANGER = addressOf('//a stranger')
const [OWNER, MINER] = [addressOf('//Bob'), addressOf('//Charlie')]

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

/** The screen of a line to which the person says no. */
async function screenOf(line: string): Promise<string> {
  const before = await world.head()
  const { code, stderr } = await world.run(line, { terminal: TERMINAL, columns: 200, answers: [false] })
  expect([code, await world.head()]).toEqual([3, before])
  return stderr
}

const factOf = (screen: string, label: string): string | undefined =>
  screen
    .split('To be signed')[1]
    ?.split('\n')
    .find(line => line.startsWith(`${label} `))
    ?.slice(label.length)
    .trim()

describe('the screen', () => {
  test('says what, by whom, to whom, on which chain, until when and what remains', async () => {
    const screen = await screenOf('wallet transfer miner 1.5 --wallet owner')
    const genesis = world.sandbox.chain.genesisHash
    expect(factOf(screen, 'Call')).toBe('Balances.transfer_keep_alive')
    expect(factOf(screen, 'dest')).toBe(`${MINER} (miner)`)
    expect(factOf(screen, 'value')).toBe('τ1.5')
    expect(factOf(screen, 'Signer')).toBe(`${OWNER} (owner)`)
    expect(factOf(screen, 'Chain')).toBe('local, not a known network')
    expect(factOf(screen, 'Genesis')).toBe(genesis)
    expect(factOf(screen, 'Runtime')).toBe('425')
    expect(factOf(screen, 'Nonce')).toBe('0')
    expect(factOf(screen, 'Valid')).toBe(`up to block ${(await world.head()) + 63}`)
    expect(factOf(screen, 'Metadata')).toMatch(/^0x[0-9a-f]{64}$/)
    const remains = parseTao(factOf(screen, 'Remains')!.slice(1))
    const { facts } = (await world.dryRun('wallet transfer miner 1.5 --wallet owner')) as {
      facts: Record<string, string>
    }
    expect(remains).toBe(parseTao(facts.balance!) - parseTao('1.5') - parseTao(facts.fee!))
    // One's own wallet needs no warning.
    expect(screen).not.toContain('Warning')
  })

  test('shows calls within the call, moved in', async () => {
    const inner = { call: 'Balances.transfer_allow_death', args: { dest: { Id: STRANGER }, value: 700 } }
    const args = JSON.stringify({ calls: [inner, inner] })
    const screen = await screenOf(`call Utility.batch_all --args '${args}' --wallet owner`)
    expect(screen).toMatch(/^Call +Utility\.batch_all\n {2}call +Balances\.transfer_allow_death\n {2}dest +5/m)
    expect(screen).toContain(`Nothing was ever sent from here to ${STRANGER}`)
  })

  test('tells the same to programs', async () => {
    const told = await world.dryRun('wallet transfer miner 1.5 --wallet owner')
    expect(told.signs).toMatchObject({
      call: 'Balances.transfer_keep_alive',
      arguments: { dest: MINER, value: '1500000000' },
      signer: { address: OWNER, name: 'owner' },
      destinations: [{ address: MINER, name: 'miner' }],
      network: null,
      spec_version: 425,
      tip_rao: '0',
    })
  })
})

test('the screen follows the bytes: with another call index in them it says another call', async () => {
  const client = await world.sandbox.chain.with(
    callNeeds('Balances.transfer_keep_alive', 'Balances.transfer_allow_death'),
  )
  const value = parseTao('1.5')
  const prepared = (name: string) => prepare(client, build(client, call(name, { dest: STRANGER, value })), OWNER)
  const [meant, other] = [
    await prepared('Balances.transfer_keep_alive'),
    await prepared('Balances.transfer_allow_death'),
  ]
  const known = { book: { contacts: [], paid: {}, proxies: [] }, accounts: new Map() }
  const shown = async (callBytes: Uint8Array) => {
    const read = readPayload(client, { ...meant.payload, call: callBytes }, meant.start)
    const { details } = await signingScreen({ client, read, signer: OWNER, fee: 1n, isTried: true, known })
    const [card] = details.view as [CardBlock]
    return Object.fromEntries(card.facts.map(([label, cell]) => [label, cell.text]))
  }
  const swapped = Uint8Array.from(meant.payload.call)
  swapped.set(other.payload.call.subarray(0, 2))
  const before = await shown(meant.payload.call)
  expect(before).toMatchObject({ Call: 'Balances.transfer_keep_alive', dest: STRANGER, value: 'τ1.5' })
  expect(await shown(swapped)).toEqual({ ...before, Call: 'Balances.transfer_allow_death' })
  // And with one more rao in the bytes, one more on the screen.
  const richer = Uint8Array.from(meant.payload.call)
  richer[36] = richer[36]! + 4
  expect(await shown(richer)).toMatchObject({ value: expect.not.stringMatching(/^τ1\.5$/) })
})

describe('a destination', () => {
  const line = `wallet transfer ${STRANGER} 1 --wallet owner`

  test('that was never paid is pointed out, and that the chain does not know it, too', async () => {
    const screen = await screenOf(line)
    expect(factOf(screen, 'dest')).toBe(STRANGER)
    expect(screen).toContain(`Nothing was ever sent from here to ${STRANGER}`)
    expect(screen).toContain(`local does not know ${STRANGER}`)
  })

  test('is remembered once it was paid', async () => {
    await world.json(line.replace(STRANGER, addressOf('//paid')))
    const again = await screenOf(line.replace(STRANGER, addressOf('//paid')))
    expect(again).not.toContain('Warning')
  })

  test('that could not be paid is not', async () => {
    await world.refused(`wallet transfer ${STRANGER} 100000000 --wallet owner`)
    expect(await screenOf(line)).toContain('Nothing was ever sent')
  })

  test('of a contact bears its name, and needs no warning', async () => {
    const friend = addressOf('//a friend')
    await world.json(`wallet contacts add friend ${friend}`)
    for (const to of ['friend', 'FRIEND', friend]) {
      const screen = await screenOf(`wallet transfer ${to} 1 --wallet owner`)
      expect(factOf(screen, 'dest')).toBe(`${friend} (friend)`)
      expect(screen).not.toContain('Warning')
    }
  })

  test('that is a hotkey or oneself is pointed out', async () => {
    expect(await screenOf(`wallet transfer ${addressOf('//Bob//hot')} 1 --wallet owner`)).toContain('is a hotkey')
    expect(await screenOf('wallet transfer owner 1 --wallet owner')).toContain('are the same account')
  })

  test('where nobody can write who was paid, it is paid all the same', async () => {
    const file = join(world.folder, 'wallets/.address-book.json')
    const book = readFileSync(file)
    writeFileSync(file, 'no JSON')
    const told = await world.refused(`wallet transfer ${STRANGER} 1 --wallet owner`)
    expect([told.code, told.error]).toEqual(['invalid_file', `Not an address book: ${file}`])
    rmSync(file)
    writeFileSync(file, book, { mode: 0o600 })
  })
})

describe('the existential deposit', () => {
  /** A chain that is not to be tried out: what it will say has to be foreseen. */
  async function foreseen(order: ReturnType<typeof call>, signer: string, fee = 150_000n) {
    const needs = callNeeds('Balances.transfer_keep_alive', 'Balances.transfer_allow_death', 'Balances.transfer_all')
    const client = await world.sandbox.chain.with(needs)
    const { payload, start } = await prepare(client, build(client, order), signer)
    const known = { book: { contacts: [], paid: {}, proxies: [] }, accounts: new Map() }
    return signingScreen({ client, read: readPayload(client, payload, start), signer, fee, isTried: false, known })
  }
  const poor = addressOf('//poor')
  beforeAll(async () => {
    await world.sandbox.send('//Alice', call('Balances.transfer_keep_alive', { dest: poor, value: 1_000_000n }))
  })

  test('must remain where the account must', async () => {
    const keep = (value: bigint) => foreseen(call('Balances.transfer_keep_alive', { dest: MINER, value }), poor)
    expect((await keep(849_500n)).warnings.join()).not.toContain('ends')
    const told = expectCode(await rejectionOf(keep(849_501n)), 'insufficient_balance')
    expect(told.why.join(' ')).toContain('keeps at least τ0.0000005')
  })

  test('is lost, with a word, where the account may end', async () => {
    const end = (value: bigint) => foreseen(call('Balances.transfer_allow_death', { dest: MINER, value }), poor)
    expect((await end(849_600n)).warnings).toContainEqual(
      'The account of the signer ends and τ0.0000004, less than the existential deposit of τ0.0000005, is lost.',
    )
    expect((await end(850_000n)).warnings).toContainEqual('The account of the signer ends.')
    expectCode(await rejectionOf(end(850_001n)), 'insufficient_balance')
    const all = await foreseen(call('Balances.transfer_all', { dest: MINER, keep_alive: false }), poor)
    expect(all.warnings).toContainEqual('The account of the signer ends.')
  })

  test('is the least that a new account begins with', async () => {
    const open = (value: bigint) => foreseen(call('Balances.transfer_keep_alive', { dest: STRANGER, value }), poor)
    expectCode(await rejectionOf(open(499n)), 'chain_refused')
    expect((await open(500n)).destinations).toEqual([STRANGER])
  })
})

describe('the chain', () => {
  test('of a known network bears its name, if its genesis is the known one', async () => {
    const [finney, client] = await seenAs('finney')
    const { payload, start } = await prepare(client, build(client, finney.order), OWNER)
    const genesisHash = '0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03' as const
    const read = readPayload(client, payload, start)
    const input = { client, signer: OWNER, fee: 1n, isTried: true, known: finney.known }
    expectCode(await rejectionOf(signingScreen({ ...input, read })), 'wrong_chain')
    const { details } = await signingScreen({ ...input, read: { ...read, genesisHash } })
    expect(details.value).toMatchObject({ signs: { network: 'finney' } })
    await finney.chain.close()
  })

  /** The sandbox, taken for a network whose genesis is known. */
  async function seenAs(name: string) {
    const provider = new LocalProvider({ chain: world.sandbox.inside, version: '0.0.0-test', instance: 'other' })
    const chain = await Chain.open({ network: { name: 'local', urls: [], isReal: false }, provider })
    const genesis = '0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03' as const
    Object.assign(chain, { network: { name, urls: ['wss://example.org'], isReal: true, genesis } })
    const order = call('Balances.transfer_keep_alive', { dest: MINER, value: 1_000n })
    const client = await chain.with(callNeeds(order))
    return [
      { chain, order, known: { book: { contacts: [], paid: {}, proxies: [] }, accounts: new Map() } },
      client,
    ] as const
  }
})
