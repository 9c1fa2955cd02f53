/** Whose hotkeys are, and how the chain knows them. */
import type { NetUid } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import { list, maybe, number, string } from './values.ts'

export const OWNERS: Needs = { storage: ['SubtensorModule.Owner'] }
export const OWNED_HOTKEYS: Needs = { storage: ['SubtensorModule.OwnedHotkeys'] }
export const UIDS: Needs = { storage: ['SubtensorModule.Uids'] }

/** All bytes zero: how the chain writes nobody. */
const NOBODY = '5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM'

/** An address of the chain, undefined where it means nobody. */
export const somebody = (address: string): string | undefined => (address === NOBODY ? undefined : address)

/** The coldkeys that own hotkeys, in their order; undefined for a hotkey that the chain does not know. */
export async function getOwners(reader: Reader, hotkeys: readonly string[]): Promise<(string | undefined)[]> {
  return (await reader.many('SubtensorModule.Owner', hotkeys)).map(owner => somebody(string(owner)))
}

/** Undefined for a hotkey that the chain does not know. */
export const getOwner = async (reader: Reader, hotkey: string): Promise<string | undefined> =>
  (await getOwners(reader, [hotkey]))[0]

/** The hotkeys that a coldkey owns on chain. */
export const getOwnedHotkeys = async (reader: Reader, coldkey: string): Promise<string[]> =>
  list(await reader.get('SubtensorModule.OwnedHotkeys', coldkey)).map(string)

/** The number of a hotkey's neuron on a subnet; undefined where it has none. */
export const getUid = async (reader: Reader, netuid: NetUid, hotkey: string): Promise<number | undefined> =>
  maybe(await reader.get('SubtensorModule.Uids', netuid, hotkey), number)
