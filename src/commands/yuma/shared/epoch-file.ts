/** Reads an epoch's input from a file. What it may hold stands in fields.ts; docs/yuma.md describes it. */
import { activityCutoff } from '../../../consensus/epoch/epoch.ts'
import { EMPTY_ROW, type EpochInput, NO_COMMIT, type Row } from '../../../consensus/epoch/types.ts'
import { MAX_UIDS } from '../../../consensus/kernel/kernel.ts'
import { parseRao } from '../../../primitives/amounts.ts'
import { TaoError } from '../../../primitives/errors.ts'
import { nearest } from '../../kit/text.ts'
import { readCsv } from './csv-document.ts'
import { type Member, misplaced, quoted, type Value } from './document.ts'
import { type MatrixName, NAMES, SCALARS, type ScalarField, type ScalarName, type VectorName } from './fields.ts'
import { readJson } from './json-document.ts'

/** More than any file of 256 UIDs needs. */
const MAX_BYTES = 16 << 20

/**
 * Reads JSON, which begins with a brace, or CSV.
 * @throws TaoError `invalid_file` with the place
 */
export function readEpochFile(file: string, content: Uint8Array): EpochInput {
  if (content.length > MAX_BYTES)
    throw new TaoError('invalid_file', `${file} is too large`, { why: 'An epoch fits 16 MiB.' })
  const text = decode(file, content)
  const document = /^\s*[[{]/.test(text) ? readJson(file, text) : readCsv(file, text)
  return epochInput(document)
}

function decode(file: string, content: Uint8Array): string {
  try {
    // Leaves out a byte order mark.
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch (cause) {
    throw new TaoError('invalid_file', `${file} is not text`, { why: 'It is not UTF-8.', cause })
  }
}

function epochInput(document: Value): EpochInput {
  const fields = membersByName(document)
  const stakes = fields.get('stakes')?.value
  if (stakes === undefined) throw missing(document, 'stakes')
  if (!fields.has('weights')) throw missing(document, 'weights')
  const n = countUids(stakes)
  const scalar = (name: Exclude<ScalarName, 'owner_uid'>) => readScalar(fields, name)
  const block = scalar('block')
  const vector = (name: VectorName, otherwise: bigint) => readBlocks(fields.get(name)?.value, name, n, otherwise)
  const tempo = Number(scalar('tempo'))
  checkAlphas(fields)
  return {
    n,
    block,
    tempo,
    lastMechanismStepBlock: scalar('last_epoch'),
    activityCutoff: activityCutoff(Number(scalar('activity_cutoff_factor')), tempo),
    emission: scalar('emission'),
    stake: readStakes(stakes, n),
    stakeThreshold: scalar('stake_threshold'),
    ownerUid: readOwner(fields.get('owner_uid')?.value, n),
    validatorPermit: readPermits(fields.get('validator_permits')?.value, n),
    maxAllowedValidators: Number(scalar('max_validators')),
    lastUpdate: vector('last_updates', block),
    blockAtRegistration: vector('registered_at', 0n),
    commitBlock: fields.has('committed_at') ? vector('committed_at', NO_COMMIT) : undefined,
    weights: readMatrix(fields, 'weights', n),
    bonds: readMatrix(fields, 'bonds', n),
    kappa: Number(scalar('kappa')),
    bondsPenalty: Number(scalar('bonds_penalty')),
    bondsMovingAverage: scalar('bonds_moving_avg'),
    yuma3: scalar('yuma3_enabled') === 1n,
    liquidAlpha: scalar('liquid_alpha_enabled') === 1n,
    alphaLow: Number(scalar('alpha_low')),
    alphaHigh: Number(scalar('alpha_high')),
    alphaSigmoidSteepness: Number(scalar('alpha_sigmoid_steepness')),
  }
}

type Fields = ReadonlyMap<string, Member>

function membersByName(document: Value): Fields {
  if (document.kind !== 'record') {
    throw misplaced(document.at, 'An epoch is an object of fields', {
      remedy: 'Write it like {"stakes": […], "weights": […]}.',
    })
  }
  for (const { name, at } of document.members) {
    if (NAMES.includes(name)) continue
    const [near] = nearest(name.slice(0, 40), NAMES)
    throw misplaced(at, `There is no field ${quoted(name)}`, {
      path: name,
      why: `The fields are ${NAMES.join(', ')}.`,
      remedy: near === undefined ? undefined : `Did you mean ${near}?`,
    })
  }
  return new Map(document.members.map(member => [member.name, member]))
}

const missing = (document: Value, name: string): TaoError =>
  misplaced(document.at, `The field ${name} is missing`, { path: name, why: 'An epoch needs stakes and weights.' })

/** The elements of a list of one for each UID. */
function itemsOf(value: Value, path: string, n: number): readonly Value[] {
  if (value.kind !== 'list') throw misplaced(value.at, `${path} is not a list`, { path })
  if (value.items.length !== n) {
    throw misplaced(value.at, `${path} has ${value.items.length} elements, but there are ${n} UIDs`, {
      path,
      why: 'The number of stakes is the number of UIDs.',
    })
  }
  return value.items
}

function countUids(stakes: Value): number {
  const n = stakes.kind === 'list' ? stakes.items.length : 1
  if (n >= 1 && n <= MAX_UIDS) return n
  throw misplaced(stakes.at, `stakes has ${n} elements`, { path: 'stakes', why: `A subnet has 1 to ${MAX_UIDS} UIDs.` })
}

/** Sums of stakes are I64F64: signed, in rao. */
const MOST_STAKE = (1n << 63n) - 1n

function readStakes(value: Value, n: number): BigUint64Array {
  let sum = 0n
  const limbs = itemsOf(value, 'stakes', n).flatMap((item, uid) => {
    const stake = readAmount(item, `stakes[${uid}]`)
    sum += stake
    if (sum > MOST_STAKE) {
      throw misplaced(item.at, `With stakes[${uid}], stakes come to more than a subnet can hold`, {
        path: `stakes[${uid}]`,
      })
    }
    return [0n, stake]
  })
  return BigUint64Array.from(limbs)
}

function readPermits(value: Value | undefined, n: number): boolean[] {
  if (value === undefined) return Array<boolean>(n).fill(true)
  return itemsOf(value, 'validator_permits', n).map((item, uid) =>
    item.kind === 'nothing' ? true : readFlag(item, `validator_permits[${uid}]`),
  )
}

function readBlocks(value: Value | undefined, name: VectorName, n: number, otherwise: bigint): BigUint64Array {
  if (value === undefined) return new BigUint64Array(n).fill(otherwise)
  const blocks = itemsOf(value, name, n).map((item, uid) =>
    item.kind === 'nothing' ? otherwise : readWhole(item, `${name}[${uid}]`, 0n, 0xffff_ffff_ffff_ffffn),
  )
  return BigUint64Array.from(blocks)
}

function readOwner(value: Value | undefined, n: number): number | undefined {
  if (value === undefined || value.kind === 'nothing') return undefined
  return Number(readWhole(value, 'owner_uid', 0n, BigInt(n - 1)))
}

const NOWHERE = { file: '', line: 0, column: 0 }

/** Numbers as they are, amounts in rao, flags as 0 and 1; the default where there is none. */
function readScalar(fields: Fields, name: Exclude<ScalarName, 'owner_uid'>): bigint {
  const { kind, ...field }: ScalarField = SCALARS.find(candidate => candidate.name === name)!
  const value: Value = fields.get(name)?.value ?? { kind: 'text', text: field.default, at: NOWHERE }
  if (kind === 'amount') return readAmount(value, name)
  if (kind === 'flag') return value.at === NOWHERE ? BigInt(field.default === 'true') : BigInt(readFlag(value, name))
  return readWhole(value, name, kind.min, kind.max)
}

/** The chain takes no alpha values in another order. */
function checkAlphas(fields: Fields): void {
  if (readScalar(fields, 'alpha_low') <= readScalar(fields, 'alpha_high')) return
  const { at, name } = (fields.get('alpha_low') ?? fields.get('alpha_high'))!
  throw misplaced(at, 'alpha_low is above alpha_high', { path: name })
}

function readMatrix(fields: Fields, name: MatrixName, n: number): Row[] {
  const value = fields.get(name)?.value
  if (value === undefined) return Array<Row>(n).fill(EMPTY_ROW)
  if (value.kind !== 'record') return itemsOf(value, name, n).map((row, uid) => readRow(row, `${name}[${uid}]`, n))
  const rows = Array<Row>(n).fill(EMPTY_ROW)
  for (const member of value.members) rows[uidOf(member, name, n)] = readRow(member.value, `${name}[${member.name}]`, n)
  return rows
}

/** A row of one number for each UID, null where there is none; or of numbers by their UIDs; or none at all. */
function readRow(row: Value, path: string, n: number): Row {
  if (row.kind === 'nothing') return EMPTY_ROW
  const number = (value: Value, path: string) => Number(readWhole(value, path, 0n, 0xffffn))
  if (row.kind === 'record') {
    const pairs = row.members.map(member => [uidOf(member, path, n), number(member.value, `${path}[${member.name}]`)])
    return Uint16Array.from(pairs.flat())
  }
  const items = itemsOf(row, path, n)
  return Uint16Array.from(
    items.flatMap((item, uid) => (item.kind === 'nothing' ? [] : [uid, number(item, `${path}[${uid}]`)])),
  )
}

function uidOf({ name, at }: Member, path: string, n: number): number {
  const uid = /^(?:0|[1-9]\d{0,4})$/.test(name) ? Number(name) : Number.NaN
  if (uid < n) return uid
  throw misplaced(at, `${path} names a UID that there is not: ${quoted(name)}`, {
    path,
    why: `There are ${n} UIDs, from 0 to ${n - 1}.`,
  })
}

function readWhole(value: Value, path: string, min: bigint, max: bigint): bigint {
  const text = textOf(value)
  const n = /^-?\d{1,20}$/.test(text) ? BigInt(text) : undefined
  if (n !== undefined && n >= min && n <= max) return n
  throw misplaced(value.at, `${path} is not a whole number from ${min} to ${max}: ${quoted(text)}`, { path })
}

function readAmount(value: Value, path: string): bigint {
  const text = textOf(value)
  try {
    return parseRao(text)
  } catch (error) {
    if (!(error instanceof TaoError)) throw error
    throw misplaced(value.at, `${path} is not an amount: ${quoted(text)}`, {
      path,
      why: error.why,
      remedy: error.remedy,
      cause: error,
    })
  }
}

function readFlag(value: Value, path: string): boolean {
  if (value.kind === 'flag') return value.flag
  throw misplaced(value.at, `${path} is neither true nor false: ${quoted(textOf(value))}`, { path })
}

const NAMES_OF_KINDS = { nothing: 'nothing', list: 'a list', record: 'an object' } as const

/** A number as it is written, in quotes or not; of other values what they are. */
function textOf(value: Value): string {
  if (value.kind === 'number' || value.kind === 'text') return value.text
  return value.kind === 'flag' ? String(value.flag) : NAMES_OF_KINDS[value.kind]
}
