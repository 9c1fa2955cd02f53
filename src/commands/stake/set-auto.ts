import { mergeNeeds } from '../../client/metadata/needs.ts'
import { AUTO_STAKE, getAutoStakes } from '../../client/reads/auto-stake.ts'
import { getUid, UIDS } from '../../client/reads/hotkeys.ts'
import { getSubnet, SUBNET } from '../../client/reads/subnets.ts'
import { call, callNeeds } from '../../client/transactions/call.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import { address, integer, record } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { refused } from '../shared/staking/checks.ts'
import { anyHotkey, hotkeyOf } from '../shared/staking/hotkeys.ts'
import { oneSubnet } from '../shared/staking/subnets.ts'
import { planTransaction, TRANSACTION, transactionFacts, transactionOf } from '../shared/transaction.ts'

const CALL = 'SubtensorModule.set_coldkey_auto_stake_hotkey'

export default action({
  summary: 'Have what my miners earn on a subnet staked with a hotkey of choice',
  description: ['It holds for all hotkeys of the coldkey on the subnet, from the next epoch on.'],
  examples: [
    { line: 'tao stake set-auto --netuid 1 --hotkey main/validator', does: 'Stake mining income with a validator' },
  ],
  options: { netuid: oneSubnet('The subnet'), ...anyHotkey('With whom; it must be a neuron of the subnet') },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  output: record({
    ...TRANSACTION,
    coldkey: address('Whose incentive it is'),
    netuid: integer('The subnet'),
    hotkey: address('With whom it is staked'),
  }),
  view: result => [
    card([
      ['Subnet', cells.integer(result.netuid)],
      ['Staked with', cells.address(result.hotkey)],
      ...transactionFacts(result),
    ]),
  ],
  plan: async (input, ctx) => {
    const wallets = await ctx.wallets()
    const signer = wallets.signer(wallets.coldkey())
    const { netuid } = input
    const { address: hotkey } = await hotkeyOf(ctx, input)
    const client = await (await ctx.chain()).with(mergeNeeds(AUTO_STAKE, UIDS, SUBNET, callNeeds(CALL)))
    const at = await client.at()
    const [, uid, settings] = await Promise.all([
      getSubnet(at, netuid),
      getUid(at, netuid, hotkey),
      getAutoStakes(at, signer.address),
    ])
    const context = { netuid, hotkey, coldkey: signer.address, network: client.chain.name }
    if (uid === undefined) throw refused('HotKeyNotRegisteredInSubNet', context, [], { netuid, hotkey })
    const before = settings.find(each => each.netuid === netuid)?.hotkey
    if (before === hotkey) throw refused('SameAutoStakeHotkeyAlreadySet', context, [], { netuid, hotkey })
    return planTransaction(ctx, client, {
      call: call(CALL, { netuid, hotkey }),
      signer,
      summary: `Stake what my miners earn on subnet ${netuid} with ${hotkey}`,
      facts: [
        ['Hotkey', cells.address(hotkey)],
        ['Before', before === undefined ? cells.text('the hotkey that earns it') : cells.address(before)],
      ],
      effects: () => ['From the next epoch on incentive goes there. What is staked already stays where it is.'],
      context,
      result: outcome => ({
        ...transactionOf(outcome, `Incentive on subnet ${netuid} is staked with ${hotkey}`),
        coldkey: signer.address,
        netuid,
        hotkey,
      }),
    })
  },
})
