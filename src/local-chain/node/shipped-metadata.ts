/** Where the metadata of the profiles that ship with the program is kept: in files that the build wrote beside it. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { chainSpec, PROFILE_NAMES } from '../profiles/specs.ts'
import { coreApis } from '../runtime/apis/core.ts'
import type { Profile } from '../runtime/profile.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { MetadataSource } from './metadata-files.ts'

/** Set by the build in everything that it bundles; there is none when the sources run. */
declare const TAOKIT_BUILD: string | undefined

/** What may be known of a runtime's metadata without computing it. */
export function shippedMetadata(runtime: Runtime): MetadataSource {
  const dir = builtFolder()
  const build = typeof TAOKIT_BUILD === 'string' && isShipped(runtime.profile) ? TAOKIT_BUILD : undefined
  return { dir, build }
}

/** The build's folder is the one that this code is bundled into, or one of those above it. */
function builtFolder(): string | undefined {
  const here = dirname(fileURLToPath(import.meta.url))
  return ['.', '..', '../..'].map(up => join(here, up, 'metadata')).find(folder => existsSync(folder))
}

const coreNames = coreApis(() => false).map(({ name }) => name)

/** Whether a profile declares just what the shipped one of its name does. */
export function isShipped(profile: Profile): boolean {
  const name = PROFILE_NAMES.find(candidate => candidate === profile.name)
  if (name === undefined) return false
  return declareTheSame(profile, chainSpec(name).profile)
}

/** Whether two profiles' metadata surely is the same. */
export function declareTheSame(a: Profile, b: Profile): boolean {
  const ownApis = ({ apis = [] }: Profile) => apis.filter(api => !coreNames.includes(api.name))
  return (
    a.version === b.version &&
    a.pallets === b.pallets &&
    a.extensions === b.extensions &&
    a.extensionGroups === b.extensionGroups &&
    a.blockNumber === b.blockNumber &&
    a.address === b.address &&
    a.constants.fast === b.constants.fast &&
    a.constants.overrides === b.constants.overrides &&
    isDeepStrictEqual(ownApis(a), ownApis(b))
  )
}
