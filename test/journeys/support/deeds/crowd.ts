/** Crowdloans. Eve creates them; where there is one, its number is 0. */
import { asRoot, type Call, call } from '../../../../src/client/transactions/call.ts'
import { addressOf } from '../../../support/sandbox.ts'
import type { Stage } from '../ground.ts'
import { PEOPLE } from '../town.ts'
import { type Deed, did } from './deed.ts'

const TAO = 1_000_000_000n

interface Terms {
  readonly cap?: bigint
  readonly inner?: Call
}

const create = ({ cap = 100n, inner }: Terms = {}): Call =>
  call('Crowdloan.create', {
    deposit: 10n * TAO,
    min_contribution: TAO,
    cap: cap * TAO,
    end: 60_000,
    call: inner,
    target_address: inner === undefined ? addressOf(PEOPLE.grace!.uri) : undefined,
  })
const give = (amount: bigint): Call => call('Crowdloan.contribute', { crowdloan_id: 0, amount: amount * TAO })

const opened = did('eve', create())
const lease = call('SubtensorModule.register_leased_network', { emissions_share: 30, end_block: undefined })

const each =
  (...steps: readonly ((stage: Stage) => Promise<unknown>)[]) =>
  async (stage: Stage): Promise<void> => {
    for (const step of steps) await step(stage)
  }

/** The price of a subnet has come down to its least, and the crowdloan has more than that. */
const funded = each(
  did('alice', asRoot(call('AdminUtils.sudo_set_lock_reduction_interval', { interval: 1 }))),
  did('eve', create({ cap: 1_500n, inner: lease })),
  did('val', give(1_000n)),
  did('miner', give(490n)),
)

const TERMS = '--min-contribution 1 --cap 100 --duration 60000 --wallet eve'

export const CROWD: readonly Deed[] = [
  {
    line: `crowd create --deposit 10 --target grace ${TERMS}`,
    refused: [`crowd create --deposit 9 --target grace ${TERMS}`, 'chain_refused', 'Crowdloan.DepositTooLow'],
    touches: ['Crowdloan.Crowdloans', 'Crowdloan.Contributions', 'Crowdloan.NextCrowdloanId'],
    pays: ['deposit'],
  },
  {
    line: `crowd create --deposit 10 --subnet-lease --emissions-share 30 ${TERMS}`,
    touches: ['Crowdloan.Crowdloans'],
    pays: ['deposit'],
  },
  {
    line: 'crowd contribute 0 5 --wallet val',
    given: opened,
    refused: ['crowd contribute 0 0.5 --wallet val', 'chain_refused', 'Crowdloan.ContributionTooLow'],
    touches: ['Crowdloan.Crowdloans', 'Crowdloan.Contributions'],
    pays: ['amount'],
  },
  {
    line: 'crowd contribute 0 --all --wallet val',
    given: opened,
    touches: ['Crowdloan.Contributions'],
    pays: ['amount'],
  },
  {
    line: 'crowd withdraw 0 --wallet val',
    given: each(opened, did('val', give(5n))),
    refused: ['crowd withdraw 0 --wallet miner', 'chain_refused', 'Crowdloan.NoContribution'],
    touches: ['Crowdloan.Crowdloans', 'Crowdloan.Contributions'],
    gains: ['amount'],
  },
  {
    line: 'crowd update 0 --cap 50 --max-contribution 20 --wallet eve',
    given: opened,
    refused: ['crowd update 0 --cap 50 --wallet val', 'chain_refused', 'Crowdloan.InvalidOrigin'],
    touches: ['Crowdloan.Crowdloans', 'Crowdloan.MaxContributions'],
  },
  {
    line: 'crowd finalize 0 --wallet eve',
    given: funded,
    refused: ['crowd finalize 0 --wallet val', 'chain_refused', 'Crowdloan.InvalidOrigin'],
    touches: ['Crowdloan.Crowdloans', 'SubnetLeases', 'SubnetLeaseShares', 'NetworksAdded'],
    pays: ['paid'],
    gains: ['received'],
  },
  {
    line: 'crowd refund 0 --wallet eve',
    given: each(opened, did('val', give(5n)), did('miner', give(6n))),
    refused: ['crowd refund 0 --wallet val', 'chain_refused', 'Crowdloan.InvalidOrigin'],
    touches: ['Crowdloan.Crowdloans', 'Crowdloan.Contributions'],
  },
  {
    line: 'crowd dissolve 0 --wallet eve',
    given: opened,
    refused: ['crowd dissolve 1 --wallet eve', 'not_found'],
    touches: ['Crowdloan.Crowdloans', 'Crowdloan.Contributions'],
    gains: ['amount'],
  },
]
