import { mergeNeeds } from '../../client/metadata/needs.ts'
import { getOwner, OWNERS } from '../../client/reads/hotkeys.ts'
import { call, callNeeds } from '../../client/transactions/call.ts'
import { TaoError } from '../../primitives/errors.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import { address, record } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { hotkeyOf, ownHotkey } from '../shared/staking/hotkeys.ts'
import { planTransaction, TRANSACTION, transactionFacts, transactionOf } from '../shared/transaction.ts'

const CALL = 'SubtensorModule.try_associate_hotkey'

export default action({
  summary: 'Make the coldkey the owner of a hotkey on chain, without registering it anywhere',
  description: [
    'A hotkey belongs to the coldkey that first registers it, stakes with it as its own, or claims it like this. That is for good: only a swap changes it.',
  ],
  examples: [
    { line: 'tao wallet associate-hotkey --wallet main --hotkey validator', does: 'main owns validator from now on' },
  ],
  options: ownHotkey('The hotkey'),
  uses: ['wallet', 'walletPath', 'password', 'network'],
  output: record({ ...TRANSACTION, hotkey: address('The hotkey'), coldkey: address('Its owner now') }),
  view: result => [
    card([
      ['Hotkey', cells.address(result.hotkey)],
      ['Owner', cells.address(result.coldkey)],
      ...transactionFacts(result),
    ]),
  ],
  plan: async (input, ctx) => {
    const wallets = await ctx.wallets()
    const signer = wallets.signer(wallets.coldkey())
    const { address: hotkey } = await hotkeyOf(ctx, input)
    const client = await (await ctx.chain()).with(mergeNeeds(callNeeds(CALL), OWNERS))
    const owner = await getOwner(client, hotkey)
    if (owner !== undefined) throw hasOwner(hotkey, owner, signer.address)
    return planTransaction(ctx, client, {
      call: call(CALL, { hotkey }),
      signer,
      summary: `Make ${signer.address} the owner of the hotkey ${hotkey}`,
      facts: [['Hotkey', cells.address(hotkey)]],
      effects: () => [`The hotkey belongs to ${signer.address}; nobody else can register or claim it`],
      warnings:
        wallets.known().accounts.get(hotkey)?.role === 'hotkey'
          ? []
          : [`The key of ${hotkey} is not in your wallets: be sure that you hold it.`],
      result: outcome => ({ ...transactionOf(outcome, 'Associated the hotkey'), hotkey, coldkey: signer.address }),
    })
  },
})

/** The chain would take the transaction, and do nothing. Reference: staking/account.rs do_try_associate_hotkey */
const hasOwner = (hotkey: string, owner: string, signer: string): TaoError =>
  owner === signer
    ? new TaoError('already_exists', `The hotkey ${hotkey} is yours already`, { remedy: 'Nothing is left to do.' })
    : new TaoError('chain_refused', `The hotkey ${hotkey} belongs to somebody else`, {
        why: `Its owner is ${owner}; you would sign as ${signer}.`,
        remedy: 'Choose another hotkey, or the wallet that owns it.',
        data: { hotkey, owner, signer },
      })
