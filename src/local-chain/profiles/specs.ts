/** The chains that ship, by the names of their profiles. */
import type { Tao } from '../../primitives/amounts.ts'
import { TaoError } from '../../primitives/errors.ts'
import type { ChainSpec } from '../node/spec.ts'
import { localnet } from './localnet.ts'
import { sandbox } from './sandbox.ts'

export const PROFILE_NAMES = ['sandbox', 'localnet', 'localnet-fast'] as const
/** With `-425` it has nothing of later specs: not what wallets of a later time ask for. */
export type ProfileName = (typeof PROFILE_NAMES)[number] | `${(typeof PROFILE_NAMES)[number]}-425`

export const isProfileName = (name: string): name is ProfileName =>
  (PROFILE_NAMES as readonly string[]).includes(plainName(name))

export const DEFAULT_PROFILE = 'sandbox' satisfies ProfileName

/** The profile without anything of later specs. */
export const spec425Only = (name: ProfileName): ProfileName => `${plainName(name)}-425` as ProfileName

const plainName = (name: string): string => name.replace(/-425$/, '')

export interface SpecOptions {
  /** Begin as if so much TAO had been issued. */
  readonly issuance?: Tao
}

/** @throws TaoError `usage` for options that a profile does not have */
export function chainSpec(name: ProfileName, { issuance }: SpecOptions = {}): ChainSpec {
  const plain = plainName(name)
  const only425 = plain !== name
  if (plain === 'sandbox') return sandbox(issuance === undefined ? { only425 } : { only425, issuance })
  if (issuance !== undefined) {
    throw new TaoError('usage', `A ${name} chain always begins with the same issuance`, {
      why: 'Its genesis block is that of the reference.',
      remedy: 'Use the profile sandbox to begin with another issuance.',
    })
  }
  return localnet(plain === 'localnet-fast', only425)
}
