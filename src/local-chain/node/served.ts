/**
 * How commands find the node that serves a chain: it leaves its address in the chain's folder. The note only saves work:
 * two processes that write the same chain do not harm each other, whatever it says.
 */
import { mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import type { Hex } from '../../primitives/bytes.ts'

export interface Served {
  readonly url: string
  readonly pid: number
  /** The node's own name for this run; a program that took over its port does not know it. */
  readonly instance: string
  readonly genesisHash: Hex
}

const noteIn = (folder: string): string => join(folder, 'node.json')

/** Leaves the note. @returns what removes it again, unless another node has left its own meanwhile */
export function announceServed(folder: string, served: Served): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const unfinished = `${noteIn(folder)}.${served.pid}.tmp`
  writeFileSync(unfinished, `${JSON.stringify(served)}\n`, { mode: 0o600 })
  renameSync(unfinished, noteIn(folder))
  return () => {
    if (readNote(folder)?.instance === served.instance) removeNote(folder)
  }
}

/** The node that serves the chain in a folder now. A note that a killed node left behind is removed. */
export async function findServed(folder: string): Promise<Served | undefined> {
  const note = readNote(folder)
  if (note === undefined) return undefined
  if (isRunning(note.pid) && (await isThere(note))) return note
  // Another node may have come meanwhile.
  if (readNote(folder)?.instance === note.instance) removeNote(folder)
  return undefined
}

function readNote(folder: string): Served | undefined {
  try {
    const note: Partial<Served> = JSON.parse(readFileSync(noteIn(folder), 'utf8'))
    const { url, pid, instance, genesisHash } = note
    const fits = typeof url === 'string' && Number.isInteger(pid) && typeof instance === 'string'
    return fits && typeof genesisHash === 'string' ? (note as Served) : undefined
  } catch {
    return undefined
  }
}

function removeNote(folder: string): void {
  try {
    unlinkSync(noteIn(folder))
  } catch {
    // Somebody else was faster.
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const PROBE_MILLISECONDS = 2000

/** Whether the node answers under its own name, or is too busy to answer at all. */
function isThere({ url, instance }: Served): Promise<boolean> {
  const body = '{"jsonrpc":"2.0","id":1,"method":"tao_instance","params":[]}'
  const headers = { 'content-type': 'application/json', 'content-length': body.length }
  return new Promise(resolve => {
    const asked = request(url.replace(/^ws/, 'http'), { method: 'POST', headers, timeout: PROBE_MILLISECONDS })
    asked.on('response', answer => {
      const parts: Buffer[] = []
      answer.on('data', part => parts.push(part))
      answer.on('error', () => resolve(false))
      answer.on('end', () => resolve(Buffer.concat(parts).includes(`"result":"${instance}"`)))
    })
    asked.on('timeout', () => {
      resolve(true)
      asked.destroy()
    })
    asked.on('error', () => resolve(false))
    asked.end(body)
  })
}
