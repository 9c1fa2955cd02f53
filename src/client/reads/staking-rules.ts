/** What every stake and every account must keep to. */
import { type Tao, tao } from '../../primitives/amounts.ts'
import type { Client } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import { unlessAbsent } from './absent.ts'
import type { Balance } from './balances.ts'
import { asTao } from './values.ts'

export const STAKING_RULES: Needs = {
  constants: ['SubtensorModule.InitialMinStake', 'Balances.ExistentialDeposit'],
}

export interface StakingRules {
  /** What is staked, sold or moved must be worth so much at least; undefined where the chain does not say. */
  readonly minStake: Tao | undefined
  /** What an account keeps when it pays for something and lives on. */
  readonly existentialDeposit: Tao
}

export async function getStakingRules(client: Client): Promise<StakingRules> {
  const minStake = await unlessAbsent(() => asTao(client.constant('SubtensorModule.InitialMinStake')))
  return { minStake, existentialDeposit: asTao(client.constant('Balances.ExistentialDeposit')) }
}

/** What an account can pay and live on. */
export function payable({ free, frozen }: Balance, { existentialDeposit }: StakingRules): Tao {
  const kept = frozen > existentialDeposit ? frozen : existentialDeposit
  return tao(free > kept ? free - kept : 0n)
}
