/** The bittensor SDK 10.2.0 at our node, unchanged: a subnet's work from its creation to proxies. See docs/compatibility.md. */
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { environmentOf, type PythonWorld, pythonWorld } from './support/python.ts'

const environment = environmentOf('sdk10')
const SCRIPT = fileURLToPath(new URL('support/sdk10.py', import.meta.url))
const FLOWS = [
  'wallet',
  'transfer',
  'subnet',
  'register',
  'stake',
  'commit_reveal',
  'open_weights',
  'children',
  'root_claim',
  'hyperparameters',
  'metagraph',
  'proxy',
]

describe.skipIf(environment === undefined)('SDK 10 (where TAOKIT_PYTHON_CLIENTS has it)', () => {
  let world: PythonWorld
  const outcomes = new Map<string, { readonly ok: boolean; readonly detail: string }>()

  beforeAll(async () => {
    world = await pythonWorld(environment!)
    const { stdout, stderr } = await world.run('python', [SCRIPT, world.url])
    for (const line of stdout.split('\n').filter(each => each.startsWith('{"flow"'))) {
      const { flow, ...outcome } = JSON.parse(line)
      outcomes.set(flow, outcome)
    }
    if (outcomes.size < FLOWS.length) throw new Error(`the script did not come to its end:\n${stderr}`)
  }, 180_000)
  afterAll(() => world?.close())

  test.each(FLOWS)('%s', flow => {
    expect(outcomes.get(flow)).toEqual({ ok: true, detail: '' })
    expect(world.faults).toEqual([])
  })
})
