/** Computes the metadata of every profile that ships and keeps it in files: a step of the build. */
import { runtimeOf } from '../../node/apis.ts'
import { writeMetadataFile } from '../../node/metadata-files.ts'
import { chainSpec, PROFILE_NAMES } from '../../profiles/specs.ts'
import { buildMetadata } from './build.ts'

/**
 * @param dir the folder that the program looks in: `metadata` beside its bundles
 * @param build what the bundles know themselves by (`TAOKIT_BUILD`); without it the declarations are checked at each start
 * @returns the paths of the files
 */
export function main(dir: string, build?: string): string[] {
  return PROFILE_NAMES.map(name => {
    const runtime = runtimeOf(chainSpec(name).profile, () => false)
    return writeMetadataFile(runtime, buildMetadata(runtime), dir, build)
  })
}
