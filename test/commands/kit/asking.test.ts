/** Questions for what was left out: when they are asked, when they are not, and what comes of them. */
import { describe, expect, test } from 'vitest'
import { action, read } from '../../../src/commands/kit/command.ts'
import { setting } from '../../../src/commands/kit/globals.ts'
import { toJson } from '../../../src/commands/kit/json.ts'
import { choice, flag, netuid, tao, text } from '../../../src/commands/kit/options.ts'
import { json } from '../../../src/commands/kit/shape.ts'
import { CTRL_C } from '../support/scripted-prompts.ts'
import { taoWith } from '../support/tao.ts'

const env = { TAO_CONFIG: '/nowhere/config.json', NO_COLOR: '1' }
const add = read({
  summary: 'Stake',
  arguments: { amount: tao({ summary: 'How much', required: true, ask: 'How much TAO?' }) },
  options: {
    netuid: netuid({
      summary: 'The subnet',
      required: true,
      ask: {
        message: 'Which subnet?',
        choices: async (ctx, { amount }) => [{ value: '1' }, { value: '7', hint: `${amount} ${ctx.settings.wallet}` }],
      },
    }),
    mode: choice(['safe', 'fast'], { summary: 'The mode', required: true }),
    phrase: text({ summary: 'A secret', secret: true, required: true }),
    all: flag({ summary: 'A flag' }),
  },
  uses: ['wallet'],
  output: json('What was given'),
  run: input => toJson(input),
})
const commands = { 'stake add': add }

test('everything missing is asked on a terminal, in order, and the line without questions is told', async () => {
  const { asked, stdout, stderr } = await taoWith(commands, 'stake add -w main', {
    terminal: { stdin: true, stderr: true },
    env,
    answers: ['1e3', '1.5', '7', 'fast', 'open sesame'],
  })
  expect(asked.map(({ kind, message }) => `${kind}: ${message}`)).toEqual([
    'text: How much TAO?',
    'text: How much TAO?',
    'choose: Which subnet?',
    'choose: The mode',
    'secret: A secret',
  ])
  expect(asked[1]!.refusals[0]).toMatch(/^Not an amount: `1e3`\. /)
  expect(asked[2]!.shown).toEqual(['1', '7'])
  expect(JSON.parse(stdout)).toEqual({
    amount: '1500000000',
    netuid: 7,
    mode: 'fast',
    phrase: 'open sesame',
    all: false,
  })
  // The secret is not repeated.
  expect(stderr).toBe('Without questions: tao stake add 1.5 --netuid 7 --mode fast --wallet main\n')
})

test('nothing is asked when nothing is missing', async () => {
  const line = 'stake add 2 --netuid 1 --mode safe --phrase x'
  const { code, asked, stderr } = await taoWith(commands, line, { terminal: true, env })
  expect([code, asked]).toEqual([0, []])
  expect(stderr).toContain('Warning: --phrase was on the command line')
})

test.each([
  ['no terminal', 'stake add', { terminal: false }],
  ['stdin is a pipe', 'stake add', { terminal: { stderr: true, stdout: true } }],
  ['stderr is a pipe', 'stake add', { terminal: { stdin: true, stdout: true } }],
  ['--json', 'stake add --json', { terminal: true }],
])('%s: every missing flag is named instead', async (_, line, options) => {
  const { code, asked, stdout, stderr } = await taoWith(commands, line, { ...options, env })
  expect([code, asked, stdout]).toEqual([2, [], ''])
  expect(stderr).toContain('Missing: --amount, --netuid, --mode, --phrase')
})

test('the missing flags are data under --json', async () => {
  const { error } = await taoWith(commands, 'stake add 1 --json', { env })
  expect(error()).toMatchObject({ code: 'usage', missing: ['--netuid', '--mode', '--phrase'] })
})

test('--yes forbids questions', async () => {
  const command = action({
    summary: 'Do',
    options: { note: text({ summary: 'A note', required: true }) },
    output: json('Null'),
    plan: () => ({ summary: 'Do it', perform: () => null }),
  })
  const { code, asked, stderr } = await taoWith({ do: command }, 'do --yes', { terminal: true, env })
  expect([code, asked]).toEqual([2, []])
  expect(stderr).toContain('Missing: --note')
})

test('a default can be offered, and Enter takes it', async () => {
  const command = read({
    summary: 'Make',
    arguments: { wallet: setting('wallet', { summary: 'Its name', ask: { message: 'Name?', offerDefault: true } }) },
    output: json('The name, twice'),
    run: ({ wallet }, ctx) => [wallet, ctx.settings.wallet],
  })
  const run = (line: string, answers: string[]) =>
    taoWith({ make: command }, line, { terminal: { stdin: true, stderr: true }, env, answers })
  const offered = await run('make', [''])
  expect(offered.asked[0]).toMatchObject({ message: 'Name?', shown: ['default'] })
  expect(JSON.parse(offered.stdout)).toEqual(['default', 'default'])
  const named = await run('make', ['main'])
  expect(JSON.parse(named.stdout)).toEqual(['main', 'main'])
  expect(named.stderr).toBe('Without questions: tao make main\n')
  expect(JSON.parse((await run('make main', [])).stdout)).toEqual(['main', 'main'])
})

test('Ctrl-C in a question ends it with 130', async () => {
  const { code, stdout, stderr } = await taoWith(commands, 'stake add', { terminal: true, env, answers: [CTRL_C] })
  expect([code, stdout, stderr]).toEqual([130, '', 'Interrupted\n'])
})

describe('consent', () => {
  let deeds = 0
  const burn = action({
    summary: 'Burn',
    options: { typed: flag({ summary: 'Ask for the name' }), unattended: flag({ summary: 'May run alone' }) },
    output: json('How often'),
    plan: ({ typed, unattended }) => ({
      summary: 'Burn everything',
      effects: ['Nothing is left.'],
      warnings: ['This cannot be undone.'],
      consent: { ...(typed ? { typed: 'main' } : {}), unattended },
      perform: () => ++deeds,
    }),
  })
  const run = async (line: string, options: Parameters<typeof taoWith>[2] = {}) => {
    deeds = 0
    return { ...(await taoWith({ burn }, line, { env, ...options })), deeds }
  }

  test('the plan is shown and a question asked; no is the default and does nothing', async () => {
    const { code, stdout, stderr, asked, deeds } = await run('burn', { terminal: true, answers: [false] })
    expect([code, stdout, deeds]).toEqual([3, '', 0])
    expect(asked).toMatchObject([{ kind: 'confirm', message: 'Continue?', shown: ['false'] }])
    for (const part of [
      'Burn everything',
      'Nothing is left.',
      'Warning: This cannot be undone.',
      'Cancelled: nothing was done',
    ]) {
      expect(stderr).toContain(part)
    }
  })

  test('yes does it', async () => {
    const { code, deeds } = await run('burn', { terminal: true, answers: [true] })
    expect([code, deeds]).toEqual([0, 1])
  })

  test('where a name must be typed, another text does nothing', async () => {
    expect(await run('burn --typed', { terminal: true, answers: ['Main'] })).toMatchObject({ code: 3, deeds: 0 })
    expect(await run('burn --typed', { terminal: true, answers: ['main'] })).toMatchObject({ code: 0, deeds: 1 })
  })

  test('--yes asks nothing; the warning is still told', async () => {
    const { code, stdout, stderr, deeds } = await run('burn --yes --typed', { terminal: { stdin: true, stderr: true } })
    expect([code, stdout, deeds]).toEqual([0, '1\n', 1])
    expect(stderr).toBe('Warning: This cannot be undone.\n')
  })

  test('where nobody can be asked, it is refused, unless a flag said it all', async () => {
    const refused = await run('burn')
    expect([refused.code, refused.deeds]).toEqual([2, 0])
    expect(refused.stderr).toContain('Add --yes')
    expect(await run('burn --unattended')).toMatchObject({ code: 0, deeds: 1 })
    expect(await run('burn --json', { terminal: true })).toMatchObject({ code: 2, deeds: 0 })
  })

  test('--dry-run shows the plan as the result, does nothing and tells the line that does it', async () => {
    const { code, stdout, stderr, deeds } = await run('burn --dry-run')
    expect([code, stderr, deeds]).toEqual([0, '', 0])
    expect(stdout).toContain('Burn everything\n')
    expect(stdout).toContain('Nothing was done. This does it:\n  tao burn --yes\n')
  })

  test('--dry-run --json is an object', async () => {
    const { json, deeds } = await run('burn --dry-run --json --unattended')
    expect(deeds).toBe(0)
    expect(json()).toEqual({
      dry_run: true,
      command: 'tao burn --unattended --json',
      summary: 'Burn everything',
      effects: ['Nothing is left.'],
      warnings: ['This cannot be undone.'],
      facts: {},
    })
  })
})
