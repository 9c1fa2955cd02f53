import { mergeNeeds } from '../../client/metadata/needs.ts'
import { getOwner, getUid, OWNERS, UIDS } from '../../client/reads/hotkeys.ts'
import { getRootValidators, ROOT_VALIDATORS } from '../../client/reads/root.ts'
import { asTao, number } from '../../client/reads/values.ts'
import { call, callNeeds } from '../../client/transactions/call.ts'
import { ROOT } from '../../primitives/netuid.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import { address, integer, record } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { eventData } from '../shared/events.ts'
import { refused } from '../shared/staking/checks.ts'
import { hotkeyOf, ownHotkey } from '../shared/staking/hotkeys.ts'
import { planTransaction, TRANSACTION, taoText, transactionFacts, transactionOf } from '../shared/transaction.ts'

const CALL = 'SubtensorModule.root_register'

export default action({
  summary: 'Make a hotkey a validator of the root network',
  description: [
    'It costs nothing but the fee. When root is full, the validator with the least root stake makes room for one with more. New subnets then give it a share of their validation, unless it turns that off.',
  ],
  examples: [{ line: 'tao root register --hotkey main/validator', does: 'Join the root network' }],
  options: ownHotkey('The hotkey'),
  uses: ['wallet', 'walletPath', 'password', 'network'],
  output: record({
    ...TRANSACTION,
    coldkey: address('Who registered it'),
    hotkey: address('The hotkey'),
    uid: integer('Its place on root'),
  }),
  view: result => [
    card([
      ['Place on root', cells.integer(result.uid)],
      ['Hotkey', cells.address(result.hotkey)],
      ...transactionFacts(result),
    ]),
  ],
  plan: async (input, ctx) => {
    const wallets = await ctx.wallets()
    const signer = wallets.signer(wallets.coldkey())
    const { address: hotkey } = await hotkeyOf(ctx, input)
    const client = await (await ctx.chain()).with(NEEDS)
    const at = await client.at()
    const [uid, owner, validators, most, mine] = await ctx.progress('Reading the root network', () =>
      Promise.all([
        getUid(at, ROOT, hotkey),
        getOwner(at, hotkey),
        getRootValidators(at),
        at.get('SubtensorModule.MaxAllowedUids', ROOT),
        at.get('SubtensorModule.TotalHotkeyAlpha', hotkey, ROOT),
      ]),
    )
    const context = { netuid: ROOT, hotkey, coldkey: signer.address, network: client.chain.name }
    if (uid !== undefined) {
      throw refused('HotKeyAlreadyRegisteredInSubNet', context, [`It has the place ${uid}.`], { hotkey, uid })
    }
    const isFull = validators.length >= number(most)
    const least = isFull ? validators.reduce((a, b) => (b.stake < a.stake ? b : a)) : undefined
    if (least !== undefined && asTao(mine) <= least.stake) {
      const numbers = { available: taoText(asTao(mine)), needed: `more than ${taoText(least.stake)}` }
      const data = { hotkey, root_stake_rao: String(mine), least_rao: String(least.stake) }
      throw refused('StakeTooLowForRoot', { ...context, ...numbers }, [], data)
    }
    return planTransaction(ctx, client, {
      call: call(CALL, { hotkey }),
      signer,
      summary: `Register ${hotkey} on root`,
      facts: [
        ['Hotkey', cells.address(hotkey)],
        ['Its root stake', cells.tao(asTao(mine))],
        ['Places taken', cells.text(`${validators.length} of ${number(most)}`)],
      ],
      effects: () => [
        least === undefined
          ? 'It gets the next free place.'
          : `It takes the place of ${least.hotkey}, which has ${taoText(least.stake)} on root.`,
        ...(owner === undefined ? ['The hotkey becomes known to the chain as one of yours.'] : []),
      ],
      context,
      result: outcome => {
        const registered = eventData(outcome.events, 'SubtensorModule.NeuronRegistered')
        const place = number(registered?.[1] ?? 0)
        return {
          ...transactionOf(outcome, `Registered on root at place ${place}`),
          coldkey: signer.address,
          hotkey,
          uid: place,
        }
      },
    })
  },
})

const NEEDS = mergeNeeds(
  ROOT_VALIDATORS,
  OWNERS,
  UIDS,
  { storage: ['SubtensorModule.MaxAllowedUids'] },
  callNeeds(CALL),
)
