/** Options that the commands of the chain inside share. */
import { flag, valued } from '../../kit/options.ts'
import { choiceType, integerType, type ValueType } from '../../kit/values.ts'

export const PROFILES = ['sandbox', 'localnet', 'localnet-fast'] as const

/** For a chain that is made. */
export const SPEC_425_ONLY = flag({
  summary: 'Leave out what btcli 11 asks for and spec 425 does not have (docs/compatibility.md)',
  aliases: ['spec-425-only'],
})

const SEAL_WORDS = choiceType(['interval', 'instant', 'manual'])
const SEAL_MILLISECONDS = integerType(10, 86_400_000)

/** A word, or milliseconds. */
const SEAL: ValueType<'interval' | 'instant' | 'manual' | number> = {
  placeholder: 'WHEN',
  parse: text => (/^\d/.test(text) ? SEAL_MILLISECONDS.parse(text) : SEAL_WORDS.parse(text)),
  format: String,
  schema: { anyOf: [SEAL_WORDS.schema, SEAL_MILLISECONDS.schema] },
}

export const SEALING = valued(SEAL)({
  summary:
    'When blocks are made: interval (each slot), instant (for each transaction), manual (only by tao chain advance), or every so many milliseconds',
  default: 'interval',
  aliases: ['sealing'],
})
