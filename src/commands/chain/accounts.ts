import { developmentAccounts } from '../../client/development.ts'
import { read } from '../kit/command.ts'
import { hint } from '../kit/view.ts'
import { fundsShape, fundsTable } from './shared/funds.ts'

export default read({
  summary: 'List the development accounts of the chain inside',
  description: ['Everybody can make their keys. Their TAO is worth nothing anywhere else.'],
  examples: [{ line: 'tao chain accounts', does: 'List them with what they hold' }],
  uses: ['network'],
  output: fundsShape,
  view: accounts => [
    fundsTable(accounts),
    hint('Development funds: anybody can spend them. tao wallet fund gives some to a wallet.'),
  ],
  run: async (_, ctx) => developmentAccounts(await ctx.chain()),
})
