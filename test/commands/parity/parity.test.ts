/** btcli's commands of every day, v9 and v11: each path and each flag is understood here, or refused by name. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { compare, type Verdict } from '../../../scripts/parity/check.ts'
import { type CommandList, compact, type FullList, listText, readParam } from '../../../scripts/parity/lists.ts'
import { figures, isDaily } from '../../../scripts/parity/scope.ts'
import { read } from '../../../src/commands/kit/command.ts'
import { flag, integer } from '../../../src/commands/kit/options.ts'
import { record } from '../../../src/commands/kit/shape.ts'
import { catalogueOf, realCommands, realTree, tao } from '../support/tao.ts'

const LISTS = ['v9', 'v11'].map(
  version =>
    JSON.parse(
      readFileSync(join(import.meta.dirname, '..', '..', 'vectors', `commands-${version}.json`), 'utf8'),
    ) as CommandList,
)
const env = { TAO_CONFIG: '/nowhere/config.json' }

let verdicts: readonly Verdict[]
beforeAll(async () => {
  const [tree, commands] = [await realTree(), await realCommands()]
  const load = async (path: readonly string[]) =>
    commands.find(command => command.path.join(' ') === path.join(' '))!.value
  verdicts = (await Promise.all(LISTS.map(list => compare(list, { index: () => tree, load })))).flat()
})

test('the lists are whole', () => {
  expect(LISTS.map(({ commands }) => Object.keys(commands).length)).toEqual([100, 348])
  const paths = verdicts.filter(({ flag }) => flag === '')
  expect(verdicts.filter(({ path }) => path === '').length).toBeGreaterThan(25)
  expect(LISTS.map(({ tool }) => paths.filter(verdict => verdict.tool === tool).length)).toEqual([336, 823])
})

test('nothing of every day is missing', () => {
  const { gaps } = figures(verdicts)
  expect(gaps.map(({ tool, path, flag, why }) => `${tool} ${path} ${flag}: ${why}`)).toEqual([])
  expect(verdicts.filter(isDaily).length).toBeGreaterThan(5000)
})

test('what is refused is refused with a reason and what to do', async () => {
  const refused = verdicts.filter(verdict => isDaily(verdict) && verdict.outcome === 'refused')
  expect(refused.filter(({ why }) => !/takes no .+\. \S/.test(why))).toEqual([])
  const { code, stderr } = await tao('stake add 1 --netuid 1 --mev-shield', { env })
  expect([code, stderr]).toEqual([2, expect.stringMatching(/takes no --mev-shield\n.*not encrypted/)])
})

describe('the comparison', () => {
  const list: CommandList = {
    tool: 'other',
    params: ['--all !--no-all', '--amount =N', '--mode =a|b', 'NAME'],
    root: [],
    commands: { 'do it': { aliases: ['do this'], params: [0, 1, 2, 3] } },
  }
  const outcomes = async (options: Parameters<typeof read>[0]['options']) => {
    const catalogue = catalogueOf({
      'do it': read({ summary: 'It', options: options!, output: record({}), run: () => ({}) }),
    })
    const all = await compare(list, catalogue)
    return Object.fromEntries(all.map(({ path, flag, outcome }) => [`${path} ${flag}`, outcome]))
  }

  test('sees what is not there', async () => {
    expect(await outcomes({})).toEqual({
      'do it ': 'taken',
      'do it (arguments)': 'missing',
      'do it --all': 'missing',
      'do it --no-all': 'missing',
      'do it --amount': 'missing',
      'do it --mode': 'missing',
      'do this ': 'missing',
    })
  })

  test('sees flags that take no value or another, and opposites that mean the same', async () => {
    const all = flag({ summary: 'All', aliases: ['no-all'] })
    expect(await outcomes({ all, amount: flag({ summary: 'Amount' }) })).toMatchObject({
      'do it --all': 'missing',
      'do it --no-all': 'missing',
      'do it --amount': 'missing',
    })
    const right = flag({ summary: 'All', off: ['no-all'] })
    expect(
      await outcomes({ all: right, amount: integer({ summary: 'N' }), mode: integer({ summary: 'N' }) }),
    ).toMatchObject({
      'do it --all': 'taken',
      'do it --no-all': 'taken',
      'do it --amount': 'taken',
      'do it --mode': 'missing',
    })
  })

  test('reads a list as it was taken', () => {
    const full: FullList = {
      tool: 'other',
      root_params: [],
      option_sets: { output: [{ flags: ['--json'], type: 'flag' }] },
      commands: [
        {
          path: 'do it',
          aliases: ['do this'],
          params: [
            { flags: ['--all', '-a'], flags_off: ['--no-all'], type: 'flag' },
            { flags: ['--verbose'], type: 'integer', count: true },
            { flags: ['--mode'], type: 'choice', choices: ['a', 'b'] },
            { argument: 'name', type: 'text' },
          ],
          inherits: ['output'],
        },
      ],
    }
    const short = compact(full)
    expect(short.params).toEqual(['--all -a !--no-all', '--verbose', '--mode =a|b', 'NAME', '--json'])
    expect(JSON.parse(listText(short))).toEqual(short)
    expect(short.params.map(readParam)[2]).toEqual({ on: ['--mode'], off: [], isArgument: false, samples: ['a', 'b'] })
  })
})
