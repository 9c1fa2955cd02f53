import { mergeNeeds } from '../../client/metadata/needs.ts'
import { getUid, UIDS } from '../../client/reads/hotkeys.ts'
import { getMechanisms, MECHANISMS } from '../../client/reads/mechanisms.ts'
import { getHotkey, KEYS } from '../../client/reads/registrations.ts'
import { getWeightRow, getWeightRows, WEIGHT_ROWS, type WeightRow } from '../../client/reads/weights.ts'
import { refusal } from '../../client/refusals/refusal.ts'
import { TaoError } from '../../primitives/errors.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { account } from '../kit/options.ts'
import { address, integer, list, record } from '../kit/shape.ts'
import { column, hint, table } from '../kit/view.ts'
import { ensureWalletCounts } from '../shared/outright.ts'
import { SUBNET } from '../shared/subnet-option.ts'
import { partsOf, SETTING_OPTIONS, WEIGHT_LIST } from './shared/plans.ts'

const MOST_TARGETS = 6

export default read({
  summary: 'Show the weights of one validator, or of all',
  description: ['Weights that are committed and not revealed yet are not among them: see tao weights status.'],
  examples: [
    { line: 'tao weights show 2', does: 'Who weighs whom on subnet 2' },
    { line: 'tao weights show 2 0', does: 'All weights of neuron 0' },
  ],
  aliases: ['list'],
  arguments: {
    netuid: SUBNET,
    validator: account({ summary: 'Its UID, hotkey or name here', placeholder: 'UID|HOTKEY', aliases: ['uid'] }),
  },
  options: { mechanism: SETTING_OPTIONS.mechanism },
  uses: ['wallet', 'walletPath', 'network'],
  output: list(
    record({
      uid: integer('The validator'),
      hotkey: address('Its hotkey'),
      weights: WEIGHT_LIST,
    }),
  ),
  view: rows => {
    const [only] = rows
    if (rows.length === 1 && only !== undefined) {
      return [
        table(
          only.weights,
          [
            column('To UID', ({ uid }) => cells.integer(uid)),
            column('Share', ({ share }) => cells.percent(share)),
            column('Weight', ({ weight }) => cells.integer(weight)),
          ],
          { title: `Neuron ${only.uid}: ${only.hotkey}`, empty: 'It has given no weights.' },
        ),
      ]
    }
    return [
      table(
        rows,
        [
          column('UID', ({ uid }) => cells.integer(uid)),
          column('Hotkey', ({ hotkey }) => cells.address(hotkey)),
          column('Weights', ({ weights }) => {
            const best = weights.toSorted((a, b) => Number(b.weight) - Number(a.weight)).slice(0, MOST_TARGETS)
            const text = best.map(({ uid, share }) => `${uid}: ${cells.percent(share).text}`).join(', ')
            const more = weights.length > MOST_TARGETS ? ` and ${weights.length - MOST_TARGETS} more` : ''
            return { ...cells.text(text + more), bare: weights.map(({ uid, weight }) => `${uid}:${weight}`).join(',') }
          }),
        ],
        { empty: 'Nobody has given weights.' },
      ),
      hint('All weights of one: tao weights show NETUID UID'),
    ]
  },
  run: async ({ netuid, validator, mechanism }, ctx) => {
    ensureWalletCounts(ctx, { hotkeys: validator === undefined || isUid(validator) ? [] : [validator] })
    const client = await (await ctx.chain()).with(mergeNeeds(WEIGHT_ROWS, KEYS, UIDS, MECHANISMS))
    const at = await client.at()
    const { count } = await getMechanisms(at, netuid)
    if (mechanism >= count) throw new TaoError('not_found', `Subnet ${netuid} has no mechanism ${mechanism}`)
    let rows: readonly WeightRow[]
    if (validator === undefined) rows = await getWeightRows(at, netuid, mechanism)
    else {
      const hotkey = isUid(validator) ? undefined : (await ctx.wallets()).address(validator, 'hotkey')
      const uid = hotkey === undefined ? Number(validator) : await getUid(at, netuid, hotkey)
      if (uid === undefined) throw refusal('SubtensorModule.HotKeyNotRegisteredInSubNet', { netuid, hotkey })
      rows = [await getWeightRow(at, netuid, mechanism, uid)]
    }
    const hotkeys = await Promise.all(rows.map(({ uid }) => getHotkey(at, netuid, uid)))
    const absent = hotkeys.indexOf(undefined)
    if (absent !== -1) throw noNeuron(netuid, rows[absent]!.uid)
    return rows.map(({ uid, weights }, i) => ({
      uid,
      hotkey: hotkeys[i]!,
      weights: partsOf({ uids: weights.map(([to]) => to), values: weights.map(([, weight]) => weight) }),
    }))
  },
})

const isUid = (text: string): boolean => /^\d{1,5}$/.test(text)

const noNeuron = (netuid: number, uid: number): TaoError =>
  new TaoError('not_found', `Subnet ${netuid} has no neuron ${uid}`, {
    remedy: `See which there are with: tao subnets metagraph ${netuid}`,
  })
