/** The chain that cases play on: the local network, with subnets of Bob (2) and Charlie (3) that run, and people on them. */
import { localnet } from '../../../../src/local-chain/profiles/localnet.ts'
import { hotkeyOf, ROOT, TAO } from './case.ts'
import { Stage } from './stage.ts'

/** The subnet of Bob, who has UID 0; Alice has UID 1 with the most stake, Charlie UID 2. */
export const NETUID = 2
/** The subnet of Charlie, alone on it. */
export const OTHER = 3
/** A number that no subnet has. */
export const NOWHERE = 77

/** A local network right after genesis, with one block. */
export function emptyStage(): Stage {
  const stage = new Stage(localnet(false, true))
  stage.blocks()
  return stage
}

/**
 * Dave, Eve and Ferdie have 2000 TAO and no hotkey yet. Hyperparameters can be changed at any time, weights are set in the
 * open, root takes stake; hotkeys have a TAO of their own.
 */
export function inhabitedStage(): Stage {
  const stage = emptyStage()
  stage.send(ROOT, 'AdminUtils.sudo_set_admin_freeze_window', { window: 0 })
  stage.send(ROOT, 'AdminUtils.sudo_set_subtoken_enabled', { netuid: 0, subtoken_enabled: true })
  for (const [netuid, owner] of [
    [NETUID, 'Bob'],
    [OTHER, 'Charlie'],
  ] as const) {
    stage.send(owner, 'SubtensorModule.register_network', { hotkey: hotkeyOf(owner) })
    stage.send(owner, 'SubtensorModule.start_call', { netuid })
    stage.send(ROOT, 'AdminUtils.sudo_set_subnet_emission_enabled', { netuid, enabled: true })
    stage.send(ROOT, 'AdminUtils.sudo_set_commit_reveal_weights_enabled', { netuid, enabled: false })
  }
  for (const miner of ['Alice', 'Charlie']) {
    stage.send(miner, 'SubtensorModule.burned_register', { netuid: NETUID, hotkey: hotkeyOf(miner) })
  }
  for (const name of ['Alice', 'Bob', 'Charlie']) {
    stage.send(name, 'Balances.transfer_keep_alive', { dest: { type: 'Id', value: hotkeyOf(name) }, value: TAO })
  }
  stake(stage, 'Alice', NETUID, 100n)
  stake(stage, 'Charlie', NETUID, 10n)
  stake(stage, 'Charlie', OTHER, 10n)
  stake(stage, 'Alice', 0, 1000n)
  return stage
}

/** Somebody stakes whole TAO with the own hotkey. */
export function stake(stage: Stage, who: string, netuid: number, amount: bigint): void {
  stage.send(who, 'SubtensorModule.add_stake', { hotkey: hotkeyOf(who), netuid, amount_staked: amount * TAO })
}
