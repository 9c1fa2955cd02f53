/** Getting keys back, and watching keys that are elsewhere. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { leaks } from '../../wallet/support/errors.ts'
import { walk } from '../../wallet/support/folders.ts'
import { PASSWORD } from '../../wallet/support/saving.ts'
import { CTRL_C } from '../support/scripted-prompts.ts'
import { ALICE, files, made, root, run, TERMINAL } from './support.ts'

const PHRASE = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk'
const ADDRESS = '5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV'
const PASSWORD_ENV = { env: { BT_WALLET_PASSWORD: PASSWORD } }

test('the mnemonic is typed on the terminal, unseen, and checked at once', async () => {
  const { code, stdout, stderr, asked } = await run('wallet regen-coldkey main', {
    terminal: TERMINAL,
    answers: ['bottom drive', PHRASE.replace('walk', 'wlak'), PHRASE, PASSWORD, PASSWORD],
  })
  expect(code).toBe(0)
  expect(stdout).toContain(ADDRESS)
  expect(asked.map(({ kind }) => kind)).toEqual(Array(5).fill('secret'))
  expect(asked[2]!.refusals).toEqual([
    expect.stringContaining('It has 2 words'),
    expect.stringContaining('Word 12 is not in'),
  ])
  for (const text of [stdout, stderr, JSON.stringify(asked)]) expect(leaks(text, PHRASE)).toBe(false)
})

test('Ctrl-C leaves nothing behind', async () => {
  for (const answers of [[CTRL_C], [PHRASE, CTRL_C], [PHRASE, PASSWORD, CTRL_C]] as const) {
    const { code } = await run('wallet regen-coldkey main', { terminal: TERMINAL, answers })
    expect([code, walk(root())]).toEqual([130, []])
  }
})

describe('without a terminal', () => {
  test.each([
    ['a file', () => `--mnemonic-file ${write('words', `${PHRASE}\n`)}`],
    ['standard input', () => '--mnemonic-file -'],
    ['a flag', () => `--mnemonic '${PHRASE}'`],
    [
      'numbered words, as btcli prints them',
      () =>
        `--mnemonic '${PHRASE.split(' ')
          .map((word, i) => `${i + 1}-${word}`)
          .join(' ')}'`,
    ],
    ['a seed', () => '--seed 0xfac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e'],
  ])('from %s', async (_, flags) => {
    const { code, json, stdout, stderr } = await run(`wallet regen-coldkey main ${flags()} --json`, {
      ...PASSWORD_ENV,
      stdin: PHRASE,
    })
    expect(code, stderr).toBe(0)
    expect(json()).toMatchObject({ wallet: 'main', hotkey: null, ss58: ADDRESS, mnemonic: null })
    for (const text of [stdout, stderr]) expect(leaks(text, PHRASE)).toBe(false)
  })

  test('secrets on the command line are warned about, and none is repeated', async () => {
    const { stderr } = await run(`wallet regen-hotkey main --mnemonic '${PHRASE}'`)
    expect(stderr).toMatch(/^Warning: --mnemonic was on the command line/)
    const wrong = await run(`wallet regen-hotkey other --mnemonic '${PHRASE} walk'`)
    expect(wrong.code).toBe(2)
    expect(leaks(wrong.stderr, PHRASE)).toBe(false)
  })

  test('what to take it from must be said', async () => {
    const { code, stderr } = await run('wallet regen-coldkey main', PASSWORD_ENV)
    expect([code, stderr]).toEqual([2, expect.stringContaining('--mnemonic-file, --seed, --private-key, --json-path')])
  })

  test('two sources exclude each other', async () => {
    expect((await run('wallet regen-coldkey main --seed 00 --mnemonic-file x')).stderr).toContain('exclude each other')
  })
})

test('a watched wallet takes back its own key, and no other', async () => {
  await run(`wallet regen-coldkeypub main --ss58 ${ADDRESS}`)
  expect(files()).toEqual(['main/coldkeypub.txt'])
  const other = await run(`wallet regen-coldkey main --seed 0x${'11'.repeat(32)}`, PASSWORD_ENV)
  expect([other.code, files()]).toEqual([1, ['main/coldkeypub.txt']])
  const own = await run(`wallet regen-coldkey main --mnemonic '${PHRASE}'`, PASSWORD_ENV)
  expect([own.code, files()]).toEqual([0, ['main/coldkey', 'main/coldkeypub.txt']])
})

test('a key that is there is not replaced without --overwrite', async () => {
  await made()
  const before = walk(root())
  const { code } = await run(`wallet regen-coldkey main --mnemonic '${PHRASE}'`, PASSWORD_ENV)
  expect([code, walk(root())]).toEqual([1, before])
  const { json } = await run(`wallet regen-coldkey main --mnemonic '${PHRASE}' --overwrite --json`, PASSWORD_ENV)
  expect(json()).toMatchObject({ ss58: ADDRESS, backup: expect.any(String) })
})

describe('public files', () => {
  test('from an address or a public key', async () => {
    const hex = 'd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d'
    const coldkey = await run(`wallet regen-coldkeypub main --public-key-hex ${hex} --json`)
    expect(coldkey.json()).toMatchObject({ wallet: 'main', ss58: ALICE })
    const hotkey = await run(`wallet regen-hotkeypub main --hotkey miner --ss58-address ${ALICE} --json`)
    expect(hotkey.json()).toMatchObject({ hotkey: 'miner', ss58: ALICE })
    expect(files()).toEqual(['main/coldkeypub.txt', 'main/hotkeys/minerpub.txt'])
  })

  test('asked for on a terminal, and checked', async () => {
    const { asked, code } = await run('wallet regen-coldkeypub main', {
      terminal: TERMINAL,
      answers: [`${ALICE}x`, ALICE],
    })
    expect([code, asked[1]!.refusals.length]).toEqual([0, 1])
  })

  test('wrong addresses are refused, and nothing is written', async () => {
    for (const address of [ALICE.toLowerCase(), ALICE.slice(1), '15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5']) {
      const { code, stderr } = await run(`wallet regen-coldkeypub main --ss58 ${address}`)
      expect([code, stderr]).toEqual([2, expect.stringContaining('--ss58: Not a Bittensor address')])
    }
    expect((await run('wallet regen-coldkeypub main --public-key zz')).code).toBe(2)
    expect((await run('wallet regen-coldkeypub main')).stderr).toContain('Missing: --ss58')
    expect(walk(root())).toEqual([])
  })

  test('never beside a secret', async () => {
    await made()
    const { code, stderr } = await run(`wallet regen-coldkeypub main --ss58 ${ALICE} --overwrite`)
    expect([code, stderr]).toEqual([1, expect.stringContaining('is here with its secret')])
  })
})

function write(name: string, text: string): string {
  const path = join(root(), name)
  writeFileSync(path, text, { mode: 0o600 })
  return path
}
