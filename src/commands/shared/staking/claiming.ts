/** Calls that claim what root stake has coming. */
import { owedWithout, type RootClaim } from '../../../client/reads/root-claims.ts'
import { type Call, call } from '../../../client/transactions/call.ts'
import type { NetUid } from '../../../primitives/netuid.ts'
import { stakeText, subnetText } from './words.ts'

/** Subnets that one call may name. Reference: MAX_SUBNET_CLAIMS */
const MAX_SUBNETS = 5

/** As many calls as it takes. */
export function claimCalls(netuids: readonly NetUid[]): Call[] {
  const unique = [...new Set(netuids)].sort((a, b) => a - b)
  return Array.from({ length: Math.ceil(unique.length / MAX_SUBNETS) }, (_, i) =>
    call('SubtensorModule.claim_root', { subnets: unique.slice(i * MAX_SUBNETS, (i + 1) * MAX_SUBNETS) }),
  )
}

/** The subnets on which a claim now would pay something. */
export const dueSubnets = (claims: readonly RootClaim[]): NetUid[] => [
  ...new Set(claims.filter(({ isDue }) => isDue).map(({ netuid }) => netuid)),
]

/**
 * What is told to somebody whose root stake goes: with it goes what it has coming and was not claimed.
 * @param goneFrom how much root stake goes, by hotkey
 */
export function lossWarnings(
  claims: readonly RootClaim[],
  goneFrom: (hotkey: string) => bigint,
  nameOf: (address: string) => string | undefined,
  claimFirst: boolean,
  remedy = 'Add --claim to claim it first.',
): string[] {
  return claims.flatMap(claim => {
    const { netuid, hotkey, owed, isDue } = claim
    const lost = owed - owedWithout(claim, goneFrom(hotkey))
    // What is not due cannot be claimed either, and is next to nothing.
    if (lost <= 0n || !isDue || claimFirst) return []
    const what = `${stakeText(netuid, lost)} of ${subnetText(netuid)} that this root stake with ${nameOf(hotkey) ?? hotkey}`
    return [`${what} has coming would be lost. ${remedy}`]
  })
}
