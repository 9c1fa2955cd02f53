/**
 * Compares the metadata of a profile with that of a real chain and prints every difference that has no reason in
 * docs/metadata-differences.md. With `--all` also those that have one.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runtimeOf } from '../src/local-chain/node/apis.ts'
import { chainSpec, DEFAULT_PROFILE, PROFILE_NAMES, type ProfileName } from '../src/local-chain/profiles/specs.ts'
import { buildMetadata } from '../src/local-chain/runtime/metadata/build.ts'
import { readAccepted, reasonFor } from '../src/local-chain/runtime/metadata/compare/accepted.ts'
import { compareMetadata, type Difference } from '../src/local-chain/runtime/metadata/compare/compare.ts'
import { messageOf } from '../src/primitives/errors.ts'
import { decodeMetadata } from '../src/primitives/metadata/format.ts'

const REASONS = 'docs/metadata-differences.md'

/** @returns the exit code: 0 where nothing differs without a reason, 1 where something does, 2 for a wrong invocation */
export function main(args: readonly string[], root: string): number {
  const [file, name = DEFAULT_PROFILE] = args.filter(argument => !argument.startsWith('--'))
  if (file === undefined || !isProfile(name)) {
    const names = PROFILE_NAMES.join(', ')
    process.stderr.write(`Usage: node scripts/compare-metadata.mjs FILE.scale [PROFILE] [--all]\nProfiles: ${names}\n`)
    return 2
  }
  try {
    return compare(file, name, join(root, REASONS), args.includes('--all'))
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`)
    return 2
  }
}

const isProfile = (name: string): name is ProfileName => (PROFILE_NAMES as readonly string[]).includes(name)

function compare(file: string, name: ProfileName, reasons: string, all: boolean): number {
  const theirs = decodeMetadata(readFileSync(file))
  const runtime = runtimeOf(chainSpec(name).profile, () => false)
  const ours = decodeMetadata(buildMetadata(runtime)[`v${theirs.version}`])
  const accepted = readAccepted(readFileSync(reasons, 'utf8'))
  const differences = compareMetadata(ours, theirs).map(difference => ({
    difference,
    reason: reasonFor(difference, name, accepted),
  }))
  const open = differences.filter(({ reason }) => reason === undefined)
  for (const { difference, reason } of all ? differences : open) process.stdout.write(`${line(difference, reason)}\n`)
  process.stdout.write(
    `${open.length} differences without a reason, ${differences.length - open.length} with one (${REASONS})\n`,
  )
  return open.length === 0 ? 0 : 1
}

function line({ kind, where, ours, theirs }: Difference, reason: string | undefined): string {
  const [mine, other] = fromDifference(ours, theirs)
  return `${kind} ${where}: ours ${mine}, theirs ${other}${reason === undefined ? '' : ` (${reason})`}`
}

const SHOWN = 120

/** The two texts from shortly before where they part, and not much of them. */
function fromDifference(a: string, b: string): [string, string] {
  let same = 0
  while (same < a.length && a[same] === b[same]) same++
  const start = Math.max(0, same - 40)
  const cut = (text: string) =>
    `${start > 0 ? '…' : ''}${text.slice(start, start + SHOWN)}${text.length > start + SHOWN ? '…' : ''}`
  return a.length <= SHOWN && b.length <= SHOWN ? [a, b] : [cut(a), cut(b)]
}
