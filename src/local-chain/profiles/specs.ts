/** The chains that ship, by the names of their profiles. */
import { TaoError } from '../../primitives/errors.ts'
import type { ChainSpec } from '../node/spec.ts'
import { localnet } from './localnet.ts'
import { type SandboxOptions, sandbox } from './sandbox.ts'

export const PROFILE_NAMES = ['sandbox', 'localnet', 'localnet-fast'] as const
export type ProfileName = (typeof PROFILE_NAMES)[number]

export const isProfileName = (name: string): name is ProfileName => PROFILE_NAMES.includes(name as ProfileName)

export const DEFAULT_PROFILE: ProfileName = 'sandbox'

/** @throws TaoError `usage` for options that a profile does not have */
export function chainSpec(name: ProfileName, options: SandboxOptions = {}): ChainSpec {
  if (name === 'sandbox') return sandbox(options)
  if (options.issuance !== undefined) {
    throw new TaoError('usage', `A ${name} chain always begins with the same issuance`, {
      why: 'Its genesis block is that of the reference.',
      remedy: 'Use the profile sandbox to begin with another issuance.',
    })
  }
  return localnet(name === 'localnet-fast')
}
