import { call } from '../../../client/transactions/call.ts'
import { cells } from '../../kit/cells.ts'
import { action } from '../../kit/command.ts'
import { card } from '../../kit/view.ts'
import { planTransaction, transactionFacts, transactionOf } from '../../shared/transaction.ts'
import { announcedIn, openScene, STEP, typing } from './shared/scene.ts'

const CALL = 'SubtensorModule.dispute_coldkey_swap'

export default action({
  summary: 'Dispute a swap that you have not announced: everything is frozen until it is looked into',
  description: [
    'For the case that somebody else has your key. The coldkey can do nothing any more, the thief neither, until those who govern the chain have decided.',
  ],
  examples: [{ line: 'tao wallet swap-coldkey dispute --wallet main', does: 'Stop a swap of main' }],
  uses: ['wallet', 'walletPath', 'password', 'network'],
  output: STEP,
  view: result => [card([['Frozen', cells.address(result.coldkey)], ...transactionFacts(result)])],
  plan: async (_, ctx) => {
    const scene = await openScene(ctx, CALL)
    const { client, signer, context } = scene
    const { hash } = announcedIn(scene)
    const told = await planTransaction(ctx, client, {
      call: call(CALL),
      signer,
      summary: `Dispute the announced swap of ${signer.address}`,
      facts: [['Announced', cells.hex(hash)]],
      effects: () => [`${signer.address} is frozen: nothing can be moved by anybody`],
      warnings: ['You cannot take it back: only those who govern the chain can.'],
      context,
      result: outcome => ({ ...transactionOf(outcome, 'Disputed the swap'), coldkey: signer.address }),
    })
    return typing(told, 'freeze')
  },
})
