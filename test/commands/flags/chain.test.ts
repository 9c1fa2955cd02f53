/** Every flag of the commands that ask a chain changes the plan, what is read or what is shown. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeMarkets, openBaskets } from './support/baskets.ts'
import type { Table } from './support/cases.ts'
import { commandAt, twinOf } from './support/lines.ts'
import { proveAll, type Seen } from './support/prove.ts'
import { makeScene } from './support/scene.ts'
import { proveSettings } from './support/settings.ts'
import { openStage, type Stage } from './support/stage.ts'
import { ON_BASKETS, ON_CHAIN } from './tables/all.ts'

describe.each([
  ['on the chain inside', ON_CHAIN, () => openStage(makeScene)],
  ['on a chain with baskets', ON_BASKETS, () => openStage(makeMarkets, openBaskets)],
] as readonly [string, Table, () => Promise<Stage>][])('%s', (_, table, open) => {
  let stage: Stage
  beforeAll(async () => {
    stage = await open()
  })
  afterAll(() => stage.close())

  test.each(Object.entries(table))('%s', { timeout: 60_000 }, async (line, entry) => {
    // The same command under another path is the very same code.
    if ((await twinOf(line, table)) !== undefined) return
    const command = await commandAt(line)
    const seen: Seen = new Map()
    const wrong = await stage.within(entry.before ?? [], async () => [
      ...(await proveAll(stage, command, entry, seen)),
      ...(await proveSettings(stage, command, entry, seen)),
    ])
    expect(wrong.join('\n')).toBe('')
  })
})
