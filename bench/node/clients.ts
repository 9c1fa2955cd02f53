/** Clients as fast as they can be: what they need is made beforehand, and answers are hardly looked at. */
import { WebSocket } from 'ws'
import type { NodeProcess } from '../soak/node.ts'

export class Client {
  private readonly socket: WebSocket
  private readonly waiting = new Map<number, (text: string) => void>()
  private hearing: ((text: string) => void) | undefined
  private ids = 0

  private constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', data => this.hear(data.toString()))
  }

  static async connect(port: number): Promise<Client> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false })
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    return new Client(socket)
  }

  /** The whole answer as text. @throws Error for an answer that is an error */
  ask(method: string, params: unknown = []): Promise<string> {
    const id = ++this.ids
    const answer = new Promise<string>((resolve, reject) => {
      this.waiting.set(id, text => (text.includes('"error":{"code"', 0) ? reject(new Error(text)) : resolve(text)))
    })
    this.socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    return answer
  }

  /** Hands in an extrinsic and waits until it is final. */
  async settle(extrinsic: string): Promise<void> {
    const final = new Promise<void>((resolve, reject) => {
      this.hearing = text => {
        if (text.includes('"finalized"')) resolve()
        else if (text.includes('"invalid"') || text.includes('"dropped"')) reject(new Error(text))
      }
    })
    await this.ask('author_submitAndWatchExtrinsic', [extrinsic])
    await final
  }

  close(): void {
    this.socket.close()
  }

  private hear(text: string): void {
    const id = /^\{"jsonrpc":"2.0","id":(\d+),/.exec(text)?.[1]
    if (id === undefined) return this.hearing?.(text)
    this.waiting.get(Number(id))?.(text)
    this.waiting.delete(Number(id))
  }
}

export interface Rate {
  readonly perSecond: number
  /** Milliseconds of the node's processor time for each. */
  readonly cpu: number
}

/** What comes of several clients, each asking one thing after another for so long. */
export async function rateOf(
  node: Pick<NodeProcess, 'cpu'>,
  clients: readonly Client[],
  seconds: number,
  ask: (client: Client) => Promise<unknown>,
): Promise<Rate> {
  const end = performance.now() + seconds * 1000
  let calls = 0
  const run = async (client: Client): Promise<void> => {
    for (; performance.now() < end; calls++) await ask(client)
  }
  return measured(node, async () => {
    await Promise.all(clients.map(run))
    return calls
  })
}

/** @param run does the work and says how much it was */
export async function measured(node: Pick<NodeProcess, 'cpu'>, run: () => Promise<number>): Promise<Rate> {
  const [begin, cpuBefore] = [performance.now(), node.cpu()]
  const count = await run()
  const [took, cpu] = [performance.now() - begin, node.cpu()]
  return {
    perSecond: (count / took) * 1000,
    cpu: cpu === undefined || cpuBefore === undefined ? Number.NaN : (cpu - cpuBefore) / count,
  }
}
