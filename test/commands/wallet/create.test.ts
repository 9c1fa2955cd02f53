/** Making keys: `wallet create`, `new-coldkey`, `new-hotkey`. */
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { leaks } from '../../wallet/support/errors.ts'
import { walk } from '../../wallet/support/folders.ts'
import { PASSWORD } from '../../wallet/support/saving.ts'
import { type Answer, CTRL_C } from '../support/scripted-prompts.ts'
import { CAREFUL, files, made, rightWord, root, run, TERMINAL, wordsOn } from './support.ts'

const ALL = ['main/coldkey', 'main/coldkeypub.txt', 'main/hotkeys/default', 'main/hotkeys/defaultpub.txt']
const PASSWORD_ENV = { env: { BT_WALLET_PASSWORD: PASSWORD } }

describe('on a terminal', () => {
  test('the name and a password are asked, the words shown once and checked, and both keys written', async () => {
    const { code, stdout, stderr, asked } = await run('wallet create', {
      terminal: TERMINAL,
      answers: ['main', ...CAREFUL],
    })
    expect(code).toBe(0)
    expect(asked.map(({ kind }) => kind)).toEqual(['text', 'secret', 'secret', 'reveal', 'secret', 'secret'])
    expect(files()).toEqual(ALL)
    expect(stdout).toContain('Wallet\tmain\n')
    expect(stderr).toBe('Without questions: tao wallet create main\n')
    const [cold, hot] = [wordsOn(asked, 0), wordsOn(asked, 1)]
    expect([cold.length, hot.length]).toEqual([12, 12])
    for (const text of [stdout, stderr]) {
      expect(leaks(text, cold.join(' '))).toBe(false)
      expect(text).not.toContain(PASSWORD)
    }
    // The coldkey is encrypted, the hotkey is not.
    expect(readFileSync(join(root(), 'main/coldkey'), 'latin1').startsWith('$NACL')).toBe(true)
    expect(JSON.parse(readFileSync(join(root(), 'main/hotkeys/default'), 'utf8'))).toMatchObject({
      secretPhrase: hot.join(' '),
    })
    for (const { isFolder, mode } of walk(root())) expect(mode).toBe(isFolder ? 0o700 : 0o600)
  })

  test('a wrong word shows the words again; they stay the same', async () => {
    const { code, asked } = await run('wallet new-coldkey main', {
      terminal: TERMINAL,
      answers: [PASSWORD, PASSWORD, '', 'wrong', '', rightWord, rightWord],
    })
    expect(code).toBe(0)
    const screens = asked.filter(({ kind }) => kind === 'reveal')
    expect(screens).toHaveLength(2)
    expect(screens[1]!.shown).toEqual(screens[0]!.shown)
    expect(screens[1]!.message).toContain('That was another word')
  })

  test('a weak password and two different ones are not taken', async () => {
    const { code, asked } = await run('wallet new-coldkey main', {
      terminal: TERMINAL,
      answers: ['123456', 'password1', PASSWORD, 'something else', ...CAREFUL],
    })
    expect(code).toBe(0)
    expect(asked[2]!.refusals).toEqual([
      expect.stringContaining('6 characters'),
      expect.stringContaining('common word'),
    ])
  })

  test.each([0, 1, 2, 3, 4, 5])('Ctrl-C at question %i leaves nothing behind', async count => {
    const answers: Answer[] = ['main', ...CAREFUL].slice(0, count)
    const { code, stdout } = await run('wallet create', { terminal: TERMINAL, answers: [...answers, CTRL_C] })
    expect([code, stdout, walk(root())]).toEqual([130, '', []])
  })

  test('--yes asks for the password and shows the words, and nothing else', async () => {
    const { code, asked } = await run('wallet create main --yes', {
      terminal: TERMINAL,
      answers: [PASSWORD, PASSWORD, ''],
    })
    expect([code, asked.map(({ kind }) => kind)]).toEqual([0, ['secret', 'secret', 'reveal']])
  })
})

describe('where nobody is', () => {
  test('no key is made whose words nobody would see', async () => {
    for (const line of ['wallet create main', 'wallet create main --json', 'wallet new-hotkey main']) {
      const { code, stdout, stderr } = await run(line, PASSWORD_ENV)
      expect([code, stdout]).toEqual([2, ''])
      expect(stderr).toMatch(/--mnemonic-file FILE/)
    }
    expect(await run('wallet create main --json', { ...PASSWORD_ENV, terminal: true })).toMatchObject({ code: 2 })
    expect(walk(root())).toEqual([])
  })

  test('the words go into a private file, which recovers the key', async () => {
    const file = join(root(), 'paper')
    const line = `wallet create main --mnemonic-file ${file} --json`
    const { json, stdout } = await run(line, PASSWORD_ENV)
    const words = readFileSync(file, 'utf8')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(words.trim().split(' ')).toHaveLength(12)
    expect(leaks(stdout, words)).toBe(false)
    expect(json()).toMatchObject({
      coldkey: 'main',
      hotkey: 'default',
      coldkey_mnemonic: null,
      coldkey_is_new: true,
      hotkey_is_new: true,
    })
    const again = await run(`wallet regen-coldkey copy --mnemonic-file ${file} --json`, PASSWORD_ENV)
    expect(again.json<{ ss58: string }>().ss58).toBe(json<{ coldkey_ss58: string }>().coldkey_ss58)
  })

  test('a file that is there is not overwritten, and nothing is made', async () => {
    const file = join(root(), 'paper')
    writeFileSync(file, 'precious')
    const { code, stderr } = await run(`wallet create main --mnemonic-file ${file}`, PASSWORD_ENV)
    expect([code, readFileSync(file, 'utf8'), files()]).toEqual([1, 'precious', ['paper']])
    expect(stderr).toContain('It exists already')
  })

  test('--show-mnemonic puts the words into the result', async () => {
    const { json } = await run('wallet create main --json --show-mnemonic --n-words 24', PASSWORD_ENV)
    expect(json<{ coldkey_mnemonic: string }>().coldkey_mnemonic.split(' ')).toHaveLength(24)
    const text = await run('wallet new-coldkey second --show-mnemonic', PASSWORD_ENV)
    expect(text.stdout).toMatch(/Mnemonic: (?:[a-z]+ ?){12}\n/)
  })

  test('a password is needed, unless it is said that none is wanted', async () => {
    const refused = await run('wallet create main --show-mnemonic')
    expect([refused.code, walk(root())]).toEqual([4, []])
    expect(refused.stderr).toContain('--wallet-password-file')
    expect(await run('wallet create main --show-mnemonic --no-password')).toMatchObject({ code: 0 })
    expect(JSON.parse(readFileSync(join(root(), 'main/coldkey'), 'utf8'))).toHaveProperty('secretPhrase')
  })

  test('the password comes from a file that is closed to others', async () => {
    const file = join(root(), 'password')
    writeFileSync(file, `${PASSWORD}\n`, { mode: 0o644 })
    const line = `wallet new-coldkey main --show-mnemonic --wallet-password-file ${file}`
    expect((await run(line)).stderr).toContain('Other users can read the password file')
    writeFileSync(join(root(), 'closed'), `${PASSWORD}\n`, { mode: 0o600 })
    expect(await run(line.replace('/password', '/closed'))).toMatchObject({ code: 0 })
  })

  test('a weak password in the environment is refused before anything is made', async () => {
    const { code, stderr } = await run('wallet create main --show-mnemonic', {
      env: { BT_WALLET_PASSWORD: '12345678' },
    })
    expect([code, walk(root())]).toEqual([2, []])
    expect(stderr).toContain('BT_WALLET_PASSWORD is too weak')
    expect(stderr).not.toContain('12345678')
  })
})

describe('what is there already', () => {
  test('stays: only what is missing is made, and no word of an existing key is shown', async () => {
    const { coldkey } = await made('wallet new-coldkey main')
    const before = readFileSync(join(root(), 'main/coldkey'))
    const { json, asked } = await run('wallet create main --hotkey miner --json --show-mnemonic')
    expect(json()).toMatchObject({
      coldkey_ss58: coldkey,
      coldkey_is_new: false,
      hotkey_is_new: true,
      coldkey_mnemonic: null,
    })
    expect(asked).toEqual([])
    expect(readFileSync(join(root(), 'main/coldkey'))).toEqual(before)
  })

  test('is told when nothing is missing', async () => {
    const { coldkey, hotkey } = await made()
    const { code, error } = await run('wallet create main --json --show-mnemonic', PASSWORD_ENV)
    expect(code).toBe(1)
    expect(error()).toMatchObject({ code: 'already_exists', coldkey_ss58: coldkey, hotkey_ss58: hotkey })
  })

  test('is replaced only after its name was typed, and is kept', async () => {
    const { coldkey } = await made()
    const before = files()
    const declined = await run('wallet new-coldkey main --overwrite', { terminal: TERMINAL, answers: ['mian'] })
    expect([declined.code, files()]).toEqual([3, before])
    expect(declined.stderr).toContain(coldkey)
    const { code, stdout } = await run('wallet new-coldkey main --overwrite', {
      terminal: TERMINAL,
      answers: ['main', ...CAREFUL],
    })
    expect(code).toBe(0)
    expect(stdout).not.toContain(coldkey)
    expect(files().some(file => /^main\/backups\/.*\/coldkey$/.test(file))).toBe(true)
  })

  test('is replaced by --overwrite where nobody can be asked', async () => {
    const { coldkey } = await made()
    const { json, error } = await run('wallet new-coldkey main --overwrite --show-mnemonic --json', PASSWORD_ENV)
    expect(json()).toMatchObject({ replaced: coldkey, backup: expect.stringContaining('backups') })
    expect(error()).toEqual({ warnings: [expect.stringContaining(`is replaced. It is a key of ${coldkey}`)] })
  })

  test('is not replaced without --overwrite', async () => {
    await made()
    const before = walk(root())
    for (const line of ['wallet new-coldkey main', 'wallet new-hotkey main']) {
      const { code, stderr, asked } = await run(line, { terminal: TERMINAL })
      expect([code, asked]).toEqual([1, []])
      expect(stderr).toContain('exists already')
    }
    expect(walk(root())).toEqual(before)
  })
})

test('names that leave the folder or pass for another file are refused before anything is asked', async () => {
  for (const name of [
    '../escape',
    '/abs',
    'a/b/c',
    'a/',
    '..',
    '.hidden',
    '-dash',
    'defaultpub.txt',
    'x.lock',
    'a\u0000b',
    'a\nb',
    '',
  ]) {
    for (const line of [
      ['wallet', 'new-coldkey', '--wallet', name],
      ['wallet', 'new-hotkey', 'main', '--hotkey', name],
    ]) {
      const { tao } = await import('../support/tao.ts')
      const outcome = await tao([...line, '--show-mnemonic'], {
        env: { BT_WALLET_PATH: root(), TAO_CONFIG: '/nowhere/c.json', ...PASSWORD_ENV.env },
      })
      expect(outcome.code, `${line.join(' ')}`).toBe(2)
    }
  }
  expect(walk(root())).toEqual([])
})

test('a hotkey can be encrypted', async () => {
  await made()
  const answers: Answer[] = [PASSWORD, PASSWORD, '', rightWord, rightWord]
  const { code } = await run('wallet new-hotkey main --hotkey safe --use-password', { terminal: TERMINAL, answers })
  expect(code).toBe(0)
  expect(readFileSync(join(root(), 'main/hotkeys/safe'), 'latin1').startsWith('$NACL')).toBe(true)
})

test('a development key is made from its name, with a warning about the command line', async () => {
  const { json, error } = await run('wallet new-hotkey dev --uri Alice --json')
  expect(json()).toMatchObject({ ss58: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY', mnemonic: null })
  expect(error()).toEqual({ warnings: [expect.stringContaining('--uri was on the command line')] })
})

test('ed25519 keys', async () => {
  const { json } = await run('wallet create main --show-mnemonic --json --coldkey-crypto-type ed25519', PASSWORD_ENV)
  expect(json()).toMatchObject({ coldkey_crypto_type: 'ed25519', hotkey_crypto_type: 'sr25519' })
})

test('a dry run asks for nothing and makes nothing', async () => {
  const { code, stdout, asked } = await run('wallet create main --dry-run', { terminal: { stdin: true, stderr: true } })
  expect([code, asked, walk(root())]).toEqual([0, [], []])
  expect(stdout).toContain(join(root(), 'main/coldkey'))
  expect(stdout).toContain('tao wallet create main\n')
})
