/** Amounts of stake as people read them. On root stake is TAO, elsewhere the alpha of the subnet. */
import { type NetUid, ROOT } from '../../../primitives/netuid.ts'
import { type Cell, cells } from '../../kit/cells.ts'
import { alphaText, taoText } from '../transaction.ts'

/** In a table or a card. */
export const stakeCell = (netuid: NetUid, rao: bigint, symbol?: string): Cell =>
  netuid === ROOT ? cells.tao(rao) : cells.alpha(rao, symbol)

/** In a sentence. */
export const stakeText = (netuid: NetUid, rao: bigint, symbol?: string): string =>
  netuid === ROOT ? taoText(rao) : alphaText(rao, symbol)

export const subnetText = (netuid: NetUid): string => (netuid === ROOT ? 'root' : `subnet ${netuid}`)

/** A subnet with its name, where it has one. */
export const subnetCell = (netuid: NetUid, name: string): Cell => ({
  ...cells.text(netuid === ROOT ? '0 root' : `${netuid} ${name}`.trim()),
  bare: String(netuid),
})
