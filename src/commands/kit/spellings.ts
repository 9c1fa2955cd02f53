/** How an option may be written: one spelling is shown, the others are accepted. */
import type { Option } from './options.ts'
import { uncamel } from './text.ts'

export interface Spelling {
  /** With its dashes: `--wallet`, `-w`. */
  readonly flag: string
  readonly value: 'none' | 'optional' | 'required'
  /** For a flag: what it sets. */
  readonly sets: boolean
}

/** The spelling that is shown: `walletPath` is `--wallet-path`; a flag that is on by default is shown as its opposite. */
export function mainFlag(key: string, option: Option<unknown>): string {
  return isOnByDefault(option) ? dashed(offNames(key, option)[0]!) : dashed(uncamel(key, '-'))
}

export function shortFlag({ spec }: Option<unknown>): string | undefined {
  return spec.short === undefined ? undefined : dashed(spec.short)
}

/** Every spelling that is accepted, the shown ones first. */
export function spellingsOf(key: string, option: Option<unknown>): readonly Spelling[] {
  const { type, spec } = option
  const value = type === undefined ? 'none' : spec.bare === undefined ? 'required' : 'optional'
  const on = [uncamel(key, '-'), ...(spec.short === undefined ? [] : [spec.short]), ...(spec.aliases ?? [])]
  const spell = (names: readonly string[], sets: boolean): Spelling[] =>
    [...new Set(names.flatMap(withUnderscores))].map(name => ({ flag: dashed(name), value, sets }))
  return [...spell(on, true), ...(type === undefined ? spell(offNames(key, option), false) : [])]
}

function offNames(key: string, { spec }: Option<unknown>): readonly string[] {
  return spec.off ?? (spec.default === true ? [`no-${uncamel(key, '-')}`] : [])
}

function isOnByDefault({ type, spec }: Option<unknown>): boolean {
  return type === undefined && spec.default === true
}

const dashed = (name: string): string => (name.length === 1 ? `-${name}` : `--${name}`)

/** Python tools write underscores where others write dashes. */
function withUnderscores(name: string): string[] {
  return name.includes('-') ? [name, name.replaceAll('-', '_')] : [name]
}
