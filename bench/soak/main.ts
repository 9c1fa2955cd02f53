/**
 * `npm run soak -- [SECONDS] [SEED] [KIND…]`: attacks the built node in every way at once while honest clients go on
 * transferring, prints what came of it, and fails if the node died, lost a transfer, or took more memory than it may.
 */
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { KINDS, mib, type SoakReport, soak } from './soak.ts'
import { quantile, sum } from './tally.ts'

/** What a node may hold that serves a small chain: docs/node.md names it. */
const MEMORY_BOUND = 1024 * 1024 * 1024

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const round = (value: number): string => (value < 10 ? value.toFixed(1) : String(Math.round(value)))
const listed = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([key, times]) => `${key} × ${times.toLocaleString('en-US')}`)
    .join(', ') || 'none'

function print({ seconds, tally, evicted, included, calls, transfers, ownDelay, memory, failures }: SoakReport): void {
  say(`requests of attackers    ${tally.requests.toLocaleString('en-US')} (${round(tally.requests / seconds)}/s)`)
  say(`answers                  ${listed(tally.answers)}; ${mib(tally.bytes)} MiB`)
  say(`connections refused      ${sum(tally.refused)} (${listed(tally.refused)})`)
  say(`connections ended        ${sum(tally.ended)} (${listed(tally.ended)})`)
  say(`sent away                ${evicted} that made the node hold too much`)
  say(`rounds of attacks        ${listed(tally.rounds)}`)
  say(`honest transfers         ${included} in final blocks, none of them lost unless said below`)
  say(`  until final            p50 ${round(quantile(transfers, 0.5))} ms, p99 ${round(quantile(transfers, 0.99))} ms`)
  say(
    `honest calls             ${calls.length}: p50 ${round(quantile(calls, 0.5))} ms, p99 ${round(quantile(calls, 0.99))} ms`,
  )
  say(`  of which our own       p99 ${round(ownDelay.p99)} ms, at most ${round(ownDelay.longest)} ms`)
  say(
    `memory of the node       ${mib(memory.before)} MiB before, ${mib(memory.peak)} at most (of ${mib(MEMORY_BOUND)}), ${mib(memory.after)} after`,
  )
  for (const failure of failures) say(`FAILED: ${failure}`)
}

async function main([seconds = '60', seed = '20261120', ...only]: readonly string[]): Promise<number> {
  const unknown = only.filter(kind => !KINDS.includes(kind))
  if (!(Number(seconds) > 0) || !Number.isSafeInteger(Number(seed)) || unknown.length > 0) {
    process.stderr.write(
      `Usage: npm run soak -- [SECONDS] [SEED] [KIND…], where KIND is one of\n  ${KINDS.join('\n  ')}\n`,
    )
    return 2
  }
  say(`Node.js ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}; ${seconds} s, seed ${seed}`)
  const report = await soak({
    seconds: Number(seconds),
    seed: Number(seed),
    program: fileURLToPath(new URL('../bin/tao.js', import.meta.url)),
    memoryBound: MEMORY_BOUND,
    ...(only.length > 0 && { only }),
  })
  print(report)
  return report.failures.length === 0 ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
