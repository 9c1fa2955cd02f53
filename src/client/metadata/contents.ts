/** All that can be read of a chain, by name. */
import type { VersionedMetadata } from '../../primitives/metadata/format.ts'
import type { Part, PartKind } from './lens.ts'
import type { Pallet } from './lens-of.ts'

/** In the order of the metadata: each pallet's storage and constants, then the APIs, which version 14 does not tell. */
export function contentsOf({ version, value }: VersionedMetadata): Part[] {
  const pallets: readonly Pallet[] = value.pallets
  const ofPallets = pallets.flatMap(({ name, storage, constants }) => [
    ...(storage?.items ?? []).map(item => part(name, 'storage', item)),
    ...constants.map(constant => part(name, 'constant', constant)),
  ])
  const ofApis =
    version === 14 ? [] : value.apis.flatMap(api => api.methods.map(method => part(api.name, 'api', method)))
  return [...ofPallets, ...ofApis]
}

const part = (
  owner: string,
  kind: PartKind,
  { name, docs }: { readonly name: string; readonly docs: readonly string[] },
): Part => ({ name: `${owner}.${name}`, kind, docs: firstSentence(docs) })

/** Lists of what is meant by which index stay in the source. */
function firstSentence(docs: readonly string[]): string {
  const start = docs
    .map(line => line.trim())
    .join(' ')
    .replace(/^(?:---\s*)?/, '')
    .trim()
  return /^.*?[.](?=\s|$)/.exec(start)?.[0] ?? start
}
