/**
 * Writes docs/chain-surface.md and docs/parameters.md: what the pallets declare, compared with the reference, beside the test
 * that shows it. Fails where anything differs or nothing shows it.
 *
 *     node scripts/chain-surface.mjs [--check] [SHARED]
 *
 * Compares with the copies in test/vectors/chain-surface, or with `SHARED/reference/runtime-head.json`,
 * `SHARED/vectors/call_weights.json` and the constants of `SHARED/metadata/mainnet-424.v16.scale`, which then replace the copies. `--check` writes nothing and fails where the documents
 * are not what they should be.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { differencesOf } from './chain-surface/compare.ts'
import {
  constantsIn,
  ownSurface,
  referenceSurface,
  referenceWeights,
  type Surface,
  type Weights,
} from './chain-surface/facts.ts'
import { openEntries, renderParameters, renderSurface } from './chain-surface/render.ts'

const COPIES = 'test/vectors/chain-surface'
const SURFACE = 'runtime-head.json'
const WEIGHTS = 'call_weights.json'

/** The two documents, by their paths. */
export const documents = (): Readonly<Record<string, string>> => ({
  'docs/chain-surface.md': renderSurface(ownSurface()),
  'docs/parameters.md': renderParameters(),
})

/** What is wrong: differences from the reference, and what no test shows. */
export function findings(surface: Surface, weights: Weights): string[] {
  return [...differencesOf(ownSurface(), surface, weights), ...openEntries(ownSurface())]
}

interface Reference {
  readonly surface: Surface
  readonly weights: Weights
}

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

export const readCopies = (root: string): Reference => ({
  surface: readJson(join(root, COPIES, SURFACE)),
  weights: readJson(join(root, COPIES, WEIGHTS)),
})

const readShared = (shared: string): Reference => ({
  surface: referenceSurface(
    readJson(join(shared, 'reference', SURFACE)),
    constantsIn(readFileSync(join(shared, 'metadata', 'mainnet-424.v16.scale'))),
  ),
  weights: referenceWeights(readJson(join(shared, 'vectors', WEIGHTS))),
})

/** @returns the exit code */
export function main(args: readonly string[], root: string): number {
  const check = args.includes('--check')
  const [shared] = args.filter(argument => !argument.startsWith('--'))
  const { surface, weights } = shared === undefined ? readCopies(root) : readShared(shared)
  const wrong = findings(surface, weights)
  for (const line of wrong) process.stdout.write(`${line}\n`)
  if (shared !== undefined && !check) {
    writeFileSync(join(root, COPIES, SURFACE), lines(surface))
    writeFileSync(join(root, COPIES, WEIGHTS), lines(weights))
  }
  let stale = 0
  for (const [path, text] of Object.entries(documents())) {
    if (text === readIfAny(join(root, path))) continue
    stale++
    if (!check) writeFileSync(join(root, path), text)
    process.stdout.write(`${path} ${check ? 'is not up to date' : 'written'}\n`)
  }
  process.stdout.write(`${wrong.length} differences or gaps\n`)
  return wrong.length === 0 && (stale === 0 || !check) ? 0 : 1
}

/** One entry a line. */
const lines = (facts: object): string =>
  `{\n${Object.entries(facts)
    .map(([key, value]) => ` ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(',\n')}\n}\n`

function readIfAny(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
