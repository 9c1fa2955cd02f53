/** The package in somebody's project: its types, its examples, its weight. */
import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSandbox, type Sandbox } from '../../src/library/sandbox.ts'
import { type Manifest, readVectors, VECTORS } from '../wallet/support/vectors.ts'
import { type Project, project } from './support/packed.ts'
import { ROOT } from './support/program.ts'

/** Everything that a user names, and what must not compile. */
const USE = `
import {
  alpha, BALANCES, call, formatRao, getBalance, keyFromUri, openChain, openSandbox, parseTao, powersOf, runEpoch, send, TaoError,
  type Alpha, type Balance, type BlockRef, type Call, type Chain, type ChainEvent, type Client, type EpochInput, type ErrorCode,
  type Lens, type Metagraph, type Needs, type NetUid, type Network, type Outcome, type Payouts, type Plain, type Powers,
  type Preview, type Reader, type Sandbox, type Signer, type Tao, type WalletKey,
} from 'taokit'

const sandbox: Sandbox = await openSandbox({ issuance: parseTao('10499990') })
const powers: Powers = sandbox
const key: WalletKey = keyFromUri('//Alice')
const signer: Signer = key
const order: Call = call('Balances.transfer_all', { dest: key.address, keep_alive: true })
const outcome: Outcome = await sandbox.send(signer, order, { tip: parseTao('1'), signal: new AbortController().signal })
const events: readonly ChainEvent[] = outcome.events
const fee: Tao | undefined = outcome.fee
const head: BlockRef = await sandbox.snapshot()
const tried: Preview = await powers.dryRun(key.address, order)
const paid: Payouts = await sandbox.payouts(1 satisfies NetUid, head, await sandbox.advanceToEpoch(1))
const tempo: number = await sandbox.get<number>('SubtensorModule.Tempo', 1)
const plain: Plain = await sandbox.get('SubtensorModule.Tempo', 1)
const needs: Needs = BALANCES
const chain: Chain = await openChain({ network: 'finney', signal: new AbortController().signal })
const network: Network = chain.network
const client: Client = await chain.with(needs)
const reader: Reader & { readonly block: BlockRef } = await client.at()
const lens: Lens = reader.lens
const balance: Balance = await getBalance(reader, key.address)
const sent: Outcome = await send(chain, signer, order, { until: 'finalized' })
const code: ErrorCode | undefined = tried.refusal instanceof TaoError ? tried.refusal.code : undefined
const epoch = (input: EpochInput): Uint16Array => runEpoch(input).incentive
const metagraph = (graph: Metagraph): Alpha[] => graph.neurons.map(neuron => neuron.emission)
const other = await powersOf(chain)
const api = await chain.api()
const text: string = formatRao(balance.free + alpha(1n))

const stakes: Call = call('SubtensorModule.add_stake', { hotkey: key.address, netuid: 1, amount_staked: parseTao('1') })
const within: Call = call('Utility.batch_all', { calls: [order, call('Balances.transfer_all', { dest: '', keep_alive: true })] })
const bare: Call = call('Swap.disable_lp')
const elsewhere: Call = call('Balances.transfer_all' as string, { to: key.address })
const newer: Call = call('SubtensorModule.not_yet_known', { netuid: 1 })

// @ts-expect-error an argument is missing
call('SubtensorModule.add_stake', { hotkey: key.address, netuid: 1 })
// @ts-expect-error an argument that there is not
call('Balances.transfer_all', { dest: key.address, keep_alive: true, amount: 1n })
// @ts-expect-error 64 bits are a bigint
call('SubtensorModule.set_weights', { netuid: 1, dests: [], weights: [], version_key: 0 })
// @ts-expect-error all arguments are missing
call('Balances.transfer_all')
// @ts-expect-error rao without a unit
await sandbox.fund(key.address, 5n)
// @ts-expect-error alpha is no TAO
const wrong: Tao = alpha(5n)
// @ts-expect-error an option that there is not
await openSandbox({ profil: 'sandbox' })
// @ts-expect-error a code that there is not
new TaoError('broken', 'It broke')
// @ts-expect-error a method that there is not
await sandbox.mine(5)
export { api, bare, code, elsewhere, epoch, events, fee, lens, metagraph, network, newer, other, paid, plain, sent, stakes, tempo, text, within, wrong }
`

/** The type of \`@polkadot/api\` is known, and is no \`any\`. */
const WITH_PEER = `
import { ApiPromise } from '@polkadot/api'
import { openSandbox } from 'taokit'
await using sandbox = await openSandbox()
const inside: ApiPromise = await ApiPromise.create({ provider: sandbox.provider() })
const api: ApiPromise = await sandbox.chain.api()
// @ts-expect-error it is no number
const wrong: number = api
export { inside, wrong }
`

const SETTINGS = [
  ['NodeNext', {}],
  ['Bundler', { module: 'ESNext', moduleResolution: 'Bundler' }],
] as const

let somebody: Project
beforeAll(() => {
  somebody = project()
})
afterAll(() => somebody.remove())

describe('types', () => {
  test.each(SETTINGS)('stand alone: neither @polkadot/api nor @types/node is there, with %s', async (_, options) => {
    somebody.add('alone.ts', USE)
    // Nothing else says what these are.
    somebody.add('platform.d.ts', 'declare class AbortController { readonly signal: AbortSignal }')
    expect(await somebody.complaints(['alone.ts', 'platform.d.ts'], options)).toBe('')
  })

  test('are those of the package only', () => {
    const types = join(somebody.folder, 'node_modules', 'taokit', 'dist', 'types')
    const files = readdirSync(types, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.d.ts'))
    expect(files.filter(name => name.startsWith('local-chain'))).toEqual([])
    const foreign = files.flatMap(name => {
      const lines = readFileSync(join(types, name), 'utf8').split('\n')
      const isForeign = (line: string): boolean => /\b(?:from |import\()['"][^.]/.test(line) && !/^ *\*/.test(line)
      return lines.filter((line, i) => isForeign(line) && !lines[i - 1]!.startsWith('// @ts-ignore'))
    })
    expect(foreign).toEqual([])
  })
})

describe('plain JavaScript', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  const body = (more: string): string => `openSandbox().then(async sandbox => {
    await sandbox.advance(2)
    ${more}
    process.stdout.write([(await sandbox.chain.head()).number, VERSION].join(' '))
    await sandbox.close()
  })`

  test.each([
    ['plain.mjs', `import { openSandbox, VERSION } from 'taokit'\n${body('await sandbox.chain.api()')}`],
    ['plain.cjs', `const { openSandbox, VERSION } = require('taokit')\n${body('')}`],
  ])('%s runs, and says nothing that it was not asked', async (name, text) => {
    somebody.add(name, text)
    const { code, stdout, stderr } = await somebody.node('--no-warnings', name)
    expect([code, stdout, stderr]).toEqual([0, `2 ${version}`, ''])
  })

  test('passwords may stand in the environment, and stay there', async () => {
    const { dir, coldkey } = readVectors<Manifest>('manifest.json').wallets.find(each =>
      each.dir.endsWith('fernet-legacy'),
    )!
    cpSync(join(VECTORS, dir), join(somebody.folder, '.bittensor', dir), { recursive: true })
    somebody.add(
      'unlock.mjs',
      `import { keyFromWallet } from 'taokit'
      process.env.BT_WALLET_PASSWORD = ${JSON.stringify(coldkey!.password)}
      const { address } = await keyFromWallet({ wallet: 'fernet-legacy' })
      process.stdout.write([address, process.env.BT_WALLET_PASSWORD].join(' '))`,
    )
    const { stdout, stderr } = await somebody.node('unlock.mjs')
    expect([stdout, stderr]).toEqual([`${coldkey!.ss58} ${coldkey!.password}`, ''])
  })

  test('that only reads elsewhere loads no engine, no database and no @polkadot/api', () => {
    const loaded = staticFiles(join(somebody.folder, 'node_modules', 'taokit', 'dist', 'index.js'))
    for (const [file, code] of loaded) {
      for (const part of ['ApiPromise', '"lmdb"', 'burned_register']) {
        expect(code.includes(part), `${file} contains ${part}`).toBe(false)
      }
    }
    expect(loaded.size).toBeGreaterThan(1)
  })
})

/** The files that a module loads at once. */
function staticFiles(entry: string, found = new Map<string, string>()): Map<string, string> {
  if (found.has(entry)) return found
  const code = readFileSync(entry, 'utf8')
  found.set(entry, code)
  for (const [, path] of code.matchAll(/(?:\bimport|\bfrom)\s*"(\.[^"]+\.js)"/g))
    staticFiles(join(entry, '..', path!), found)
  return found
}

describe('docs/programs.md', () => {
  const text = readFileSync(join(ROOT, 'docs', 'programs.md'), 'utf8')
  const examples = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code], i) => ({
    code: code!,
    name: code!.includes("from 'vitest'") ? `example${i}.test.ts` : `example${i}.ts`,
  }))
  const readme = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, 'README.md'), 'utf8'))![1]!
  const all = [...examples, { code: readme, name: 'readme.ts' }]

  let served: Sandbox
  let url: string
  beforeAll(async () => {
    served = await openSandbox()
    url = await served.serve()
    somebody.install('@polkadot', '@types/node', 'vitest', 'typescript')
    for (const { code, name } of all) somebody.add(name, code)
  })
  afterAll(() => served.close())

  test('has examples that compile, with @polkadot/api beside', async () => {
    somebody.add('peer.ts', WITH_PEER)
    // The declarations of vitest are not ours to check.
    const options = { lib: ['ES2023', 'ESNext.Disposable', 'DOM'], types: ['node'], skipLibCheck: true }
    expect(await somebody.complaints([...all.map(({ name }) => name), 'peer.ts'], options)).toBe('')
  })

  test.each(all.filter(({ name }) => !name.includes('.test.')))('$name runs', async ({ code, name }) => {
    // Nobody is asked but the chain inside, whichever the example names.
    const here = code.replace(/network: '[^']*'/, `network: '${url}'`)
    const script = name.replace(/\.ts$/, '.mjs')
    somebody.add(script, transformSync(here, { loader: 'ts', target: 'node20' }).code)
    const { code: status, stderr } = await somebody.node(script)
    expect([status, stderr]).toEqual([0, ''])
  })

  test('has tests that vitest runs', async () => {
    const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
    const { code, stdout } = await somebody.node(vitest, 'run', '--root', somebody.folder)
    expect([code, stdout]).toEqual([0, expect.stringMatching(/Tests\s+2 passed/)])
  })
})
