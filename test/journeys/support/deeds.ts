/** Every command that sends a transaction, with a line that does something in the town and one that is refused. */
import { CROWD } from './deeds/crowd.ts'
import type { Deed } from './deeds/deed.ts'
import { KEYS } from './deeds/keys.ts'
import { LOCKS } from './deeds/locks.ts'
import { MONEY } from './deeds/money.ts'
import { NEURONS } from './deeds/neurons.ts'
import { PROXIES } from './deeds/proxies.ts'
import { ROOT_AND_DELEGATES } from './deeds/root.ts'
import { SUBNETS } from './deeds/subnets.ts'

export const DEEDS: readonly Deed[] = [
  ...MONEY,
  ...LOCKS,
  ...ROOT_AND_DELEGATES,
  ...SUBNETS,
  ...NEURONS,
  ...KEYS,
  ...CROWD,
  ...PROXIES,
]

/** What the runtime of the chain inside has not. */
export const FOREIGN = [
  'root allocate --hotkey val/default --amount 1 --wallet val',
  'root swap --hotkey val/default --from 0 --to 2 --amount 1 --wallet val',
]

/** Other paths to the same commands, which the catalogue leaves out. */
export const ALIASES: Readonly<Record<string, string>> = {
  'sudo get-take': 'delegate take',
  'sudo mechanisms set': 'subnets mechanisms set',
  'sudo mechanisms split-emissions': 'subnets mechanisms split-emissions',
  'sudo set-identity': 'subnets set-identity',
  'sudo set-symbol': 'subnets set-symbol',
  'sudo set-take': 'delegate take',
  'sudo stake-burn': 'stake burn',
  'sudo start': 'subnets start',
  'tx contribute-crowdloan': 'crowd contribute',
  'tx create-crowdloan': 'crowd create',
  'tx dissolve-crowdloan': 'crowd dissolve',
  'tx finalize-crowdloan': 'crowd finalize',
  'tx refund-crowdloan': 'crowd refund',
  'tx set-crowdloan-max-contribution': 'crowd update',
  'tx update-crowdloan-cap': 'crowd update',
  'tx update-crowdloan-end': 'crowd update',
  'tx update-crowdloan-min-contribution': 'crowd update',
  'tx withdraw-crowdloan': 'crowd withdraw',
  'wallet announce-coldkey-swap': 'wallet swap-coldkey announce',
}
