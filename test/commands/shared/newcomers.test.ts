/** What somebody types who knows btcli, and what is said to it: true, complete, and of use when typed as it stands. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressOf } from '../../support/sandbox.ts'
import { openWorld, type World } from '../../support/world.ts'

const OWNER = addressOf('//Bob')
const OWNER_HOT = addressOf('//Bob//hot')
const MINER_HOT = addressOf('//Charlie//hot')

let world: World
beforeAll(async () => {
  world = await openWorld()
  await world.json('subnets create --wallet owner --yes')
  await world.json('subnets start 2 --wallet owner --yes')
  for (const hotkey of [OWNER_HOT, MINER_HOT]) {
    if (hotkey === MINER_HOT) await world.json('root register --wallet miner --hotkey miner/default --yes')
    await world.json(`stake add 1 --netuid 2 --wallet owner --hotkey ${hotkey} --yes`)
  }
})
afterAll(() => world.close())

describe('stake list', () => {
  test('of a subnet that is not there is a mistake, not an empty list', async () => {
    expect(await world.refused('stake list owner --netuid 99')).toMatchObject({ code: 'not_found', netuid: 99 })
    expect(await world.json('stake list miner --netuid 2')).toEqual([])
  })

  test('of WALLET/HOTKEY has the stake with that hotkey alone', async () => {
    const hotkeys = async (line: string) =>
      (await world.json<{ hotkey: string }[]>(line)).map(({ hotkey }) => hotkey).sort()
    expect(await hotkeys('stake list --wallet owner')).toEqual([OWNER_HOT, MINER_HOT].sort())
    expect(await hotkeys('stake list --wallet owner/default')).toEqual([OWNER_HOT])
    expect(await world.refused('stake list --wallet owner/nope')).toMatchObject({ code: 'invalid_address' })
  })
})

describe('a take that is only shown', () => {
  test.each(['delegate take', 'stake child take --netuid 2'])('%s sends nothing, and says so', async line => {
    const show = `${line} --wallet owner --hotkey default`
    expect(await world.json(show)).toMatchObject({ changed: false, hotkey: OWNER_HOT })
    for (const flag of [
      '--period 8',
      '--sign-with vault',
      '--wait',
      '--wait-for-finalization',
      '--wallet-password-file x',
    ]) {
      const [name] = flag.split(' ')
      expect(await world.refused(`${show} ${flag}`)).toMatchObject({ code: 'usage', refused: name })
    }
    const set = await world.dryRun(`${show} --take 1% --period 8`)
    expect(set.summary).toMatch(/take from/)
  })

  test('of another’s child asks nothing of the wallet', async () => {
    const refused = await world.refused(`stake child take --netuid 2 --hotkey ${MINER_HOT} --wallet owner`)
    expect(refused).toMatchObject({ code: 'usage', refused: '--wallet' })
  })
})

describe('what is said', () => {
  test('nothing is sent for nothing', async () => {
    const nothing = { code: 'invalid_amount', error: 'Nothing would be sent: the amount is τ0' }
    expect(await world.refused('wallet transfer miner 0 --wallet owner')).toMatchObject(nothing)
  })

  test('money that is missing can be had by typing what is named', async () => {
    const refused = await world.refused('stake add 99999999 --netuid 0 --hotkey miner/default --wallet owner')
    const [, line = ''] = /`tao (wallet fund \w+)`/.exec(String(refused.remedy))!
    expect(line).toBe(`wallet fund ${OWNER}`)
    expect(await world.json(`${line} --amount 1`)).toMatchObject({ to: OWNER })
  })

  test('a place without stake is named', async () => {
    const refused = await world.refused('stake remove --netuid 2 --all --wallet miner')
    expect(refused).toMatchObject({ code: 'insufficient_balance', error: 'There is no stake on subnet 2' })
  })

  test('the bounds of trimming stand in the refusal', async () => {
    expect(await world.refused('sudo trim 2 10 --wallet owner')).toMatchObject({
      error: 'The number of places cannot be 10',
      why: ['The chain takes at least 64 and at most 256 from the owner.'],
    })
    expect(await world.refused('sudo trim 2 10 --wallet miner')).toMatchObject({
      error: 'The signing coldkey does not own subnet 2',
    })
    expect(await world.dryRun('sudo trim 2 64 --wallet owner')).toMatchObject({ dry_run: true })
  })

  test('root is neither started nor weighed', async () => {
    const [root, subnet] = [await world.run('subnets show 0'), await world.run('subnets show 2')]
    expect(subnet.stdout).toMatch(/^Weights\t(.|\n)*^Started\t/m)
    expect(root.stdout).toMatch(/^Neurons\t/m)
    expect(root.stdout).not.toMatch(/^(?:Weights|Started|Mechanisms)\t/m)
  })

  test('an amount of root stake is TAO in what will be signed as well', async () => {
    await world.json('stake add 2 --netuid 0 --wallet miner --hotkey default --yes')
    const signed = async (netuid: number, wallet: string) => {
      const line = `stake remove 0.5 --netuid ${netuid} --wallet ${wallet} --hotkey default --dry-run --unsafe`
      return (await world.run(line, { terminal: { stdout: true } })).stdout
    }
    expect(await signed(0, 'miner')).toMatch(/amount_unstaked {2,}τ0.5\n/)
    expect(await signed(2, 'owner')).toMatch(/amount_unstaked {2,}0.5 α\n/)
  })

  test('what is missing can be said in another way', async () => {
    const { why, missing } = await world.refused('stake remove --all --wallet owner')
    expect(missing).toEqual(['--position'])
    expect(why).toEqual([
      expect.stringMatching(/^--position or --netuid or .*--all-netuids.*: The stake as NETUID:HOTKEY/),
    ])
  })

  test('--prompt where nobody can be asked does nothing, even where nothing is at stake', async () => {
    const line = 'wallet transfer miner 1 --wallet owner'
    expect(await world.refused(`${line} --prompt`)).toMatchObject({ code: 'usage' })
    expect(await world.json(line)).toMatchObject({ success: true })
  })

  test('a name that was mistyped brings the one that was meant', async () => {
    const remedyOf = async (line: string) => String((await world.refused(line)).remedy)
    expect(await remedyOf('wallet balance --wallet minor')).toMatch(/^Did you mean miner\? .*tao wallet create minor$/)
    expect(await remedyOf('delegate show owner/defualt')).toMatch(/^Did you mean owner\/default\? /)
    expect(await remedyOf('wallet transfer zebra 1 --wallet owner')).toMatch(/^Make it with: tao wallet create zebra/)
    for (const network of ['127.0.0.1:9944', 'http://127.0.0.1:9944']) {
      expect(await remedyOf(`wallet balance owner --network ${network}`)).toBe('Did you mean ws://127.0.0.1:9944?')
    }
  })

  test('a hotkey beside the wallet is not passed over where none is needed', async () => {
    for (const line of ['wallet balance', 'wallet transfer miner 1', 'stake claims', 'subnets start 2']) {
      const refused = await world.refused(`${line} --wallet owner/nope`)
      expect([line, refused]).toMatchObject([line, { code: 'usage', remedy: 'Give --wallet owner.' }])
    }
    const configured = await world.run('wallet balance --json', { env: { TAO_WALLET: 'owner/nope' } })
    expect(configured.json()).toMatchObject([{ wallet: 'owner' }])
  })

  test('a hotkey in a wallet that was not there is told', async () => {
    const made = async (flags: string) => (await world.run(`wallet new-hotkey ${flags} --show-mnemonic`)).stderr
    expect(await made('ownre --hotkey new')).toMatch(/The wallet ownre is new, and has no coldkey here/)
    expect(await made('owner --hotkey new')).toBe('')
  })
})
