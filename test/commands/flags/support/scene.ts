/** The chain of the cases: subnets, neurons, stake, dividends, locks, weights. */
import { call } from '../../../../src/client/transactions/call.ts'
import { addressOf } from '../../../support/sandbox.ts'
import type { Stage } from './stage.ts'

export const OWNER = addressOf('//Bob')
export const OWNER_HOT = addressOf('//Bob//hot')
export const SECOND = addressOf('//Bob//second')
export const MINER = addressOf('//Charlie')
export const MINER_HOT = addressOf('//Charlie//hot')
export const VAL = addressOf('//Dave')
export const VAL_HOT = addressOf('//Dave//hot')
export const SPARE = addressOf('//Ferdie')
export const SPARE_HOT = addressOf('//Ferdie//hot')

/** Lines that lock stake, which cannot be moved then. */
export const LOCKS: readonly string[] = [
  `call SubtensorModule.lock_stake --args '{"hotkey":"${OWNER_HOT}","netuid":2,"amount":"3000000000"}'`,
  `call SubtensorModule.lock_stake --args '{"hotkey":"${OWNER_HOT}","netuid":3,"amount":"3000000000"}'`,
  `call SubtensorModule.lock_stake --args '{"hotkey":"${MINER_HOT}","netuid":2,"amount":"1000000000"}' --wallet miner`,
]

/**
 * Subnets 2 and 3 of `owner` have started, 4 belongs to //Alice, 5 of `owner` has not started. On 2 weights are committed
 * first, on 3 not, and 3 has two mechanisms. `owner` stakes on 2, 3 and root, and has root dividends coming on 2 and 3.
 */
export async function makeScene(stage: Stage): Promise<void> {
  const { sandbox, does } = stage
  const asRoot = (line: string): Promise<void> => does(`sudo call ${line} --uri //Alice`)
  await does('subnets create')
  await does('subnets start 2')
  await does('subnets create')
  await does('subnets start 3')
  await sandbox.send('//Alice', call('SubtensorModule.register_network', { hotkey: addressOf('//Alice//hot') }))
  await does('subnets create')
  await does('sudo set 3 commit_reveal_weights_enabled off')
  await does('sudo trim 3 64 --uri //Alice')
  await does('subnets mechanisms set 3 2 --uri //Alice')
  for (const netuid of [2, 3]) await does(`subnets register ${netuid} --wallet miner`)
  await does('subnets register 2 --hotkey second')
  await does('subnets register 2 --wallet val')
  await does('root register --hotkey owner/default')
  await does('root register --wallet val --hotkey val/default')
  await does('stake add 1000 --netuid 0 --hotkey owner/default')
  await does('stake add 2 --netuid 0 --hotkey val/default --wallet val')
  await does('stake add 20 --netuid 2 --hotkey owner/default')
  await does('stake add 5 --netuid 2 --hotkey owner/second')
  await does('stake add 10 --netuid 3 --hotkey owner/default')
  await does('stake add 3 --netuid 2 --hotkey owner/default --wallet miner')
  await does('stake add 4 --netuid 0 --hotkey val/default --wallet miner')
  await asRoot(`AdminUtils.sudo_set_subnet_moving_alpha --args '{"alpha":{"bits":"2147483648"}}'`)
  for (const netuid of [2, 3]) {
    await asRoot(`AdminUtils.sudo_set_ema_price_halving_period --args '{"netuid":${netuid},"ema_halving":1}'`)
  }
  await asRoot(`SubtensorModule.sudo_set_num_root_claims --args '{"new_value":0}'`)
  await sandbox.advance(730)
  await does('weights set 3 0:1 1:3')
}
