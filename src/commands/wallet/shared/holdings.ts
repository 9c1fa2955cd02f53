/** What coldkeys hold on chain: the part that `inspect` and `overview` share. */
import type { Reader } from '../../../client/client.ts'
import { mergeNeeds, type Needs } from '../../../client/metadata/needs.ts'
import { BALANCES, getBalances } from '../../../client/reads/balances.ts'
import { stakeValue } from '../../../client/reads/prices.ts'
import { getStakes, STAKES, type Stake } from '../../../client/reads/stakes.ts'
import { getSubnets, SUBNETS, type Subnet } from '../../../client/reads/subnets.ts'
import { type Tao, tao as taoRao } from '../../../primitives/amounts.ts'
import { type Cell, cells } from '../../kit/cells.ts'
import { address, maybe, tao, text } from '../../kit/shape.ts'
import type { Named } from '../../shared/accounts.ts'

export const HOLDINGS: Needs = mergeNeeds(BALANCES, STAKES, SUBNETS)

export const HOLDING = {
  wallet: maybe(text('Name of the wallet; null for an address')),
  coldkey: address('The coldkey'),
  free: tao('What can be spent, and what of it is frozen'),
  stakeValue: tao('The value of all stake at present prices; selling it all at once brings less'),
  total: tao('Free, reserved and stake'),
}

export interface Holding {
  readonly wallet: string | undefined
  readonly coldkey: string
  readonly free: Tao
  readonly stakeValue: Tao
  readonly total: Tao
  readonly stakes: readonly Stake[]
}

/** In the order of the holders. */
export async function getHoldings(
  at: Reader,
  holders: readonly Named[],
): Promise<{ readonly holdings: Holding[]; readonly subnets: readonly Subnet[] }> {
  const addresses = holders.map(({ address }) => address)
  const [balances, stakes, subnets] = await Promise.all([
    getBalances(at, addresses),
    getStakes(at, addresses),
    getSubnets(at),
  ])
  const holdings = holders.map(({ name, address }, i) => {
    const { free, total } = balances[i]!
    const own = stakes[i]!
    const value = taoRao(own.reduce((sum, stake) => sum + stakeValue(stake, subnets), 0n))
    return { wallet: name, coldkey: address, free, stakeValue: value, total: taoRao(total + value), stakes: own }
  })
  return { holdings, subnets }
}

/** The card above the table of a wallet. */
export const holdingFacts = ({ coldkey, free, stakeValue, total }: Omit<Holding, 'stakes'>): [string, Cell][] => [
  ['Coldkey', cells.address(coldkey)],
  ['Free', cells.tao(free)],
  ['Stake value', cells.tao(stakeValue)],
  ['Total', cells.tao(total)],
]
