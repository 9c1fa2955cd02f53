/** How much the built node answers and takes in, from one client and from a hundred. */
import type { Chain } from '../../src/local-chain/node/chain.ts'
import { openChain } from '../../src/local-chain/node/open.ts'
import { SystemAccount } from '../../src/local-chain/pallets/system/storage.ts'
import { chainSpec } from '../../src/local-chain/profiles/specs.ts'
import { rawPrefix } from '../../src/local-chain/state/cells.ts'
import { toHex } from '../../src/primitives/bytes.ts'
import { accountOf } from '../../test/local-chain/support-node/signing.ts'
import { transfer } from '../soak/honest.ts'
import { type NodeProcess, startNode } from '../soak/node.ts'
import type { BenchTable } from '../table.ts'
import { Client, measured, type Rate, rateOf } from './clients.ts'
import { BLOCKS, NETUID, payers, UIDS } from './world.ts'

export const MANY = 100
const SECONDS = 2
/** Transfers of each of the many payers, and of the one. */
const TRANSFERS_EACH = 10
const TRANSFERS_ALONE = 300

const shown = ({ perSecond }: Rate): string => Math.round(perSecond).toLocaleString('en-US')
const mib = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MiB`

export async function serving(program: string, folder: string): Promise<BenchTable[]> {
  // Nothing may be made in the chain between: who signs has to know it.
  const chain = openChain(folder, () => chainSpec('sandbox'), { sealing: 'manual' })
  const signed = signAll(chain)
  const hashes = [1, 100, 1000].map(distance => chain.hashAt(BLOCKS - distance)!)
  chain.close()
  const node = await startNode(program, ['--base-path', folder, '--seal', 'instant'])
  const clients = await Promise.all(Array.from({ length: MANY }, () => Client.connect(node.port)))
  try {
    const reads = await reading(node, clients, hashes)
    return [reads, await transferring(node, clients, signed)]
  } finally {
    for (const client of clients) client.close()
    await node.stop()
  }
}

async function reading(node: NodeProcess, clients: readonly Client[], hashes: readonly string[]): Promise<BenchTable> {
  const key = toHex(rawPrefix(SystemAccount, [accountOf('//Alice')]))
  const subnet = `0x${Buffer.from(Uint16Array.of(NETUID).buffer).toString('hex')}`
  const questions: Record<string, readonly [string, unknown[]]> = {
    system_chain: ['system_chain', []],
    state_getStorage: ['state_getStorage', [key]],
    'state_getStorage 100 blocks back': ['state_getStorage', [key, hashes[1]]],
    'state_getStorage 1,000 blocks back': ['state_getStorage', [key, hashes[2]]],
    'state_call account_nonce': ['state_call', ['AccountNonceApi_account_nonce', accountOf('//Alice')]],
    [`state_call get_metagraph, ${UIDS} UIDs`]: ['state_call', ['SubnetInfoRuntimeApi_get_metagraph', subnet]],
  }
  const rows: string[][] = []
  for (const [name, question] of Object.entries(questions)) {
    const ask = (client: Client): Promise<string> => client.ask(...question)
    for (let i = 0; i < 3; i++) await ask(clients[0]!)
    const one = await rateOf(node, clients.slice(0, 1), SECONDS, ask)
    const all = await rateOf(node, clients, SECONDS, ask)
    rows.push([name, shown(one), shown(all), all.cpu.toFixed(3), mib(node.held())])
  }
  return {
    heads: [
      'calls per second, each client one after another',
      '1 client',
      `${MANY} clients`,
      'processor time, ms',
      'memory after',
    ],
    rows,
    notes: ['The clients run in one process of their own, on the same machine.'],
  }
}

interface Signed {
  readonly alone: readonly string[]
  readonly many: readonly (readonly string[])[]
}

function signAll(chain: Chain): Signed {
  const to = accountOf('//Bob')
  const row = (uri: string, count: number, from = 0): string[] =>
    Array.from({ length: count }, (_, i) => toHex(transfer(chain, uri, to, from + i)))
  const uris = payers(MANY)
  return { alone: row('//Charlie', TRANSFERS_ALONE), many: uris.map(uri => row(uri, TRANSFERS_EACH)) }
}

async function transferring(
  node: NodeProcess,
  clients: readonly Client[],
  { alone, many }: Signed,
): Promise<BenchTable> {
  const settleAll = async (extrinsics: readonly string[], client: Client): Promise<void> => {
    for (const extrinsic of extrinsics) await client.settle(extrinsic)
  }
  const one = await measured(node, async () => {
    await settleAll(alone, clients[0]!)
    return alone.length
  })
  const all = await measured(node, async () => {
    await Promise.all(many.map((extrinsics, i) => settleAll(extrinsics, clients[i]!)))
    return MANY * TRANSFERS_EACH
  })
  return {
    heads: ['signed transfers, until final and on disk', 'per second', 'processor time, ms', 'memory after', 'peak'],
    rows: [
      ['1 client, one after another', shown(one), one.cpu.toFixed(2), '', ''],
      [`${MANY} clients, each one after another`, shown(all), all.cpu.toFixed(2), mib(node.held()), mib(node.peak())],
    ],
    notes: ['A block for each, or for those that come in together; each block is on the disk before it is told.'],
  }
}
