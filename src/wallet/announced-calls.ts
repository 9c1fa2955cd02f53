/**
 * The calls that were announced from here, by their hashes: a chain keeps the hash alone, and whoever makes the call needs
 * all of it. One private file of JSON beside the wallets. Nothing depends on it: what is lost can be written out again.
 */
import { dirname, join } from 'node:path'
import { fromHex, type Hex, toHex } from '../primitives/bytes.ts'
import { blake2_256 } from '../primitives/crypto/blake2.ts'
import { lookAt, readWhole } from './files.ts'
import type { WalletRoot } from './places.ts'
import { discard, makeFolder, placeOver, stage, syncFolder } from './writing.ts'

const MAX_BYTES = 16 * 1024 * 1024

export const announcedCallsFile = ({ path }: WalletRoot): string => join(path, '.announced-calls.json')

/** By hash. What is no list of calls, or no call of its hash, counts as nothing. */
export function readAnnouncedCalls(path: string): ReadonlyMap<Hex, Hex> {
  if (lookAt(path) === undefined) return new Map()
  const entries = Object.entries(parse(readWhole(path, MAX_BYTES).toString('utf8')))
  return new Map(entries.filter((entry): entry is [Hex, Hex] => isCallOf(...entry)))
}

/** @throws TaoError `not_permitted` */
export function rememberAnnouncedCall(path: string, hash: Hex, call: Hex): void {
  write(path, new Map([...readAnnouncedCalls(path), [hash, call]]))
}

/** @throws TaoError `not_permitted` */
export function forgetAnnouncedCall(path: string, hash: Hex): void {
  const calls = new Map(readAnnouncedCalls(path))
  if (calls.delete(hash)) write(path, calls)
}

function write(path: string, calls: ReadonlyMap<Hex, Hex>): void {
  const folder = dirname(path)
  makeFolder(folder)
  const staged = stage(folder, Buffer.from(`${JSON.stringify(Object.fromEntries(calls), undefined, 2)}\n`))
  try {
    placeOver(staged, path)
    syncFolder(folder)
  } finally {
    discard(staged.path)
  }
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const json = JSON.parse(text)
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : {}
  } catch {
    return {}
  }
}

const isCallOf = (hash: string, call: unknown): boolean =>
  typeof call === 'string' && /^0x(?:[0-9a-f]{2})+$/.test(call) && toHex(blake2_256(fromHex(call))) === hash
