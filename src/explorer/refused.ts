/** What the chain's names for refusals mean. The words are loaded when the first refusal is looked at. */
import type { ExtrinsicPage, Shown, ShownCall } from '../local-chain/node/rpc/explorer/answers.ts'
import { type Child, h } from './dom.ts'
import type { Meaning } from './refusal-texts.ts'

const meanings = new Map<string, Meaning | undefined>()

/** Makes known what the refusals in some extrinsics mean, before they are drawn. */
export async function learn(extrinsics: readonly ExtrinsicPage[]): Promise<void> {
  const unknown = extrinsics.flatMap(errorsOf).filter(label => !meanings.has(label))
  if (unknown.length === 0) return
  const { meaningOf } = await import('./refusal-texts.ts')
  for (const label of unknown) meanings.set(label, meaningOf(label))
}

export const errorName = (label: string): HTMLElement => h('code', { class: 'error-name' }, label)

/** Why calls within a call were refused, although the whole was not: its events tell. */
export function innerErrors(value: Shown | ShownCall): string[] {
  switch (value.kind) {
    case 'error':
      return [value.value]
    case 'list':
      return value.items.flatMap(innerErrors)
    case 'fields':
    case 'variant':
    case 'call':
      return value.fields.flatMap(([, field]) => innerErrors(field))
    default:
      return []
  }
}

/** All refusals that an extrinsic tells of. */
export const errorsOf = ({ error, events }: ExtrinsicPage): string[] =>
  error === null ? [...new Set(events.flatMap(innerErrors))] : [error]

/** How an extrinsic was refused, or a call within it. */
export const refusalsView = (extrinsic: ExtrinsicPage): Child =>
  errorsOf(extrinsic).map(label =>
    refusalView(label, extrinsic.error === null ? 'A call within it was refused: ' : 'Refused: '),
  )

/** The name, and what it means as far as that is known. */
function refusalView(label: string, intro: string): Child {
  const meaning = meanings.get(label)
  return h(
    'div',
    { class: 'refusal' },
    h('p', {}, h('strong', {}, intro), errorName(label)),
    meaning !== undefined && [
      h('p', {}, `${meaning.message}.`),
      meaning.why.map(line => h('p', {}, withCode(line))),
      h('p', {}, h('strong', {}, 'What to do: '), withCode(meaning.remedy)),
    ],
  )
}

/** Commands stand between backticks. */
const withCode = (text: string): Child => text.split('`').map((part, i) => (i % 2 === 1 ? h('code', {}, part) : part))
