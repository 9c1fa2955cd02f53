import { mergeNeeds } from '../../../client/metadata/needs.ts'
import { getClock, momentOf } from '../../../client/reads/clock.ts'
import { ANY_CALL, readCallBytes } from '../../../client/transactions/call-bytes.ts'
import { cells } from '../../kit/cells.ts'
import { read } from '../../kit/command.ts'
import { address, hex, list, maybe, record, text } from '../../kit/shape.ts'
import { column, table } from '../../kit/view.ts'
import { HOLDER_ARGUMENTS, HOLDER_OPTIONS, holdersOf } from '../../shared/accounts.ts'
import { MOMENT, momentCell } from '../../shared/waiting.ts'
import { announcedHere } from '../shared/inner.ts'
import { executable, executableAt, PENDING, type Pending, pendingFor, pendingOf } from '../shared/pending.ts'

export default read({
  summary: 'Show what was announced by an account, and for it by its proxies',
  description: [
    'The chain keeps the hash of a call alone. What was announced from here is told by name. What you do not know, reject: tao proxy announcements reject.',
  ],
  examples: [
    { line: 'tao proxy announcements list main', does: 'What main is going to do, and what others are for main' },
  ],
  arguments: HOLDER_ARGUMENTS,
  options: HOLDER_OPTIONS,
  uses: ['wallet', 'walletPath', 'network'],
  output: list(
    record({
      delegate: address('Who is going to make the call'),
      real: address('The account for which it is'),
      callHash: hex('The hash of the call'),
      call: maybe(text('The call; null where it was not announced from here')),
      proxyType: maybe(text('The type of the proxy; null where it is none any more')),
      state: text('waiting, executable, or void: whoever announced it is no proxy any more'),
      announced: MOMENT('When it was announced'),
      executable: maybe(MOMENT('From when on the call can be made')),
    }),
  ),
  view: rows => [
    table(
      rows,
      [
        column('Call', row => (row.call === undefined ? cells.hex(row.callHash) : cells.strong(row.call))),
        column('By', row => cells.address(row.delegate)),
        column('For', row => cells.address(row.real)),
        column('State', row =>
          row.state === 'executable'
            ? cells.warn(row.state)
            : row.state === 'void'
              ? cells.dim(row.state)
              : cells.text(row.state),
        ),
        column('Executable', row => (row.executable === undefined ? cells.none : momentCell(row.executable))),
        column('Hash', row => cells.hex(row.callHash), { optional: true }),
      ],
      { empty: 'Nothing is announced.' },
    ),
  ],
  run: async ({ accounts, all }, ctx) => {
    const holders = await holdersOf(ctx, { accounts, all })
    const kept = announcedHere(ctx)
    const client = await (await ctx.chain()).with(mergeNeeds(PENDING, kept.size === 0 ? {} : ANY_CALL))
    const at = await client.at()
    const clock = await getClock(client, at)
    const found = await Promise.all(holders.flatMap(({ address }) => [pendingOf(at, address), pendingFor(at, address)]))
    const stateOf = (pending: Pending): 'waiting' | 'executable' | 'void' => {
      const block = executableAt(pending)
      return block === undefined ? 'void' : block <= clock.block + 1 ? 'executable' : 'waiting'
    }
    const callOf = (pending: Pending): string | undefined => {
      const bytes = kept.get(pending.callHash)
      return bytes && readCallBytes(client, bytes).name
    }
    return unique(found.flat()).map(each => ({
      delegate: each.delegate,
      real: each.real,
      callHash: each.callHash,
      call: callOf(each),
      proxyType: each.proxy?.type,
      state: stateOf(each),
      announced: momentOf(clock, each.height),
      executable: executable(clock, each),
    }))
  },
})

/** Of two wallets here of which one acts for the other an announcement is found twice. */
const unique = (all: readonly Pending[]): readonly Pending[] => {
  const keys = all.map(({ delegate, real, callHash, height }) => `${delegate} ${real} ${callHash} ${height}`)
  return all.filter((_, i) => keys.indexOf(keys[i]!) === i)
}
