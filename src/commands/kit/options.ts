/**
 * How a command declares what it is given: its arguments and options.
 *
 *     options: {
 *       amount: tao({ summary: 'How much to stake', required: true, short: 'a', ask: 'How much TAO?' }),
 *       tolerance: ratio({ summary: 'The worst price to accept', default: 50_000_000n, config: 'tolerance' }),
 *       all: flag({ summary: 'Everything there is', excludes: ['amount'] }),
 *     }
 *
 * The key is the flag: `amount` is `--amount`, `useHotkey` is `--use-hotkey`. The type of the input follows: a required
 * option, or one with a default, is never undefined.
 */
import type { Alpha, Tao } from '../../primitives/amounts.ts'
import type { NetUid } from '../../primitives/netuid.ts'
import type { Context } from './context.ts'
import * as types from './values.ts'

export interface Choice {
  readonly value: string
  /** What a person reads; the value if absent. */
  readonly name?: string
  readonly hint?: string
}

/** How a person is asked for what was left out. */
export interface Question {
  readonly message: string
  /** Ask even though there is a default, which is then offered. */
  readonly offerDefault?: boolean
  /** Ask even though it is not required, unless one of `excludes` is given: several options say the same in different ways. */
  readonly wanted?: boolean
  /** Ask after everything else, wherever it stands on the line. */
  readonly last?: boolean
  /** What there is to choose from, given what is known so far. None: the text is typed. */
  readonly choices?: (ctx: Context, known: Readonly<Record<string, unknown>>) => Promise<readonly Choice[]>
}

export interface OptionSpec<T> {
  /** One line for the help, without a full stop. */
  readonly summary: string
  /** One letter. */
  readonly short?: string
  /** Other spellings that are accepted and not shown, without dashes: `wallet-name`, `wallet.name`, `N`. */
  readonly aliases?: readonly string[]
  /** Spellings that say no: `no-password`. A flag whose default is true gets `no-` and its name. */
  readonly off?: readonly string[]
  /** How help writes the value, where the type's own word says too little. */
  readonly placeholder?: string
  readonly required?: boolean
  readonly default?: T
  /** The value of the flag alone, where it may be given without one. */
  readonly bare?: T
  /** May be given several times, or as values with commas between. */
  readonly many?: boolean
  /** Environment variables that give it, the first that is set. */
  readonly env?: readonly string[]
  /** The key of the configuration that gives it. */
  readonly config?: string
  /** The question on a terminal when it is required and missing; the summary if absent. */
  readonly ask?: string | Question
  /** A password, phrase or key: masked when typed, never repeated, worth a warning on a command line. */
  readonly secret?: boolean
  readonly hidden?: boolean
  /** Inputs that cannot be given together with it, by key. */
  readonly excludes?: readonly string[]
  /** Settings that count only where this input has a value: on the line with another one they are refused. */
  readonly governs?: Readonly<Record<string, unknown>>
  /** Completion, where it differs from the type's. */
  readonly complete?: types.Completion
}

declare const value: unique symbol

/** A declared option whose value is a T. */
export interface Option<T> {
  readonly [value]?: T
  /** Undefined for a flag, which has no value. */
  readonly type: types.ValueType<unknown> | undefined
  readonly spec: OptionSpec<unknown>
  /** It is the setting of its name, given as an argument. */
  readonly isSetting?: true
}

export type Options = Readonly<Record<string, Option<unknown>>>
/** What a command is given: the values of its options by key. */
export type Values<O extends Options> = { readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never }

type Presence<T, S> = S extends { many: true }
  ? readonly T[]
  : S extends { required: true } | { default: unknown }
    ? T
    : T | undefined

type Spec<T> = Omit<OptionSpec<T>, 'default'> & { readonly default?: T | readonly T[] }

/** Makes the declarator of a type: for types that one group of commands uses. */
export function valued<T>(type: types.ValueType<T>): <const S extends Spec<T>>(spec: S) => Option<Presence<T, S>> {
  return spec => ({ type: type as types.ValueType<unknown>, spec })
}

export const text = valued(types.TEXT)
export const name = valued(types.NAME)
export const file = valued(types.FILE)
export const folder = valued(types.FOLDER)
export const tao = valued<Tao>(types.TAO)
export const alpha = valued<Alpha>(types.ALPHA)
export const netuid = valued<NetUid>(types.NETUID)
export const address = valued(types.ADDRESS)
export const account = valued(types.ACCOUNT)
export const instant = valued<number>(types.INSTANT)
export const ratio = valued<types.Ratio>(types.RATIO)
export const share = valued<types.Ratio>(types.SHARE)

/** A whole number within `min` and `max`, both included. */
export function integer<const S extends Spec<number> & { readonly min?: number; readonly max?: number }>(
  spec: S,
): Option<Presence<number, S>> {
  return valued(types.integerType(spec.min ?? 0, spec.max ?? Number.MAX_SAFE_INTEGER))(spec) as Option<
    Presence<number, S>
  >
}

/** One of a few words. */
export function choice<const C extends string, const S extends Spec<C>>(
  choices: readonly C[],
  spec: S,
): Option<Presence<C, S>> {
  return valued(types.choiceType(choices))(spec)
}

/** On or off; off unless given. */
export function flag(spec: Omit<OptionSpec<boolean>, 'many' | 'secret' | 'placeholder'>): Option<boolean> {
  return { type: undefined, spec: { default: false, ...spec } }
}

/** On, off, or not said. */
export function toggle(
  spec: Omit<OptionSpec<boolean>, 'many' | 'secret' | 'placeholder' | 'default'>,
): Option<boolean | undefined> {
  return { type: undefined, spec }
}
