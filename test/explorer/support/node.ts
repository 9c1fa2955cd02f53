/** A node with a chain that has something to look at: subnets, neurons, stake, refusals, and names that mean harm. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildExplorer } from '../../../scripts/explorer.mjs'
import { Chain, type ChainOptions } from '../../../src/local-chain/node/chain.ts'
import { Server, type ServerOptions } from '../../../src/local-chain/node/server.ts'
import { chainSpec } from '../../../src/local-chain/profiles/specs.ts'
import type { RuntimeCall, TypedCall } from '../../../src/local-chain/runtime/call.ts'
import { decodeExtrinsic } from '../../../src/local-chain/runtime/extrinsic.ts'
import { MemoryStore } from '../../../src/local-chain/state/memory-store.ts'
import { utf8 } from '../../../src/primitives/bytes.ts'
import { encodeAddress } from '../../../src/primitives/ss58.ts'
import { accountOf, sign } from '../../local-chain/support-node/signing.ts'

/** Would act if it were ever taken for markup, and turns the direction of writing. */
export const HOSTILE = '<img src=x onerror="window.harmed=1">\u202e</td><script>window.harmed=1</script>'

export const addressOf = (uri: string): string => encodeAddress(accountOf(uri))

export interface ExplorerNode {
  readonly chain: Chain
  /** What a browser opens. */
  readonly url: string
  readonly faults: unknown[]
  /** Closes the door, as a node that stops does, and opens it again at the same port. */
  away(): Promise<void>
  back(): Promise<void>
  close(): Promise<void>
}

export interface ExplorerNodeOptions {
  readonly chain?: ChainOptions
  readonly server?: Partial<ServerOptions>
}

export async function startExplorerNode(options: ExplorerNodeOptions = {}): Promise<ExplorerNode> {
  const folder = mkdtempSync(join(tmpdir(), 'taokit-explorer-'))
  const faults: unknown[] = []
  const onFault = (error: unknown) => faults.push(error)
  await buildExplorer(join(import.meta.dirname, '../../..'), folder)
  const chain = new Chain(chainSpec('sandbox'), new MemoryStore(), { sealing: 'manual', onFault, ...options.chain })
  const host = { chain, version: '0.0.0-test', instance: 'test' }
  const listen = (port: number) => Server.listen(host, { port, onFault, explorer: folder, ...options.server })
  let server = await listen(0)
  const { url, port } = server
  return {
    chain,
    url: `${url.replace('ws', 'http')}/`,
    faults,
    away: () => server.close(),
    back: async () => {
      server = await listen(port)
    },
    close: async () => {
      await server.close()
      chain.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** Signs and hands in calls by their names; they stand in the next block. */
export const sender =
  (chain: Chain) =>
  async (uri: string, name: string, args: Readonly<Record<string, unknown>>): Promise<void> => {
    await chain.submit(sign(chain, uri, callOf(chain, name, args)))
  }

/** A call by its name, e.g. `Balances.transfer_keep_alive`. */
export function callOf(chain: Chain, name: string, args: Readonly<Record<string, unknown>>): RuntimeCall {
  const [pallet, call] = name.split('.')
  const found = chain.runtime.pallet(pallet!)?.pallet.calls?.find(each => each.name === call)
  if (found === undefined) throw new Error(`there is no call ${name}`)
  return (found as TypedCall<unknown>).make(args)
}

const TAO = 1_000_000_000n
const NOTHING = new Uint8Array(0)
const IDENTITY = {
  github_repo: NOTHING,
  subnet_contact: NOTHING,
  subnet_url: utf8('javascript:window.harmed=1'),
  discord: NOTHING,
  description: utf8('Two lines\nand <b>no</b> more.'),
  logo_url: NOTHING,
  additional: NOTHING,
}

/** What `tell` did, by the blocks in which it stands. */
export interface Story {
  readonly netuid: number
  /** The block with a transaction that was refused, and its place in it. */
  readonly refused: { readonly block: number; readonly index: number }
  /** A block with a call within calls. */
  readonly nested: { readonly block: number; readonly index: number }
}

/** Makes a subnet of Alice's under a hostile name, with neurons, trade, weights, a nested call and a refusal. */
export async function tell(chain: Chain): Promise<Story> {
  const send = sender(chain)
  const block = (): number => chain.produceBlock().number
  const module = (name: string) => `SubtensorModule.${name}`
  const identity = { ...IDENTITY, subnet_name: utf8(HOSTILE) }
  const netuid = 2
  await send('//Alice', module('register_network_with_identity'), { hotkey: accountOf('//Alice//hot'), identity })
  block()
  await send('//Alice', module('start_call'), { netuid })
  for (const name of ['Bob', 'Charlie', 'Dave']) {
    await send(`//${name}`, module('burned_register'), { netuid, hotkey: accountOf(`//${name}//hot`) })
    block()
  }
  const stake = (name: string, amount: bigint) =>
    send(`//${name}`, module('add_stake'), { hotkey: accountOf(`//${name}//hot`), netuid, amount_staked: amount * TAO })
  await stake('Alice', 2500n)
  await stake('Bob', 300n)
  block()
  await chain.advance(30)
  await stake('Charlie', 100n)
  await send('//Bob//hot', module('serve_axon'), AXON(netuid))
  const dest = { type: 'Id', value: accountOf('//Ferdie') }
  const transfer = callOf(chain, 'Balances.transfer_keep_alive', { dest, value: 1_500_000_000n })
  const remark = callOf(chain, 'System.remark', { remark: Uint8Array.of(0, 1, 2, 255) })
  const batch = callOf(chain, 'Utility.batch', { calls: [transfer, remark] })
  await send('//Alice', 'Sudo.sudo', { call: batch })
  const nested = placeOf(chain, block(), 'Sudo')
  await send('//Eve', 'Balances.transfer_keep_alive', { dest, value: 9_000_000n * TAO })
  const refused = placeOf(chain, block(), 'Balances')
  return { netuid, refused, nested }
}

const AXON = (netuid: number) => ({
  netuid,
  version: 1,
  ip: 0xcb00_7107n,
  port: 8091,
  ip_type: 4,
  protocol: 4,
  placeholder1: 0,
  placeholder2: 0,
})

/** Where the call of a pallet stands in a block. */
function placeOf(chain: Chain, block: number, pallet: string): Story['refused'] {
  const { extrinsics } = chain.block(chain.hashAt(block)!)!
  const calls = extrinsics.map(encoded => chain.runtime.callName(decodeExtrinsic(chain.runtime, encoded).call))
  return { block, index: calls.findIndex(name => name.startsWith(`${pallet}.`)) }
}
