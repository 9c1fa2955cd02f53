/** Which pallets a file of scenarios was made with. It tells the runtime: a file shows every key that any of them wrote. */
import type { Json } from '../kind.ts'
import type { Scenario, Step } from './play.ts'

/** The pallets whose calls are made, whose storage is set or has changed, or that deposited events. */
export function palletsNeeded(scenarios: readonly Scenario[]): ReadonlySet<string> {
  const pallets = new Set<string>()
  for (const { steps } of scenarios) for (const step of steps) addPallets(pallets, step)
  return pallets
}

function addPallets(pallets: Set<string>, { op, call, item, changed, events }: Step): void {
  const add = (label: string) => pallets.add(label.split('.')[0]!)
  // What a transaction pays, that pallet computes.
  if (op === 'tx') add('TransactionPayment')
  for (const label of [call, item]) if (typeof label === 'string') add(label)
  for (const label of Object.keys((changed ?? {}) as { [item: string]: Json })) add(label)
  for (const event of (events ?? []) as readonly { [pallet: string]: Json }[]) Object.keys(event).forEach(add)
}
