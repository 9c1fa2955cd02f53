/** The names that coldkeys have given themselves on chain. Strangers wrote them: nobody checks that they are true. */
import type { Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import { record, text } from './values.ts'

export const IDENTITIES: Needs = { storage: ['SubtensorModule.IdentitiesV2'] }

/** By coldkey; those without a name are left out. */
export async function getNames(reader: Reader, coldkeys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const unique = [...new Set(coldkeys)]
  const identities = await reader.many('SubtensorModule.IdentitiesV2', unique)
  const named = identities.flatMap((identity, i): [string, string][] => {
    const name = identity === undefined ? '' : text(record(identity).name).trim()
    return name === '' ? [] : [[unique[i]!, name]]
  })
  return new Map(named)
}
