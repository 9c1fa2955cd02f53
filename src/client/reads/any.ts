/** Anything that a chain can be asked for, by the chain's own names and in its own units. */
import { TaoError } from '../../primitives/errors.ts'
import type { Chain } from '../chain.ts'
import type { BlockRef, Entry, Reader } from '../client.ts'
import type { Lens, PartKind } from '../metadata/lens.ts'
import type { Plain } from '../plain.ts'

export interface Question {
  /** E.g. `SubtensorModule.Tempo`, `SwapRuntimeApi.current_alpha_price`, `Balances.ExistentialDeposit`. */
  readonly name: string
  /** The parts of a key, or the arguments of an API, as `exactValue` reads them. */
  readonly keys: readonly unknown[]
  /** The newest one if absent. */
  readonly block: number | undefined
  /** How many entries of a map are read. */
  readonly most: number
  /** What a text means where the chain wants an account. @throws TaoError */
  readonly account: (text: string) => string
}

export interface Answer {
  readonly kind: PartKind
  readonly block: BlockRef
  /** Undefined where there is none, and where there are entries. */
  readonly value: Plain
  /** Of a map under the first parts of its key, or all of it. */
  readonly entries: readonly Entry[] | undefined
  /** Whether there are no more entries than these. */
  readonly isWhole: boolean
}

/** @throws TaoError `not_found` for a name that the chain does not have, `invalid_argument` for keys that do not fit */
export async function askAnything(chain: Chain, question: Question): Promise<Answer> {
  const { name, block } = question
  const client = await chain.with({ storage: [name], apis: [name], constants: [name] })
  const at = await client.at(block === undefined ? undefined : await chain.blockAt(block))
  const { lens } = at
  if (name in lens.storage) return { kind: 'storage', block: at.block, ...(await fromStorage(at, question)) }
  const alone = { block: at.block, entries: undefined, isWhole: true }
  if (name in lens.apis) return { ...alone, kind: 'api', value: await fromApi(at, question) }
  if (name in lens.constants) {
    ensureCount(question, [], 0)
    return { ...alone, kind: 'constant', value: at.constant(name) }
  }
  throw new TaoError('not_found', `${chain.name} has nothing of the name ${name}`, {
    why: 'Neither storage nor a runtime API nor a constant is called so.',
    data: { unknown: name },
  })
}

async function fromStorage(reader: Reader, question: Question): Promise<Pick<Answer, 'value' | 'entries' | 'isWhole'>> {
  const { name, most } = question
  const types = reader.lens.storage[name]!.keys.map(({ type }) => type)
  const keys = meant(reader.lens, question, types)
  if (keys.length === types.length) return { value: await reader.get(name, ...keys), entries: undefined, isWhole: true }
  const entries = await reader.firstEntries(most + 1, name, ...keys)
  return { value: undefined, entries: entries.slice(0, most), isWhole: entries.length <= most }
}

async function fromApi(reader: Reader, question: Question): Promise<Plain> {
  const { inputs } = reader.lens.apis[question.name]!
  const keys = meant(
    reader.lens,
    question,
    inputs.map(({ type }) => type),
  )
  ensureCount(
    question,
    inputs.map(({ name }) => name),
    inputs.length,
  )
  return reader.ask(question.name, ...keys)
}

/** Names of accounts by what they mean, everything else as it is. */
function meant({ shapes }: Lens, question: Question, types: readonly number[]): unknown[] {
  const { keys, account } = question
  if (keys.length > types.length) ensureCount(question, [], types.length)
  return keys.map((key, i) => (shapes[types[i]!]!.kind === 'account' && typeof key === 'string' ? account(key) : key))
}

function ensureCount({ name, keys }: Question, names: readonly string[], count: number): void {
  if (keys.length === count) return
  const wanted = count === 0 ? 'nothing' : names.length > 0 ? names.join(', ') : `a key of at most ${count}`
  throw new TaoError('invalid_argument', `${name} takes ${wanted}`, {
    why: keys.length === 0 ? 'It was given nothing.' : `It was given ${keys.join(', ')}.`,
  })
}
