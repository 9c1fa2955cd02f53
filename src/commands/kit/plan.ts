/**
 * What an action is about to do. A plan changes nothing: it is shown with `--dry-run`, shown and confirmed where consent is
 * asked for, and then carried out.
 */
import type { Cell } from './cells.ts'
import type { Json } from './json.ts'
import { list, record, type Shape, text } from './shape.ts'
import type { JsonSchema } from './values.ts'
import type { Block } from './view.ts'

export interface Consent {
  /** `Continue?` if absent. */
  readonly question?: string
  /** A word that must be typed instead of yes: the name of what will be lost. */
  readonly typed?: string
  /** Go on where nobody can be asked, because a flag such as --overwrite said it all. Otherwise `--yes` is needed there. */
  readonly unattended?: boolean
}

/** Facts of a plan that have a shape of their own: fee, slippage, each deduction. */
export interface Details {
  readonly shape: Shape<unknown>
  readonly value: unknown
  readonly view?: readonly Block[]
}

export interface Plan<R> {
  /** What happens, in one line: `Stake τ1.5 to 5F… on subnet 1`. */
  readonly summary: string
  /** What a careful person compares before saying yes: from, to, network. Never shortened. */
  readonly facts?: readonly (readonly [label: string, cell: Cell])[]
  /** What will be different afterwards, one line each. */
  readonly effects?: readonly string[]
  readonly warnings?: readonly string[]
  readonly details?: Details
  /** For a transaction, shaped as `SIGNING`: what it costs and what the bytes to be signed say, below everything else. */
  readonly signing?: Details
  /** Asked for unless `--yes` is given; absent for what can be undone. */
  readonly consent?: Consent
  /** Does it. Called once, after consent. */
  perform(): R | Promise<R>
}

/** A shape with its value, for `details`. */
export function details<T>(shape: Shape<T>, value: T, view?: readonly Block[]): Details {
  return { shape: shape as Shape<unknown>, value, ...(view === undefined ? {} : { view }) }
}

/** What every dry run says, whatever the command. */
export const DRY_RUN = record({
  command: text('The line that does it'),
  summary: text('What it does'),
  effects: list(text('One thing that will be different afterwards')),
  warnings: list(text('One thing to think about')),
})

/** A plan as the JSON result of a dry run: the common facts, then the plan's own. */
export function planJson(plan: Plan<unknown>, command: string): Json {
  const common = DRY_RUN.encode({
    command,
    summary: plan.summary,
    effects: plan.effects ?? [],
    warnings: plan.warnings ?? [],
  })
  const facts = Object.fromEntries((plan.facts ?? []).map(([label, cell]) => [jsonKey(label), cell.bare ?? cell.text]))
  const own = plan.details === undefined ? {} : plan.details.shape.encode(plan.details.value)
  const signing = plan.signing === undefined ? {} : (toRecord(plan.signing.shape.encode(plan.signing.value)) ?? {})
  return {
    dry_run: true,
    ...(common as Record<string, Json>),
    facts,
    ...(toRecord(own) ?? { details: own }),
    ...signing,
  }
}

const jsonKey = (label: string): string => label.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')

function toRecord(json: Json): Readonly<Record<string, Json>> | undefined {
  const isRecord = typeof json === 'object' && json !== null && !Array.isArray(json)
  return isRecord ? (json as Readonly<Record<string, Json>>) : undefined
}

/** The schema of such JSON. What else it holds depends on the plan: a wait for a later block has nothing of a transaction. */
export function planSchema(own: readonly Shape<unknown>[]): JsonSchema {
  const propertiesOf = ({ schema }: Shape<unknown>) => schema.properties as Readonly<Record<string, JsonSchema>>
  const common = { dry_run: { const: true }, ...propertiesOf(DRY_RUN), facts: { type: 'object' } }
  const properties = Object.assign({ ...common }, ...own.map(propertiesOf)) as Record<string, JsonSchema>
  return { type: 'object', properties, required: Object.keys(common) }
}
