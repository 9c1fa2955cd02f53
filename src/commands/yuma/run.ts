import { readFileSync } from 'node:fs'
import { traceEpoch } from '../../consensus/epoch/epoch.ts'
import { explainUid } from '../../consensus/epoch/explain/explain.ts'
import type { EpochInput, EpochTrace } from '../../consensus/epoch/types.ts'
import { alpha as asAlpha } from '../../primitives/amounts.ts'
import { messageOf, TaoError } from '../../primitives/errors.ts'
import { read } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import { file, integer as integerOption } from '../kit/options.ts'
import { alpha, integer, list, maybe, record, text } from '../kit/shape.ts'
import { readEpochFile } from './shared/epoch-file.ts'
import { EXPLANATION, shownExplanation } from './shared/explanation.ts'
import { explanationBlocks } from './shared/explanation-view.ts'
import { HYPERPARAMETERS, MATRICES, type ScalarField, SUBNET, VECTORS } from './shared/fields.ts'
import { UID_RESULT, uidResults, uidTable } from './shared/results.ts'

const defaults = (fields: readonly ScalarField[]): string =>
  fields.map(field => `${field.name} ${field.default} (${field.summary})`).join(', ')
const vectors = VECTORS.map(
  field =>
    `${field.name} (${field.summary}; ${'default' in field && field.default !== undefined ? field.default : 'needed'})`,
).join(', ')

export default read({
  summary: 'Run one epoch of Yuma consensus on a file of stakes, weights and bonds',
  description: [
    'Computes what the chain computes, to the last bit: consensus, trust, incentive, dividends, bonds and emission of each UID of one mechanism. No chain is asked.',
    'FILE is JSON or CSV; - is standard input. JSON is an object: {"stakes": [600, 400, 0, 0], "weights": {"0": {"2": 3, "3": 1}, "1": [null, null, 1, 1]}, "kappa": 32767}. CSV has a line NAME,VALUE for each number and then a table: uid,stake,w2,w3 and below 0,600,3,1 and so on.',
    `Lists with a value for each UID: ${vectors}. Their columns in CSV: uid, ${VECTORS.map(field => field.column).join(', ')}.`,
    `Matrices with a row for each UID, numbers from 0 to 65535 as the chain stores them: ${MATRICES.map(field => `${field.name} (${field.summary})`).join(', ')}. A row is a list of a number or null for each UID, or an object of numbers by UID, or null. A weight of 0 is not the same as none: liquid alpha drops a bond where there is no weight. In CSV there is a column for each server, w0 w1 … and b0 b1 …, and an empty cell for none.`,
    `Numbers, with what they are when left out: ${defaults(SUBNET)}.`,
    `Hyperparameters, by default those of a new subnet: ${defaults(HYPERPARAMETERS)}.`,
  ],
  examples: [
    { line: 'tao yuma run network.json', does: 'The epoch of a network written down in JSON' },
    { line: 'tao yuma run network.csv --explain 2', does: 'Where each number of UID 2 comes from' },
    { line: 'tao yuma run - --json', does: 'A network from standard input, the results as JSON' },
  ],
  arguments: {
    file: file({ summary: 'JSON or CSV with the network; - for standard input', required: true, ask: 'Which file?' }),
  },
  options: {
    explain: integerOption({
      summary: 'Take what this UID gets apart, step by step in whole numbers',
      placeholder: 'UID',
      max: 255,
    }),
  },
  output: record({
    method: text('How bonds are made: classic, Yuma 3, or Yuma 3 with liquid alpha'),
    block: integer('The block of the epoch'),
    emission: alpha('What was shared among all'),
    sharedBy: text('consensus; or, where there is none, active stake or stake'),
    uids: list(UID_RESULT, 'What each UID got'),
    explanation: maybe(EXPLANATION),
  }),
  view: ({ uids, explanation }) => (explanation === undefined ? uidTable(uids) : explanationBlocks(explanation)),
  run: async ({ file, explain }, ctx) => {
    const isInput = file === '-'
    const content = isInput ? await ctx.readStdin() : readBytes(file)
    const input = readEpochFile(isInput ? 'standard input' : file, content)
    const epoch = traceEpoch(input)
    return {
      method: methodOf(input, epoch.trace, ctx),
      block: input.block,
      emission: asAlpha(input.emission),
      sharedBy: epoch.trace.sharedBy,
      uids: uidResults(epoch),
      explanation: explain === undefined ? undefined : shownExplanation(explainUid(epoch, explain)),
    }
  },
})

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (cause) {
    throw new TaoError('not_found', `The file cannot be read: ${path}`, { why: messageOf(cause), cause })
  }
}

/** What the epoch did; a switch that had no effect is worth a word. */
function methodOf(input: EpochInput, trace: EpochTrace, ctx: Context): string {
  const isLiquid = 'alphas' in trace.average
  if (input.liquidAlpha && !isLiquid) {
    const why = input.yuma3 ? 'there is no consensus' : 'it takes effect in Yuma 3 only'
    ctx.warn(`Liquid alpha was not used: ${why}.`)
  }
  if (!input.yuma3) return 'classic'
  return isLiquid ? 'Yuma 3 with liquid alpha' : 'Yuma 3'
}
