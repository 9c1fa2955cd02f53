import type { Entries, Entry } from '../entry.ts'
import { BALANCES } from './balances.ts'
import { CHAIN } from './chain.ts'
import { CROWDLOAN } from './crowdloan.ts'
import { DELEGATION } from './delegation.ts'
import { KEY_SWAPS } from './key-swaps.ts'
import { ON_BEHALF } from './on-behalf.ts'
import { ORDERS } from './orders.ts'
import { REGISTRATION } from './registration.ts'
import { STAKE } from './stake.ts'
import { SUBNETS } from './subnets.ts'
import { SUDO } from './sudo.ts'
import { TRANSACTIONS } from './transactions.ts'
import { WEIGHTS } from './weights.ts'

/** By topic. No label stands in two of them. */
export const TOPICS: readonly Entries[] = [
  STAKE,
  DELEGATION,
  WEIGHTS,
  REGISTRATION,
  SUBNETS,
  KEY_SWAPS,
  SUDO,
  BALANCES,
  ON_BEHALF,
  CROWDLOAN,
  ORDERS,
  CHAIN,
  TRANSACTIONS,
]

/** What the catalogue says about a label; undefined for one that it does not know. */
export function entryOf(label: string): Entry | undefined {
  return TOPICS.find(entries => Object.hasOwn(entries, label))?.[label]
}
