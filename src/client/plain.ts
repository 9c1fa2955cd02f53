/**
 * Values of a chain as plain ones:
 * integers up to 32 bits as numbers, wider ones as bigints; accounts as addresses; other bytes of fixed length as hex, of any
 * length as Uint8Array; None as undefined; structures by their names in camel case; enums as `{ type, value }`, those of which
 * no variant has data by their name.
 */
export type Plain =
  | undefined
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly Plain[]
  | { readonly [field: string]: Plain }
