/** Runs the steps of `.ci/run` one after the other and counts. A step that fails does not keep the others from running. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'taokit-ci-'))
const report = join(folder, 'report.json')
const bin = (name, file) => join('node_modules', name, file)
const STEPS = [
  ['lint', [bin('@biomejs/biome', 'bin/biome'), 'check', '.']],
  // Before the types: it makes a source file, the kernel as code.
  ['build', ['scripts/build.mjs']],
  ['types', [bin('typescript', 'bin/tsc'), '--noEmit']],
  // The page runs in a browser, with that one's types.
  ['types of the explorer', [bin('typescript', 'bin/tsc'), '--noEmit', '-p', 'src/explorer']],
  [
    'tests',
    [bin('vitest', 'vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  ],
]

const say = text => process.stdout.write(`${text}\n`)
let passed = 0
let failed = 0
for (const [name, args] of STEPS) {
  say(`\n== ${name}`)
  const isRight = spawnSync(process.execPath, args, { stdio: 'inherit' }).status === 0
  if (name === 'tests') countTests(isRight)
  else if (isRight) passed++
  else failed++
}
rmSync(folder, { recursive: true, force: true })
say(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

/** Files that could not even be loaded have no tests to count: each is a failure of its own. */
function countTests(isRight) {
  let results
  try {
    results = JSON.parse(readFileSync(report, 'utf8'))
  } catch {
    failed++
    return
  }
  const broken = results.testResults.filter(
    file => file.status === 'failed' && file.assertionResults.length === 0,
  ).length
  const wrong = results.numFailedTests + broken
  passed += results.numPassedTests
  // An error outside all tests fails the run without failing a test.
  failed += wrong === 0 && !isRight ? 1 : wrong
}
