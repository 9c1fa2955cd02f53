/** Whole processes against the clock. */
import { spawnSync } from 'node:child_process'

export interface Place {
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
}

export interface Time {
  readonly wall: number
  /** User and system time; undefined where there is no shell that tells. */
  readonly cpu: number | undefined
}

/** A program with its arguments. */
export type Words = readonly string[]

/** The mean of several runs in a row: `times` of a shell has ticks of 10 ms, which they make fine enough. */
export function timeOf(runs: readonly Words[], place: Place): Time {
  const started = process.hrtime.bigint()
  const cpu = process.platform === 'win32' ? undefined : cpuOf(runs, place)
  if (cpu === undefined) for (const [program, ...args] of runs) spawnSync(program!, args, { ...place, stdio: 'ignore' })
  const wall = Number(process.hrtime.bigint() - started) / 1e6 / runs.length
  return { wall, cpu }
}

/** A shell runs the programs and says how much its children used: `0m0.120s 0m0.030s` in its second line. */
function cpuOf(runs: readonly Words[], place: Place): number | undefined {
  const quoted = (words: Words): string => words.map(word => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
  const lines = runs.map(words => `${quoted(words)} >/dev/null 2>&1 </dev/null`).join('\n')
  const { stdout } = spawnSync('sh', ['-c', `${lines}\ntimes`], { ...place, encoding: 'utf8' })
  const used = [...(stdout?.split('\n')[1] ?? '').matchAll(/(\d+)m(\d+(?:\.\d+)?)s/g)]
  if (used.length !== 2) return undefined
  const all = used.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000, 0)
  return all / runs.length
}

/** Processor time comes in coarse ticks, whose mean is finer than their median. */
export function typical(times: readonly Time[], key: keyof Time): number | undefined {
  const values = times.map(time => time[key])
  if (values.some(value => value === undefined)) return undefined
  return key === 'cpu' ? mean(values as number[]) : median(values as number[])
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!

export const milliseconds = (value: number | undefined): string =>
  value === undefined ? '-' : `${value.toFixed(0)} ms`

export const times = (ratio: number | undefined): string => (ratio === undefined ? '-' : `${ratio.toFixed(2)} ×`)
