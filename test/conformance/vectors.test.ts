/** The selection of vectors in test/vectors, by the runner that `npm run vectors` uses; and the runner itself. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { VectorFile } from './kind.ts'
import { KINDS } from './kinds.ts'
import { runFile, vectorFiles } from './run.ts'

const DIRECTORY = fileURLToPath(new URL('../vectors', import.meta.url))
const files = new Map([...vectorFiles(DIRECTORY)].map(file => [file.name, file]))

describe('equal to the reference', () => {
  test.each([
    ['fixed_point.json', 'fixed-point numbers', 1_300],
    ['epoch_math.json', 'epoch maths', 800],
    ['epoch_small.json', 'whole epochs', 500],
    ['epoch_64.json', 'whole epochs', 13],
    ['epoch_96_2.json', 'whole epochs', 13],
    ['block_emission.json', 'block emission', 500],
    ['share_pool.json', 'share pool', 200],
    ['swap_balancer.json', 'pool curve', 150],
    ['scenarios_features.json', 'scenarios', 3_800],
    ['scenarios_random.json', 'scenarios', 1_600],
    ['scenarios_admin.json', 'scenarios', 9_900],
    ['scenarios_commitments.json', 'scenarios', 2_200],
    ['scenarios_fees.json', 'scenarios', 5_100],
    ['scenarios_limit_orders.json', 'scenarios', 3_100],
    ['call_weights.json', 'call weights', 115],
    ['schema.json', 'schema', 80],
    ['schema_more.json', 'schema', 40],
  ])('%s', async (name, kind, atLeast) => {
    const result = await runFile(files.get(name)!, KINDS)
    expect(result.differences).toEqual([])
    expect(result).toMatchObject({ kind, failed: 0 })
    expect(result.passed).toBeGreaterThanOrEqual(atLeast)
  })

  const whole = process.env.TAO_VECTORS
  test.skipIf(whole === undefined || !existsSync(whole))('all files of the directory TAO_VECTORS', async () => {
    for (const file of vectorFiles(whole!)) expect((await runFile(file, KINDS)).differences).toEqual([])
  })
})

describe('the runner', () => {
  const file = (data: VectorFile['data']): VectorFile => ({ name: 'file.json', data })
  const cases = (name: string, args: VectorFile['data'], out: string | null) =>
    file({ functions: { [name]: { types: '', cases: [{ in: args, out }] } } })

  test('counts a difference and shows it', async () => {
    expect(await runFile(cases('I32F32.saturating_add', { a: '1', b: '2' }, '4'), KINDS)).toMatchObject({
      passed: 0,
      failed: 1,
      differences: ['I32F32.saturating_add[0]: expected "4", found "3"'],
    })
  })

  test('tells a missing result from a number', async () => {
    const result = await runFile(cases('I32F32.checked_mul', { a: '1', b: '1' }, null), KINDS)
    expect(result.differences).toEqual(['I32F32.checked_mul[0]: expected null, found "0"'])
  })

  test('fails a function that it lacks in a file of a kind it knows', async () => {
    const data = cases('I32F32.saturating_add', { a: '1', b: '2' }, '3').data as { functions: object }
    const unknown = { types: '', cases: [{ in: {}, out: '0' }] }
    const result = await runFile(file({ functions: { ...data.functions, 'I32F32.cube_root': unknown } }), KINDS)
    expect(result).toMatchObject({ passed: 1, failed: 1 })
  })

  test('does not count a file of an unknown kind', async () => {
    expect(await runFile(file({ scenarios: [] }), KINDS)).toMatchObject({ kind: undefined, passed: 0, failed: 0 })
  })

  test('finds a changed fee, event and value of storage in a scenario', async () => {
    const { name, data } = structuredClone(files.get('scenarios_fees.json')!)
    const [scenario] = data as unknown as { steps: { op: string; fee: object; events: object[]; changed: object }[] }[]
    const step = scenario!.steps.find(({ op }) => op === 'tx')!
    Object.assign(step.fee, { total: '1' })
    step.events.pop()
    Object.assign(step.changed, { 'Proxy.Proxies': { 7: [] } })
    const result = await runFile({ name, data }, KINDS)
    expect(result.differences.length).toBeGreaterThanOrEqual(3)
  })

  test('needs a runtime that has all pallets of a file', async () => {
    const steps = [{ op: 'call', origin: 'root', call: 'Contracts.call', args: {}, result: 'ok' }]
    const data = [{ name: 'one', start_block: 1, steps }] as unknown as VectorFile['data']
    expect(await runFile(file(data), KINDS)).toMatchObject({ kind: 'scenarios', passed: 0, failed: 1 })
  })

  test('finds a changed term of an epoch', async () => {
    const { data } = structuredClone(files.get('epoch_64.json')!)
    const [epoch] = data.cases as unknown as { out: { consensus: number[] } }[]
    epoch!.out.consensus[63]! += 1
    expect((await runFile(file(data), KINDS)).failed).toBe(1)
  })
})
