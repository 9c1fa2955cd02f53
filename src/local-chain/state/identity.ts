/** What stands in a data folder about the chain in it, and which of it this version understands. */
import { messageOf, TaoError } from '../../primitives/errors.ts'
import type { ChainIdentity } from './chain-store.ts'

/** The layout of the data. It changes when a taokit of before could no longer read what is written. */
export const FORMAT = 1

export const writeIdentity = (identity: ChainIdentity): Uint8Array =>
  Buffer.from(JSON.stringify({ format: FORMAT, ...identity }))

/**
 * @param place where the record was found, for the error
 * @throws TaoError `unsupported` for another format, `chain_damaged` for a record that is none
 */
export function readIdentity(record: Uint8Array, place: string): ChainIdentity {
  const { format, ...identity } = parse(record, place)
  if (format === FORMAT) return identity
  const newer = typeof format === 'number' && format > FORMAT
  throw new TaoError('unsupported', `The chain in ${place} has a format that this version cannot read`, {
    why: `It is written in format ${String(format)}; this version of taokit reads and writes format ${FORMAT}.`,
    remedy: newer
      ? 'Update taokit, or use another chain with --chain NAME.'
      : 'Open it with the version that made it, or use another chain with --chain NAME.',
    data: { format, supported: FORMAT },
  })
}

function parse(record: Uint8Array, place: string): ChainIdentity & { format: unknown } {
  try {
    return JSON.parse(Buffer.from(record).toString('utf8'))
  } catch (error) {
    throw new TaoError('chain_damaged', `The chain in ${place} cannot be opened`, {
      why: `What it says of itself cannot be read: ${messageOf(error)}`,
      remedy: 'Move the folder away and start anew, or use another chain with --chain NAME.',
    })
  }
}
