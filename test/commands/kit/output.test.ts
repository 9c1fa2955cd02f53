/** What is printed where, and in which form. */
import { describe, expect, test } from 'vitest'
import { cells } from '../../../src/commands/kit/cells.ts'
import { action, read, stream } from '../../../src/commands/kit/command.ts'
import { details } from '../../../src/commands/kit/plan.ts'
import * as shape from '../../../src/commands/kit/shape.ts'
import { width } from '../../../src/commands/kit/text.ts'
import { card, column, hint, table } from '../../../src/commands/kit/view.ts'
import { alpha, tao } from '../../../src/primitives/amounts.ts'
import { TaoError } from '../../../src/primitives/errors.ts'
import { settled } from '../support/memory-host.ts'
import { taoWith } from '../support/tao.ts'

const env = { TAO_CONFIG: '/nowhere/config.json' }
const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const BOB = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'

const ROWS = [
  { wallet: 'main', address: ALICE, free: tao(1_500_000_000n), stake: alpha(0n), block: undefined },
  { wallet: 'main', address: BOB, free: tao(9_007_199_254_740_993n), stake: alpha(1n), block: 12 },
]
const balances = read({
  summary: 'Balances',
  output: shape.list(
    shape.record({
      wallet: shape.text('Name of the wallet'),
      address: shape.address('Address'),
      free: shape.tao('What can be spent'),
      stake: shape.alpha('What is staked'),
      block: shape.maybe(shape.integer('The block')),
    }),
  ),
  view: rows => [
    table(rows, [
      column('Wallet', ({ wallet }) => cells.text(wallet), { merge: true }),
      column('Address', ({ address }) => cells.address(address)),
      column('Free', ({ free }) => cells.tao(free)),
      column('Stake', ({ stake }) => cells.alpha(stake, 'β')),
    ]),
    hint('A legend'),
  ],
  run: () => ROWS,
})

/** Everything that begins or ends a colour. */
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g')
/** What is neither a line break nor meant to be seen. */
const unsafeIn = (text: string): string[] => [...text].filter(c => c !== '\n' && /^[\p{Cc}\p{Cf}]$/u.test(c))

describe('JSON', () => {
  test('amounts are exact, in three entries; keys are in snake case', async () => {
    const { stdout, stderr } = await taoWith({ balances }, 'balances --json', { env })
    expect(stderr).toBe('')
    expect(stdout).toContain('"free_tao": 9007199.254740993,\n')
    expect(JSON.parse(stdout)[0]).toEqual({
      wallet: 'main',
      address: ALICE,
      free: 'τ1.500000000',
      free_tao: 1.5,
      free_rao: '1500000000',
      stake: '0.000000000 α',
      stake_alpha: 0,
      stake_rao: '0',
      block: null,
    })
  })

  test('--fields picks, lists, and knows the nearest name', async () => {
    const picked = await taoWith({ balances }, 'balances --fields wallet,free_rao', { env })
    expect(picked.json()).toEqual([
      { wallet: 'main', free_rao: '1500000000' },
      { wallet: 'main', free_rao: '9007199254740993' },
    ])
    const listed = await taoWith({ balances }, 'balances --fields', { env })
    expect(listed.stdout).toContain('free_rao\tWhat can be spent, in rao, exact\n')
    const listedJson = await taoWith({ balances }, 'balances --fields --json', { env })
    expect(listedJson.json<unknown[]>()).toContainEqual({ field: 'wallet', meaning: 'Name of the wallet' })
    const wrong = await taoWith({ balances }, 'balances --fields walet', { env })
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('Did you mean wallet')])
  })

  test('what a stranger wrote cannot act on a terminal, in any form', async () => {
    const evil = `${String.fromCharCode(27)}[31mred${String.fromCharCode(27)}]0;title${String.fromCharCode(7)} a\u202eb\u200fc\u0085d\u0007`
    const command = read({
      summary: 'Names',
      output: shape.record({ foreign: shape.foreign('A name'), own: shape.text('A name') }),
      run: () => ({ foreign: evil, own: evil }),
    })
    const plain = 'red abc d'
    const text = await taoWith({ names: command }, 'names', { env, terminal: { stdout: true } })
    expect(text.stdout).toContain(plain)
    expect(unsafeIn(text.stdout.replaceAll(COLOUR, ''))).toEqual([])
    const bare = await taoWith({ names: command }, 'names', { env })
    expect(bare.stdout).toBe(`Foreign\t${plain}\nOwn\t${plain}\n`)
    const json = await taoWith({ names: command }, 'names --json', { env })
    expect(unsafeIn(json.stdout)).toEqual([])
    // A local name must be usable: escaped in the text, exact in the value.
    expect(json.json()).toEqual({ foreign: plain, own: evil })
  })

  test('warnings are one object on stderr, or part of the error', async () => {
    const command = read({
      summary: 'Warn',
      output: shape.json('Null'),
      run: (_, ctx) => {
        ctx.warn('Mind the gap')
        ctx.note('nobody reads this')
        if (ctx.env.FAIL)
          throw new TaoError('unreachable', 'No answer', { why: 'It is down.', data: { nodeUrl: 'ws://x', rao: 5n } })
        return null
      },
    })
    const fine = await taoWith({ warn: command }, 'warn --json', { env })
    expect([fine.stdout, fine.stderr]).toEqual(['null\n', '{"warnings":["Mind the gap"]}\n'])
    const failed = await taoWith({ warn: command }, 'warn --json', { env: { ...env, FAIL: '1' } })
    expect([failed.code, failed.stdout]).toEqual([5, ''])
    expect(failed.error()).toEqual({
      error: 'No answer',
      code: 'unreachable',
      why: ['It is down.'],
      warnings: ['Mind the gap'],
      node_url: 'ws://x',
      rao: '5',
    })
    const told = await taoWith({ warn: command }, 'warn', { env })
    expect(told.stderr).toBe('Warning: Mind the gap\nnobody reads this\n')
    const quiet = await taoWith({ warn: command }, 'warn --quiet', { env })
    expect(quiet.stderr).toBe('Warning: Mind the gap\n')
  })
})

describe('tables', () => {
  const drawn = (columns: number, flags = '') =>
    taoWith({ balances }, `balances ${flags}`, { env, columns, terminal: { stdout: true } }).then(
      ({ stdout }) => stdout,
    )

  test('on a pipe: tab-separated, exact, bare', async () => {
    const { stdout } = await taoWith({ balances }, 'balances', { env, columns: 20 })
    expect(stdout).toBe(`main\t${ALICE}\t1.5\t0\nmain\t${BOB}\t9007199.254740993\t0.000000001\n`)
  })

  test('on a wide terminal: aligned by the point, with units, repeated values left blank', async () => {
    expect(await drawn(120, '--no-color')).toMatchInlineSnapshot(`
      "Wallet  Address                                                         Free          Stake
      ───────────────────────────────────────────────────────────────────────────────────────────
      main    5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY        τ1.500000000  0.000000000 β
              5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty  τ9007199.254740993  0.000000001 β

      A legend
      "
    `)
  })

  test('narrower: the address gives way, numbers never do', async () => {
    expect(await drawn(60, '--no-color')).toMatchInlineSnapshot(`
      "Wallet  Address                          Free          Stake
      ────────────────────────────────────────────────────────────
      main    5GrwvaEF…oHGKutQY        τ1.500000000  0.000000000 β
              5FHneW46…jJM694ty  τ9007199.254740993  0.000000001 β

      A legend
      "
    `)
  })

  test('too narrow: a card for each row, in full', async () => {
    expect(await drawn(40, '--no-color')).toMatchInlineSnapshot(`
      "Wallet   main
      Address  5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY
      Free     τ1.5
      Stake    0 β

      Wallet   main
      Address  5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty
      Free     τ9007199.254740993
      Stake    0.000000001 β

      A legend
      "
    `)
  })

  test('no line is wider than the terminal', async () => {
    for (let columns = 20; columns <= 130; columns++) {
      const lines = (await drawn(columns, '--no-color')).split('\n')
      const isStacked = lines[0]!.startsWith('Wallet   ')
      if (!isStacked) expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(columns)
    }
  })

  test('--full shortens nothing', async () => {
    expect(await drawn(40, '--full --no-color')).toBe(await drawn(200, '--no-color'))
  })

  test('colours: only on a terminal, and not with --no-color, NO_COLOR or a dumb one', async () => {
    const has = async (flags: string, more: Record<string, string>, stdout = true) => {
      const outcome = await taoWith({ balances }, `balances ${flags}`, {
        env: { ...env, ...more },
        terminal: { stdout },
      })
      return outcome.stdout.includes('\u001b[')
    }
    expect(await has('', {})).toBe(true)
    expect(await has('--no-color', {})).toBe(false)
    expect(await has('--no-colour', {})).toBe(false)
    expect(await has('', { NO_COLOR: '1' })).toBe(false)
    expect(await has('', { TERM: 'dumb' })).toBe(false)
    expect(await has('', {}, false)).toBe(false)
  })

  test('an empty table says so to a person and nothing to a program', async () => {
    const none = read({
      summary: 'None',
      output: shape.list(shape.record({ a: shape.text('A') })),
      view: rows => [table(rows, [column('A', ({ a }) => cells.text(a))], { empty: 'No subnets.' })],
      run: () => [],
    })
    expect((await taoWith({ none }, 'none --no-color', { env, terminal: { stdout: true } })).stdout).toBe(
      'No subnets.\n',
    )
    expect((await taoWith({ none }, 'none', { env })).stdout).toBe('')
    expect((await taoWith({ none }, 'none --json', { env })).stdout).toBe('[]\n')
  })

  test('sentences are broken at the width, and sums survive where rows become cards', async () => {
    const summed = read({
      summary: 'Summed',
      output: shape.list(shape.record({ address: shape.address('Address'), free: shape.tao('Free') })),
      view: rows => [
        table(
          rows,
          [column('Address', row => cells.address(row.address)), column('Free', row => cells.tao(row.free))],
          {
            foot: [cells.strong('All'), cells.tao(tao(7n))],
          },
        ),
        hint('A legend of more words than this terminal has columns, none of which is cut'),
      ],
      run: () => [{ address: ALICE, free: tao(7n) }],
    })
    const { stdout } = await taoWith({ summed }, 'summed --no-color', { env, columns: 20, terminal: { stdout: true } })
    const [row, sum, legend = ''] = stdout.split('\n\n')
    expect([row, sum]).toEqual([`Address  ${ALICE}\nFree     τ0.000000007`, 'Address  All\nFree     τ0.000000007'])
    expect(
      legend
        .trimEnd()
        .split('\n')
        .map(width)
        .every(columns => columns <= 20),
    ).toBe(true)
    expect(legend.replaceAll('\n', ' ').trim()).toMatch(/^A legend of .* is cut$/)
  })

  test('before consent nothing is cut: a table that is too wide becomes cards', async () => {
    const rows = [[cells.text('main'), cells.address(ALICE)]] as const
    const send = action({
      summary: 'Send',
      output: shape.json('Null'),
      plan: () => ({
        summary: 'Send τ1',
        effects: ['Something happens that takes more words than there are columns here.'],
        details: details(shape.record({}), {}, [
          table(rows, [column('Wallet', row => row[0]), column('Address', row => row[1])]),
        ]),
        consent: {},
        perform: () => null,
      }),
    })
    const asked = (columns: number) =>
      taoWith({ send }, 'send --no-color', { env, columns, terminal: true, answers: [false] })
    expect((await asked(80)).stderr).toContain(`main    ${ALICE}`)
    const narrow = (await asked(50)).stderr
    expect(narrow).toContain(`Wallet   main\nAddress  ${ALICE}`)
    expect(narrow).toContain('Something happens that takes more words than\nthere are')
  })

  test('a command without a view is shown by its shape', async () => {
    const one = read({
      summary: 'One',
      output: shape.record({ blockHash: shape.hex('Hash'), fee: shape.tao('Fee') }),
      run: () => ({ blockHash: '0x12', fee: tao(5n) }),
    })
    expect((await taoWith({ one }, 'one', { env })).stdout).toBe('Block hash\t0x12\nFee\t0.000000005\n')
    expect((await taoWith({ one }, 'one --no-color', { env, terminal: { stdout: true } })).stdout).toBe(
      'Block hash  0x12\nFee         τ0.000000005\n',
    )
  })

  test('old consoles get ASCII', async () => {
    const { stdout } = await taoWith({ balances }, 'balances --no-color', {
      env,
      terminal: { stdout: true },
      platform: 'win32',
    })
    expect(stdout).toContain('-----')
    expect(stdout).not.toContain('─')
  })
})

test('a plan with details of its own: shown, and part of the JSON of a dry run', async () => {
  const FEES = shape.record({ fee: shape.tao('The fee') })
  const send = action({
    summary: 'Send',
    output: shape.json('Null'),
    plan: () => ({
      summary: 'Send τ1',
      facts: [['To', cells.address(BOB)]],
      details: details(FEES, { fee: tao(124n) }, [card([['Fee', cells.tao(124n)]])]),
      perform: () => null,
    }),
  })
  const { json } = await taoWith({ send }, 'send --dry-run --json', { env })
  expect(json()).toMatchObject({ dry_run: true, facts: { to: BOB }, fee_rao: '124', fee_tao: 1.24e-7 })
  const { stdout } = await taoWith({ send }, 'send --dry-run', { env })
  expect(stdout).toContain('Fee\t0.000000124')
})

test('a stream prints each result as it comes, one line of JSON each', async () => {
  const watch = stream({
    summary: 'Watch',
    output: shape.record({ block: shape.integer('The block') }),
    run: async function* () {
      yield { block: 1 }
      yield { block: 2 }
    },
  })
  expect((await taoWith({ watch }, 'watch --json', { env })).stdout).toBe('{"block":1}\n{"block":2}\n')
})

describe('progress', () => {
  const slow = read({
    summary: 'Slow',
    output: shape.json('Null'),
    run: (_, ctx) =>
      ctx.progress('Fetching stakes', async step => {
        await settled()
        step('Fetching prices')
        await settled()
        return null
      }),
  })

  test('a person sees what is being done, on stderr, and it is wiped away', async () => {
    const { memoryHost } = await import('../support/memory-host.ts')
    const { catalogueOf } = await import('../support/tao.ts')
    const { launch } = await import('../../../src/commands/kit/launch.ts')
    const host = memoryHost({ env, terminal: { stderr: true } })
    const running = launch(['slow'], host, catalogueOf({ slow }))
    for (let i = 0; i < 50; i++) {
      host.time.advance(100)
      await settled()
    }
    expect(await running).toBe(0)
    const shown = host.written.stderr()
    expect(shown).toContain('Fetching')
    expect(shown.endsWith('\r\u001b[2K')).toBe(true)
    expect(host.written.stdout()).toBe('null\n')
  })

  test('nothing on a pipe; with --verbose a line with the time', async () => {
    expect((await taoWith({ slow }, 'slow', { env })).stderr).toBe('')
    expect((await taoWith({ slow }, 'slow --verbose', { env })).stderr).toBe('Fetching stakes: 0 ms\n')
  })
})
