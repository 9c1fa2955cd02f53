/** A wallet on the line beside an account that is named outright. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressOf } from '../../support/sandbox.ts'
import { openWorld, type World } from '../../support/world.ts'

const MINER = addressOf('//Charlie')
const MINER_HOT = addressOf('//Charlie//hot')

let world: World
beforeAll(async () => {
  world = await openWorld()
  await world.json('subnets create --wallet owner --yes')
  await world.json('subnets start 2 --wallet owner --yes')
  await world.json('root register --wallet miner --hotkey miner/default --yes')
  await world.json('stake add 5 --netuid 0 --wallet miner --hotkey miner/default --yes')
})
afterAll(() => world.close())

/** Lines that name outright all that they are about. */
const OUTRIGHT = [
  'stake list miner',
  `stake list ${MINER}`,
  'stake list --all',
  'stake list miner --hotkey miner/default',
  'stake claims miner',
  'stake locks miner',
  'stake locks --all',
  'lock show 2 --coldkey miner',
  'lock targeting 2 --hotkey miner/default',
  'stake auto miner',
  `stake show --netuid 0 --coldkey miner --hotkey ${MINER_HOT}`,
  'stake claim --coldkey miner --dry-run',
  `stake child get --hotkey ${MINER_HOT}`,
  'root list',
  'root list --all',
  'root list miner/default',
  'root list --coldkey miner',
  'root move --from miner/default --to owner/default --coldkey miner --dry-run',
  'delegate show miner/default',
  'delegate take --hotkey miner/default',
  'sudo get-take --hotkey miner/default',
  'wallet balance miner',
  'wallet balance --all',
  'wallet inspect miner owner',
  'wallet overview miner --include-hotkeys owner/default',
  'wallet registrations miner',
  'wallet get-identity miner',
  'wallet fund miner --dry-run',
  'wallet swap-coldkey check miner',
  'weights show 2',
  'weights show 2 0',
  'weights status 2 --hotkey owner/default',
  'axon show 2 --hotkey owner/default',
  'axon reset 2 --hotkey owner/default --dry-run',
  'call System.remark --args {"remark":"0x01"} --sign-with hotkey --hotkey owner/default --dry-run',
  'wallet sign --message hello --use-hotkey --hotkey miner/default',
] as const

describe('--wallet beside what is named outright', () => {
  test.each(OUTRIGHT)('%s', async line => {
    const refused = await world.refused(`${line} --wallet other`)
    expect(refused).toMatchObject({ code: 'usage', refused: '--wallet' })
    expect(refused.error).toMatch(/^--wallet other makes no difference (?:here|beside )/)
    expect(String(refused.remedy)).toMatch(/Give one of them|Leave it out/)
    // Where somebody configured it, nobody meant it for this line: with it all is as without.
    const configured = await world.run(`${line} --json`, { env: { TAO_WALLET: 'other' } })
    const bare = await world.run(`${line} --json`)
    expect([configured.code, configured.stderr]).toEqual([bare.code, bare.stderr])
    expect(configured.stderr).not.toContain('makes no difference')
    expect(result(configured.stdout)).toEqual(result(bare.stdout))
  })

  test('from the configuration it gives way too', async () => {
    const config = join(world.folder, 'config.json')
    writeFileSync(config, '{"wallet": "other"}', { mode: 0o600 })
    const { code, json } = await world.run('stake list miner --json', { env: { TAO_CONFIG: config } })
    expect([code, json<{ wallet: string }[]>().map(({ wallet }) => wallet)]).toEqual([0, ['miner']])
  })

  test('says the same, and is no contradiction', async () => {
    expect(await world.json('stake list miner --wallet miner')).toHaveLength(1)
    expect(await world.json('delegate show miner/default --wallet miner')).toMatchObject({ hotkey: MINER_HOT })
  })

  test.each([
    ['stake list miner --hotkey default', 'miner'],
    ['stake list --all --hotkey default', 'miner'],
    ['stake show --netuid 0 --coldkey miner --hotkey default', 'miner'],
    ['stake show --netuid 0 --coldkey miner', 'miner'],
  ])('counts where it says whose hotkey is meant: %s', async (line, holder) => {
    const ofMiner = JSON.stringify(await world.json(`${line} --wallet ${holder}`))
    const ofOther = await world.run(`${line} --wallet val --json`)
    expect(ofMiner).toContain(MINER_HOT)
    expect(ofOther.stdout).not.toContain(MINER_HOT)
    expect(ofOther.stderr).not.toContain('makes no difference')
  })

  test('counts for root validators where mine are wanted', async () => {
    expect(await world.json('root list --mine --wallet miner')).toHaveLength(1)
    expect(await world.json('root list --mine --wallet val')).toHaveLength(0)
  })
})

/** Without the times and bytes of a plan, which differ from run to run. */
function result(stdout: string): unknown {
  if (stdout === '') return ''
  const value = JSON.parse(stdout) as Record<string, unknown>
  return Array.isArray(value) ? value : { ...value, signs: undefined, signature: undefined, signed_message: undefined }
}

describe('two hotkeys on one line', () => {
  test('are refused by name', async () => {
    const refused = await world.refused('weights status 2 --wallet owner/default --hotkey other')
    const error = '--wallet owner/default and --hotkey other name two hotkeys'
    expect(refused).toMatchObject({ code: 'usage', error })
    for (const line of [
      'add --netuid 2 --amount 1',
      'move --netuid 2 --amount 1 --to miner/default',
      'show --netuid 2',
    ]) {
      const own = await world.refused(`stake ${line} --wallet owner/default --hotkey other`)
      expect(own).toMatchObject({ code: 'usage', error })
    }
  })

  test('a hotkey that is configured gives way to the one that --wallet names', async () => {
    const env = { TAO_HOTKEY: MINER_HOT }
    for (const line of [
      'stake show --netuid 0',
      'delegate take',
      'stake set-auto --netuid 2 --dry-run',
      'stake child set --netuid 2 --children miner/default:0.5 --dry-run',
    ]) {
      const { stdout, stderr } = await world.run(`${line} --wallet owner/default --json`, { env })
      expect([line, `${stdout}${stderr}`.includes(addressOf('//Bob//hot'))]).toEqual([line, true])
      expect([line, stdout.includes(MINER_HOT)]).toEqual([line, line.includes('miner/')])
    }
    const added = await world.run('stake add 1 --netuid 2 --wallet owner/default --dry-run --json', { env })
    expect(added.json()).toMatchObject({ purchases: [{ hotkey: addressOf('//Bob//hot') }] })
  })

  test('all of a subnet is that of the hotkey that --wallet names', async () => {
    for (const hotkey of [MINER_HOT, 'owner/default']) {
      await world.json(`stake add 1 --netuid 2 --wallet owner --hotkey ${hotkey} --yes`)
    }
    const removed = await world.json<{ sales: { hotkey: string }[] }>(
      'stake remove --netuid 2 --all --wallet owner/default --dry-run',
    )
    expect(removed.sales.map(({ hotkey }) => hotkey)).toEqual([addressOf('//Bob//hot')])
  })

  test('are one if they are the same, and the line comes before the environment', async () => {
    const hotkey = { hotkey: addressOf('//Bob//hot') }
    expect(await world.json('weights status 2 --wallet owner/default --hotkey default')).toMatchObject(hotkey)
    const env = { TAO_WALLET: 'miner/other' }
    const { code, stdout } = await world.run('axon show 2 --hotkey owner/default --json', { env })
    expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining(hotkey)])
    const named = await world.run('wallet sign --message hello --use-hotkey --hotkey default --json', { env })
    expect(named.json()).toMatchObject({ signer_address: MINER_HOT })
  })
})
