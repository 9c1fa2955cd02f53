/** All cases, and what of the runtime each shows: read by the test of completeness and by scripts/chain-surface.ts. */
import { cases as adminNetwork } from '../admin-network.cases.ts'
import { cases as adminOwner } from '../admin-owner.cases.ts'
import { cases as adminSubnet } from '../admin-subnet.cases.ts'
import { apis } from '../apis.cases.ts'
import { cases as balances } from '../balances.cases.ts'
import { cases as child } from '../child.cases.ts'
import { dead } from '../dead.cases.ts'
import { cases as economy } from '../economy.cases.ts'
import { cases as elsewhere } from '../elsewhere.cases.ts'
import { blocks as hooks } from '../hooks.cases.ts'
import { cases as keys } from '../keys.cases.ts'
import { cases as moving } from '../moving.cases.ts'
import { cases as networks } from '../networks.cases.ts'
import { cases as registration } from '../registration.cases.ts'
import { cases as serving } from '../serving.cases.ts'
import { cases as staking } from '../staking.cases.ts'
import { cases as swaps } from '../swaps.cases.ts'
import { cases as system } from '../system.cases.ts'
import { cases as weights } from '../weights.cases.ts'
import { authorityOf, type BlockCase, type CallCase, type DeadCall, labelOf, qualified, titleOf } from './case.ts'

/** By the name of their file: `test/local-chain/calls/<area>.cases.ts`. */
const CALLS: Readonly<Record<string, readonly CallCase[]>> = {
  staking,
  moving,
  registration,
  networks,
  weights,
  keys,
  child,
  swaps,
  serving,
  economy,
  'admin-network': adminNetwork,
  'admin-subnet': adminSubnet,
  'admin-owner': adminOwner,
  balances,
  system,
  elsewhere,
}

export const KINDS = ['call', 'storage', 'event', 'error', 'api'] as const
export type Kind = (typeof KINDS)[number]

/** Where something is shown: a file of cases, and the case in it. */
export interface Shown {
  readonly area: string
  readonly title: string
}

export type Register = Readonly<Record<Kind, ReadonlyMap<string, Shown>>>

export const fileOf = (area: string): string => `test/local-chain/calls/${area}.cases.ts`

/** Of several cases that show something the first one counts; of errors those of accepted calls never do. */
export function readRegister(): Register {
  const register = { call: new Map(), storage: new Map(), event: new Map(), error: new Map(), api: new Map() }
  const note = (kind: Kind, name: string, shown: Shown) => {
    if (!register[kind].has(name)) register[kind].set(name, shown)
  }
  for (const [area, cases] of Object.entries(CALLS)) {
    for (const one of cases) noteCall(note, one, { area, title: titleOf(one) })
  }
  for (const one of hooks) noteBlock(note, one)
  for (const one of dead) noteDead(note, one)
  for (const { api } of apis) note('api', api, { area: 'apis', title: api })
  return register
}

type Note = (kind: Kind, name: string, shown: Shown) => void

function noteCall(note: Note, one: CallCase, shown: Shown): void {
  note('call', one.call, shown)
  for (const [event] of one.events) note('event', qualified(event, one.call), shown)
  for (const [item] of one.state) note('storage', qualified(item, one.call), shown)
  for (const { error } of one.refused) note('error', labelOf(error, one.call), shown)
  for (const label of Object.values(authorityOf(one))) note('error', labelOf(label, one.call), shown)
}

function noteBlock(note: Note, { what, events, state }: BlockCase): void {
  const shown = { area: 'hooks', title: what }
  for (const [event] of events) note('event', qualified(event, 'SubtensorModule.'), shown)
  for (const [item] of state) note('storage', qualified(item, 'SubtensorModule.'), shown)
}

function noteDead(note: Note, { call, refused }: DeadCall): void {
  const shown = { area: 'dead', title: call }
  note('call', call, shown)
  for (const label of Object.values(refused)) note('error', labelOf(label, call), shown)
}

/** How each call is refused: labels of its cases and of senders without authority, and of calls that only refuse. */
export function refusalsOf(): ReadonlyMap<string, ReadonlySet<string>> {
  const refusals = new Map<string, Set<string>>()
  const add = (call: string, labels: readonly string[]) => {
    const known = refusals.get(call) ?? new Set()
    for (const label of labels) if (!ACCEPTED.has(label)) known.add(labelOf(label, call))
    refusals.set(call, known)
  }
  for (const one of Object.values(CALLS).flat()) {
    add(one.call, [...one.refused.map(({ error }) => error), ...Object.values(authorityOf(one))])
  }
  for (const { call, refused } of dead) add(call, Object.values(refused))
  return refusals
}

const ACCEPTED: ReadonlySet<string> = new Set(['ok', 'accepted', 'refused'])
