/** Subnet numbers. */
import { TaoError } from './errors.ts'

/** A subnet's number, 0 to 65535. */
export type NetUid = number

/** The root network, where TAO is staked without a pool. */
export const ROOT: NetUid = 0

/** @throws TaoError `invalid_argument` */
export function parseNetuid(text: string): NetUid {
  const netuid = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(netuid <= 0xffff)) {
    throw new TaoError('invalid_argument', `Not a netuid: \`${text.slice(0, 40)}\``, {
      why: 'A netuid is a whole number from 0 to 65535.',
      remedy: 'List the subnets with: tao subnets list',
    })
  }
  return netuid
}
