/**
 * The symbols of subnets' tokens. Reference: subnets/symbols.rs.
 */
import { equalBytes, type Hex, toHex, utf8 } from '../../../../primitives/bytes.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import { call } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import { netuid as netuidCodec } from '../../../runtime/types.ts'
import { bytes } from '../../../scale/collections.ts'
import { errors } from '../errors.ts'
import { events } from '../events.ts'
import { TokenSymbol } from '../storage/subnet.ts'
import { ensureSubnetOwnerOrRoot } from '../utils/misc.ts'
import { weights } from '../weights.ts'

/** The code points of the symbols in order, runs of them by their ends: letters of two dozen scripts. */
const CODE_POINTS = `
  3a4 3b1-3c1 3c3 74 3c5-3c9 5d0-5ea 627-628 62a-63a 641-648 64a 649 16a0 16a2 16a6 16a8 16b1 16b3 42b 16c9 16d2
  1680-1685 169b 10d0-10d5 531-536 55e 400-405 44a 2c80-2c85 11000-11003 11005 db1 db3-db7 2c00-2c20 e01-e23 e25
  e27-e2e 3131 3134 3137 3139 3141-3142 3145 3147-3148 314a-3163 12a0-12a7 12c8-12ce 12b0-12b6 1310-1312 1218
  1314-1316 905-90b 90f-910 913-928 92a-930 932 935-939 30a2 30a4 30a6 30a8 30aa-30ab 30ad 30af 30b1 30b3 30b5
  30b7 30b9 30bb 30bd 30bf 30c1 30c4 30c6 30c8 30ca-30cf 30d2 30d5 30d8 30db 30de-30e2 30e4 30e6 30e8-30ed 30ef
  30f2-30f3 2d30-2d53 d85-d86 d89-d96 d9a-d9e da0-da4 da7 da5-da6 da9 da8 daa-db0
`

function symbolsOf(codePoints: string): string[] {
  return codePoints
    .trim()
    .split(/\s+/)
    .flatMap(run => {
      const [first, last = first] = run.split('-').map(digits => Number.parseInt(digits, 16)) as [number, number?]
      return Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i))
    })
}

/** The symbols that may be had, by netuid; that of root, the first, is also the one for when all are taken. */
export const SYMBOLS: readonly Uint8Array[] = symbolsOf(CODE_POINTS).map(utf8)

const ROOT_SYMBOL = SYMBOLS[0]!

export const getSymbolForSubnet = (netuid: NetUid): Uint8Array => SYMBOLS[netuid] ?? ROOT_SYMBOL

/** The subnet's own symbol, or the first that is free. */
export function getNextAvailableSymbol(ctx: Ctx, netuid: NetUid): Uint8Array {
  const used = new Set<Hex>(TokenSymbol.entries(ctx).map(({ value }) => toHex(value)))
  const own = getSymbolForSubnet(netuid)
  if (!used.has(toHex(own))) return own
  return SYMBOLS.slice(1).find(symbol => !used.has(toHex(symbol))) ?? ROOT_SYMBOL
}

/** @throws SymbolDoesNotExist */
export const ensureSymbolExists = (symbol: Uint8Array): void =>
  ensure(
    SYMBOLS.slice(1).some(known => equalBytes(known, symbol)),
    errors.SymbolDoesNotExist,
  )

/** @throws SymbolAlreadyInUse */
export const ensureSymbolAvailable = (ctx: Ctx, symbol: Uint8Array): void =>
  ensure(!TokenSymbol.entries(ctx).some(({ value }) => equalBytes(value, symbol)), errors.SymbolAlreadyInUse)

export const updateSymbol = call(
  'update_symbol',
  112,
  { netuid: netuidCodec, symbol: bytes },
  { weight: weights.updateSymbol },
  (ctx, origin, { netuid, symbol }) => {
    ensureSubnetOwnerOrRoot(ctx, origin, netuid)
    ensureSymbolExists(symbol)
    ensureSymbolAvailable(ctx, symbol)
    TokenSymbol.put(ctx, netuid, symbol)
    ctx.deposit(events.SymbolUpdated({ netuid, symbol }))
  },
)

export const symbolCalls = [updateSymbol]
