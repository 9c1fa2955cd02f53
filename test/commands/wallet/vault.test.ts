/** Transactions of a watched wallet, signed by Polkadot Vault: the whole exchange, with a device made of others' code. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getBalance } from '../../../src/client/reads/balances.ts'
import { call, callNeeds } from '../../../src/client/transactions/call.ts'
import type { Context } from '../../../src/commands/kit/context.ts'
import { vaultExchange } from '../../../src/commands/kit/vault.ts'
import { parseTao } from '../../../src/primitives/amounts.ts'
import { openWorld, type World } from '../../support/world.ts'
import { expectCode, rejectionOf } from '../../wallet/support/errors.ts'
import { type Device, device } from '../../wallet/support/vault-device.ts'
import { type Answer, CTRL_C } from '../support/scripted-prompts.ts'
import { TERMINAL } from './support.ts'

let world: World
let vault: Device

beforeAll(async () => {
  world = await openWorld()
  vault = await device('//on the device')
  const dest = vault.pair.address
  await world.sandbox.send('//Alice', call('Balances.transfer_keep_alive', { dest, value: parseTao('100') }))
  await world.json(`wallet regen-coldkeypub cold --ss58 ${dest}`)
})
afterAll(() => world.close())

const balanceOf = async (address: string): Promise<bigint> =>
  (await getBalance(await world.sandbox.chain.with(callNeeds()), address)).free

/** What the person types who holds the device before the screen. */
const fromTheDevice =
  (tamper?: (payload: Uint8Array) => Uint8Array): Answer =>
  (_, before) =>
    vault.answer(before.findLast(({ kind }) => kind === 'display')!.shown, tamper)

const flipped =
  (at: number) =>
  (payload: Uint8Array): Uint8Array =>
    payload.map((byte, i) => (i === at ? byte ^ 1 : byte))

describe('on a terminal', () => {
  test('the codes are shown, the signature is typed, and the money moves', async () => {
    const before = await balanceOf(vault.pair.address)
    const { code, stdout, stderr, asked } = await world.run('wallet transfer miner 1.5 --wallet cold', {
      terminal: TERMINAL,
      answers: [true, '', fromTheDevice()],
    })
    expect([code, stderr.includes('not here')]).toEqual([0, false])
    expect(asked.map(({ kind }) => kind)).toEqual(['confirm', 'display', 'text'])
    expect(asked[1]!.shown).toHaveLength(1)
    expect(stdout).toContain('Sent\t1.5')
    expect(before - (await balanceOf(vault.pair.address))).toBeGreaterThan(parseTao('1.5'))
  })

  test('a call of more than 256 bytes is signed as its hash', async () => {
    const args = JSON.stringify({ calls: [{ call: 'System.remark', args: { remark: `0x${'5a'.repeat(400)}` } }] })
    const { code, stderr, asked } = await world.run(`call Utility.batch_all --args '${args}' --wallet cold`, {
      terminal: TERMINAL,
      answers: [true, '', fromTheDevice()],
    })
    expect([code, code === 0 ? '' : stderr]).toEqual([0, ''])
    expect(asked[1]!.shown.length).toBeGreaterThan(1)
  })

  test('what was signed otherwise than it was shown is refused, and may be followed by the right one', async () => {
    const before = await world.head()
    const tampered = [0, 2, 20, 35, 37, 60, 130].map(at => fromTheDevice(flipped(at)))
    const answers: Answer[] = [true, '', ...tampered, fromTheDevice()]
    const { code, asked } = await world.run('wallet transfer miner 0.5 --wallet cold', { terminal: TERMINAL, answers })
    expect(code).toBe(0)
    const { refusals } = asked.at(-1)!
    expect(refusals).toHaveLength(7)
    for (const refusal of refusals) expect(refusal).toContain('not one of')
    expect(await world.head()).toBe(before + 1)
  })

  test('Ctrl-C at the codes or at the question sends nothing', async () => {
    const before = await world.head()
    for (const answers of [
      [true, CTRL_C],
      [true, '', CTRL_C],
      [true, '', fromTheDevice(flipped(20)), CTRL_C],
    ] as Answer[][]) {
      const { code } = await world.run('wallet transfer miner 0.5 --wallet cold', { terminal: TERMINAL, answers })
      expect(code).toBe(130)
    }
    expect(await world.head()).toBe(before)
  })

  test('the signature may come in a file, which must not be there before', async () => {
    const file = join(world.folder, 'signature')
    const line = `wallet transfer miner 0.5 --wallet cold --signature-file ${file}`
    const writing: Answer = asked => {
      writeFileSync(file, `${vault.answer(asked.shown)}\n`)
      return ''
    }
    expect(await world.run(line, { terminal: TERMINAL, answers: [true, writing] })).toMatchObject({ code: 0 })
    const again = await world.run(line, { terminal: TERMINAL, answers: [true] })
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('There is a signature already')])
  })

  test('a wrong signature in a file is refused', async () => {
    const file = join(world.folder, 'wrong-signature')
    const before = await world.head()
    const writing: Answer = asked => {
      writeFileSync(file, vault.answer(asked.shown, flipped(20)))
      return ''
    }
    const line = `wallet transfer miner 0.5 --wallet cold --signature-file ${file}`
    const { code, stderr } = await world.run(line, { terminal: TERMINAL, answers: [true, writing] })
    expect([code, await world.head()]).toEqual([2, before])
    expect(stderr).toContain('The signature is not valid')
  })

  test('a key that is here signs with Vault too, if that is wanted', async () => {
    const { asked } = await world.run('wallet transfer owner 0.1 --wallet miner --sign-with vault', {
      terminal: TERMINAL,
      answers: [true, CTRL_C],
    })
    expect(asked.at(-1)!.kind).toBe('display')
  })
})

test('a signature file is of no use where the key is here', async () => {
  const told = await world.refused('wallet transfer owner 0.1 --wallet miner --signature-file /nowhere/at-all')
  expect([told.code, told.remedy]).toEqual(['usage', expect.stringContaining('--sign-with vault')])
})

describe('where nobody is', () => {
  test('a dry run needs no device', async () => {
    const told = await world.dryRun('wallet transfer miner 1.5 --wallet cold')
    expect(told.signs).toMatchObject({ signer: { address: vault.pair.address, name: 'cold' } })
  })

  test('no code would be seen, so nothing is sent', async () => {
    const told = await world.refused('wallet transfer miner 1.5 --wallet cold')
    expect(told).toMatchObject({ code: 'locked', exit: 4 })
    expect(told.remedy).toContain('--signature-file')
  })

  test('the codes go to standard error, and the signature comes in a file', async () => {
    const file = join(world.folder, 'from-elsewhere')
    const notes: string[] = []
    const settings = { signatureFile: file, json: false, quiet: false, color: true }
    const { signal } = new AbortController()
    const progress: Context['progress'] = (_, work) => work(() => {})
    const ctx = { settings, env: {}, person: undefined, signal, note: (line: string) => notes.push(line), progress }
    const exchange = vaultExchange(ctx as unknown as Context)
    const { vaultSigner } = await import('../../../src/wallet/vault/signer.ts')
    const { publicHalfOf } = await import('../../../src/wallet/public-half.ts')
    const payload = {
      call: Uint8Array.of(1, 2, 3),
      extensions: new Uint8Array(90),
      genesisHash: `0x${'ab'.repeat(32)}` as const,
    }
    const signing = vaultSigner(publicHalfOf(vault.pair.address), exchange).signPayload!(payload)
    while (notes.length === 0) await pause(5)
    expect(existsSync(file)).toBe(false)
    expect(notes[0]).toBe('Code 1 of 1 for Polkadot Vault:')
    writeFileSync(file, vault.answer([notes.slice(1).join('\n')]))
    expect(await signing).toHaveLength(64)
  })

  test('waiting for a file ends with Ctrl-C', async () => {
    const controller = new AbortController()
    const settings = { signatureFile: join(world.folder, 'never'), json: false, quiet: false }
    const progress: Context['progress'] = (_, work) => work(() => {})
    const ctx = { settings, env: {}, person: undefined, signal: controller.signal, note: () => {}, progress }
    const waiting = vaultExchange(ctx as unknown as Context)(new Uint8Array(100), () => undefined)
    controller.abort()
    expectCode(await rejectionOf(waiting), 'interrupted')
  })
})

test('a Ledger is refused in so many words', async () => {
  const told = await world.refused('wallet transfer miner 1.5 --sign-with ledger --wallet other')
  expect(told).toMatchObject({ code: 'unsupported', error: 'Ledger devices are not supported yet' })
})
