/** btcli 9.23.2 at our node, unchanged: the work of a miner, a validator and a subnet's owner. See docs/compatibility.md. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  ALICE,
  BOB,
  CHARLIE,
  environmentOf,
  lastJson,
  type PythonWorld,
  pythonWorld,
  type Ran,
} from './support/python.ts'

const environment = environmentOf('btcli9')
const SLOW = 180_000
const NETUID = '2'

describe.skipIf(environment === undefined)('btcli 9 (where TAOKIT_PYTHON_CLIENTS has it)', () => {
  let world: PythonWorld

  const wallet = (name: string) => ['--wallet-name', name, '--hotkey', 'default', '--wallet-path', 'wallets']
  const btcli = async (line: string, ...more: string[]): Promise<Ran> => {
    const ran = await world.run('btcli', [...line.split(' '), ...more, '--network', world.url])
    expect(world.faults).toEqual([])
    return ran
  }
  /** Runs a command without questions and checks that it says that it worked. */
  const done = async (line: string, ...more: string[]): Promise<void> => {
    const ran = await btcli(line, ...more, '--no-prompt', '--json-output')
    expect([line, lastJson(ran)]).toEqual([line, expect.objectContaining({ success: true })])
  }
  const asked = async (line: string, ...more: string[]): Promise<never> =>
    lastJson(await btcli(line, ...more, '--json-output'))

  beforeAll(async () => {
    world = await pythonWorld(environment!)
    for (const name of ['Alice', 'Bob']) {
      const create = ['wallet', 'create', '--wallet-name', name, '--hotkey', 'default', '--wallet-path', 'wallets']
      const { code } = await world.run('btcli', [...create, '--uri', name, '--no-use-password', '--overwrite'])
      expect(code).toBe(0)
    }
  }, SLOW)
  afterAll(() => world?.close())

  test('wallet', { timeout: SLOW }, async () => {
    const { balances } = (await asked('wallet balance', ...wallet('Alice'))) as { balances: Record<string, object> }
    expect(balances.Alice).toMatchObject({ coldkey: ALICE, free: 1_000_000, staked: 0, total: 1_000_000 })
  })

  test('transfer', { timeout: SLOW }, async () => {
    await done(`wallet transfer --destination ${CHARLIE} --amount 100`, ...wallet('Alice'))
    const { balances } = (await asked(`wallet balance --ss58 ${CHARLIE}`)) as { balances: Record<string, object> }
    expect(Object.values(balances)).toMatchObject([{ coldkey: CHARLIE, free: 1_000_100 }])
  })

  test('subnet create and start', { timeout: SLOW }, async () => {
    const identity =
      '--subnet-name Mine --subnet-contact a@example.org --github-repo https://github.com/a/b --subnet-url https://a.example --discord-handle a --description d --logo-url https://a.example/l.png --additional-info x'
    await done(`subnets create ${identity} --no-mev-protection`, ...wallet('Alice'))
    await world.chain.advance(10)
    const { stdout } = await btcli(`subnets start --netuid ${NETUID} --no-prompt`, ...wallet('Alice'))
    expect(stdout).toContain("Successfully started subnet 2's emission schedule")
    const { subnets } = (await asked('subnets list')) as { subnets: Record<string, object> }
    expect(subnets[NETUID]).toMatchObject({ netuid: 2, subnet_name: 'Mine' })
  })

  test('register', { timeout: SLOW }, async () => {
    await done(`subnets register --netuid ${NETUID}`, ...wallet('Bob'))
    const shown = (await asked(`subnets show --netuid ${NETUID} --no-prompt`)) as { uids: { hotkey: string }[] }
    expect(shown.uids.map(({ hotkey }) => hotkey)).toEqual(expect.arrayContaining([ALICE, BOB]))
  })

  test('stake, unstake, move', { timeout: SLOW }, async () => {
    await stakes('stake add --amount 100 --unsafe --mev-protection')
    await stakes('stake remove --amount 10 --unsafe --no-mev-protection')
    await done(
      `stake move --origin-netuid ${NETUID} --dest-netuid ${NETUID} --amount 5 --dest ${BOB} --no-mev-protection`,
      ...wallet('Alice'),
    )
    const { stake_info: info } = (await asked('stake list --no-prompt', ...wallet('Alice'))) as {
      stake_info: Record<string, { netuid: number; stake_value: number }[]>
    }
    expect(info[ALICE]).toMatchObject([{ netuid: 2 }])
    expect(info[BOB]).toMatchObject([{ netuid: 2, stake_value: 5 }])
  })

  /** Adds or removes; these answer by subnet and hotkey. */
  const stakes = async (line: string): Promise<void> => {
    const ran = await btcli(line, '--netuid', NETUID, ...wallet('Alice'), '--no-prompt', '--json-output')
    expect(JSON.stringify(lastJson(ran))).toMatch(/true/)
    expect(JSON.stringify(lastJson(ran))).not.toMatch(/false/)
  }

  test('hyperparameters', { timeout: SLOW }, async () => {
    await done(`sudo set --netuid ${NETUID} --param immunity_period --value 7`, ...wallet('Alice'))
    const rows = (await asked(`sudo get --netuid ${NETUID}`)) as { hyperparameter: string; value: unknown }[]
    expect(rows.find(({ hyperparameter }) => hyperparameter === 'immunity_period')).toMatchObject({ value: 7 })
  })

  test('weights: the client itself asks for what no chain has', { timeout: SLOW }, async () => {
    const weights = ['--netuid', NETUID, '--uids', '0,1', '--weights', '0.25,0.75', '--salt', '1,2,3,4']
    const { stderr } = await btcli('weights commit', ...weights, ...wallet('Alice'), '--no-prompt')
    expect(stderr).toContain('Storage function "SubtensorModule.get_commit_reveal_weights_enabled" not found')
  })

  test('children', { timeout: SLOW }, async () => {
    const ran = await btcli(
      `stake child set --children ${BOB} --proportions 0.5 --netuid ${NETUID} --no-prompt --json-output`,
      ...wallet('Alice'),
    )
    expect(lastJson(ran)).toMatchObject({ [NETUID]: { success: true } })
  })

  test('root claim', { timeout: SLOW }, async () => {
    await done('stake set-claim keep', ...wallet('Alice'))
  })

  test('metagraph', { timeout: SLOW }, async () => {
    const { stdout } = await btcli(`subnets metagraph --netuid ${NETUID}`)
    expect(stdout).toContain('Subnet 2: Mine')
    expect(stdout).toContain(BOB.slice(0, 6))
  })

  test('proxy', { timeout: SLOW }, async () => {
    await done(`proxy add --delegate ${BOB} --proxy-type Any --delay 0`, ...wallet('Alice'))
    await done(`proxy remove --delegate ${BOB} --proxy-type Any --delay 0`, ...wallet('Alice'))
  })
})
