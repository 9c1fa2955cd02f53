/**
 * `npm run vectors -- DIR`: checks the library against every vector file found in a directory.
 *
 * Prints what passed and failed in each file with the first differences, and the sum. Exit code 1 when something
 * differs, 2 when nothing could be read.
 */
import { KINDS } from './kinds.ts'
import { runFile, vectorFiles } from './run.ts'

const print = (line: string) => process.stdout.write(`${line}\n`)

async function main(directory: string | undefined): Promise<number> {
  if (directory === undefined) {
    process.stderr.write('Which directory? npm run vectors -- DIR\n')
    return 2
  }
  let files = 0
  let passed = 0
  let failed = 0
  for (const file of vectorFiles(directory)) {
    const result = await runFile(file, KINDS)
    files++
    passed += result.passed
    failed += result.failed
    print(
      result.kind === undefined
        ? `${file.name}: not yet supported`
        : `${file.name} (${result.kind}): ${result.passed} passed, ${result.failed} failed`,
    )
    for (const difference of result.differences) print(`    ${difference}`)
    const hidden = result.failed - result.differences.length
    if (hidden > 0) print(`    and ${hidden} more`)
  }
  print(`${passed} passed, ${failed} failed`)
  if (files === 0) {
    process.stderr.write(`No vector files in ${directory}\n`)
    return 2
  }
  return failed === 0 ? 0 : 1
}

main(process.argv[2]).then(
  code => {
    process.exitCode = code
  },
  error => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    process.exitCode = 2
  },
)
