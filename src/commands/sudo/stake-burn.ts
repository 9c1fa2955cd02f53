import type { ActionCommand } from '../kit/command.ts'
import { type Options, tao } from '../kit/options.ts'
import { alsoHere } from '../shared/elsewhere.ts'
import burn from '../stake/burn.ts'

const { options = {}, ...command } = alsoHere(burn) as ActionCommand<Options, Options, unknown>
const { amount: _amount, amountAlpha: _alpha, amountTao: _tao, all: _all, ...rest } = options

/** `stake burn` that buys what it burns. */
const stakeBurn: ActionCommand<Options, Options, unknown> = {
  ...command,
  summary: 'Buy alpha with TAO and burn it',
  aliases: ['buyback'],
  options: {
    amountTao: tao({ summary: 'For how much TAO', required: true, aliases: ['amount'], short: 'a' }),
    ...rest,
  },
  check: () => {},
  plan: (input, ctx) => command.plan({ ...input, all: false }, ctx),
}

export default stakeBurn
