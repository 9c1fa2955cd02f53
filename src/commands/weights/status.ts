import { mergeNeeds } from '../../client/metadata/needs.ts'
import { momentOf } from '../../client/reads/clock.ts'
import { freeAt, getSealedCommits, TIMELOCKED } from '../../client/reads/weights.ts'
import { readKept } from '../../client/weights/kept-commits.ts'
import { revealWindow } from '../../client/weights/windows.ts'
import { type Cell, cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { address, flag, hex, integer, list, maybe, record, text } from '../kit/shape.ts'
import { card, column, hint, table } from '../kit/view.ts'
import { loneHotkeyAddress } from '../shared/keys.ts'
import { SUBNET } from '../shared/subnet-option.ts'
import { MOMENT, momentCell } from '../shared/waiting.ts'
import { committerOf } from './shared/committing.ts'
import { SETTING_OPTIONS } from './shared/plans.ts'
import { getStanding, STANDING } from './shared/standing.ts'

const STATES = { early: 'waits', open: 'can be revealed now', expired: 'was never revealed', sealed: 'opens by itself' }

export default read({
  summary: 'Show where a validator stands: when it may set weights, and what became of its commits',
  examples: [{ line: 'tao weights status 2', does: 'My hotkey on subnet 2' }],
  aliases: ['commits'],
  arguments: { netuid: SUBNET },
  options: { mechanism: SETTING_OPTIONS.mechanism },
  uses: ['wallet', 'hotkey', 'walletPath', 'network'],
  output: record({
    netuid: integer('The subnet'),
    mechanism: integer('The mechanism'),
    uid: integer('The neuron'),
    hotkey: address('Its hotkey'),
    commitReveal: flag('Whether weights are committed first'),
    revealPeriod: integer('Epochs from a commit to its reveal'),
    validatorPermit: flag('Whether its weights are taken'),
    lastUpdate: integer('The block of its last weights, commit or registration'),
    next: MOMENT('From when on the chain takes weights or commits again'),
    epoch: integer('How many epochs the subnet has had'),
    versionKey: integer('The least version key that is taken; 0 for any'),
    commits: list(
      record({
        kind: text('hash or sealed'),
        hash: maybe(hex('The hash; null for a sealed one')),
        round: maybe(integer('The round of drand that opens a sealed one')),
        block: integer('The block of the commit'),
        epoch: integer('The epoch it belongs to'),
        countsInEpoch: integer('The first epoch in which its weights can count'),
        state: text('early, open, expired or sealed'),
        opens: maybe(MOMENT('The first block that takes the reveal')),
        closes: maybe(MOMENT('The last one')),
        kept: flag('Whether what the reveal needs is here'),
      }),
    ),
  }),
  view: status => [
    card([
      ['Validator', cells.text(`UID ${status.uid} on subnet ${status.netuid}`)],
      ['Permit', cells.flag(status.validatorPermit)],
      ['Weights', cells.text(status.commitReveal ? 'committed first, shown later' : 'set at once')],
      ['Last', cells.text(`block ${status.lastUpdate}`)],
      ['Next from', momentCell(status.next)],
      ['Epoch', cells.integer(status.epoch)],
    ]),
    table(
      status.commits,
      [
        column('Committed', ({ block }) => cells.text(`block ${block}`)),
        column('State', ({ state }): Cell => {
          const text = STATES[state as keyof typeof STATES]
          return { ...(state === 'open' ? cells.good(text) : cells.text(text)), bare: state }
        }),
        column('From', ({ opens }) => (opens === undefined ? cells.none : momentCell(opens))),
        column('Until', ({ closes }) => (closes === undefined ? cells.none : momentCell(closes))),
        column('Kept', ({ kept, kind }) => (kind === 'sealed' ? cells.none : cells.flag(kept))),
      ],
      { empty: 'No commits wait on chain.' },
    ),
    ...(status.commits.some(({ state }) => state === 'open')
      ? [hint(`Reveal with: tao weights reveal ${status.netuid}`)]
      : []),
  ],
  run: async ({ netuid, mechanism }, ctx) => {
    const hotkey = await loneHotkeyAddress(ctx)
    const client = await (await ctx.chain()).with(mergeNeeds(STANDING, TIMELOCKED))
    const standing = await getStanding(client, netuid, mechanism, hotkey)
    const { rules, validator, clock, commits } = standing
    const kept = new Set(readKept(committerOf(client, standing)).map(({ hash }) => hash))
    const sealed = (await getSealedCommits(client, netuid, mechanism)).filter(commit => commit.hotkey === hotkey)
    const windowOf = (epoch: number) => {
      const { state, opens, closes } = revealWindow(rules.schedule, clock.block, epoch, rules.revealPeriod)
      const at = (block: number | undefined) => (block === undefined ? undefined : momentOf(clock, block))
      return { epoch, countsInEpoch: epoch + rules.revealPeriod + 1, state, opens: at(opens), closes: at(closes) }
    }
    return {
      netuid,
      mechanism,
      uid: validator.uid,
      hotkey,
      commitReveal: rules.commitReveal,
      revealPeriod: rules.revealPeriod,
      validatorPermit: validator.hasPermit,
      lastUpdate: validator.lastUpdate,
      next: momentOf(clock, Math.max(clock.block + 1, freeAt(rules, validator))),
      epoch: rules.schedule.index,
      versionKey: rules.versionKey,
      commits: [
        ...commits.map(({ hash, block, epoch }) => ({
          ...{ kind: 'hash', hash, round: undefined, block, kept: kept.has(hash) },
          ...windowOf(epoch),
        })),
        ...sealed.map(({ round, block, epoch }) => ({
          ...{ kind: 'sealed', hash: undefined, round, block, kept: false },
          ...windowOf(epoch),
          state: 'sealed',
        })),
      ],
    }
  },
})
