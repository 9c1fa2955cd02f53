/**
 * The settings that commands share, each shown once to do what it says. That every command which takes one is reached by it
 * is shown with the command's own flags; the rest is the kit's, the same for all.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Chain } from '../../../src/client/chain.ts'
import { networkOf } from '../../../src/client/networks.ts'
import { openSandbox, type Sandbox } from '../../../src/client/sandbox.ts'
import { cells } from '../../../src/commands/kit/cells.ts'
import { action, read } from '../../../src/commands/kit/command.ts'
import { GLOBALS, type GlobalKey, type Settings } from '../../../src/commands/kit/globals.ts'
import { openChain } from '../../../src/commands/kit/open-chain.ts'
import * as shape from '../../../src/commands/kit/shape.ts'
import { column, table } from '../../../src/commands/kit/view.ts'
import { keyFromUri } from '../../../src/wallet/key-sources.ts'
import { coldkeyPlace, hotkeyPlace, walletPlace, walletRoot } from '../../../src/wallet/places.ts'
import { addressOf } from '../../support/sandbox.ts'
import { PASSWORD, save } from '../../wallet/support/saving.ts'
import type { MemoryOptions } from '../support/memory-host.ts'
import { type Outcome, tao, taoWith } from '../support/tao.ts'

const ALICE = addressOf('//Alice')
let folder: string
let sandbox: Sandbox
let done: string[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taokit-shared-'))
  vi.stubEnv('TAOKIT_HOME', join(folder, 'home'))
  for (const [name, uri, password] of [
    ['default', '//Bob', null],
    ['other', '//Charlie', null],
    ['safe', '//Dave', PASSWORD],
  ] as const) {
    const place = walletPlace(walletRoot(join(folder, 'wallets'), {}), name)
    await save(coldkeyPlace(place), keyFromUri(uri), { password })
    for (const hotkey of ['default', 'second']) {
      await save(hotkeyPlace(place, hotkey), keyFromUri(`${uri}//${hotkey}`), { password: null })
    }
  }
  writeFileSync(join(folder, 'password'), PASSWORD, { mode: 0o600 })
  sandbox = await openSandbox()
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await sandbox.close()
  rmSync(folder, { recursive: true, force: true })
})

const RESULT = shape.record({
  account: shape.address('An account'),
  success: shape.flag('Whether it is so'),
  extrinsicId: shape.text('A place'),
})
const result = { account: ALICE, success: true, extrinsicId: '1-1' }

const commands = {
  show: read({
    summary: 'Show something',
    output: RESULT,
    view: row => [
      table(
        [row, row],
        [
          column('Account', each => cells.address(each.account)),
          column('Good', each => (each.success ? cells.good('yes') : cells.bad('no'))),
        ],
      ),
    ],
    run: async (_, ctx) => {
      ctx.note('A note')
      return ctx.progress('Looking', async () => result)
    },
  }),
  send: action({
    summary: 'Do something',
    output: RESULT,
    plan: () => ({
      summary: 'It is done',
      consent: {},
      perform: () => {
        done.push('done')
        return result
      },
    }),
  }),
  places: read({
    summary: 'Where keys are',
    uses: ['wallet', 'hotkey'],
    output: shape.record({ coldkey: shape.text('One'), hotkey: shape.text('Other') }),
    run: async (_, ctx) => {
      const wallets = await ctx.wallets()
      return { coldkey: wallets.coldkey().secretFile, hotkey: wallets.hotkey().secretFile }
    },
  }),
  chains: read({
    summary: 'Which chain it is',
    uses: ['network'],
    output: shape.record({ name: shape.text('Its name'), genesis: shape.text('Its first block') }),
    run: async (_, ctx) => {
      const { name, genesisHash: genesis } = await ctx.chain()
      return { name, genesis }
    },
  }),
}

const env = (): Record<string, string> => ({
  TAO_CONFIG: join(folder, 'config.json'),
  BT_WALLET_PATH: join(folder, 'wallets'),
})
function run(line: string, options: MemoryOptions = {}): Promise<Outcome> {
  done = []
  const open = (settings?: Settings): Promise<Chain> => openChain(settings!, '0.0.0', new AbortController().signal)
  return taoWith(commands, line, { env: env(), openChain: open, ...options })
}
const code = ({ code, stderr }: Outcome): unknown => (code === 0 ? 'done' : JSON.parse(stderr).code)
const text = async (line: string, options?: MemoryOptions): Promise<string> => (await run(line, options)).stdout

const terminal = { terminal: { stdout: true, stderr: true } }
const COLOUR = `${String.fromCharCode(27)}[`

/** A real transaction on the sandbox. */
const transfer = (line: string, options: MemoryOptions = {}): Promise<Outcome> =>
  tao(`wallet transfer ${ALICE} 1 --yes --json ${line}`, { env: env(), openChain: sandbox.connect, ...options })
const signed = async (line: string): Promise<unknown> => {
  const outcome = await transfer(line)
  return outcome.code === 0 ? 'signed' : outcome.error().error
}

/** Whether a transaction that stands in a block still waits: the block is not said to be final before. */
async function waits(line: string, options: MemoryOptions = {}): Promise<boolean> {
  const chain = await sandbox.connect()
  const held: (() => void)[] = []
  let isIncluded = (): void => {}
  const included = new Promise<void>(resolve => (isIncluded = resolve))
  const subscribe: Chain['subscribe'] = order => {
    const onMessage: typeof order.onMessage = message => {
      const status = JSON.stringify(message)
      if (status.includes('finalized')) held.push(() => order.onMessage(message))
      else order.onMessage(message)
      if (/inBlock|finalized/.test(status)) isIncluded()
    }
    return chain.subscribe({ ...order, onMessage })
  }
  const openChain = async (): Promise<Chain> => Object.assign(Object.create(chain) as Chain, { subscribe })
  let isDone = false
  const sent = transfer(line, { ...options, openChain }).finally(() => (isDone = true))
  await included
  await Promise.race([sent, new Promise(resolve => setTimeout(resolve, 300))])
  const result = !isDone
  for (const release of held) release()
  expect((await sent).code).toBe(0)
  return result
}

/** The sandbox as a real network whose runtime is so old that nobody can commit to its metadata. */
async function withoutCommitments(): Promise<Chain> {
  const provider = sandbox.provider()
  const send = provider.send.bind(provider)
  provider.send = async (method, params) => {
    if (params[0] !== 'Metadata_metadata_at_version') return send(method, params)
    throw new Error('4003: Client error: Execution failed: Exported method Metadata_metadata_at_version is not found')
  }
  return Chain.open({ network: networkOf('wss://old.example.org'), provider })
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

/** By setting: what is seen without it and with it. */
const SHOWN: Readonly<Record<GlobalKey, () => Promise<readonly [without: unknown, withIt: unknown]>>> = {
  wallet: async () => [
    (await text('places')).includes('/other/'),
    (await text('places --wallet other')).includes('/other/coldkey'),
  ],
  hotkey: async () => [
    (await text('places')).includes('second'),
    (await text('places --hotkey second')).includes('/default/hotkeys/second'),
  ],
  walletPath: async () => [
    (await text('places')).includes('/elsewhere/'),
    (await text('places --wallet-path /elsewhere')).includes('/elsewhere/default/coldkey'),
  ],
  walletPasswordFile: async () => [
    (await signed('--wallet safe')) === 'signed',
    (await signed(`--wallet safe --wallet-password-file ${join(folder, 'password')}`)) === 'signed',
  ],
  signWith: async () => [
    (await signed('')) !== 'signed',
    String(await signed('--sign-with vault')).includes('Polkadot Vault'),
  ],
  signatureFile: async () => [
    (await signed('')) !== 'signed',
    String(await signed('--signature-file /nowhere')).includes('--signature-file is for keys on Polkadot Vault'),
  ],
  period: async () => {
    const last = async (line: string): Promise<number> =>
      (await transfer(`--dry-run ${line}`)).json<{ signs: { last_block: number } }>().signs.last_block
    const usual = await last('')
    return [usual - (await last('')) === 56, usual - (await last('--period 8')) === 56]
  },
  waitForFinalization: async () => [await waits(''), await waits('--wait-for-finalization')],
  waitForInclusion: async () => {
    const own = { env: { ...env(), TAO_CONFIG: join(folder, 'patient.json') } }
    await tao('config set wait_for_finalization true', own)
    return [!(await waits('', own)), !(await waits('--wait-for-inclusion', own))]
  },
  allowUncheckedMetadata: async () => {
    const over = { openChain: withoutCommitments }
    const { error } = (await transfer('', over)).error()
    expect(error).toContain('does not check by which metadata')
    return [
      (await transfer('', over)).code === 0,
      (await transfer('--allow-unchecked-metadata', over)).code === 0 && (await signed('')) === 'signed',
    ]
  },
  network: async () => {
    const url = await sandbox.serve()
    return [(await text('chains')).includes(url), (await text(`chains --network ${url}`)).includes(url)]
  },
  chain: async () => {
    const kept = (): boolean => existsSync(join(folder, 'home', 'chains', 'another'))
    await run('chains')
    const before = kept()
    await run('chains --chain another')
    return [before, kept()]
  },
  insecure: async () => [
    code(await run('chains --network ws://0.0.0.0:1 --json')) !== 'not_permitted',
    code(await run('chains --network ws://0.0.0.0:1 --insecure --json')) !== 'not_permitted',
  ],
  fallbackEndpoints: async () => {
    const url = await sandbox.serve()
    return [
      code(await run('chains --network ws://127.0.0.1:1 --json')) === 'done',
      code(await run(`chains --network ws://127.0.0.1:1 --fallback-endpoints ${url} --json`)) === 'done',
    ]
  },
  retryForever: async () => {
    const port = await freePort()
    const line = `chains --network ws://127.0.0.1:${port} --json`
    const later = async (): Promise<void> => {
      await new Promise(resolve => setTimeout(resolve, 200))
      await sandbox.serve(port)
    }
    const without = code(await run(line)) === 'done'
    const [outcome] = await Promise.all([run(`${line} --retry-forever`), later()])
    return [without, code(outcome) === 'done']
  },
  yes: async () => {
    const without = code(await run('send --json'))
    return [without === 'done', code(await run('send --yes --json')) === 'done' && done.length === 1]
  },
  no: async () => {
    const without = code(await run('send --yes --json')) === 'cancelled'
    return [without, code(await run('send --yes --no --json')) === 'cancelled' && done.length === 0]
  },
  dryRun: async () => {
    const plan = async (line: string): Promise<boolean> => (await text(line)).includes('Nothing was done')
    return [await plan('send --yes'), (await plan('send --dry-run')) && done.length === 0]
  },
  json: async () => [(await text('show')).startsWith('{'), (await text('show --json')).startsWith('{')],
  jsonOutput: async () => {
    const shown = async (line: string): Promise<string[]> =>
      Object.keys((await taoWith({ 'wallet transfer': commands.show }, line, { env: env() })).json<object>())
    const isOfV9 = (keys: string[]): boolean => keys.join() === 'success,extrinsic_identifier'
    return [isOfV9(await shown('wallet transfer --json')), isOfV9(await shown('wallet transfer --json-output'))]
  },
  fields: async () => [
    Object.keys(JSON.parse(await text('show --json'))).length === 1,
    (await text('show --fields account')) === `{\n  "account": "${ALICE}"\n}\n`,
  ],
  full: async () => [
    (await text('show', { ...terminal, columns: 40 })).includes(ALICE),
    (await text('show --full', { ...terminal, columns: 40 })).includes(ALICE),
  ],
  quiet: async () => [
    !(await run('show')).stderr.includes('A note'),
    !(await run('show --quiet')).stderr.includes('A note'),
  ],
  verbose: async () => [
    (await run('show')).stderr.includes('Looking'),
    (await run('show --verbose')).stderr.includes('Looking'),
  ],
  color: async () => [
    !(await text('show', terminal)).includes(COLOUR),
    !(await text('show --no-color', terminal)).includes(COLOUR),
  ],
}

test('every setting is here', () => {
  expect(Object.keys(SHOWN).sort()).toEqual(Object.keys(GLOBALS).sort())
})

test.each(Object.entries(SHOWN))('%s', async (_, shown) => {
  expect(await shown()).toEqual([false, true])
})
