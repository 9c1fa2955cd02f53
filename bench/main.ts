/**
 * `npm run bench -- NAME…`: runs the benchmarks of that name, or all of them, and prints their tables. A benchmark prints
 * ratios, and never fails because a machine is slow.
 */
import { readdirSync } from 'node:fs'
import { cpus } from 'node:os'
import type { Bench, BenchTable } from './table.ts'

const FOLDER = new URL('./bench/', import.meta.url)
const say = (text: string): void => void process.stdout.write(`${text}\n`)

async function main(wanted: readonly string[]): Promise<number> {
  const names = readdirSync(FOLDER)
    .filter(file => file.endsWith('.js'))
    .map(file => file.slice(0, -'.js'.length))
    .sort()
  const unknown = wanted.filter(name => !names.includes(name))
  if (unknown.length > 0) {
    process.stderr.write(`There is no benchmark ${unknown.join(', ')}; there are ${names.join(', ')}\n`)
    return 2
  }
  const [cpu] = cpus()
  say(`Node.js ${process.version}, ${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}`)
  for (const name of wanted.length > 0 ? wanted : names) {
    const { default: bench } = (await import(new URL(`${name}.js`, FOLDER).href)) as { default: Bench }
    say(`\n${name}: ${bench.summary}\n`)
    const tables = await bench.run()
    const all = 'heads' in tables ? [tables] : tables
    say(all.map(table => drawn(table).join('\n')).join('\n\n'))
  }
  return 0
}

/** The first column is a name, the others are numbers. */
function drawn({ heads, rows, notes = [] }: BenchTable): string[] {
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map(row => row[i]?.length ?? 0)))
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd()
  const rule = '-'.repeat(widths.reduce((sum, width) => sum + width + 2, -2))
  return [line(heads), rule, ...rows.map(line), ...(notes.length > 0 ? ['', ...notes] : [])]
}

process.exitCode = await main(process.argv.slice(2))
