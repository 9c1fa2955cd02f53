/** The chain and the people of the journeys through transactions: made once, copied for each. */
import { asRoot, type Call, call } from '../../../src/client/transactions/call.ts'
import { addressOf, type Sandbox } from '../../support/sandbox.ts'
import { type Ground, makeGround, type People } from './ground.ts'

/** Bob owns subnet 2, Dave validates, Charlie mines, Eve has TAO, Fay has stake and no TAO, nobody knows Grace. */
export const PEOPLE: People = {
  owner: { uri: '//Bob', hotkeys: ['default'] },
  val: { uri: '//Dave', hotkeys: ['default', 'second', 'spare'] },
  miner: { uri: '//Charlie', hotkeys: ['default'] },
  eve: { uri: '//Eve', hotkeys: ['default'] },
  fay: { uri: '//Fay', hotkeys: ['default'] },
  grace: { uri: '//Grace', hotkeys: ['default'] },
}
const coldkeyOf = (name: string): string => addressOf(PEOPLE[name]!.uri)
export const hotkeyOf = (name: string, hotkey = 'default'): string => addressOf(`${PEOPLE[name]!.uri}//${hotkey}`)

export const SUBNET = 2
/** Weights are committed and revealed here. */
export const SECRET_SUBNET = 3
const SUBNETS = [SUBNET, SECRET_SUBNET]
const TAO = 1_000_000_000n

export const makeTown = (): Promise<Ground> => makeGround(PEOPLE, settle)

async function settle(sandbox: Sandbox): Promise<void> {
  const send = signing(sandbox)
  await send('alice', asRoot(call('SubtensorModule.sudo_set_num_root_claims', { new_value: 0 })))
  await send('alice', asRoot(call('AdminUtils.sudo_set_subnet_moving_alpha', { alpha: { bits: 1n << 31n } })))
  await send('alice', asRoot(call('AdminUtils.sudo_set_coldkey_swap_announcement_delay', { duration: 20 })))
  await send('alice', asRoot(call('AdminUtils.sudo_set_coldkey_swap_reannouncement_delay', { duration: 10 })))
  for (const name of ['owner', 'val', 'miner', 'eve']) await send('alice', give(name, 5_000n))
  await send('alice', give('fay', 100n))
  for (const [i, netuid] of SUBNETS.entries()) {
    await send('owner', call('SubtensorModule.register_network', { hotkey: hotkeyOf('owner') }))
    await send('owner', call('SubtensorModule.start_call', { netuid }))
    await send('alice', asRoot(call('AdminUtils.sudo_set_ema_price_halving_period', { netuid, ema_halving: 1 })))
    await send('alice', asRoot(call('AdminUtils.sudo_set_commit_reveal_weights_enabled', { netuid, enabled: i === 1 })))
    for (const name of ['val', 'miner']) await send(name, register(netuid, hotkeyOf(name)))
    await send('val', stake(netuid, hotkeyOf('val'), 500n))
    await send('eve', stake(netuid, hotkeyOf('val'), 40n))
  }
  // Two mechanisms fit only into a subnet of half the size.
  await send('alice', asRoot(call('AdminUtils.sudo_set_max_allowed_uids', { netuid: SUBNET, max_allowed_uids: 128 })))
  await send('val', register(SUBNET, hotkeyOf('val', 'second')))
  await send('val', call('SubtensorModule.root_register', { hotkey: hotkeyOf('val') }))
  await send('val', stake(0, hotkeyOf('val'), 800n))
  await send('val', stake(0, hotkeyOf('val', 'second'), 100n))
  await send('fay', stake(SUBNET, hotkeyOf('val'), 50n))
  await send('fay', call('Balances.transfer_all', { dest: coldkeyOf('eve'), keep_alive: true }))
  // Two epochs: permits after the first, root dividends after the second.
  await sandbox.advance(730)
}

/** Signs as somebody of the town: `val` with the coldkey, `val/default` with a hotkey, `alice` with the sudo key. */
export const signing =
  (sandbox: Sandbox) =>
  async (who: string, order: Call): Promise<void> => {
    const [wallet, hotkey] = who.split('/') as [string, string | undefined]
    const uri = wallet === 'alice' ? '//Alice' : PEOPLE[wallet]!.uri
    await sandbox.send(hotkey === undefined ? uri : `${uri}//${hotkey}`, order)
  }

export const stake = (netuid: number, hotkey: string, amount: bigint): Call =>
  call('SubtensorModule.add_stake', { hotkey, netuid, amount_staked: amount * TAO })

const give = (name: string, amount: bigint): Call =>
  call('Balances.transfer_keep_alive', { dest: coldkeyOf(name), value: amount * TAO })

const register = (netuid: number, hotkey: string): Call => call('SubtensorModule.burned_register', { netuid, hotkey })
