/** Colours, and the glyphs that a terminal can draw. */
import type { Tone } from './cells.ts'

export type Paint = (tone: Tone | undefined, text: string) => string

export const NO_PAINT: Paint = (_, text) => text

/** chalk is loaded only where something is coloured. */
export async function paint(): Promise<Paint> {
  const { Chalk } = await import('chalk')
  const chalk = new Chalk({ level: 1 })
  const tones: Readonly<Record<Tone, (text: string) => string>> = {
    dim: chalk.dim,
    strong: chalk.bold,
    good: chalk.green,
    warn: chalk.yellow,
    bad: chalk.red,
    money: chalk.cyan,
  }
  return (tone, text) => (tone === undefined || text === '' ? text : tones[tone](text))
}

export interface Glyphs {
  readonly rule: string
  readonly spinner: readonly string[]
  readonly bullet: string
}

const UNICODE: Glyphs = { rule: '─', spinner: [...'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'], bullet: '•' }
const ASCII: Glyphs = { rule: '-', spinner: [...'|/-\\'], bullet: '*' }

/** Old Windows consoles and dumb terminals get ASCII. */
export function glyphsOf(env: Readonly<Record<string, string | undefined>>, platform: string): Glyphs {
  const isOldConsole = platform === 'win32' && !env.WT_SESSION && !env.TERM_PROGRAM && !env.ConEmuANSI && !env.TERM
  return isOldConsole || env.TERM === 'dumb' || env.TERM === 'linux' ? ASCII : UNICODE
}
