/** Completeness: every declaration is the reference's, every entry is shown by a test, and the documents say so. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ownSurface, type Section, sectionOf } from '../../../scripts/chain-surface/facts.ts'
import { parameterRows, storageRows } from '../../../scripts/chain-surface/parameters.ts'
import { documents, findings, readCopies } from '../../../scripts/chain-surface.ts'
import { ELSEWHERE, UNUSED } from './support/notes.ts'
import { readRegister, refusalsOf } from './support/register.ts'
import { TRAPS } from './support/traps.ts'

const ROOT = join(import.meta.dirname, '../../..')
const reference = readCopies(ROOT)
const own = ownSurface()
const register = readRegister()
const KINDS = ['event', 'error', 'storage'] as const

const namesOf = (section: Section, pallet: string): string[] => Object.keys(own[sectionOf(section, pallet)]!)

test('every declaration is as in the reference, and a test shows it', () => {
  expect(findings(reference.surface, reference.weights)).toEqual([])
})

test('what differs is found', () => {
  const changed = { ...reference.surface, 'error Sudo': { RequireSudo: '1', Other: '2' } }
  expect(findings(changed, { ...reference.weights, 'Swap.disable_lp': '5 Normal paid 1 0' })).toEqual([
    'error Sudo.RequireSudo: ours 0, the reference’s 1',
    'error Sudo.Other: is missing',
    'weight Swap.disable_lp: ours 5 Normal paid 15000000 0, the reference’s 5 Normal paid 1 0',
  ])
})

test.each(Object.entries(documents()))('%s is up to date: node scripts/chain-surface.mjs', (path, text) => {
  expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text)
})

test('the traps are shown by tests that are there', () => {
  expect(TRAPS.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
  expect(TRAPS.filter(({ also }) => !existsSync(join(ROOT, 'test', also)))).toEqual([])
})

test('each parameter has a unit, a source and a spec version', () => {
  const rows = [...parameterRows(), ...storageRows()]
  expect(rows.length).toBeGreaterThan(175)
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length)
  expect(
    rows.filter(({ unit, source, since }) => unit === '' || source === '' || !(since >= 100 && since <= 425)),
  ).toEqual([])
})

test('each call of the SubtensorModule is refused at least once by name', () => {
  const refusals = refusalsOf()
  const calls = namesOf('call', 'SubtensorModule').map(name => `SubtensorModule.${name}`)
  expect(calls).toHaveLength(79)
  expect(calls.filter(call => (refusals.get(call)?.size ?? 0) === 0)).toEqual([])
})

describe.each(KINDS)('notes on what no case shows: %s', kind => {
  test('are not on what a case shows, nor twice', () => {
    const noted = [...UNUSED[kind], ...Object.keys(ELSEWHERE[kind])]
    expect(noted.filter(name => register[kind].has(name))).toEqual([])
    expect(new Set(noted).size).toBe(noted.length)
  })

  test('name tests that are there and know the name', () => {
    const unknown = Object.entries(ELSEWHERE[kind]).filter(([full, { test: path }]) => {
      if (path === undefined) return false
      const text = readFileSync(join(ROOT, 'test', path), 'utf8')
      const [pallet, name] = full.split('.') as [string, string]
      return !text.includes(name) && !text.includes(`${pallet}${name}`) && !text.includes('vectors')
    })
    expect(unknown).toEqual([])
  })
})

describe('what nothing uses', () => {
  const code = textOf(path => !/\/(errors|events|genesis)\.ts$|\/storage(\/|\.ts)/.test(path))
  /** The SubtensorModule's own files call their events and errors by these words alone. */
  const ownModule = textOf(path => path.includes('/subtensor/'))

  test.each([
    ['event', (pallet: string, name: string) => new RegExp(`${lower(pallet)}[eE]vents\\.${name}\\b`)],
    ['error', (pallet: string, name: string) => new RegExp(`${pallet}Errors\\.${name}\\b`)],
  ] as const)('%s: no code names it', (kind, pattern) => {
    const used = [...UNUSED[kind]].filter(full => {
      const [pallet, name] = full.split('.') as [string, string]
      const own = pallet === 'SubtensorModule' ? new RegExp(`\\b${kind}s\\.${name}\\b`) : pattern(pallet, name)
      return pallet === 'SubtensorModule' ? own.test(ownModule) : own.test(code)
    })
    expect(used).toEqual([])
  })

  test('storage: no code puts anything into it', () => {
    const written = [...UNUSED.storage].filter(full => {
      const name = full.split('.')[1]!
      return new RegExp(`\\b${name}\\.(put|mutate)\\(`).test(code)
    })
    expect(written).toEqual([])
  })
})

const lower = (name: string): string => `${name[0]!.toLowerCase()}${name.slice(1)}`

/** The files of the pallets that are chosen, one behind the other. */
function textOf(isChosen: (path: string) => boolean): string {
  const folder = join(ROOT, 'src/local-chain/pallets')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(path => `/${path}`)
  const chosen = files.filter(path => path.endsWith('.ts') && isChosen(path))
  return chosen.map(path => readFileSync(join(folder, path), 'utf8')).join('\n')
}
