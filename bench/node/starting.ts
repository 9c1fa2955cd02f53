/** How long it takes from starting the process until the node answers, and until its first block. */
import { type ChildProcess, spawn } from 'node:child_process'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { cpuOf } from '../soak/node.ts'
import type { BenchTable } from '../table.ts'

const ROUNDS = 7
const LOOK_MILLISECONDS = 2

interface Times {
  readonly answered: number
  /** Processor time until then; undefined where the system does not tell. */
  readonly cpu: number | undefined
  readonly block: number
}

export async function starting(program: string, folder: string): Promise<BenchTable> {
  const cases: Record<string, readonly string[]> = {
    'in memory, a block each 250 ms': ['--ephemeral', '--profile', 'localnet-fast'],
    'in memory, sandbox': ['--ephemeral', '--profile', 'sandbox'],
    'on disk, a chain that is there': ['--base-path', folder],
  }
  const rows: string[][] = []
  for (const [name, args] of Object.entries(cases)) {
    const hasBlocks = args.includes('localnet-fast')
    const times: Times[] = []
    for (let i = 0; i < ROUNDS; i++) times.push(await startOnce(program, args, hasBlocks))
    const answered = times.map(each => each.answered).sort((a, b) => a - b)
    const block = times.map(each => each.block).sort((a, b) => a - b)
    const cpu = times.map(each => each.cpu ?? Number.NaN).sort((a, b) => a - b)
    const shown = (values: readonly number[]): string => values[ROUNDS >> 1]!.toFixed(0)
    rows.push([name, shown(answered), answered[0]!.toFixed(0), shown(cpu), hasBlocks ? shown(block) : '–'])
  }
  return {
    heads: ['from the start of the process, ms', 'first answer', 'best', 'of processor time', 'first block'],
    rows,
    notes: [`Medians of ${ROUNDS}. Who waits asks every ${LOOK_MILLISECONDS} ms whether system_chain is answered.`],
  }
}

async function startOnce(program: string, args: readonly string[], withBlock: boolean): Promise<Times> {
  const port = await freePort()
  const begin = performance.now()
  const line = ['chain', 'start', '--port', String(port), '--json', ...args]
  const child = spawn(process.execPath, [program, ...line], { stdio: ['ignore', 'pipe', 'ignore'] })
  const firstBlock = withBlock ? blockEvent(child, begin) : Promise.resolve(0)
  while (!(await isAnswered(port))) await new Promise(resolve => setTimeout(resolve, LOOK_MILLISECONDS))
  const answered = performance.now() - begin
  const cpu = cpuOf(child)
  const block = await firstBlock
  const ended = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
  return { answered, cpu, block }
}

function blockEvent({ stdout }: ChildProcess, begin: number): Promise<number> {
  return new Promise(resolve => {
    createInterface({ input: stdout! }).on('line', text => {
      if (JSON.parse(text).event === 'block') resolve(performance.now() - begin)
    })
  })
}

function isAnswered(port: number): Promise<boolean> {
  const body = '{"jsonrpc":"2.0","id":1,"method":"system_chain"}'
  const headers = { 'content-type': 'application/json', 'content-length': body.length }
  return new Promise(resolve => {
    const asked = request({ host: '127.0.0.1', port, method: 'POST', headers })
    asked.on('response', response => {
      response.resume()
      response.on('end', () => resolve(response.statusCode === 200))
    })
    asked.on('error', () => resolve(false))
    asked.end(body)
  })
}

function freePort(): Promise<number> {
  const server = createServer()
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
