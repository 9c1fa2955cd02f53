/** The whole state looked at: the sums that blocks keep, made anew from every entry, and what single entries owe each other. */
import { equalBytes, toHex } from '../../primitives/bytes.ts'
import { messageOf, TaoError } from '../../primitives/errors.ts'
import { decode, encode } from '../scale/codec.ts'
import { readKeys } from '../state/cells.ts'
import { type Amount, type Finding, type Invariant, planInvariants, Sheet } from '../state/invariants.ts'
import type { State } from '../state/state.ts'
import type { StorageItem } from '../state/storage.ts'
import type { Ctx } from './context.ts'
import type { Runtime } from './runtime.ts'

/** What was looked at, at how many places, and where it does not hold. */
export interface AuditCheck {
  readonly name: string
  readonly checked: number
  readonly findings: readonly Pick<Finding, 'subject' | 'off'>[]
}

/** Something that entries of different items owe each other, too costly to look for in every block. */
export interface Relation {
  /** What holds, as a sentence. */
  readonly name: string
  /** Visits what is to be looked at and tells of each whether it holds. */
  readonly check: (ctx: Ctx, tell: (subject: string, holds: boolean, off?: bigint) => void) => void
}

/** @param genesis the state of block 0: sums are counted from there */
export function auditState(ctx: Ctx, genesis: State): AuditCheck[] {
  return [entriesCheck(ctx), ...sumChecks(ctx, genesis), ...relationChecks(ctx)]
}

const itemsOf = (runtime: Runtime): StorageItem[] => runtime.pallets.flatMap(({ pallet }) => pallet.storage ?? [])

/** Every stored entry can be read, and what was read is written in the same bytes. */
function entriesCheck({ state, runtime }: Ctx): AuditCheck {
  const findings: AuditCheck['findings'][number][] = []
  let checked = 0
  for (const item of itemsOf(runtime)) {
    for (const [key, stored] of state.store.scan(item.prefix())) {
      checked++
      const wrong = wrongWith(item, key, stored, state)
      if (wrong !== undefined) findings.push({ subject: `${item.label} at ${toHex(key)}: ${wrong}`, off: undefined })
    }
  }
  return { name: 'Every entry is written as its type says', checked, findings }
}

function wrongWith(item: StorageItem, key: Uint8Array, stored: Uint8Array, { outer }: State): string | undefined {
  try {
    readKeys(item, key)
    const again = encode(item.value, decode(item.value, stored, outer), outer)
    return equalBytes(again, stored) ? undefined : 'not the shortest form'
  } catch (error) {
    if (error instanceof TaoError) return messageOf(error)
    throw error
  }
}

function sumChecks({ state, runtime }: Ctx, genesis: State): AuditCheck[] {
  // What is only known of a movement is not known of a sum.
  const invariants = runtime.invariants.invariants.filter(({ movesOnly = false }) => !movesOnly)
  const plan = planInvariants(invariants.map(ofWholeState))
  const mayBeMore = new Set(invariants.filter(({ totalOnly }) => totalOnly).map(({ name }) => name))
  const sheet = new Sheet(plan)
  for (const item of itemsOf(runtime)) {
    if (plan.bySlot[item.slot] === undefined) continue
    for (const cell of genesis.cells(item, [])) sheet.move({ ...cell, value: undefined }, cell.value)
    for (const cell of state.cells(item, [])) sheet.move(cell, undefined)
  }
  const found = sheet.findings().filter(({ invariant, off }) => off! < 0n || !mayBeMore.has(invariant))
  return plan.invariants.map(({ name }, i) => ({
    name,
    checked: sheet.subjects(i),
    findings: found.filter(({ invariant }) => invariant === name),
  }))
}

function ofWholeState({ renewedBy: _, ...invariant }: Invariant): Invariant {
  if (!invariant.totalOnly) return invariant
  const postings = invariant.postings.map(posting => ({
    ...posting,
    amounts: (keys: readonly never[], value: never) =>
      posting.amounts(keys, value).map(([, amount]): Amount => ['', amount]),
  }))
  return { ...invariant, postings }
}

function relationChecks(ctx: Ctx): AuditCheck[] {
  return ctx.runtime.relations.map(({ name, check }) => {
    const findings: AuditCheck['findings'][number][] = []
    let checked = 0
    check(ctx, (subject, holds, off) => {
      checked++
      if (!holds) findings.push({ subject, off })
    })
    return { name, checked, findings }
  })
}
