import { mergeNeeds } from '../../../client/metadata/needs.ts'
import { CLOCK, getClock, momentOf } from '../../../client/reads/clock.ts'
import { COLDKEY_SWAP, coldkeyHash, getColdkeySwap } from '../../../client/reads/key-swaps.ts'
import { cells } from '../../kit/cells.ts'
import { read } from '../../kit/command.ts'
import { address, hex, list, maybe, record, text } from '../../kit/shape.ts'
import { column, table } from '../../kit/view.ts'
import { HOLDER_ARGUMENTS, HOLDER_OPTIONS, holdersOf } from '../../shared/accounts.ts'
import { MOMENT, momentCell } from '../../shared/waiting.ts'

export default read({
  summary: 'Tell whether a swap of a coldkey is announced, and how far it is',
  description: ['Look now and then: an announcement that you have not made means that somebody else has your key.'],
  aliases: ['status'],
  examples: [{ line: 'tao wallet swap-coldkey check main', does: 'Whether somebody wants to replace main' }],
  arguments: HOLDER_ARGUMENTS,
  options: HOLDER_OPTIONS,
  uses: ['wallet', 'walletPath', 'network'],
  output: list(
    record({
      wallet: maybe(text('Name of the wallet; null for an address')),
      coldkey: address('The coldkey'),
      state: text('none, announced, executable or disputed'),
      newColdkeyHash: maybe(hex('The hash of the new coldkey')),
      newColdkey: maybe(address('The new coldkey, if it is among the wallets and contacts here')),
      executable: maybe(MOMENT('From when on it can be carried out')),
      withdrawable: maybe(MOMENT('From when on it can be withdrawn')),
      disputed: maybe(MOMENT('Since when it is disputed')),
    }),
  ),
  view: rows => [
    table(rows, [
      column('Coldkey', row => (row.wallet === undefined ? cells.address(row.coldkey) : cells.text(row.wallet))),
      column('Swap', row => (row.state === 'none' ? cells.good('none announced') : cells.warn(row.state))),
      column('New coldkey', row => cells.address(row.newColdkey ?? row.newColdkeyHash ?? ''), { optional: true }),
      column('Executable', row => (row.executable === undefined ? { text: '' } : momentCell(row.executable)), {
        optional: true,
      }),
      column('Withdrawable', row => (row.withdrawable === undefined ? { text: '' } : momentCell(row.withdrawable)), {
        optional: true,
      }),
    ]),
  ],
  run: async ({ accounts, all }, ctx) => {
    const named = await holdersOf(ctx, { accounts, all })
    const known = [...(await ctx.wallets()).known().accounts.keys()]
    const client = await (await ctx.chain()).with(mergeNeeds(COLDKEY_SWAP, CLOCK))
    const at = await client.at()
    const clock = await getClock(client, at)
    const moment = (block: number | undefined) => (block === undefined ? undefined : momentOf(clock, block))
    return Promise.all(
      named.map(async ({ name, address: coldkey }) => {
        const { announced, disputedAt, withdrawableAt } = await getColdkeySwap(at, coldkey)
        const isDue = announced !== undefined && announced.executableAt <= clock.block + 1
        const state =
          disputedAt !== undefined ? 'disputed' : announced === undefined ? 'none' : isDue ? 'executable' : 'announced'
        return {
          wallet: name,
          coldkey,
          state,
          newColdkeyHash: announced?.hash,
          newColdkey: known.find(each => coldkeyHash(each) === announced?.hash),
          executable: moment(announced?.executableAt),
          withdrawable: moment(withdrawableAt),
          disputed: moment(disputedAt),
        }
      }),
    )
  },
})
