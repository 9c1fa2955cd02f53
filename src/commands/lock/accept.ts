import { mergeNeeds } from '../../client/metadata/needs.ts'
import { acceptsLocked, LOCK_ACCEPTANCE } from '../../client/reads/locks.ts'
import { call, callNeeds } from '../../client/transactions/call.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import { toggle } from '../kit/options.ts'
import { address, flag, record } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { planTransaction, TRANSACTION, transactionFacts, transactionOf } from '../shared/transaction.ts'
import { nothingToDo } from './shared/inputs.ts'

const CALL = 'SubtensorModule.set_reject_locked_alpha'
const word = (accepts: boolean): string => (accepts ? 'accepted' : 'rejected')

export default action({
  summary: 'Accept or reject alpha that others send with a lock on it',
  description: [
    'It is rejected unless the coldkey has said otherwise. Locked alpha arrives by stake transfers of what cannot leave otherwise, and by swaps of coldkeys.',
  ],
  examples: [
    { line: 'tao lock accept --allow', does: 'Let locked alpha in' },
    { line: 'tao lock accept --reject', does: 'Keep it out again' },
  ],
  options: {
    allow: toggle({
      summary: '--allow lets locked alpha in, --reject keeps it out',
      off: ['reject'],
      required: true,
      ask: 'Accept alpha that arrives with a lock on it?',
    }),
  },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  output: record({
    ...TRANSACTION,
    coldkey: address('Whose account it is'),
    acceptsLocked: flag('Whether it takes alpha that arrives with a lock on it'),
  }),
  view: result => [card([['Locked alpha', cells.text(word(result.acceptsLocked))], ...transactionFacts(result)])],
  plan: async ({ allow = false }, ctx) => {
    const wallets = await ctx.wallets()
    const signer = wallets.signer(wallets.coldkey())
    const client = await (await ctx.chain()).with(mergeNeeds(LOCK_ACCEPTANCE, callNeeds(CALL)))
    const before = await acceptsLocked(client, signer.address)
    if (before === allow) {
      const message = `Locked alpha is ${word(allow)} already`
      const other = allow ? '--reject' : '--allow'
      throw nothingToDo(message, `To change it: tao lock accept ${other}`, { accepts_locked: allow })
    }
    return planTransaction(ctx, client, {
      call: call(CALL, { enabled: !allow }),
      signer,
      summary: allow ? 'Accept alpha that arrives with a lock on it' : 'Reject alpha that arrives with a lock on it',
      facts: [
        ['Before', cells.text(word(before))],
        ['Locked alpha', cells.text(word(allow))],
      ],
      effects: () => [
        allow
          ? 'Others can send stake that is locked. What arrives so stays locked, to the hotkey of its lock, and cannot be unstaked.'
          : 'Transfers of locked stake to this coldkey fail from now on. What arrived before stays as it is.',
      ],
      warnings: allow
        ? [
            'Anybody can bind you with a little: a coldkey has one lock on a subnet, and yours would have to be to the same hotkey until it is moved.',
          ]
        : [],
      context: { coldkey: signer.address, network: client.chain.name },
      result: outcome => ({
        ...transactionOf(outcome, `Locked alpha is ${word(allow)}`),
        coldkey: signer.address,
        acceptsLocked: allow,
      }),
    })
  },
})
