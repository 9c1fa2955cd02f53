/** Weights as people give them: pairs, two lists, or a file. */
import { readFileSync } from 'node:fs'
import { parseWeight, upscale } from '../../../client/weights/normalise.ts'
import { TaoError } from '../../../primitives/errors.ts'
import type { Context } from '../../kit/context.ts'
import { file, flag, integer, text, valued } from '../../kit/options.ts'
import { TEXT } from '../../kit/values.ts'

const U16 = 65_535

const pair = valued<string>({ ...TEXT, placeholder: 'UID:WEIGHT' })
const weight = valued<string>({ ...TEXT, placeholder: 'WEIGHT' })

/** `UID:WEIGHT …` */
export const PAIRS = pair({
  summary: 'Who gets which weight, in any unit: 0:0.5 1:0.3 or 0:5,1:3',
  many: true,
  excludes: ['from', 'uids', 'weights'],
})

/** Where nothing is kept that they could be taken from. */
export const PAIRS_ASKED: typeof PAIRS = {
  ...PAIRS,
  spec: { ...PAIRS.spec, ask: { message: 'Which weights? UID:WEIGHT, with commas between them', wanted: true } },
}

export const WEIGHTS_OPTIONS = {
  uids: integer({ summary: 'The neurons', many: true, max: U16, short: 'u', excludes: ['from'] }),
  weights: weight({ summary: 'Their weights, in the same order', many: true, excludes: ['from'] }),
  from: file({
    summary: 'A JSON or CSV file with them; - for standard input',
    aliases: ['file', 'weights-file'],
  }),
  rawU16: flag({ summary: 'The weights are numbers up to 65535 that the chain gets as they are' }),
} as const

export interface WeightsInput {
  readonly pairs: readonly string[]
  readonly uids: readonly number[]
  readonly weights: readonly string[]
  readonly from: string | undefined
  readonly rawU16: boolean
}

export interface GivenWeights {
  readonly uids: readonly number[]
  /** 16 bits each, the greatest 65535. */
  readonly values: readonly number[]
}

type Entry = readonly [uid: number, weight: string]

/** @throws TaoError `usage`, `invalid_argument`, `invalid_file` */
export async function givenWeights(input: WeightsInput, ctx: Context): Promise<GivenWeights> {
  const entries = await entriesOf(input, ctx)
  if (entries.length === 0) throw missing()
  const twice = entries.find(([uid], i) => entries.findIndex(([other]) => other === uid) !== i)
  if (twice !== undefined) {
    throw new TaoError('invalid_argument', `UID ${twice[0]} stands twice among the weights`, {
      remedy: 'Name each UID once.',
    })
  }
  const uids = entries.map(([uid]) => uid)
  if (input.rawU16) return { uids, values: entries.map(([, text]) => rawValue(text)) }
  const weights = entries.map(([, text]) => parseWeight(text))
  if (weights.every(one => one === 0n)) {
    throw new TaoError('invalid_argument', 'All weights are zero', {
      why: 'They are scaled so that the greatest is 65535.',
      remedy: 'Give one of them something. To set nothing but zeros, add --raw-u16.',
    })
  }
  return { uids, values: upscale(weights) }
}

const missing = (): TaoError =>
  new TaoError('usage', 'Which weights?', {
    remedy: 'Give pairs, 0:0.5 1:0.3, or --uids 0,1 --weights 0.5,0.3, or --from FILE.',
    data: { missing: ['--weights'] },
  })

async function entriesOf({ pairs, uids, weights, from }: WeightsInput, ctx: Context): Promise<readonly Entry[]> {
  if (from !== undefined) return readEntries(from, ctx)
  if (pairs.length > 0) return pairs.map(parsePair)
  if (uids.length !== weights.length) {
    throw new TaoError('invalid_argument', 'There are not as many weights as UIDs', {
      why: `${uids.length} UIDs, ${weights.length} weights.`,
    })
  }
  return uids.map((uid, i) => [uid, weights[i]!])
}

function parsePair(given: string): Entry {
  const match = /^\s*(\d{1,5})\s*[:=]\s*(\S+)\s*$/.exec(given)
  if (match === null) {
    throw new TaoError('invalid_argument', `Not a UID and its weight: \`${given.slice(0, 40)}\``, {
      remedy: 'Write them like 3:0.25.',
    })
  }
  return [parseUid(match[1]!), match[2]!]
}

function parseUid(text: string): number {
  const uid = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (uid <= U16) return uid
  throw new TaoError('invalid_argument', `Not a UID: \`${text.slice(0, 40)}\``)
}

function rawValue(text: string): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (value <= U16) return value
  throw new TaoError('invalid_argument', `Not a raw weight: \`${text.slice(0, 40)}\``, {
    why: 'With --raw-u16 a weight is a whole number from 0 to 65535.',
  })
}

async function readEntries(path: string, ctx: Context): Promise<readonly Entry[]> {
  const content = path === '-' ? (await ctx.readStdin()).toString('utf8') : readText(path)
  const trimmed = content.trim()
  try {
    return /^[[{]/.test(trimmed) ? jsonEntries(JSON.parse(trimmed)) : csvEntries(trimmed)
  } catch (error) {
    if (error instanceof TaoError && error.code !== 'invalid_file') throw error
    throw new TaoError('invalid_file', `There are no weights in ${path === '-' ? 'the input' : path}`, {
      why: error instanceof Error ? error.message : undefined,
      remedy:
        'JSON is {"0": 0.5, "1": 0.3}, [[0, 0.5], [1, 0.3]], [{"uid": 0, "weight": 0.5}] or {"uids": [0], "weights": [1]}; CSV has UID and weight on each line.',
      cause: error,
    })
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new TaoError('not_found', `The file cannot be read: ${path}`, {
      why: error instanceof Error ? error.message : undefined,
      cause: error,
    })
  }
}

type Json = { readonly [key: string]: unknown }

function jsonEntries(json: unknown): Entry[] {
  if (Array.isArray(json))
    return json.map(item => (Array.isArray(item) ? entry(item[0], item[1]) : pairOf(item as Json)))
  const record = json as Json
  if (Array.isArray(record.uids) && Array.isArray(record.weights)) {
    const { uids, weights } = record as { uids: unknown[]; weights: unknown[] }
    if (uids.length !== weights.length) throw new Error(`${uids.length} UIDs, ${weights.length} weights`)
    return uids.map((uid, i) => entry(uid, weights[i]))
  }
  return Object.entries(record).map(([uid, one]) => entry(uid, one))
}

const pairOf = (item: Json): Entry => entry(item.uid, item.weight ?? item.value)

/** Numbers that programs write have as many digits as they need. */
function entry(uid: unknown, one: unknown): Entry {
  if (!['string', 'number'].includes(typeof uid) || !['string', 'number'].includes(typeof one)) {
    throw new Error('an entry lacks UID or weight')
  }
  return [parseUid(String(uid)), String(one)]
}

/** A line that begins with no digit is a head or a comment. */
function csvEntries(content: string): Entry[] {
  const lines = content.split(/\r?\n/).map(line => line.trim())
  return lines
    .filter(line => /^["']?\d/.test(line))
    .map(line => {
      const [uid, one] = line.split(/[,;\t ]+/).map(cell => cell.replace(/^["']|["']$/g, ''))
      return entry(uid, one)
    })
}

export const SALT = text({
  summary: 'The numbers that keep others from guessing the weights, up to 65535 each; chance if absent',
  placeholder: 'N,N,…',
  short: 's',
})

/** Sealed weights have no salt. */
export const SALT_OF_COMMIT = { ...SALT, spec: { ...SALT.spec, excludes: ['timelock', 'round'] } }

/** @throws TaoError `invalid_argument` */
export function parseSalt(given: string): number[] {
  const parts = given.split(/[\s,]+/).filter(part => part !== '')
  const numbers = parts.map(part => (/^\d{1,5}$/.test(part) ? Number(part) : Number.NaN))
  if (numbers.length > 0 && numbers.every(one => one <= U16)) return numbers
  throw new TaoError('invalid_argument', 'Not a salt', { why: 'A salt is a list of whole numbers from 0 to 65535.' })
}
