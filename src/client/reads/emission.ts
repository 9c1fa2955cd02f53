/** The issuance of TAO. */
import type { Tao } from '../../primitives/amounts.ts'
import type { Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import { asTao } from './values.ts'

export const ISSUANCE: Needs = {
  storage: ['SubtensorModule.TotalIssuance', 'SubtensorModule.TotalStake', 'Balances.TotalIssuance'],
}

export interface Issuance {
  /** What emission has created and recycling has taken back: by it the emission of a block is computed. */
  readonly issued: Tao
  /** TAO in the pools of subnets and on root. */
  readonly staked: Tao
  /** All balances together. */
  readonly balances: Tao
}

export async function getIssuance(reader: Reader): Promise<Issuance> {
  const [issued, staked, balances] = await Promise.all([
    reader.get('SubtensorModule.TotalIssuance'),
    reader.get('SubtensorModule.TotalStake'),
    reader.get('Balances.TotalIssuance'),
  ])
  return { issued: asTao(issued), staked: asTao(staked), balances: asTao(balances) }
}
