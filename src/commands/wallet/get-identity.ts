import { getIdentity, IDENTITIES } from '../../client/reads/identities.ts'
import { read } from '../kit/command.ts'
import { account } from '../kit/options.ts'
import { address, maybe, record } from '../kit/shape.ts'
import { card, lines } from '../kit/view.ts'
import { COLDKEY_SPELLINGS, coldkeyOf } from '../shared/accounts.ts'
import { IDENTITY, identityFacts } from './shared/identity.ts'

export default read({
  summary: 'Show what a coldkey says of itself on chain',
  description: ['Whoever owns the coldkey wrote it; nobody checks that it is true.'],
  examples: [{ line: 'tao wallet get-identity 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty', does: 'Who that is' }],
  arguments: {
    coldkey: account({
      summary: 'An address or a wallet; the wallet of the settings if absent',
      ...COLDKEY_SPELLINGS,
    }),
  },
  uses: ['wallet', 'walletPath', 'network'],
  output: record({ coldkey: address('The coldkey'), identity: maybe(IDENTITY) }),
  view: ({ coldkey, identity }) => [
    identity === undefined ? lines(`${coldkey} has said nothing of itself.`) : card(identityFacts(identity)),
  ],
  run: async ({ coldkey }, ctx) => {
    const account = await coldkeyOf(ctx, coldkey)
    const client = await (await ctx.chain()).with(IDENTITIES)
    return { coldkey: account.address, identity: await getIdentity(client, account.address) }
  },
})
