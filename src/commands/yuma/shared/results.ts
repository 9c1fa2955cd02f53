/** What an epoch gave each UID, as `yuma run` shows it. */
import { ofU16 } from '../../../client/reads/values.ts'
import { bondsRow } from '../../../consensus/epoch/epoch.ts'
import type { TracedEpoch } from '../../../consensus/epoch/types.ts'
import { alpha as asAlpha } from '../../../primitives/amounts.ts'
import { type Cell, cells } from '../../kit/cells.ts'
import { alpha, decimal, flag, integer, list, record, type ValueOf } from '../../kit/shape.ts'
import { type Block, column, hint, table } from '../../kit/view.ts'

const share = (summary: string) => decimal(`${summary}, from 0 to 1`)
const stored = (of: string) => integer(`${of} as the chain stores it, of 65535`)

export const UID_RESULT = record({
  uid: integer('The UID'),
  stake: alpha('Its stake'),
  stakeWeight: share('Its share of the stake that counts'),
  stakeWeightU16: stored('That share'),
  active: flag('Whether it has given weights lately'),
  validatorPermit: flag('Whether its weights count in the next epoch'),
  consensus: share('The most that a majority of stake gives it'),
  consensusU16: stored('Consensus'),
  validatorTrust: share('What consensus leaves of its own weights'),
  validatorTrustU16: stored('Trust'),
  incentive: share('Its share of what servers earn'),
  incentiveU16: stored('Incentive'),
  dividends: share('Its share of what validators earn'),
  dividendsU16: stored('Dividends'),
  emission: alpha('What it is paid, as the chain records it'),
  serverEmission: alpha('What it is paid as a server'),
  validatorEmission: alpha('What it is paid as a validator'),
  bonds: list(
    record({ uid: integer('The server'), bond: integer('The bond in it, of 65535') }),
    'Its bonds after the epoch; none without a permit',
  ),
})
export type UidResult = ValueOf<typeof UID_RESULT>

export function uidResults({ input, output }: TracedEpoch): UidResult[] {
  return Array.from({ length: input.n }, (_, uid) => ({
    uid,
    stake: asAlpha(output.stake[uid]!),
    stakeWeight: ofU16(output.stakeWeight[uid]!),
    stakeWeightU16: output.stakeWeight[uid]!,
    active: output.active[uid] === 1,
    validatorPermit: output.validatorPermit[uid] === 1,
    consensus: ofU16(output.consensus[uid]!),
    consensusU16: output.consensus[uid]!,
    validatorTrust: ofU16(output.validatorTrust[uid]!),
    validatorTrustU16: output.validatorTrust[uid]!,
    incentive: ofU16(output.incentive[uid]!),
    incentiveU16: output.incentive[uid]!,
    dividends: ofU16(output.dividends[uid]!),
    dividendsU16: output.dividends[uid]!,
    emission: asAlpha(output.emission[uid]!),
    serverEmission: asAlpha(output.serverEmission[uid]!),
    validatorEmission: asAlpha(output.validatorEmission[uid]!),
    bonds: pairsOf(bondsRow(output, uid)),
  }))
}

const pairsOf = (row: Uint16Array) =>
  Array.from({ length: row.length / 2 }, (_, k) => ({ uid: row[2 * k]!, bond: row[2 * k + 1]! }))

/** A share to five decimals, which tell two stored numbers apart; on a pipe the stored number. */
const fraction = (billionths: bigint, stored: number | bigint): Cell => {
  const rounded = ((billionths + 5_000n) / 10_000n).toString().padStart(6, '0')
  const text = `${rounded.slice(0, -5)}.${rounded.slice(-5)}`
  return { text, bare: stored.toString(), align: 'decimal', cut: 'no', ...(stored === 0 ? { tone: 'dim' } : {}) }
}

export function uidTable(uids: readonly UidResult[]): Block[] {
  return [
    table(uids, [
      column('UID', ({ uid }) => cells.integer(uid)),
      column('Stake', ({ stake }) => cells.alpha(stake)),
      column('Active', ({ active }) => cells.flag(active)),
      column('Permit', ({ validatorPermit }) => cells.flag(validatorPermit)),
      column('Consensus', ({ consensus, consensusU16 }) => fraction(consensus, consensusU16)),
      column('Trust', ({ validatorTrust, validatorTrustU16 }) => fraction(validatorTrust, validatorTrustU16)),
      column('Incentive', ({ incentive, incentiveU16 }) => fraction(incentive, incentiveU16)),
      column('Dividends', ({ dividends, dividendsU16 }) => fraction(dividends, dividendsU16)),
      column('Emission', ({ emission }) => cells.alpha(emission)),
    ]),
    hint('--explain UID takes a row apart. The chain stores shares as whole numbers of 65535; --json has them.'),
  ]
}
