/** Options that the commands of the chain inside share. */
import { TaoError } from '../../../primitives/errors.ts'
import { flag, valued } from '../../kit/options.ts'
import { nearest } from '../../kit/text.ts'
import { choiceType, integerType, type ValueType } from '../../kit/values.ts'

export const PROFILES = ['sandbox', 'localnet', 'localnet-fast'] as const

/** For a chain that is made. */
export const SPEC_425_ONLY = flag({
  summary: 'Leave out what btcli 11 asks for and spec 425 does not have (docs/compatibility.md)',
  aliases: ['spec-425-only'],
})

const SEAL_WORDS = choiceType(['interval', 'instant', 'manual'])
const [LEAST_MS, MOST_MS] = [10, 86_400_000]
const SEAL_MILLISECONDS = integerType(LEAST_MS, MOST_MS)

/** A word, or milliseconds. */
const SEAL: ValueType<'interval' | 'instant' | 'manual' | number> = {
  placeholder: 'WHEN',
  parse: text => {
    const word = SEAL_WORDS.choices!.find(each => each === text.toLowerCase())
    if (word !== undefined) return SEAL_WORDS.parse(word)
    if (/^\d{1,8}$/.test(text) && Number(text) >= LEAST_MS && Number(text) <= MOST_MS) return Number(text)
    const [near] = nearest(text, SEAL_WORDS.choices!)
    throw new TaoError('invalid_argument', `Not a way to make blocks: \`${text.slice(0, 40)}\``, {
      why: `It is ${SEAL_WORDS.choices!.join(', ')}, or a number of milliseconds from ${LEAST_MS} to ${MOST_MS}.`,
      remedy: near === undefined ? undefined : `Did you mean ${near}?`,
    })
  },
  format: String,
  schema: { anyOf: [SEAL_WORDS.schema, SEAL_MILLISECONDS.schema] },
}

export const SEALING = valued(SEAL)({
  summary:
    'When blocks are made: interval (each slot), instant (for each transaction), manual (only by tao chain advance), or every so many milliseconds',
  default: 'interval',
  aliases: ['sealing'],
})
