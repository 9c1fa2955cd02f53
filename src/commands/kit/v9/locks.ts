/** Locks in the shapes of btcli v9. What it prints of a transaction is what it previews; here it is what was done. */
import type { Json } from '../json.ts'
import { exactDecimal } from '../json.ts'
import { type Fields, fields, known, rao, rows } from './reading.ts'

const integer = (units: bigint): Json => exactDecimal(units, 0)
const modeOf = ({ decaying }: Fields): Json => (decaying === true ? 'decaying' : 'perpetual')

/** The days of which v9 tells, with what it calls each. */
const DAYS = [30, 90, 365]

const outlookOf = (lock: Fields): readonly Fields[] =>
  rows(lock.outlook).filter(({ days }) => DAYS.includes(Number(days)))

function projections(lock: Fields): Json {
  return Object.fromEntries(
    outlookOf(lock).map(then => [
      `+${then.days}d`,
      {
        locked_mass_rao: integer(rao(then, 'locked')),
        freed_rao: integer(rao(then, 'freed')),
        conviction_raw: String(rao(then, 'conviction')),
      },
    ]),
  )
}

function lockOf(lock: Fields): Json {
  const [locked, conviction] = [rao(lock, 'locked'), rao(lock, 'conviction')]
  const isPerpetual = lock.decaying !== true
  return {
    netuid: known(lock.netuid),
    hotkey: known(lock.hotkey),
    locked_alpha_rao: integer(locked),
    mode: modeOf(lock),
    owner_hotkey_lock: known(lock.owner_hotkey),
    conviction_raw: String(conviction),
    conviction_alpha_eq_rao: integer(conviction),
    conviction_pct_of_cap:
      isPerpetual && locked > 0n ? exactDecimal((conviction * 100_000_000_000n) / locked, 9) : null,
    available_to_unstake_rao: integer(rao(lock, 'available')),
    projections: projections(lock),
  }
}

const listOf = (json: Fields, locks: readonly Fields[]): Json => ({
  current_block: known(json.block),
  unlock_rate: known(json.unlock_rate_blocks),
  maturity_rate: known(json.maturity_rate_blocks),
  locks: locks.map(lockOf),
})

export const lockList = (json: Json): Json => listOf(fields(json), rows(fields(json).locks))

export const lockShow = (json: Json): Json => listOf(fields(json), [fields(json)])

/** Each week of a year, and the days of the outlook. */
const pointsOf = (lock: Fields): readonly Fields[] => [
  ...rows(lock.weeks).map(week => ({ ...week, days: 7 * Number(week.week) })),
  ...outlookOf(lock),
]

const byDay = (points: readonly Fields[], value: (point: Fields) => Json): Json =>
  Object.fromEntries(points.map(point => [String(point.days), value(point)]))

export function lockAdd(json: Json): Json {
  const lock = fields(json)
  const [before, now] = [rao(lock, 'locked_before'), rao(lock, 'locked')]
  return {
    netuid: known(lock.netuid),
    hotkey: known(lock.hotkey),
    mode: modeOf(lock),
    targets_owner_hotkey: known(lock.owner_hotkey),
    current_locked_rao: integer(before),
    adding_rao: integer(now - before),
    new_locked_rao: integer(now),
    available_after_rao: integer(rao(lock, 'available')),
    projected_freed_rao: byDay(outlookOf(lock), then => integer(rao(then, 'freed'))),
    projected_locked_rao: byDay(pointsOf(lock), then => integer(rao(then, 'locked'))),
    projected_conviction_rao: byDay(pointsOf(lock), then => String(rao(then, 'conviction'))),
    mode_change_needed: lock.decaying !== lock.decaying_before,
    success: known(lock.success),
    extrinsic_identifier: known(lock.extrinsic_id),
  }
}

export function lockMode(json: Json): Json {
  const lock = fields(json)
  const now = modeOf(lock)
  return {
    netuid: known(lock.netuid),
    current_mode: modeOf({ decaying: known(lock.decaying_before) }),
    target_mode: now,
    active_lock: true,
    locked_rao: integer(rao(lock, 'locked')),
    hotkey: known(lock.hotkey),
    success: known(lock.success),
    extrinsic_identifier: known(lock.extrinsic_id),
  }
}

export function lockMove(json: Json, network: string): Json {
  const lock = fields(json)
  const [before, after] = [rao(lock, 'conviction_before'), rao(lock, 'conviction')]
  return {
    network,
    coldkey: known(lock.coldkey),
    netuid: known(lock.netuid),
    mode: modeOf(lock),
    origin_targets_owner_hotkey: known(lock.owner_hotkey_before),
    destination_targets_owner_hotkey: known(lock.owner_hotkey),
    locked_rao: integer(rao(lock, 'locked')),
    conviction_rao: String(before),
    conviction_after_rao: String(after),
    origin_hotkey: known(lock.hotkey_before),
    destination_hotkey: known(lock.hotkey),
    origin_owner: known(lock.hotkey_owner_before),
    destination_owner: known(lock.hotkey_owner),
    conviction_resets: lock.hotkey_owner_before !== lock.hotkey_owner,
    success: known(lock.success),
    extrinsic_identifier: known(lock.extrinsic_id),
  }
}
