/** What is read from the events of a transaction. */

import type { Plain } from '../../client/plain.ts'
import type { ChainEvent } from '../../client/transactions/events.ts'
import { type Tao, tao } from '../../primitives/amounts.ts'

/** The fields of the first event of that name, in their order or by their names. */
export function eventData(events: readonly ChainEvent[], name: string): readonly Plain[] | undefined {
  const found = events.find(event => event.name === name)
  if (found === undefined) return undefined
  return Array.isArray(found.data) ? found.data : Object.values(found.data as Readonly<Record<string, Plain>>)
}

/** What the signer sent to other accounts in TAO, its fee apart. */
export function sentBy(events: readonly ChainEvent[], address: string): Tao {
  const transfers = events.filter(({ name }) => name === 'Balances.Transfer')
  const amounts = transfers.map(({ data }) => {
    const { from, amount } = data as { readonly from?: string; readonly amount?: bigint }
    return from === address ? (amount ?? 0n) : 0n
  })
  return tao(amounts.reduce((sum, amount) => sum + amount, 0n))
}
