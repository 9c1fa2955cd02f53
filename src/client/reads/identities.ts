/** The names that coldkeys have given themselves on chain. Strangers wrote them: nobody checks that they are true. */
import type { Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import { maybe, record, text } from './values.ts'

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

/** What a coldkey says of itself. */
export interface Identity {
  readonly name: string
  readonly url: string
  readonly repository: string
  readonly image: string
  readonly discord: string
  readonly description: string
  readonly additional: string
}

/** Undefined for a coldkey that has said nothing. */
export async function getIdentity(reader: Reader, coldkey: string): Promise<Identity | undefined> {
  return maybe(await reader.get('SubtensorModule.IdentitiesV2', coldkey), value => {
    const fields = record(value)
    return {
      name: text(fields.name),
      url: text(fields.url),
      repository: text(fields.githubRepo),
      image: text(fields.image),
      discord: text(fields.discord),
      description: text(fields.description),
      additional: text(fields.additional),
    }
  })
}
