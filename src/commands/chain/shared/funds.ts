/** The development accounts with what they hold, as the commands of the chain inside show them. */
import type { DevelopmentFunds } from '../../../client/development.ts'
import { cells } from '../../kit/cells.ts'
import { address, list, record, tao, text } from '../../kit/shape.ts'
import { column, table } from '../../kit/view.ts'

export const fundsShape = list(
  record({
    name: text('Its name'),
    uri: text('The secret URI that makes its key'),
    address: address('Its address'),
    roles: list(text('What it is for')),
    free: tao('What it holds'),
  }),
)

export const fundsTable = (accounts: readonly DevelopmentFunds[]) =>
  table(accounts, [
    column('Account', ({ uri }) => cells.text(uri)),
    column('Address', each => cells.address(each.address)),
    column('Free', ({ free }) => cells.tao(free)),
    column('Role', ({ roles }) => cells.text(roles.join(', ')), { optional: true }),
  ])
