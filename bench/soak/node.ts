/** The built node as a process of its own, and how much memory it takes. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

export interface NodeProcess {
  readonly port: number
  /** What it complained of. */
  readonly complaints: string[]
  /** How it ended, if it did. */
  readonly end: () => string | undefined
  /** The most memory that it has held so far, in bytes. */
  readonly peak: () => number
  /** The memory that it holds, in bytes. */
  readonly held: () => number
  /** Milliseconds of processor time that it took so far; undefined where the system does not tell. */
  readonly cpu: () => number | undefined
  stop(): Promise<string>
}

/** Starts `tao chain start` on a free port. @param program the path of bin/tao.js  @param args say where the chain is kept */
export async function startNode(program: string, args: readonly string[]): Promise<NodeProcess> {
  const line = ['chain', 'start', '--port', '0', '--json', ...args]
  const child = spawn(process.execPath, [program, ...line], { stdio: ['ignore', 'pipe', 'pipe'] })
  const complaints: string[] = []
  createInterface({ input: child.stderr }).on('line', text => complaints.push(text))
  let end: string | undefined
  const ended = new Promise<string>(resolve => {
    child.once('exit', (code, signal) => {
      end = signal ?? `status ${code}`
      resolve(end)
    })
  })
  const url = await started(child)
  const memory = memoryOf(child)
  const sampling = setInterval(() => memory.sample(), 100)
  const stop = async (): Promise<string> => {
    clearInterval(sampling)
    const late = setTimeout(() => child.kill('SIGKILL'), 5000)
    child.kill('SIGTERM')
    const how = await ended
    clearTimeout(late)
    return how
  }
  const node: NodeProcess = {
    port: Number(new URL(url).port),
    complaints,
    end: () => end,
    peak: () => memory.sample().peak,
    held: () => memory.sample().held,
    cpu: () => cpuOf(child),
    stop,
  }
  return node
}

function started(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', code => reject(new Error(`the node ended at once with status ${code}`)))
    createInterface({ input: child.stdout! }).on('line', text => {
      const { event, url } = JSON.parse(text)
      if (event === 'started') resolve(url)
    })
  })
}

/** Linux counts in ticks of 10 ms. */
const TICK_MILLISECONDS = 10

export function cpuOf({ pid }: Pick<ChildProcess, 'pid'>): number | undefined {
  try {
    // What follows the name of the program, which may hold anything.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
    return (Number(fields[11]) + Number(fields[12])) * TICK_MILLISECONDS
  } catch {
    return undefined
  }
}

interface Memory {
  readonly held: number
  readonly peak: number
}

/** Where the system keeps the peak itself, nothing between two looks is missed. */
function memoryOf({ pid }: ChildProcess): { sample(): Memory } {
  let last: Memory = { held: 0, peak: 0 }
  const field = (text: string, name: string): number =>
    1024 * Number(new RegExp(`${name}:\\s+(\\d+)`).exec(text)?.[1] ?? 0)
  const sample = (): Memory => {
    try {
      const text = readFileSync(`/proc/${pid}/status`, 'utf8')
      const [held, peak] = [field(text, 'VmRSS'), field(text, 'VmHWM')]
      if (held > 0) last = { held, peak: Math.max(last.peak, held, peak) }
    } catch {
      // It is gone, or this system does not tell.
    }
    return last
  }
  return { sample }
}
