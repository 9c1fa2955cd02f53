/**
 * How long a transaction may wait: eras in two bytes.
 * Reference: sp_runtime generic::Era
 */
import { TaoError } from '../../primitives/errors.ts'

/** From `phase` in each `period` of blocks. */
export interface MortalEra {
  readonly type: 'Mortal'
  readonly value: readonly [period: number, phase: number]
}

const MIN_PERIOD = 4
const MAX_PERIOD = 65_536

/** The era that lasts at least so many blocks from the given one on; a long one may begin a little before it. */
export function eraFrom(block: number, blocks: number): MortalEra['value'] {
  const period = Math.min(Math.max(2 ** Math.ceil(Math.log2(blocks)), MIN_PERIOD), MAX_PERIOD)
  const unit = unitOf(period)
  return [period, Math.floor((block % period) / unit) * unit]
}

export function encodeEra([period, phase]: MortalEra['value']): Uint8Array {
  const encoded = Math.log2(period) - 1 + (phase / unitOf(period)) * 16
  return Uint8Array.of(encoded & 0xff, encoded >>> 8)
}

/** Phases of long periods are told in steps. */
const unitOf = (period: number): number => Math.max(period >>> 12, 1)

/** @throws TaoError `wrong_chain` for bytes that no era is written as */
export function decodeEra(low: number, high: number): { type: 'Mortal'; value: MortalEra['value'] } {
  const encoded = low + 256 * high
  const period = 2 << (encoded % 16)
  const phase = (encoded >>> 4) * unitOf(period)
  if (period >= MIN_PERIOD && phase < period) return { type: 'Mortal', value: [period, phase] }
  throw new TaoError('wrong_chain', 'An era of a transaction does not exist', { why: `It is written as ${encoded}.` })
}

/** The first block of an era. @param near a block in it */
export const birthOf = ([period, phase]: MortalEra['value'], near: number): number =>
  Math.floor((Math.max(near, phase) - phase) / period) * period + phase

/** The last block in which a transaction of an era may stand. @param near a block in it */
export const lastBlockOf = (era: MortalEra['value'], near: number): number => birthOf(era, near) + era[0] - 1
