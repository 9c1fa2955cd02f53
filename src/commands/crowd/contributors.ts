import { mergeNeeds } from '../../client/metadata/needs.ts'
import { CROWDLOANS, getCrowdloan } from '../../client/reads/crowdloans.ts'
import { IDENTITIES } from '../../client/reads/identities.ts'
import { read } from '../kit/command.ts'
import { ownKeys } from '../shared/staking/own-keys.ts'
import { CONTRIBUTORS, contributorsOf, contributorsTable } from './shared/contributors.ts'
import { loanOption } from './shared/loan.ts'

export default read({
  summary: 'List who has contributed to a crowdloan, and how much',
  examples: [{ line: 'tao crowd contributors 3', does: 'Who has put how much into crowdloan 3' }],
  arguments: { crowdloanId: loanOption('The crowdloan', ['active', 'funded', 'closed', 'finalized']) },
  uses: ['walletPath', 'network'],
  output: CONTRIBUTORS,
  view: rows => [contributorsTable(rows)],
  run: async ({ crowdloanId }, ctx) => {
    const { walletOf } = await ownKeys(ctx)
    const client = await (await ctx.chain()).with(mergeNeeds(CROWDLOANS, IDENTITIES))
    const at = await client.at()
    return contributorsOf(at, await getCrowdloan(client, at, crowdloanId), walletOf)
  },
})
