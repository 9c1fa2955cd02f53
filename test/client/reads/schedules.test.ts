import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CLOCK, getClock, momentOf } from '../../../src/client/reads/clock.ts'
import {
  epochAt,
  getSchedule,
  nextEpoch,
  SCHEDULES,
  type Schedule,
  startOfEpoch,
} from '../../../src/client/reads/schedules.ts'
import { asRoot, call } from '../../../src/client/transactions/call.ts'
import { revealWindow, windowOfNewCommit } from '../../../src/client/weights/windows.ts'
import { openSandbox, type Sandbox } from '../../support/sandbox.ts'

const schedule = (changes: Partial<Schedule> = {}): Schedule => ({
  netuid: 2,
  tempo: 10,
  last: 100,
  pending: 0,
  index: 7,
  ...changes,
})

describe('epochs', () => {
  test('run a tempo after the last one, or when they were triggered', () => {
    expect(nextEpoch(schedule(), 100)).toBe(110)
    expect(nextEpoch(schedule(), 109)).toBe(110)
    expect(nextEpoch(schedule({ pending: 105 }), 101)).toBe(105)
    expect(nextEpoch(schedule({ pending: 115 }), 101)).toBe(110)
    // Long due: it runs in the next block.
    expect(nextEpoch(schedule(), 130)).toBe(131)
    expect(nextEpoch(schedule({ tempo: 0 }), 100)).toBeUndefined()
    expect(nextEpoch(schedule({ netuid: 0 }), 100)).toBeUndefined()
  })

  test('begin with the block in which they run', () => {
    expect([109, 110, 119, 120].map(block => epochAt(schedule(), 100, block))).toEqual([7, 8, 8, 9])
    expect([8, 9, 12].map(epoch => startOfEpoch(schedule(), 100, epoch))).toEqual([110, 120, 150])
  })

  test('say when a commit may be revealed', () => {
    // Committed in the next block, which belongs to epoch 7.
    expect(windowOfNewCommit(schedule(), 105, 1)).toEqual({ epoch: 8, opens: 110, closes: 119, state: 'early' })
    // The next block runs epoch 8.
    expect(windowOfNewCommit(schedule(), 109, 1)).toEqual({ epoch: 9, opens: 120, closes: 129, state: 'early' })
    expect(windowOfNewCommit(schedule(), 105, 3)).toMatchObject({ opens: 130, closes: 139 })
    expect(revealWindow(schedule(), 105, 6, 1)).toEqual({ epoch: 7, opens: 100, closes: 109, state: 'open' })
    // What is sent now stands in the next block.
    expect(revealWindow(schedule(), 109, 7, 1).state).toBe('open')
    expect(revealWindow(schedule(), 109, 6, 1).state).toBe('expired')
    expect(revealWindow(schedule(), 105, 5, 1)).toMatchObject({ state: 'expired', closes: undefined })
    expect(revealWindow(schedule({ tempo: 0 }), 105, 7, 1)).toMatchObject({ opens: undefined, state: 'early' })
  })
})

describe('a chain', () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await openSandbox()
    await sandbox.send('//Alice', asRoot(call('AdminUtils.sudo_set_tempo', { netuid: 1, tempo: 7 })))
  })
  afterAll(() => sandbox.close())

  const scheduleNow = async () => {
    const client = await sandbox.chain.with(SCHEDULES)
    const at = await client.at()
    return { now: await getSchedule(at, 1), head: at.block.number }
  }

  test('runs its epochs when they are foreseen', async () => {
    const { now, head } = await scheduleNow()
    for (let made = 1; made <= 24; made++) {
      await sandbox.advance(1)
      const { now: then } = await scheduleNow()
      expect([made, then.index]).toEqual([made, epochAt(now, head, head + made)])
    }
  })

  test('has a time for each block', async () => {
    const client = await sandbox.chain.with(CLOCK)
    const clock = await getClock(client, await client.at())
    expect(clock.slot).toBe(12_000)
    await sandbox.advance(5)
    const later = await getClock(client, await client.at())
    expect(momentOf(clock, later.block)).toEqual({ block: later.block, time: later.time })
  })
})
