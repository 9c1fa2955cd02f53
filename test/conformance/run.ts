/** Runs every vector file of a directory. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { difference } from './compare.ts'
import type { Kind, VectorFile } from './kind.ts'

const DIFFERENCES_SHOWN = 5

export interface FileResult {
  readonly file: string
  /** `undefined` when no kind knows the file. */
  readonly kind: string | undefined
  readonly passed: number
  readonly failed: number
  /** The first differences. */
  readonly differences: readonly string[]
}

/** The result of one file by the first of `kinds` that knows it. */
export async function runFile(file: VectorFile, kinds: readonly Kind[]): Promise<FileResult> {
  const kind = kinds.find(kind => kind.matches(file))
  let passed = 0
  let failed = 0
  const differences: string[] = []
  await kind?.run(file, (label, expected, actual) => {
    const found = difference(expected, actual)
    if (found === undefined) passed++
    else if (++failed <= DIFFERENCES_SHOWN) differences.push(`${label}: ${found}`)
  })
  return { file: file.name, kind: kind?.name, passed, failed, differences }
}

/** The JSON files of a directory in the order of their names, parsed one at a time. */
export function* vectorFiles(directory: string): Generator<VectorFile> {
  for (const name of readdirSync(directory).sort()) {
    if (!name.endsWith('.json')) continue
    const data: unknown = JSON.parse(readFileSync(join(directory, name), 'utf8'))
    if (data === null || typeof data !== 'object') continue
    yield { name, data: data as VectorFile['data'] }
  }
}
