/** Facts of the economy that are most likely to be got wrong, with where else they are shown beside calls/traps.test.ts. */

export interface Trap {
  readonly number: number
  readonly fact: string
  /** Below test/. */
  readonly also: string
}

const trap = (number: number, fact: string, also: string): Trap => ({ number, fact, also })

const SCENARIOS = 'conformance/vectors.test.ts'
const SUBTENSOR = 'local-chain/pallets/subtensor'
const CALLS = 'local-chain/calls'

export const TRAPS: readonly Trap[] = [
  trap(1, 'emission follows price averages and miner burn; flows of TAO are not read', SCENARIOS),
  trap(2, 'the moving price counts spot up to one; after a start it is nothing for a while', `${CALLS}/hooks.cases.ts`),
  trap(3, 'new subnets do not emit until root says so; without registration none does', `${CALLS}/networks.cases.ts`),
  trap(4, 'alpha is injected up to the part of root; without root stake the chain buys', SCENARIOS),
  trap(
    5,
    'the pool is a weighted balancer; the whole fee goes to the block author',
    'local-chain/pallets/swap/swap.test.ts',
  ),
  trap(6, 'epochs come exactly a tempo apart, so many a block; the rest wait', `${CALLS}/hooks.cases.ts`),
  trap(
    7,
    'the freeze before epochs holds root too; for the root network it never ends',
    `${CALLS}/admin-owner.cases.ts`,
  ),
  trap(8, 'root takes no stake at genesis, and the pallet counts no issuance', `${SUBTENSOR}/genesis.test.ts`),
  trap(9, 'commit-reveal is on; a commit and a registration count as an update', `${CALLS}/weights.cases.ts`),
  trap(10, 'register charges the burn, which decays and rises by 1.26', `${SUBTENSOR}/subnets/registration.test.ts`),
  trap(11, 'the price of registration buys alpha that leaves circulation', `${SUBTENSOR}/subnets/registration.test.ts`),
  trap(
    12,
    'burned alpha is only counted, recycled alpha is gone; the owner’s incentive is burned',
    `${CALLS}/staking.cases.ts`,
  ),
  trap(13, 'incentives are amounts of the epoch, dividends parts of what is pending', SCENARIOS),
  trap(14, 'root dividends are recycled unless prices sum to more than one', `${SUBTENSOR}/staking/claim-root.test.ts`),
  trap(15, 'liquid alpha acts with Yuma3 alone, which new subnets have and the first has not', SCENARIOS),
  trap(
    16,
    'the owner’s neuron needs no stake and no permit, and may weigh itself',
    `${SUBTENSOR}/subnets/weights.test.ts`,
  ),
  trap(17, 'the weakest goes first, and immune ones too where few are not', `${SUBTENSOR}/subnets/pruning.test.ts`),
  trap(18, 'locks decay, accounts refuse locked alpha, conviction takes a subnet over', `${CALLS}/hooks.cases.ts`),
  trap(
    19,
    'the block emission is overwritten; total stake grows by the gross amount',
    `${SUBTENSOR}/staking/helpers.test.ts`,
  ),
  trap(
    20,
    'fees are taken in alpha where TAO is short and the call names one stake',
    `${SUBTENSOR}/staking/alpha-fees.test.ts`,
  ),
]
