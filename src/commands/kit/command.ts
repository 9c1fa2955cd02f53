/**
 * A command as a value. From its declaration come parsing, prompts, confirmation, dry run, JSON, help, completion and the
 * catalogue; `docs/writing-commands.md` shows how to write one.
 */
import type { Context } from './context.ts'
import type { Refusal } from './foreign.ts'
import type { Use } from './globals.ts'
import type { Options, Values } from './options.ts'
import type { Plan } from './plan.ts'
import type { Shape } from './shape.ts'
import type { Block } from './view.ts'

export interface Example {
  /** The whole line, `tao` included. */
  readonly line: string
  /** What it does, without a full stop. */
  readonly does: string
}

/** What a view may depend on beside the result. */
export interface Showing {
  readonly full: boolean
}

export interface Declaration<A extends Options, O extends Options, R> {
  /** One line for the help, without a full stop. */
  readonly summary: string
  /** Paragraphs below it, each one line. */
  readonly description?: readonly string[]
  /** Other names of the command within its group. */
  readonly aliases?: readonly string[]
  readonly hidden?: boolean
  /** There is nothing to do any more: whatever is given, it says why. */
  readonly gone?: true
  readonly examples?: readonly Example[]
  /** Given by position, in this order, or by flag. One that is named like a setting (`wallet`) is that setting. */
  readonly arguments?: A
  readonly options?: O
  /** Flags of btcli that it cannot honour, without dashes, each with the reason. */
  readonly refuses?: Readonly<Record<string, string | Refusal>>
  /** Which settings it uses; others are refused by name. Output settings are always there. */
  readonly uses?: readonly Use[]
  readonly output: Shape<R>
  /** How a person sees the result; the shape decides if absent. */
  readonly view?: (result: R, showing: Showing) => readonly Block[]
  /** Rules between inputs. @throws TaoError `usage` */
  readonly check?: (input: Values<A & O>) => void
  /** The exit code of a result that is sound and still not a success: an invalid signature, say. 0 if absent. */
  readonly exitCode?: (result: R) => number
}

/** Reads something and shows it. Nothing is changed, so it takes neither `--yes` nor `--dry-run`. */
export interface ReadCommand<A extends Options, O extends Options, R> extends Declaration<A, O, R> {
  readonly kind: 'read'
  run(input: Values<A & O>, ctx: Context): R | Promise<R>
}

/** Changes something: first a plan, which `--dry-run` shows and a person may have to confirm, then the deed. */
export interface ActionCommand<A extends Options, O extends Options, R> extends Declaration<A, O, R> {
  readonly kind: 'action'
  /** The facts of its plans that have a shape (`details`): a record, for the schema of the dry run. */
  readonly planned?: Shape<unknown>
  plan(input: Values<A & O>, ctx: Context): Plan<R> | Promise<Plan<R>>
}

/** Goes on until it is done or interrupted, and shows each result as it comes: a served chain, a watched value. */
export interface StreamCommand<A extends Options, O extends Options, R> extends Declaration<A, O, R> {
  readonly kind: 'stream'
  run(input: Values<A & O>, ctx: Context): AsyncIterable<R>
}

export type Command<A extends Options = Options, O extends Options = Options, R = unknown> =
  | ReadCommand<A, O, R>
  | ActionCommand<A, O, R>
  | StreamCommand<A, O, R>

/** A declared command whose types nobody needs any more. */
export type AnyCommand = Command

// biome-ignore lint/complexity/noBannedTypes: a command without arguments or options has no inputs
type None = {}

export function read<const A extends Options = None, const O extends Options = None, R = unknown>(
  command: Omit<ReadCommand<A, O, R>, 'kind'>,
): AnyCommand {
  return { kind: 'read', ...command } as unknown as AnyCommand
}

export function action<const A extends Options = None, const O extends Options = None, R = unknown>(
  command: Omit<ActionCommand<A, O, R>, 'kind'>,
): AnyCommand {
  return { kind: 'action', ...command } as unknown as AnyCommand
}

export function stream<const A extends Options = None, const O extends Options = None, R = unknown>(
  command: Omit<StreamCommand<A, O, R>, 'kind'>,
): AnyCommand {
  return { kind: 'stream', ...command } as unknown as AnyCommand
}

/** A group of commands: the `group.ts` of a folder. */
export interface Group {
  readonly summary: string
  readonly aliases?: readonly string[]
  readonly hidden?: boolean
  /** Other paths to it, in full: `utils weights`. */
  readonly also?: readonly string[]
  /** The command that is meant where its options or arguments follow the name of the group. */
  readonly otherwise?: string
  /** Commands in the order of the help; the others follow by name. */
  readonly order?: readonly string[]
}

export const group = (declared: Group): Group => declared
