import { mergeNeeds } from '../../client/metadata/needs.ts'
import { getNames, IDENTITIES } from '../../client/reads/identities.ts'
import { getRootValidators, ROOT_VALIDATORS } from '../../client/reads/root.ts'
import { getStakes, STAKES } from '../../client/reads/stakes.ts'
import { ofU16 } from '../../client/reads/values.ts'
import { tao as asTao, type Tao } from '../../primitives/amounts.ts'
import { TaoError } from '../../primitives/errors.ts'
import { ROOT } from '../../primitives/netuid.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { account, flag } from '../kit/options.ts'
import { address, decimal, foreign, integer, list, maybe, record, tao, text, type ValueOf } from '../kit/shape.ts'
import { column, table } from '../kit/view.ts'
import { coldkeysOf } from '../shared/accounts.ts'
import { ensureWalletCounts } from '../shared/outright.ts'
import { ownKeys } from '../shared/staking/own-keys.ts'
import { hotkeyCell } from '../shared/staking/trades.ts'

const VALIDATOR = record({
  uid: integer('Its place on root'),
  hotkey: address('The hotkey'),
  hotkeyName: maybe(text('Its name in the wallets here')),
  validator: maybe(foreign('The name that its owner has given himself; nobody checks it')),
  owner: maybe(address('The coldkey that owns it')),
  stake: tao('All TAO on root with it'),
  share: decimal('Its share of all TAO with root validators'),
  take: decimal('What it keeps of the dividends of those who stake with it'),
  mine: maybe(tao('What of the stake is that of my wallet; null where it was not asked for')),
})
type Row = ValueOf<typeof VALIDATOR>

export default read({
  summary: 'List the validators of the root network by stake',
  description: [
    'Root sets no weights: subnets share TAO among themselves by their prices. What root stake earns stands in tao root earnings.',
  ],
  examples: [
    { line: 'tao root list', does: 'All root validators' },
    { line: 'tao root list --mine', does: 'Those with whom my wallet has stake, and how much' },
  ],
  arguments: {
    validator: account({ summary: 'Only this hotkey, or the one at this place', placeholder: 'HOTKEY|UID' }),
  },
  options: {
    mine: flag({ summary: 'Only those with whom my wallet has root stake, and how much', short: 'm' }),
    all: flag({ summary: 'As --mine, for every wallet here', short: 'a', excludes: ['mine', 'coldkey'] }),
    coldkey: account({ summary: 'As --mine, for this wallet or address', excludes: ['mine'] }),
    dust: flag({ summary: 'With --mine: stakes below τ0.001 as well' }),
  },
  uses: ['wallet', 'walletPath', 'network'],
  output: list(VALIDATOR),
  check: ({ mine, all, coldkey, dust }) => {
    if (dust && !mine && !all && coldkey === undefined) {
      throw new TaoError('usage', '--dust goes with --mine, --all or --coldkey', { remedy: 'Add one of them.' })
    }
  },
  view: rows => [
    table(
      rows,
      [
        column('Place', row => cells.integer(row.uid)),
        column('Validator', row => cells.text(row.validator ?? ''), { optional: true }),
        column('Hotkey', hotkeyCell),
        column('Stake', row => cells.tao(row.stake)),
        column('Share', row => cells.percent(row.share)),
        column('Take', row => cells.percent(row.take)),
        column('Mine', row => (row.mine === undefined ? { text: '', bare: '' } : cells.tao(row.mine)), {
          optional: true,
        }),
      ],
      { empty: 'No validators on root. A hotkey joins with: tao root register' },
    ),
  ],
  run: async ({ validator, mine, all, coldkey, dust }, ctx) => {
    const { nameOf, coldkeys } = await ownKeys(ctx)
    const isMine = mine || all || coldkey !== undefined
    const hotkeys = validator === undefined || isUid(validator) ? [] : [validator]
    if (!mine)
      ensureWalletCounts(ctx, {
        coldkeys: all ? ['--all'] : coldkey === undefined ? [] : [coldkey],
        hotkeys,
        unless: 'add --mine',
      })
    const owners = all ? coldkeys : isMine ? await coldkeysOf(ctx, coldkey === undefined ? [] : [coldkey], hotkeys) : []
    const wallets = await ctx.wallets()
    const client = await (await ctx.chain()).with(mergeNeeds(ROOT_VALIDATORS, IDENTITIES, STAKES))
    const at = await client.at()
    const [validators, stakes] = await ctx.progress('Reading the root network', () =>
      Promise.all([
        getRootValidators(at),
        getStakes(
          at,
          owners.map(({ address: owner }) => owner),
        ),
      ]),
    )
    const own = stakes.flat().filter(({ netuid }) => netuid === ROOT)
    const names = await getNames(
      at,
      validators.flatMap(({ owner }) => owner ?? []),
    )
    const total = validators.reduce((sum, { stake }) => sum + stake, 0n)
    const rows = validators.map(({ uid, hotkey, owner, stake, take }): Row => {
      const held = own.filter(each => each.hotkey === hotkey).reduce((sum, each) => sum + each.stake, 0n)
      return {
        uid,
        hotkey,
        hotkeyName: nameOf(hotkey),
        validator: owner === undefined ? undefined : names.get(owner),
        owner,
        stake,
        share: total === 0n ? 0n : (stake * 1_000_000_000n) / total,
        take: ofU16(take),
        mine: isMine ? asTao(held) : undefined,
      }
    })
    const wanted = validator === undefined || isUid(validator) ? validator : wallets.address(validator, 'hotkey')
    return rows
      .filter(row => wanted === undefined || row.hotkey === wanted || String(row.uid) === wanted)
      .filter(row => !isMine || (row.mine ?? 0n) > (dust ? 0n : DUST))
      .sort((a, b) => byStake(b.stake, a.stake) || Number(a.uid) - Number(b.uid))
  },
})

const isUid = (text: string): boolean => /^\d+$/.test(text)

const DUST = 999_999n
const byStake = (a: Tao, b: Tao): number => (a < b ? -1 : a > b ? 1 : 0)
