/** The address book on the command line, and its names where accounts are named. */
import { describe, expect, test } from 'vitest'
import { addressOf } from '../../support/sandbox.ts'
import { ALICE, files, made, root, run, TERMINAL } from './support.ts'

const BOB = addressOf('//Bob')

describe('contacts', () => {
  test('are added, listed and removed', async () => {
    expect((await run(`wallet contacts add alice ${ALICE} --note 'since 2021'`)).code).toBe(0)
    expect((await run(`wallet addr add bob ${BOB}`)).code).toBe(0)
    const { stdout } = await run('wallet contacts list')
    expect(stdout).toBe(`alice\t${ALICE}\tsince 2021\nbob\t${BOB}\t\n`)
    expect((await run('wallet contacts remove ALICE --json')).json()).toMatchObject({ name: 'alice', address: ALICE })
    expect((await run('wallet address-book list --json')).json()).toEqual({
      path: `${root()}/.address-book.json`,
      contacts: [{ name: 'bob', address: BOB, note: null }],
    })
  })

  test('are not given a new address without --replace, and on a terminal without the name typed', async () => {
    await run(`wallet contacts add bob ${BOB}`)
    const refused = await run(`wallet contacts add bob ${ALICE} --json`)
    expect([refused.code, refused.error().code]).toEqual([1, 'already_exists'])
    const line = `wallet contacts add bob ${ALICE} --replace`
    const declined = await run(line, { terminal: TERMINAL, answers: ['bbo'] })
    expect([declined.code, declined.stderr]).toEqual([3, expect.stringContaining(BOB)])
    expect((await run(`${line} --json`)).json()).toMatchObject({ address: ALICE, replaced: BOB })
  })

  test('are not written by a dry run', async () => {
    expect(await run(`wallet contacts add bob ${BOB} --dry-run`)).toMatchObject({ code: 0 })
    expect(files()).toEqual([])
  })

  test('are not named like a wallet', async () => {
    await made()
    expect((await run(`wallet contacts add main ${BOB} --json`)).error().code).toBe('already_exists')
  })

  test('are refused where the name or the address is none', async () => {
    expect((await run(`wallet contacts add ../x ${BOB}`)).code).toBe(2)
    expect((await run('wallet contacts add x 5nonsense')).code).toBe(2)
    expect((await run('wallet contacts remove nobody')).code).toBe(1)
    expect(files()).toEqual([])
  })
})

test('a name that came to mean two accounts is refused where it is used', async () => {
  await run(`wallet contacts add main ${BOB}`)
  await made()
  const { code, stderr } = await run('wallet fund main --dry-run')
  expect(code).not.toBe(0)
  expect(stderr).toContain('main means two accounts')
  expect(stderr).toContain(BOB)
})

test('an unknown name is told so', async () => {
  const { stderr } = await run('wallet fund nobody --dry-run')
  expect(stderr).toContain('no contact of that name in the address book')
})
