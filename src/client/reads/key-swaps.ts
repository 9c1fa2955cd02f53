/** Replacing a coldkey: announced first, carried out days later, so that a thief can be stopped in between. */
import { accountBytes } from '../../primitives/account.ts'
import type { Tao } from '../../primitives/amounts.ts'
import { type Hex, toHex } from '../../primitives/bytes.ts'
import { blake2_256 } from '../../primitives/crypto/blake2.ts'
import { decodeAddress } from '../../primitives/ss58.ts'
import type { Client, Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import { somebody } from './hotkeys.ts'
import { asTao, list, maybe, number, string } from './values.ts'

export const COLDKEY_SWAP: Needs = {
  storage: [
    'SubtensorModule.ColdkeySwapAnnouncements',
    'SubtensorModule.ColdkeySwapDisputes',
    'SubtensorModule.ColdkeySwapAnnouncementDelay',
    'SubtensorModule.ColdkeySwapReannouncementDelay',
  ],
}

export interface ColdkeySwap {
  /** Undefined where none is announced. */
  readonly announced: { readonly hash: Hex; readonly executableAt: number } | undefined
  /** The block since which everything of the coldkey is frozen. */
  readonly disputedAt: number | undefined
  /** Blocks between an announcement and the swap. */
  readonly delay: number
  /** The first block whose transactions may withdraw the announcement, or make another one. */
  readonly withdrawableAt: number | undefined
}

export async function getColdkeySwap(reader: Reader, coldkey: string): Promise<ColdkeySwap> {
  const [announcement, dispute, delay, again] = await Promise.all([
    reader.get('SubtensorModule.ColdkeySwapAnnouncements', coldkey),
    reader.get('SubtensorModule.ColdkeySwapDisputes', coldkey),
    reader.get('SubtensorModule.ColdkeySwapAnnouncementDelay'),
    reader.get('SubtensorModule.ColdkeySwapReannouncementDelay'),
  ])
  const announced = maybe(announcement, value => {
    const [when, hash] = list(value)
    return { executableAt: number(when), hash: string(hash) as Hex }
  })
  return {
    announced,
    disputedAt: maybe(dispute, number),
    delay: number(delay),
    withdrawableAt: announced && announced.executableAt + number(again),
  }
}

/** What an announcement holds of the new coldkey. */
export const coldkeyHash = (address: string): Hex => toHex(blake2_256(accountBytes(decodeAddress(address))))

export const NEW_COLDKEY: Needs = {
  storage: ['SubtensorModule.StakingHotkeys', 'SubtensorModule.Owner'],
  constants: ['SubtensorModule.KeySwapCost'],
}

/** What the chain demands of a new coldkey. */
export interface Candidate {
  readonly hasStaked: boolean
  readonly isHotkey: boolean
}

export async function getCandidate(reader: Reader, address: string): Promise<Candidate> {
  const [staking, owner] = await Promise.all([
    reader.get('SubtensorModule.StakingHotkeys', address),
    reader.get('SubtensorModule.Owner', address),
  ])
  return { hasStaked: list(staking).length > 0, isHotkey: somebody(string(owner)) !== undefined }
}

export const keySwapCost = (client: Client): Tao => asTao(client.constant('SubtensorModule.KeySwapCost'))

export const HOTKEY_SWAP: Needs = {
  storage: ['SubtensorModule.Owner', 'SubtensorModule.IsNetworkMember'],
  constants: ['SubtensorModule.KeySwapCost', 'SubtensorModule.KeySwapOnSubnetCost'],
}

/** What a swap of a hotkey costs: on all subnets, or on one. */
export const hotkeySwapCost = (client: Client, isOnOne: boolean): Tao =>
  asTao(client.constant(`SubtensorModule.KeySwap${isOnOne ? 'OnSubnet' : ''}Cost`))
