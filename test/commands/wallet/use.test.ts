/** Using keys: list, inspect, sign, verify, password, upgrade, export, import. */
import { cpSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { tableKdf } from '../../wallet/support/kdf.ts'
import { PASSWORD } from '../../wallet/support/saving.ts'
import { VECTORS } from '../../wallet/support/vectors.ts'
import { ALICE, files, made, root, run, TERMINAL } from './support.ts'

const PASSWORD_ENV = { env: { BT_WALLET_PASSWORD: PASSWORD } }

describe('list', () => {
  test('wallets with their hotkeys, in the shape of btcli 11', async () => {
    const { coldkey, hotkey } = await made()
    await run(`wallet regen-coldkeypub watched --ss58 ${ALICE}`)
    const { json, stderr } = await run('wallet list --json')
    const key = { crypto_type: 'sr25519', has_secret: true, problems: [] }
    expect(stderr).toBe('')
    expect(json()).toEqual({
      path: root(),
      coldkeys: [
        { coldkey: 'main', ss58: coldkey, ...key, hotkeys: [{ name: 'default', ss58: hotkey, ...key }] },
        { coldkey: 'watched', ss58: ALICE, ...key, has_secret: false, hotkeys: [] },
      ],
    })
    expect((await run('wallet list')).stdout).toBe(
      `main\t\t${coldkey}\tsr25519\t\nmain\tdefault\t${hotkey}\tsr25519\t\nwatched\t\t${ALICE}\tsr25519\twatched only\n`,
    )
    const table = await run('wallet list', { terminal: { stdout: true }, columns: 100 })
    expect(table.stdout.split('\n')[0]).toMatch(/^Wallet\s+Hotkey\s+Address\s+Kind\s+Remark$/)
    // A second key of the same wallet does not repeat its name.
    expect(table.stdout).toMatch(new RegExp(`\n {8} +default +${hotkey} +sr25519`))
  })

  test('only some wallets, without hotkeys', async () => {
    await made()
    await made('wallet create other')
    expect((await run('wallet list other')).stdout.split('\n')[0]).toMatch(/^other\t/)
    expect((await run('wallet list -w other --coldkeys-only')).stdout.trim().split('\n')).toHaveLength(1)
    expect(await run('wallet list nobody')).toMatchObject({ code: 1, stdout: '' })
  })

  test('none', async () => {
    expect((await run('wallet list --json')).json()).toEqual({ path: root(), coldkeys: [] })
    const { stdout } = await run('wallet list', { terminal: { stdout: true } })
    expect(stdout).toContain('Make one with: tao wallet create')
  })

  test('names that could harm a terminal are harmless; damaged files are told', async () => {
    mkdirSync(join(root(), `evil${String.fromCharCode(27)}[2J\u202e`))
    mkdirSync(join(root(), 'broken'))
    writeFileSync(join(root(), 'broken/coldkeypub.txt'), 'nonsense')
    symlinkSync('/etc', join(root(), 'link'))
    const { stdout } = await run('wallet list', { terminal: { stdout: true }, columns: 200 })
    expect(stdout).toMatch(/\nevil /)
    expect(stdout).not.toContain(String.fromCharCode(27))
    expect(stdout).toContain('Not a sound key file')
    expect(stdout).toContain('is a symbolic link')
  })
})

describe('inspect', () => {
  test('tells how keys are protected, and what to put right', async () => {
    const { coldkey } = await made()
    cpSync(join(VECTORS, 'wallets/ansible-410-unicode'), join(root(), 'old'), { recursive: true })
    const { json } = await run('wallet show main --json')
    expect(json<{ keys: unknown[] }>().keys).toMatchObject([
      { role: 'coldkey', name: 'coldkey', ss58: coldkey, format: 'nacl', problems: [] },
      { role: 'hotkey', name: 'default', format: 'plain', problems: [] },
    ])
    const old = await run('wallet show old', { terminal: { stdout: true } })
    expect(old.stdout).toContain('password, weak (ansible)')
    expect(old.stdout).toContain('tao wallet upgrade')
    expect(await run('wallet show nobody')).toMatchObject({ code: 1 })
  })
})

describe('sign and verify', () => {
  test('what one signs the other verifies, with either key', async () => {
    const { coldkey, hotkey } = await made()
    for (const [flags, address] of [
      ['', coldkey],
      ['--use-hotkey', hotkey],
    ] as const) {
      const signed = await run(`wallet sign -w main --message 'I am Alice' ${flags} --json`, PASSWORD_ENV)
      expect(signed.json()).toMatchObject({
        signer_address: address,
        signed_message: expect.stringMatching(/^[0-9a-f]{128}$/),
      })
      const { signed_message } = signed.json<{ signed_message: string }>()
      const verify = (message: string) =>
        run(`wallet verify -m '${message}' -s 0x${signed_message} --ss58 ${address} --json`)
      expect((await verify('I am Alice')).json()).toMatchObject({ valid: true, ss58: address, crypto_type: 'sr25519' })
      expect(await verify('I am Bob')).toMatchObject({ code: 1 })
      expect((await verify('I am Bob')).json()).toMatchObject({ valid: false, crypto_type: null })
    }
  })

  test('names do for addresses, and the wallet stands by position as elsewhere', async () => {
    const { coldkey, hotkey } = await made()
    const signatureOf = async (flags: string) =>
      (await run(`wallet sign main -m hello ${flags} --json`, PASSWORD_ENV)).json<{ signed_message: string }>()
        .signed_message
    const [byColdkey, byHotkey] = [await signatureOf(''), await signatureOf('--use-hotkey')]
    await run(`wallet contacts add friend ${hotkey}`)
    for (const [signature, name, ss58] of [
      [byColdkey, 'main', coldkey],
      [byHotkey, 'main/default', hotkey],
      [byHotkey, 'friend', hotkey],
    ] as const) {
      const verified = await run(`wallet verify -m hello -s ${signature} --address ${name} --json`)
      expect([name, verified.code, verified.json()]).toMatchObject([name, 0, { valid: true, ss58 }])
    }
    const nobody = await run(`wallet verify -m hello -s ${byColdkey} --address nobody --json`)
    expect([nobody.code, nobody.error()]).toMatchObject([2, { code: 'invalid_address' }])
  })

  test('a password is asked for three times at most', async () => {
    await made()
    const right = await run('wallet sign -w main -m hello', { terminal: TERMINAL, answers: ['wrong', PASSWORD] })
    expect([right.code, right.asked.map(({ message }) => message)]).toEqual([
      0,
      [expect.stringContaining('Password of the coldkey of wallet "main"'), 'Wrong password. Again (2 of 3)'],
    ])
    // A password is no answer that a flag could give.
    expect(right.stderr).not.toContain('Without questions')
    const wrong = await run('wallet sign -w main -m hello', { terminal: TERMINAL, answers: ['a', 'b', 'c'] })
    expect([wrong.code, wrong.stdout]).toEqual([4, ''])
    expect(wrong.stderr).toContain('3 passwords were tried')
  })

  test('a wrong password that nobody typed is tried once', async () => {
    await made()
    const { code, error, asked } = await run('wallet sign -w main -m hello --json', {
      terminal: true,
      env: { BT_WALLET_PASSWORD: 'wrong' },
    })
    expect([code, asked]).toEqual([4, []])
    expect(error()).toMatchObject({
      code: 'wrong_password',
      why: [expect.stringContaining('BT_WALLET_PASSWORD'), expect.anything()],
    })
  })

  test('no password anywhere', async () => {
    await made()
    expect(await run('wallet sign -w main -m hello')).toMatchObject({ code: 4, stdout: '' })
  })

  test('what could be a transaction is not signed, and no password is asked for it', async () => {
    await made()
    const { code, asked, stderr } = await run(`wallet sign -w main -m '${'x'.repeat(31)}!'`, { terminal: TERMINAL })
    expect([code, asked]).toEqual([1, []])
    expect(stderr).toContain('could move what the key owns')
  })

  test('a malformed signature is an answer, not a crash', async () => {
    expect(await run(`wallet verify -m x -s zz --ss58 ${ALICE}`)).toMatchObject({ code: 2 })
    expect(await run(`wallet verify -m x -s 0x00 --ss58 ${ALICE}`)).toMatchObject({ code: 1, stderr: '' })
    expect(await run('wallet verify -m x -s 0x00 --ss58 nobody')).toMatchObject({ code: 2 })
  })
})

describe('password', () => {
  test('is changed; the old file is kept', async () => {
    const { coldkey } = await made()
    const next = 'another-long-password-77'
    const { code, stdout } = await run('wallet password main', { terminal: TERMINAL, answers: [next, next, PASSWORD] })
    expect([code, stdout]).toEqual([0, expect.stringContaining(coldkey)])
    expect(await run('wallet sign -w main -m x', PASSWORD_ENV)).toMatchObject({ code: 4 })
    expect(await run('wallet sign -w main -m x', { env: { BT_WALLET_PASSWORD: next } })).toMatchObject({ code: 0 })
    expect(files().filter(file => file.startsWith('main/backups/'))).toHaveLength(1)
  })

  test('is taken away only with consent', async () => {
    await made()
    const before = readFileSync(join(root(), 'main/coldkey'))
    expect(await run('wallet password main --no-password', PASSWORD_ENV)).toMatchObject({ code: 2 })
    expect(readFileSync(join(root(), 'main/coldkey'))).toEqual(before)
    const { json } = await run('wallet password main --no-password --yes --json --discard-old', PASSWORD_ENV)
    expect(json()).toMatchObject({ encrypted: false, backup: null })
    expect(JSON.parse(readFileSync(join(root(), 'main/coldkey'), 'utf8'))).toHaveProperty('secretPhrase')
  })

  test('is given to a hotkey', async () => {
    await made()
    writeFileSync(join(root(), 'new'), 'a-password-for-hotkeys-5', { mode: 0o600 })
    const line = `wallet password main --use-hotkey --new-password-file ${join(root(), 'new')} --json`
    expect((await run(line)).json()).toMatchObject({ encrypted: true })
    expect(readFileSync(join(root(), 'main/hotkeys/default'), 'latin1').startsWith('$NACL')).toBe(true)
  })
})

test('upgrade writes an old file in the current format, under the same password', async () => {
  cpSync(join(VECTORS, 'wallets/ansible-410-unicode'), join(root(), 'old'), { recursive: true })
  const manifest = JSON.parse(readFileSync(join(VECTORS, 'manifest.json'), 'utf8'))
  const { password, ss58 } = manifest.wallets.find(
    ({ dir }: { dir: string }) => dir === 'wallets/ansible-410-unicode',
  ).coldkey
  const { json, code, stderr } = await run('wallet upgrade old --json', { env: { BT_WALLET_PASSWORD: password } })
  expect(code, stderr).toBe(0)
  expect(json()).toMatchObject({ ss58, format_before: 'ansible', format: 'nacl' })
  expect(await run('wallet sign -w old -m x', { env: { BT_WALLET_PASSWORD: password } })).toMatchObject({ code: 0 })
  expect(await run('wallet upgrade nobody')).toMatchObject({ code: 1 })
})

describe('export and import', { timeout: 60_000 }, () => {
  test('carry a key through a file of polkadot.js', async () => {
    const { coldkey } = await made()
    const file = join(root(), 'main.json')
    writeFileSync(join(root(), 'pw'), PASSWORD, { mode: 0o600 })
    const out = await run(
      `wallet export main --output ${file} --export-password-file ${join(root(), 'pw')} --json`,
      PASSWORD_ENV,
    )
    expect(out.json()).toMatchObject({ ss58: coldkey, path: file })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const line = `wallet import ${file} copy --json-password-file ${join(root(), 'pw')} --json`
    expect((await run(line, PASSWORD_ENV)).json()).toMatchObject({ wallet: 'copy', ss58: coldkey })
    const asked = await run(`wallet import ${file} second`, {
      terminal: TERMINAL,
      answers: [PASSWORD, PASSWORD, PASSWORD],
    })
    expect([asked.code, asked.asked[0]!.message]).toEqual([0, expect.stringContaining('Password of the export')])
    const wrong = await run(`wallet regen-coldkey third --json-path ${file} --json-password nonsense`, PASSWORD_ENV)
    expect([wrong.code, wrong.stderr]).toEqual([4, expect.stringContaining('does not open')])
  })

  test('an export overwrites nothing', async () => {
    await made()
    writeFileSync(join(root(), 'there'), 'precious')
    const { code } = await run(`wallet export main --output ${join(root(), 'there')}`, { terminal: TERMINAL })
    expect([code, readFileSync(join(root(), 'there'), 'utf8')]).toEqual([1, 'precious'])
  })
})

describe('the settings', () => {
  beforeEach(() => made())

  test('a wallet and its hotkey in one word', async () => {
    await run('wallet new-hotkey main --hotkey miner --show-mnemonic')
    const { json } = await run('wallet sign -w main/miner --use-hotkey -m x --json')
    const inspected = (await run('wallet show main --json')).json<{ keys: { name: string; ss58: string }[] }>()
    expect(json<{ signer_address: string }>().signer_address).toBe(
      inspected.keys.find(({ name }) => name === 'miner')!.ss58,
    )
  })

  test('wallet commands about keys have no use for a network', async () => {
    for (const command of ['list', 'create', 'sign -m x', 'show', 'password', 'export']) {
      const { code, stderr } = await run(`wallet ${command} --network finney`)
      expect([code, stderr]).toEqual([2, expect.stringContaining('takes no --network')])
    }
  })
})

test('passwords are taken out of the environment', async () => {
  await made()
  const { host } = await run('wallet sign -w main -m x', { env: { BT_WALLET_PASSWORD: PASSWORD, BT_PW_X: 'AAAA' } })
  expect(Object.keys(host.env).filter(name => /PW|PASSWORD/.test(name))).toEqual([])
})

// Keeps the true derivation reachable for vectors whose password the table knows.
test('a wallet of the Python tools is signed with', async () => {
  cpSync(join(VECTORS, 'wallets/v11-nacl-unicode'), join(root(), 'python'), { recursive: true })
  const manifest = JSON.parse(readFileSync(join(VECTORS, 'manifest.json'), 'utf8'))
  const { password, ss58 } = manifest.wallets.find(
    ({ dir }: { dir: string }) => dir === 'wallets/v11-nacl-unicode',
  ).coldkey
  const { json, code, stderr } = await run('wallet sign -w python -m x --json', {
    env: { BT_WALLET_PASSWORD: password },
    kdf: tableKdf,
  })
  expect(code, stderr).toBe(0)
  expect(json()).toMatchObject({ signer_address: ss58 })
})
