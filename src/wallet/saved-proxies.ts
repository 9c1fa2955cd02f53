/** Accounts that one acts for as a proxy, and what must be remembered of a pure one: nothing on the chain tells it again. */

export interface SavedProxy {
  readonly name: string
  /** The account that is acted for. */
  readonly address: string
  /** Undefined where nobody said it. */
  readonly proxyType: string | undefined
  /** Who made it, or for an account with a key of its own who acts for it. */
  readonly spawner: string | undefined
  readonly delay: number
  /** What tells pure proxies apart that one transaction makes. */
  readonly index: number
  /** The block of the transaction that made it, and its place in there: without them a pure proxy can never be ended. */
  readonly height: number | undefined
  readonly extIndex: number | undefined
  readonly note: string | undefined
}

/** Undefined for what is none; names and addresses are for the book to look at. */
export function asSavedProxy(value: unknown): SavedProxy | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { name, address, proxyType, spawner, delay, index, height, extIndex, note } = value as Record<string, unknown>
  const texts = [name, address].every(each => typeof each === 'string')
  const maybeTexts = [proxyType, spawner, note].every(each => each === undefined || typeof each === 'string')
  const counts = [delay, index, height ?? 0, extIndex ?? 0].every(
    each => Number.isSafeInteger(each) && Number(each) >= 0,
  )
  if (!texts || !maybeTexts || !counts) return undefined
  return { name, address, proxyType, spawner, delay, index, height, extIndex, note } as SavedProxy
}
