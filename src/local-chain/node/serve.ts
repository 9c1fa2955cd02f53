/** Serves a chain: blocks in real time, clients over the network, and a note in the folder for commands. */
import { TaoError } from '../../primitives/errors.ts'
import type { Chain } from './chain.ts'
import { randomId } from './random.ts'
import type { Host } from './rpc/method.ts'
import { announceServed, findServed } from './served.ts'
import { Server, type ServerOptions } from './server.ts'

export interface ServeOptions extends ServerOptions {
  /** More ports of the same chain. */
  readonly morePorts?: readonly number[]
  /** The version of taokit. */
  readonly version: string
  /** The folder of the chain, for others to find the node; absent for a chain in memory. */
  readonly folder?: string
}

export interface ServedNode {
  readonly chain: Chain
  /** The one at the first port; commands use it. */
  readonly server: Server
  /** One for each port. */
  readonly servers: readonly Server[]
  readonly host: Host
  /** Says goodbye to all clients, frees the port and closes the chain. */
  close(): Promise<void>
}

/** What the first transaction needs is loaded when whoever waits for the node was answered. */
const WARM_UP_MILLISECONDS = 50

/** How often the node looks whether another process made blocks of its chain. */
const LOOK_MILLISECONDS = 1000

/**
 * @param chain taken over: it is closed with the node, and at once if the node cannot be started
 * @throws TaoError `already_exists` when the chain is served already or the port is taken
 */
export async function serve(chain: Chain, options: ServeOptions): Promise<ServedNode> {
  const { folder, version, onFault } = options
  const host: Host = { chain, version, instance: randomId() }
  const servers: Server[] = []
  try {
    if (folder !== undefined) await checkFree(folder)
    for (const port of [options.port, ...(options.morePorts ?? [])])
      servers.push(await Server.listen(host, { ...options, port }))
  } catch (error) {
    for (const each of servers) await each.close()
    chain.close()
    throw error
  }
  const server = servers[0]!
  const warming = setTimeout(() => void chain.warmUp().catch(error => onFault?.(error)), WARM_UP_MILLISECONDS)
  const { url } = server
  const { instance } = host
  const withdraw = folder && announceServed(folder, { url, pid: process.pid, instance, genesisHash: chain.genesisHash })
  const looking = setInterval(() => {
    try {
      chain.refresh()
    } catch (error) {
      onFault?.(error)
    }
  }, LOOK_MILLISECONDS).unref()
  const close = async (): Promise<void> => {
    clearInterval(looking)
    clearTimeout(warming)
    if (withdraw) withdraw()
    await Promise.all(servers.map(each => each.close()))
    chain.close()
  }
  return { chain, server, servers, host, close }
}

async function checkFree(folder: string): Promise<void> {
  const other = await findServed(folder)
  if (other === undefined) return
  throw new TaoError('already_exists', `The chain is served already at ${other.url}`, {
    why: `Process ${other.pid} serves it.`,
    remedy:
      'Use that node: commands find it by themselves. Or stop it first, or serve another chain with --chain NAME.',
    data: { url: other.url, pid: other.pid },
  })
}
