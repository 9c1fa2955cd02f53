/** Wallet commands that need no chain never open a connection, whatever they are asked. */
import { Socket } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { PASSWORD } from '../../wallet/support/saving.ts'
import { realCommands } from '../support/tao.ts'
import { ALICE, made, root, run } from './support.ts'

const OTHER = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'
const FILE = 'export.json'

/** A line for each, in an order in which they work. */
const LINES: Readonly<Record<string, string>> = {
  create: 'wallet create second --no-password --show-mnemonic',
  'new-coldkey': 'wallet new-coldkey third --no-password --show-mnemonic',
  'new-hotkey': 'wallet new-hotkey main --hotkey extra --show-mnemonic',
  'regen-coldkey': `wallet regen-coldkey fourth --no-password --seed ${'5a'.repeat(32)}`,
  'regen-hotkey': `wallet regen-hotkey main --hotkey again --seed ${'5b'.repeat(32)}`,
  'regen-coldkeypub': `wallet regen-coldkeypub watched --ss58 ${ALICE}`,
  'regen-hotkeypub': `wallet regen-hotkeypub watched --hotkey miner --ss58 ${ALICE}`,
  list: 'wallet list',
  show: 'wallet show main',
  unlock: 'wallet unlock main',
  sign: 'wallet sign --wallet main --message hello',
  verify: `wallet verify --message hello --signature ${'00'.repeat(64)} --ss58 ${ALICE}`,
  encrypt: `wallet encrypt --to ${ALICE} --message hello`,
  decrypt: 'wallet decrypt --wallet main --ciphertext 0x00',
  export: `wallet export main --output FOLDER/${FILE} --export-password-file FOLDER/password`,
  import: `wallet import FOLDER/${FILE} fifth --json-password-file FOLDER/password --no-password`,
  password: 'wallet password main --new-password-file FOLDER/password',
  upgrade: 'wallet upgrade main',
  'contacts add': `wallet contacts add friend ${OTHER}`,
  'contacts list': 'wallet contacts list',
  'contacts remove': 'wallet contacts remove friend',
}

const isAboutChain = (uses: readonly string[] = []): boolean => uses.includes('network')

const opened = vi.fn(() => Promise.reject(new Error('a chain was opened')))
beforeEach(() => {
  opened.mockClear()
  vi.spyOn(Socket.prototype, 'connect').mockImplementation(() => {
    throw new Error('a connection was opened')
  })
})
afterEach(() => {
  vi.restoreAllMocks()
})

describe('without a chain', () => {
  test('every wallet command is here that does not say it uses a network', async () => {
    const commands = await realCommands()
    const names = commands
      .filter(({ path, value }) => path[0] === 'wallet' && !isAboutChain(value.uses))
      .map(({ path }) => path.slice(1).join(' '))
    expect(Object.keys(LINES).toSorted()).toEqual(names.toSorted())
  })

  test('nothing is opened by any of them', async () => {
    await made()
    const { writeFileSync } = await import('node:fs')
    writeFileSync(join(root(), 'password'), PASSWORD, { mode: 0o600 })
    // A network that is set, and that is not there, is no matter of theirs.
    const env = { BT_WALLET_PASSWORD: PASSWORD, TAO_NETWORK: 'wss://nowhere.invalid:443' }
    for (const [name, line] of Object.entries(LINES)) {
      const { code, stderr } = await run(line.replaceAll('FOLDER', root()), { env, openChain: opened })
      expect([name, stderr.includes('was opened'), opened.mock.calls.length]).toEqual([name, false, 0])
      expect([name, code]).toEqual([name, ['verify', 'encrypt', 'decrypt'].includes(name) ? expect.any(Number) : 0])
    }
    expect(Socket.prototype.connect).not.toHaveBeenCalled()
  })

  test('and the check would notice it', async () => {
    await made()
    const { code } = await run('wallet balance main', { openChain: opened })
    expect([code === 0, opened.mock.calls.length]).toEqual([false, 1])
  })
})
