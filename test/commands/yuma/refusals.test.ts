/** Files that are wrong are refused with the place named, and nothing is computed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { yuma } from './support.ts'

interface Refusal {
  readonly error: string
  readonly code: string
  readonly why: readonly string[]
  readonly remedy?: string
  readonly line?: number
  readonly column?: number
  readonly path?: string
}

/** The error, after which nothing was printed. */
async function refused(stdin: string): Promise<Refusal> {
  const outcome = await yuma('yuma run - --json', { stdin })
  expect([outcome.code, outcome.stdout]).toEqual([1, ''])
  const error = outcome.error<Refusal>()
  expect(error.code).toBe('invalid_file')
  return error
}

/** `line:column: message` of the file that standard input is called. */
const complaint = async (stdin: string) => (await refused(stdin)).error.replace('standard input:', '')

/** A subnet of three, with one field of it replaced or added. */
const NETWORK = { stakes: '[6, 4, 0]', weights: '[null, null, null]' }
const json = (fields: Readonly<Record<string, string>>) =>
  `{\n${Object.entries({ ...NETWORK, ...fields })
    .map(([name, value]) => `  "${name}": ${value}`)
    .join(',\n')}\n}`

describe('JSON', () => {
  test.each([
    [
      'a row too short',
      { weights: '[[0, 1, 2], [0, 1], null]' },
      '3:26: weights[1] has 2 elements, but there are 3 UIDs',
    ],
    [
      'a row too long',
      { weights: '[[0, 1, 2, 3], null, null]' },
      '3:15: weights[0] has 4 elements, but there are 3 UIDs',
    ],
    ['an empty row', { weights: '[[], null, null]' }, '3:15: weights[0] has 0 elements, but there are 3 UIDs'],
    ['too few rows', { bonds: '[null, null]' }, '4:12: bonds has 2 elements, but there are 3 UIDs'],
    ['a vector of another length', { last_updates: '[1]' }, '4:19: last_updates has 1 elements, but there are 3 UIDs'],
    ['NaN', { weights: '[[0, NaN, 2], null, null]' }, '3:19: Not JSON: a value should stand here, but there is `NaN`'],
    ['NaN in quotes', { stakes: '[6, "NaN", 0]' }, '2:17: stakes[1] is not an amount: `NaN`'],
    ['infinity', { stakes: '[Infinity, 1, 1]' }, '2:14: Not JSON: a value should stand here, but there is `Infinity`'],
    [
      'a negative weight',
      { weights: '{"0": {"2": -1}}' },
      '3:26: weights[0][2] is not a whole number from 0 to 65535: `-1`',
    ],
    ['a negative stake', { stakes: '[6, -4, 0]' }, '2:17: stakes[1] is not an amount: `-4`'],
    ['a negative amount', { emission: '"-1"' }, '4:15: emission is not an amount: `-1`'],
    [
      'a weight beyond u16',
      { weights: '[null, [0, 65536, 1], null]' },
      '3:25: weights[1][1] is not a whole number from 0 to 65535: `65536`',
    ],
    [
      'a fraction of a weight',
      { weights: '[null, [0, 0.5, 1], null]' },
      '3:25: weights[1][1] is not a whole number from 0 to 65535: `0.5`',
    ],
    ['an exponent', { kappa: '1e3' }, '4:12: kappa is not a whole number from 0 to 65535: `1e3`'],
    [
      'a bond beyond u16',
      { bonds: '{"1": {"0": 99999}}' },
      '4:24: bonds[1][0] is not a whole number from 0 to 65535: `99999`',
    ],
    ['a hyperparameter beyond u16', { kappa: '65536' }, '4:12: kappa is not a whole number from 0 to 65535: `65536`'],
    [
      'one beyond i16',
      { alpha_sigmoid_steepness: '-32769' },
      '4:30: alpha_sigmoid_steepness is not a whole number from -32768 to 32767: `-32769`',
    ],
    [
      'a moving average above 1',
      { bonds_moving_avg: '1000001' },
      '4:23: bonds_moving_avg is not a whole number from 0 to 1000000: `1000001`',
    ],
    [
      'a block beyond u64',
      { block: '18446744073709551616' },
      '4:12: block is not a whole number from 0 to 18446744073709551615: `18446744073709551616`',
    ],
    ['alpha values in the wrong order', { alpha_low: '5', alpha_high: '4' }, '4:3: alpha_low is above alpha_high'],
    ['a flag that is none', { yuma3_enabled: '1' }, '4:20: yuma3_enabled is neither true nor false: `1`'],
    [
      'a permit that is none',
      { validator_permits: '[true, "yes", true]' },
      '4:31: validator_permits[1] is neither true nor false: `yes`',
    ],
    ['nothing for a number', { kappa: 'null' }, '4:12: kappa is not a whole number from 0 to 65535: `nothing`'],
    ['nothing for a stake', { stakes: '[1, null, 2]' }, '2:17: stakes[1] is not an amount: `nothing`'],
    ['an owner that there is not', { owner_uid: '3' }, '4:16: owner_uid is not a whole number from 0 to 2: `3`'],
    [
      'a server that there is not',
      { weights: '{"0": {"3": 1}}' },
      '3:21: weights[0] names a UID that there is not: `3`',
    ],
    ['a validator that there is not', { weights: '{"x": {}}' }, '3:15: weights names a UID that there is not: `x`'],
    [
      'a UID that is written twice',
      { weights: '{"0": {"1": 1, "1": 2}}' },
      '3:29: `1` stands here for the second time',
    ],
    ['a UID with a zero in front', { weights: '{"00": {}}' }, '3:15: weights names a UID that there is not: `00`'],
    ['a matrix that is a number', { weights: '7' }, '3:14: weights is not a list'],
    ['too many decimals', { stakes: '[0.0000000001, 1, 1]' }, '2:14: stakes[0] is not an amount: `0.0000000001`'],
    [
      'more stake than sums hold',
      { stakes: '[9000000000, 300000000, 0]' },
      '2:26: With stakes[1], stakes come to more than a subnet can hold',
    ],
    ['no UIDs', { stakes: '[]' }, '2:13: stakes has 0 elements'],
    ['too many UIDs', { stakes: `[${'1,'.repeat(256)}1]` }, '2:13: stakes has 257 elements'],
    ['lists in lists in lists', { weights: '['.repeat(40) }, '3:30: Lists and objects are nested too deeply'],
  ])('%s', async (_, fields, message) => {
    expect(await complaint(json(fields))).toBe(message)
  })

  test('an unknown field is refused with one that is meant', async () => {
    const error = await refused(json({ kapa: '1' }))
    expect(error).toMatchObject({
      error: 'standard input:4:3: There is no field `kapa`',
      path: 'kapa',
      remedy: 'Did you mean kappa?',
    })
    expect(error.why[0]).toContain('stakes, ')
  })

  test('a missing field, and one that stands twice', async () => {
    expect(await complaint('{"weights": []}')).toBe('1:1: The field stakes is missing')
    expect(await complaint(' {"stakes": [1]}')).toBe('1:2: The field weights is missing')
    expect(await complaint('{"stakes": [1],\n "stakes": [2]}')).toBe('2:2: `stakes` stands here for the second time')
  })

  test.each([
    ['{"stakes": [1,]}', '1:15: Not JSON: a value should stand here, but there is `]`'],
    ['{"stakes": [1 2]}', '1:15: Not JSON: a comma or ] should stand here, but there is `2`'],
    ['{"stakes": [1', '1:14: Not JSON: a comma or ] should stand here, but the file ends'],
    ['{stakes: []}', '1:2: Not JSON: a name in double quotes should stand here, but there is `stakes`'],
    ['{"stakes" []}', '1:11: Not JSON: a colon should stand here, but there is `[`'],
    ['{"stakes": []\n"weights"}', '2:1: Not JSON: a comma or } should stand here, but there is `"`'],
    ['{"stakes": [01]}', '1:14: Not JSON: a comma or ] should stand here, but there is `1`'],
    ['{"a": "b\n"}', '1:7: Not JSON: a value should stand here, but there is `"`'],
    ['{} {}', '1:4: Not JSON: the end of the file should stand here, but there is `{`'],
    ['[]', '1:1: An epoch is an object of fields'],
  ])('broken: %j', async (text, message) => {
    expect(await complaint(text)).toBe(message)
  })
})

const csv = (...lines: string[]) => lines.join('\n')
const HEAD = 'uid,stake,w1,w2'

describe('CSV', () => {
  test.each([
    [
      'a line too short',
      csv(HEAD, '0,6,1,2', '1,4,3', '2,0,,'),
      '3:1: This line has 3 cells, the head of the table has 4',
    ],
    [
      'a line too long',
      csv(HEAD, '0,6,1,2,3', '1,4,3,', '2,0,,'),
      '2:1: This line has 5 cells, the head of the table has 4',
    ],
    [
      'NaN',
      csv(HEAD, '0,6,1,NaN', '1,4,,', '2,0,,'),
      '2:7: weights[0][2] is not a whole number from 0 to 65535: `NaN`',
    ],
    [
      'a negative weight',
      csv('# x', '', HEAD, '0,6,-1,', '1,4,,', '2,0,,'),
      '4:5: weights[0][1] is not a whole number from 0 to 65535: `-1`',
    ],
    [
      'a weight beyond u16',
      csv(HEAD, '0,6,1,2', '1,4,,70000', '2,0,,'),
      '3:6: weights[1][2] is not a whole number from 0 to 65535: `70000`',
    ],
    ['a stake left out', csv(HEAD, '0,,1,2', '1,4,,7', '2,0,,'), '2:3: stakes[0] is not an amount: `nothing`'],
    ['a word for a stake', csv(HEAD, '0,much,1,2', '1,4,,7', '2,0,,'), '2:3: stakes[0] is not an amount: `much`'],
    ['a UID twice', csv(HEAD, '0,6,1,2', '0,4,,', '2,0,,'), '3:1: UID 0 stands here for the second time'],
    ['a UID left out', csv(HEAD, '0,6,1,2', '1,4,,', '3,0,,'), '4:1: Not a UID: `3`'],
    ['a UID that is none', csv(HEAD, '0,6,1,2', 'one,4,,', '2,0,,'), '3:1: Not a UID: `one`'],
    ['an unknown column', csv('uid,stake,w1,trust', '0,6,1,2', '1,4,,'), '1:14: There is no column `trust`'],
    [
      'a column of a UID without a line',
      csv('uid,stake,w2', '0,6,1', '1,4,'),
      '1:11: The column `w2` is of a UID that has no line',
    ],
    [
      'a column twice',
      csv('uid,stake,w1,W1', '0,6,1,2', '1,4,,'),
      '1:14: The column `W1` stands here for the second time',
    ],
    ['an unknown field', csv('kapa,5', 'uid,stake,w0', '0,6,1'), '1:1: There is no field `kapa`'],
    ['a field twice', csv('kappa,5', 'tempo,3', 'kappa,6'), '3:1: `kappa` stands here for the second time'],
    ['two values of a field', csv('kappa,5,6', HEAD), '1:9: A line before the table is a name and a value'],
    ['a field without a value', csv('kappa', HEAD), '1:1: A line before the table is a name and a value'],
    [
      'a field beyond its range',
      csv('kappa,70000', 'uid,stake,w0', '0,6,1'),
      '1:7: kappa is not a whole number from 0 to 65535: `70000`',
    ],
    ['quotes without an end', csv(HEAD, '0,"6,1,2'), '2:3: Not CSV: quotes have no end, or stand within a cell'],
    ['something behind quotes', csv(HEAD, '0,"6"7,1,2'), '2:3: Not CSV: something follows the quotes'],
    ['no weights', csv('uid,stake', '0,6'), '1:1: The field weights is missing'],
    ['no table', csv('kappa,5'), '1:1: The field stakes is missing'],
    ['a table without lines', csv(HEAD), '1:11: The column `w1` is of a UID that has no line'],
    ['nothing at all', '', '1:1: The field stakes is missing'],
  ])('%s', async (_, text, message) => {
    expect(await complaint(text)).toBe(message)
  })
})

test('a person reads the place, why, and what to do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'taokit-yuma-'))
  try {
    const path = join(folder, 'network.json')
    writeFileSync(path, json({ stakes: '[1, "1,5", 0]' }))
    const { code, stdout, stderr } = await yuma(['yuma', 'run', path])
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain(`${path}:2:17: stakes[1] is not an amount: \`1,5\``)
    expect(stderr).toContain('plain decimal number')
    expect(stderr).toContain('Write it like 1.5')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('what is no text is refused, whatever it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'taokit-yuma-'))
  try {
    const path = join(folder, 'picture.json')
    writeFileSync(path, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]))
    const { code, stderr } = await yuma(['yuma', 'run', path])
    expect([code, stderr.includes('is not text')]).toEqual([1, true])
    writeFileSync(path, Buffer.alloc((16 << 20) + 1, 0x20))
    expect((await yuma(['yuma', 'run', path])).stderr).toContain('is too large')
    expect((await yuma(['yuma', 'run', folder])).code).toBe(1)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
