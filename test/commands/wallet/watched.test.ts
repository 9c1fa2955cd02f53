/** Wallets of which only the address is here: they are listed and looked at; what needs the secret says where it is. */
import { describe, expect, test } from 'vitest'
import { walk } from '../../wallet/support/folders.ts'
import { ALICE, root, run, TERMINAL } from './support.ts'

const watch = async (): Promise<void> => {
  expect((await run(`wallet regen-coldkeypub cold --ss58 ${ALICE}`)).code).toBe(0)
  expect((await run(`wallet regen-hotkeypub cold --hotkey miner --ss58 ${ALICE}`)).code).toBe(0)
}

test('are listed as watched', async () => {
  await watch()
  expect((await run('wallet list', { terminal: { stdout: true } })).stdout).toMatch(/cold .*watched only/)
  expect((await run('wallet list --json')).json()).toMatchObject({
    coldkeys: [{ coldkey: 'cold', ss58: ALICE, has_secret: false, hotkeys: [{ name: 'miner', has_secret: false }] }],
  })
  const { keys } = (await run('wallet show cold --json')).json<{ keys: { format: null }[] }>()
  expect(keys.map(({ format }) => format)).toEqual([null, null])
})

describe('what needs the secret', () => {
  test.each([
    ['unlock', 'wallet unlock cold'],
    ['sign', 'wallet sign --wallet cold --message hello'],
    ['sign with the hotkey', 'wallet sign --wallet cold --hotkey miner --use-hotkey --message hello'],
    ['decrypt', 'wallet decrypt --wallet cold --ciphertext 0x00'],
    ['export', 'wallet export cold --output /nowhere/at-all/x.json'],
    ['password', 'wallet password cold'],
    ['upgrade', 'wallet upgrade cold'],
  ])('%s: is refused, and says what to do; nobody is asked for a password', async (_, line) => {
    await watch()
    const before = walk(root())
    for (const options of [{}, { terminal: TERMINAL }]) {
      const { code, stderr, asked } = await run(line, options)
      expect([line, code === 0, asked]).toEqual([line, false, []])
      expect(stderr).toMatch(/only watched here|is not here/)
      expect(stderr).toMatch(/regen-(?:cold|hot)key/)
    }
    expect(walk(root())).toEqual(before)
  })
})
