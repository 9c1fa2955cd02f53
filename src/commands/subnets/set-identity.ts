import { mergeNeeds } from '../../client/metadata/needs.ts'
import { getSubnet, SUBNET as SUBNET_NEEDS } from '../../client/reads/subnets.ts'
import { call, callNeeds } from '../../client/transactions/call.ts'
import { TaoError } from '../../primitives/errors.ts'
import { action } from '../kit/command.ts'
import { details } from '../kit/plan.ts'
import { integer, record } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { notOwner } from '../shared/ownership.ts'
import { SUBNET } from '../shared/subnet-option.ts'
import { planTransaction, TRANSACTION, transactionFacts, transactionOf } from '../shared/transaction.ts'
import {
  IDENTITY,
  IDENTITY_OPTIONS,
  identityArguments,
  identityFacts,
  identityOf,
  saysNothing,
} from './shared/identity.ts'

const PLANNED = record({ identity: IDENTITY })

export default action({
  summary: 'Say who a subnet is: name, site, code, contact',
  description: ['What is not given stays as it is; an empty text takes it away.'],
  examples: [
    { line: 'tao subnets set-identity 2 --subnet-name "My subnet" --url https://example.org', does: 'Name and site' },
    { line: 'tao subnets set-identity 2 --discord ""', does: 'Take the Discord handle away' },
  ],
  arguments: { netuid: SUBNET },
  options: IDENTITY_OPTIONS,
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: PLANNED,
  output: record({ ...TRANSACTION, netuid: integer('The subnet'), identity: IDENTITY }),
  view: result => [card(identityFacts(result.identity)), card(transactionFacts(result))],
  check: input => {
    if (saysNothing(input)) {
      throw new TaoError('usage', 'Nothing to say', {
        remedy: 'Give at least one of --subnet-name, --url, --github, …',
      })
    }
  },
  plan: async ({ netuid, ...input }, ctx) => {
    const wallets = await ctx.wallets()
    const signer = wallets.signer(wallets.coldkey())
    const needs = mergeNeeds(callNeeds('SubtensorModule.set_subnet_identity'), SUBNET_NEEDS)
    const client = await (await ctx.chain()).with(needs)
    const { identity: present, ownerColdkey } = await getSubnet(client, netuid)
    if (ownerColdkey !== signer.address) throw notOwner(netuid, ownerColdkey, signer.address)
    const identity = identityOf(input, present)
    return planTransaction(ctx, client, {
      call: call('SubtensorModule.set_subnet_identity', { netuid, ...identityArguments(identity) }),
      signer,
      summary: `Set the identity of subnet ${netuid}`,
      facts: identityFacts(identity),
      details: details(PLANNED, { identity }),
      context: { network: client.chain.name, netuid, coldkey: signer.address },
      result: outcome => ({ ...transactionOf(outcome, `Set the identity of subnet ${netuid}`), netuid, identity }),
    })
  },
})
