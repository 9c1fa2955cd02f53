/** The book of proxies: names that every command takes. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { addressOf } from '../../support/sandbox.ts'
import { temporaryFolder, walk } from '../../wallet/support/folders.ts'
import type { MemoryOptions } from '../support/memory-host.ts'
import { type Outcome, tao } from '../support/tao.ts'

const [BOB, CHARLIE] = [addressOf('//Bob'), addressOf('//Charlie')]
const PURE = `proxy book add treasury ${BOB} --proxy-type any --spawner ${CHARLIE} --delay 3 --index 2 --height 77 --ext-index 4`

const TERMINAL = { stdin: true, stderr: true } as const

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})

const run = (line: string, options: MemoryOptions = {}): Promise<Outcome> =>
  tao(line, { ...options, env: { TAO_CONFIG: '/nowhere/config.json', NO_COLOR: '1', BT_WALLET_PATH: folder } })
const files = () => walk(folder).filter(({ isFolder }) => !isFolder)
const made = async (): Promise<void> => {
  const { code } = await run('wallet create main --no-password --show-mnemonic --json')
  expect(code).toBe(0)
}

describe('the book of proxies', () => {
  test('keeps all that was said, beside the contacts', async () => {
    await run(`wallet contacts add friend ${CHARLIE}`)
    expect((await run(`${PURE} --note ours --json`)).json()).toEqual({
      name: 'treasury',
      address: BOB,
      proxy_type: 'Any',
      spawner: CHARLIE,
      delay: 3,
      index: 2,
      height: 77,
      ext_index: 4,
      note: 'ours',
    })
    const { path, proxies } = (await run('proxy book list --json')).json<{ path: string; proxies: unknown[] }>()
    expect([path, proxies]).toEqual([
      join(folder, '.address-book.json'),
      [expect.objectContaining({ name: 'treasury', status: null })],
    ])
    expect((await run('wallet contacts list --json')).json()).toMatchObject({ contacts: [{ name: 'friend' }] })
    expect((await run('proxy book list')).stdout).toBe(
      `treasury\t${BOB}\tAny\t3\t${CHARLIE}\tblock 77, place 4\t\tours\n`,
    )
  })

  test('is reached as btcli v9 has it', async () => {
    const added = await run(`config add-proxy --name t --address ${BOB} --proxy-type Staking --delegator ${CHARLIE}`)
    expect(added.code).toBe(0)
    expect((await run('c update-proxy --name t --delay 9 --proxy-type Any --json')).json()).toMatchObject({
      delay: 9,
      proxy_type: 'Any',
      spawner: CHARLIE,
    })
    expect((await run('config proxies --json')).json()).toMatchObject({ proxies: [{ name: 't' }] })
    expect((await run('conf remove-proxy --name T --json')).json()).toMatchObject({ name: 't' })
    expect((await run('config clear-proxies --yes --json')).json()).toEqual({ removed: 0 })
  })

  test('has no name that means something else', async () => {
    await made()
    await run(`wallet contacts add friend ${CHARLIE}`)
    expect((await run(`${PURE} --json`)).code).toBe(0)
    const codes = await Promise.all(
      ['main', 'friend', 'TREASURY'].map(
        async name => (await run(`proxy book add ${name} ${BOB} --json`)).error().code,
      ),
    )
    expect(codes).toEqual(['already_exists', 'already_exists', 'already_exists'])
    const contact = await run(`wallet contacts add treasury ${CHARLIE} --replace --json`)
    expect([contact.code, contact.error().code]).toEqual([1, 'already_exists'])
    expect((await run(`proxy book add ../x ${BOB}`)).code).toBe(2)
    expect((await run('proxy book add x 5nonsense')).code).toBe(2)
  })

  test('is refused where a wallet has come to have one of its names', async () => {
    await run(`proxy book add main ${BOB}`)
    await made()
    const { stderr } = await run('wallet fund main --dry-run')
    expect([stderr.includes('main means two accounts'), stderr.includes('tao proxy book remove main')]).toEqual([
      true,
      true,
    ])
  })

  test('forgets what killing takes only after the name was typed', async () => {
    await run(PURE)
    const declined = await run('proxy book remove treasury', { terminal: TERMINAL, answers: ['y'] })
    expect([declined.code, declined.stderr]).toEqual([3, expect.stringContaining('block 77, place 4, index 2')])
    const cleared = await run('proxy book clear', { terminal: TERMINAL, answers: [false] })
    expect([cleared.code, cleared.stderr]).toEqual([
      3,
      expect.stringContaining('what the book alone knows of treasury'),
    ])
    expect((await run('proxy book remove treasury', { terminal: TERMINAL, answers: ['treasury'] })).code).toBe(0)
    await run(`proxy book add plain ${BOB}`)
    expect((await run('proxy book remove plain', { terminal: TERMINAL, answers: [] })).code).toBe(0)
  })

  test('moves a name to another account only after it was typed, and changes nothing for nothing', async () => {
    await run(PURE)
    const line = `proxy book update treasury --address ${CHARLIE}`
    const declined = await run(line, { terminal: TERMINAL, answers: ['x'] })
    expect([declined.code, declined.stderr]).toEqual([3, expect.stringContaining(BOB)])
    expect((await run(`${line} --json`)).json()).toMatchObject({ address: CHARLIE, height: 77 })
    expect((await run('proxy book update treasury --json')).error().code).toBe('usage')
    expect((await run('proxy book update nobody --note x --json')).error().code).toBe('not_found')
    expect((await run('proxy book remove nobody --json')).error().code).toBe('not_found')
  })

  test('is not written by a dry run, and takes no network that counts for nothing', async () => {
    expect((await run(`${PURE} --dry-run`)).code).toBe(0)
    expect(files()).toEqual([])
    expect((await run('proxy book list --network finney')).stderr).toContain('--network goes with --verify')
    expect((await run('proxy book add --name x --json')).error()).toMatchObject({ missing: ['--address'] })
  })

  test('that was changed by hand into nonsense is refused whole', async () => {
    await run(PURE)
    const path = join(folder, '.address-book.json')
    const sound = readFileSync(path, 'utf8')
    for (const [from, to] of [
      ['"height": 77', '"height": -1'],
      ['"height": 77', '"height": "77"'],
      ['"name": "treasury"', '"name": "../x"'],
      ['"proxyType": "Any"', '"proxyType": 7'],
      [BOB, 'nobody'],
    ] as const) {
      expect(sound).toContain(from)
      writeFileSync(path, sound.replace(from, to))
      expect((await run('proxy book list --json')).error().code).toBe('invalid_file')
    }
    writeFileSync(path, sound.replace(/,\s*"proxies": \[.*\]/s, ''))
    expect((await run('proxy book list --json')).json()).toMatchObject({ proxies: [] })
  })
})
