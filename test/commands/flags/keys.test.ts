/** Every flag of the commands that ask no chain changes what is written, read or shown. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type KeyPlayer, openKeys } from './support/keys.ts'
import { commandAt, twinOf } from './support/lines.ts'
import { type Player, proveAll, type Seen } from './support/prove.ts'
import { proveSettings } from './support/settings.ts'
import { IN_FOLDERS } from './tables/all.ts'

let player: KeyPlayer
beforeAll(async () => {
  player = await openKeys()
})
afterAll(() => player.close())

describe('flags of', () => {
  test.each(Object.entries(IN_FOLDERS))('%s', { timeout: 60_000 }, async (line, entry) => {
    // The same command under another path is the very same code.
    if ((await twinOf(line, IN_FOLDERS)) !== undefined) return
    // Nothing is kept from one line to the next.
    const alone: Player = {
      ...player,
      within: (before, play) => player.within([...(entry.before ?? []), ...before], play),
    }
    const command = await commandAt(line)
    const seen: Seen = new Map()
    const wrong = [
      ...(await proveAll(alone, command, entry, seen)),
      ...(await proveSettings(alone, command, entry, seen)),
    ]
    expect(wrong.join('\n')).toBe('')
  })
})
