import { mergeNeeds } from '../../client/metadata/needs.ts'
import { getOwnedHotkeys, OWNED_HOTKEYS } from '../../client/reads/hotkeys.ts'
import { getIdentity, IDENTITIES } from '../../client/reads/identities.ts'
import { refusal } from '../../client/refusals/refusal.ts'
import { call, callNeeds } from '../../client/transactions/call.ts'
import { TaoError } from '../../primitives/errors.ts'
import { action } from '../kit/command.ts'
import { details } from '../kit/plan.ts'
import { address, record } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
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
  summary: 'Say on chain who a coldkey is: name, site, code, contact',
  description: [
    'Everybody can read it, and nobody checks it. What is not given stays as it is; an empty text takes it away. The coldkey must own a registered hotkey.',
  ],
  examples: [
    { line: 'tao wallet set-identity --id-name "My validator" --url https://example.org', does: 'Name and site' },
  ],
  options: IDENTITY_OPTIONS,
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: PLANNED,
  output: record({ ...TRANSACTION, coldkey: address('Who says so'), identity: IDENTITY }),
  view: result => [card(identityFacts(result.identity)), card(transactionFacts(result))],
  check: input => {
    if (saysNothing(input)) {
      throw new TaoError('usage', 'Nothing to say', { remedy: 'Give at least one of --id-name, --url, --github, …' })
    }
  },
  plan: async (input, ctx) => {
    const wallets = await ctx.wallets()
    const signer = wallets.signer(wallets.coldkey())
    const needs = mergeNeeds(callNeeds('SubtensorModule.set_identity'), IDENTITIES, OWNED_HOTKEYS)
    const client = await (await ctx.chain()).with(needs)
    const [present, hotkeys] = await Promise.all([
      getIdentity(client, signer.address),
      getOwnedHotkeys(client, signer.address),
    ])
    const context = { network: client.chain.name, coldkey: signer.address }
    if (hotkeys.length === 0) throw refusal('SubtensorModule.HotKeyNotRegisteredInNetwork', context)
    const identity = identityOf(input, present)
    return planTransaction(ctx, client, {
      call: call('SubtensorModule.set_identity', identityArguments(identity)),
      signer,
      summary: 'Set the identity of the coldkey',
      facts: identityFacts(identity),
      details: details(PLANNED, { identity }),
      context,
      result: outcome => ({
        ...transactionOf(outcome, 'Set the identity of the coldkey'),
        coldkey: signer.address,
        identity,
      }),
    })
  },
})
