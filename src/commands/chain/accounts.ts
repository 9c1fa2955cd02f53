import { developmentAccounts } from '../../client/development.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { address, list, record, tao, text } from '../kit/shape.ts'
import { column, hint, table } from '../kit/view.ts'

export default read({
  summary: 'List the development accounts of the chain inside',
  description: ['Everybody can make their keys. Their TAO is worth nothing anywhere else.'],
  examples: [{ line: 'tao chain accounts', does: 'List them with what they hold' }],
  uses: ['network'],
  output: list(
    record({
      name: text('Its name'),
      uri: text('The secret URI that makes its key'),
      address: address('Its address'),
      roles: list(text('What it is for')),
      free: tao('What it holds'),
    }),
  ),
  view: accounts => [
    table(accounts, [
      column('Account', ({ uri }) => cells.text(uri)),
      column('Address', each => cells.address(each.address)),
      column('Free', ({ free }) => cells.tao(free)),
      column('Role', ({ roles }) => cells.text(roles.join(', ')), { optional: true }),
    ]),
    hint('Development funds: anybody can spend them. tao wallet fund gives some to a wallet.'),
  ],
  run: async (_, ctx) => developmentAccounts(await ctx.chain()),
})
