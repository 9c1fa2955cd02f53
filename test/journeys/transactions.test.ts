/**
 * Every command that sends a transaction, as a process of the built program against the chain inside: the dry run changes
 * nothing, the deed does to the rao what the dry run said, a refusal is a typed error, and all JSON fits its schema.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { CommandEntry, Index } from '../../src/commands/kit/tree.ts'
import { violations } from '../support/schema.ts'
import type { Deed } from './support/deeds/deed.ts'
import { ALIASES, DEEDS, FOREIGN } from './support/deeds.ts'
import { DIALOGUES, type Dialogue } from './support/dialogues.ts'
import type { Ground, Stage } from './support/ground.ts'
import { CLI, type Finished } from './support/program.ts'
import { ENTER, type Session, spawnPty, terminal } from './support/terminal.ts'
import { makeTown } from './support/town.ts'

// biome-ignore lint/suspicious/noExplicitAny: JSON of any command, which is compared with its schema
type Json = Record<string, any>

interface Tool {
  readonly name: string
  readonly kind: string
  readonly flags: Json
  readonly output_schema: { readonly anyOf: readonly [done: Json, planned: Json] }
}

/** Its questions are asked in a terminal only; `choices-terminal.test.ts` answers them. */
const ASKS = ['stake wizard']

let ground: Ground
let tools: readonly Tool[]
beforeAll(async () => {
  ground = await makeTown()
  tools = JSON.parse((await ground.copy('tools').run(['tools', '--json'])).stdout)
}, 120_000)
afterAll(() => ground?.clear())

const toolOf = (line: string): Tool =>
  tools.filter(({ name }) => `${line} `.startsWith(`${name} `)).sort((a, b) => b.name.length - a.name.length)[0]!

describe('the catalogue', () => {
  test('has nothing that sends and is not tried here', () => {
    const sending = tools.filter(({ kind, flags }) => kind === 'action' && 'period' in flags).map(({ name }) => name)
    expect(sending.length).toBeGreaterThan(45)
    const lines = DEEDS.map(({ line }) => toolOf(line).name)
    expect(sending.filter(name => ![...lines, ...ASKS].includes(name))).toEqual([])
    const refused = DEEDS.filter(each => each.refused !== undefined).map(({ line }) => toolOf(line).name)
    expect(lines.filter(name => !refused.includes(name))).toEqual([])
  })

  test('leaves out other paths to the same, and what other runtimes have', async () => {
    const entry = (name: string): CommandEntry =>
      JSON.parse(readFileSync(`${join(CLI, 'commands', ...name.split(' '))}.json`, 'utf8'))
    const { commands } = JSON.parse(readFileSync(join(CLI, 'commands.json'), 'utf8')) as Index
    const hidden = commands.filter(command => command.hidden).map(({ path }) => entry(path.join(' ')))
    const sending = hidden.filter(({ kind, globals }) => kind === 'action' && globals.includes('period'))
    const others = sending.map(({ path }) => path.join(' ')).filter(name => !(name in ALIASES))
    // It shows the number as well, so its result is that of either command.
    expect(others).toEqual([...FOREIGN.map(line => line.split(' --')[0]), 'sudo mechanisms count'])
    for (const [alias, name] of Object.entries(ALIASES)) {
      const same = entry(alias).kind === 'action' ? entry(name).output : (entry(name).output.anyOf as unknown[])[0]
      expect([alias, entry(alias).output]).toEqual([alias, same])
    }
    const stage = ground.copy('foreign')
    for (const line of FOREIGN) await refuse(stage, [line, 'unsupported'])
  })
})

describe.concurrent('is tried, refused and done', { timeout: 120_000 }, () => {
  test.each(DEEDS)('$line', async deed => {
    const stage = ground.copy(deed.line)
    await deed.given?.(stage)
    const before = stage.digest()
    const planned = await triedOut(stage, deed)
    if (deed.refused !== undefined) await refuse(stage, deed.refused)
    expect(stage.digest()).toBe(before)
    const done = succeeded(deed.line, await json(stage, deed.line, '--yes'))
    expect(violations(toolOf(deed.line).output_schema.anyOf[0], done)).toEqual([])
    expectSame(planned, done)
    expectLedger(stage, deed, planned, done)
  })
})

const json = (stage: Stage, line: string, ...more: readonly string[]): Promise<Finished> =>
  stage.run([...line.split(' '), ...more, '--json'])

function succeeded(line: string, { code, stdout, stderr }: Finished): Json {
  expect([line, code, code === 0 ? '' : stderr]).toEqual([line, 0, ''])
  return JSON.parse(stdout)
}

async function triedOut(stage: Stage, { line }: Deed): Promise<Json> {
  const planned = succeeded(line, await json(stage, line, '--dry-run'))
  expect(violations(toolOf(line).output_schema.anyOf[1], planned)).toEqual([])
  expect(planned).toMatchObject({ dry_run: true, exact: true, signs: { remains: planned.signs.remains } })
  return planned
}

async function refuse(stage: Stage, [line, code, chainError]: NonNullable<Deed['refused']>): Promise<void> {
  const { code: exit, stdout, stderr } = await json(stage, line, '--yes')
  expect([line, stdout]).toEqual([line, ''])
  const error = JSON.parse(
    stderr
      .split('\n')
      .filter(each => !each.startsWith('{"warnings"'))
      .join('\n'),
  ) as Json
  expect({ line, exit, code: error.code, chain: error.chain_error }).toEqual({
    line,
    exit: EXITS[code],
    code,
    chain: chainError,
  })
  expect(error).toMatchObject({ error: expect.stringMatching(/./), why: expect.any(Array) })
}

/** As `tao help exit-codes` has it. */
const EXITS: Readonly<Record<string, number>> = {
  unsupported: 1,
  not_found: 1,
  invalid_argument: 2,
  chain_refused: 6,
  invalid_transaction: 6,
  insufficient_balance: 6,
}

describe('through a served node', () => {
  test('the same lines say and do the same', { timeout: 120_000 }, async () => {
    const [here, there] = [ground.copy('here'), ground.copy('there')]
    const url = await serve(there)
    for (const line of REMOTE) {
      const planned = succeeded(line, await json(here, line, '--dry-run'))
      const asked = succeeded(line, await json(there, line, '--dry-run', '--network', url))
      expect(ofEither(asked)).toEqual(ofEither(planned))
      const done = succeeded(line, await json(here, line, '--yes'))
      const sent = succeeded(line, await json(there, line, '--yes', '--network', url))
      expect({ ...sent, block_hash: '', transaction: '' }).toEqual({ ...done, block_hash: '', transaction: '' })
    }
    await refuse(there, [`stake add 1 --netuid 1 --wallet val --network ${url}`, 'chain_refused', NOT_STARTED])
  })
})

const NOT_STARTED = 'SubtensorModule.SubtokenDisabled'
const REMOTE = [
  'stake add 10 --netuid 2 --wallet val',
  'wallet transfer grace 1.5 --wallet eve',
  'weights set 2 2:1 --wallet val',
]

/** Without the name of the network, and what is signed: the same bytes live for another time. */
const ofEither = ({ command: _line, facts, signs: _signs, ...rest }: Json): Json => ({
  ...rest,
  facts: { ...facts, network: '' },
})

/** A node for the chain of a home, until the test ends. @returns its address */
async function serve(stage: Stage): Promise<string> {
  const { stdout, stderr } = await stage.run([
    'chain',
    'start',
    '--detach',
    '--port',
    '0',
    '--seal',
    'instant',
    '--json',
  ])
  onTestFinished(async () => void (await stage.run(['chain', 'stop'])))
  expect(stderr).toBe('')
  return JSON.parse(stdout).url
}

const inTerminal =
  spawnPty === undefined ? 'in a terminal (skipped: this machine has no pseudo-terminals)' : 'in a terminal'
describe.skipIf(spawnPty === undefined)(inTerminal, { concurrent: true, timeout: 240_000 }, () => {
  test.each(DIALOGUES)('$line asks for the rest, shows what will happen and does it', async dialogue => {
    const { line, touches, declined } = dialogue
    const stage = ground.copy(`asked ${line}`)
    const before = stage.digest()
    if (declined) {
      const tao = await talk(stage, dialogue, 'n')
      await tao.see('Cancelled: nothing was done')
      expect([await tao.end(), stage.digest()]).toEqual([3, before])
      expect(tao.screen()).not.toContain('Without questions')
    }
    const tao = await talk(stage, dialogue, 'y')
    expect([line, await tao.end()]).toEqual([line, 0])
    const [, same] = /(?:The same without questions:\s+|Without questions: )tao ([^\r\n]+)/.exec(tao.screen())!
    const signer = /Signer +(\w{48})/.exec(tao.screen())![1]!
    const other = ground.copy(`told ${line}`)
    succeeded(same!, await json(other, same!))
    const [asked, told] = [stage.lastBlock(), other.lastBlock()]
    expect(told.gainOf(signer)).toBe(asked.gainOf(signer))
    for (const item of touches.map(fullName))
      expect([item, asked.touches(item), told.touches(item)]).toEqual([item, true, true])
  })
})

/** Answers every question, and the last one. */
async function talk(stage: Stage, { line, answers, plan }: Dialogue, last: 'y' | 'n'): Promise<Session> {
  const tao = terminal(stage, line.split(' '), 120)
  for (const [question, keys] of answers) {
    await tao.see(question)
    tao.type(keys)
    // What is typed draws the question again and again, until it is answered.
    await tao.see(`✔ ${question}`)
  }
  const shown = await tao.see('Continue?')
  for (const part of plan) expect(shown).toMatch(part)
  tao.type(last + ENTER)
  await tao.see('✔ Continue?')
  return tao
}

/** What a plan says, and what says how it was made. */
const NOT_OF_THE_RESULT = ['dry_run', 'command', 'summary', 'effects', 'warnings', 'facts', 'exact', 'signs']

/** Whatever both have is the same: every fee, price and amount, to the rao. */
function expectSame(planned: Json, done: Json): void {
  const both = Object.keys(planned).filter(key => !NOT_OF_THE_RESULT.includes(key) && key in done)
  expect(both).toEqual(expect.arrayContaining(['fee', 'fee_tao', 'fee_rao']))
  const of = (json: Json): Json => Object.fromEntries(both.map(key => [key, json[key]]))
  expect(of(done)).toEqual(of(planned))
}

/** What was said to leave the signer and to come to him is how his balance changed. */
function expectLedger(stage: Stage, { touches, pays = [], gains = [] }: Deed, planned: Json, done: Json): void {
  const block = stage.lastBlock()
  expect(block.number).toBe(done.block)
  const sum = (fields: readonly string[]): bigint =>
    fields.reduce((all, field) => all + BigInt(planned[`${field}_rao`]), 0n)
  const gain = sum(gains) - sum(pays) - BigInt(planned.fee_rao ?? 0)
  expect(block.gainOf(planned.signs.signer.address)).toBe(gain)
  expect(touches.map(fullName).filter(item => !block.touches(item))).toEqual([])
}

const fullName = (item: string): string => (item.includes('.') ? item : `SubtensorModule.${item}`)
