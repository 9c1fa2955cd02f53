/** Chains that several processes work on, and processes that die. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Chain } from '../../../src/local-chain/node/chain.ts'
import { openChain } from '../../../src/local-chain/node/open.ts'
import { bundle, type Program, run, temporaryFolder } from '../support-node/children.ts'
import { Blocks } from '../support-node/counter.ts'
import { smallSpec } from '../support-node/spec.ts'

/** More of them are a matter of patience: TAOKIT_TEST_KILLS=200. */
const KILLS = Number(process.env.TAOKIT_TEST_KILLS ?? 5)

let program: Program

beforeAll(async () => {
  program = await bundle('writer-child.ts')
})
afterAll(() => program.remove())

const open = (path: string): Chain => openChain(path, () => smallSpec(), { sealing: 'manual' })

interface Told {
  readonly number: number
  readonly hash: string
}

const told = (lines: readonly string[]): Told[] =>
  lines.slice(1).map(line => {
    const [number, hash] = line.split(' ')
    return { number: Number(number), hash: hash! }
  })

/** Everything that can be checked of a chain from outside. */
function checkWhole(chain: Chain): void {
  const { number: height } = chain.head
  let parent = chain.genesisHash as string
  for (let number = 1; number <= height; number++) {
    const block = chain.block(chain.hashAt(number)!)!
    expect(block.header.parent_hash).toBe(parent)
    expect(block.header.number).toBe(number)
    parent = block.hash
  }
  expect(chain.head.hash).toBe(parent)
  for (let number = chain.oldestState; number <= height; number++) {
    expect(chain.look(ctx => Blocks.get(ctx), chain.hashAt(number))).toBe(number)
  }
}

describe('a process that is killed', () => {
  test.each(['one', 'bulk'])(
    'loses no block that it told of, writing by %s',
    async mode => {
      const { path, remove } = temporaryFolder()
      let height = 0
      for (let kill = 0; kill < KILLS; kill++) {
        const child = run(program, [path, mode, '1000000'])
        await child.until(line => line === 'open')
        // The moments are spread over opening, single commits and groups.
        await new Promise(resolve => setTimeout(resolve, (kill * 37) % 150))
        child.process.kill('SIGKILL')
        expect(await child.ended).toBe('SIGKILL')
        const chain = open(path)
        for (const { number, hash } of told(child.lines)) expect(chain.hashAt(number)).toBe(hash)
        expect(chain.head.number).toBeGreaterThanOrEqual(Math.max(height, told(child.lines).at(-1)?.number ?? 0))
        checkWhole(chain)
        height = chain.produceBlock().number
        chain.close()
      }
      expect(height).toBeGreaterThan(0)
      remove()
    },
    120_000,
  )
})

describe('two processes', () => {
  test('make one chain of all their blocks', async () => {
    const { path, remove } = temporaryFolder()
    const children = [
      run(program, [path, 'one', '100']),
      run(program, [path, 'one', '100']),
      run(program, [path, 'bulk', '1300']),
    ]
    expect(await Promise.all(children.map(child => child.ended))).toEqual([0, 0, 0])
    const chain = open(path)
    expect(chain.head.number).toBe(1500)
    const all = children.flatMap(child => told(child.lines))
    for (const { number, hash } of all) expect(chain.hashAt(number)).toBe(hash)
    expect(new Set(all.map(({ number }) => number)).size).toBe(all.length)
    checkWhole(chain)
    chain.close()
    remove()
  }, 60_000)
})
