/**
 * Which neuron makes room for a new one. Reference: subnets/registration.rs get_neuron_to_prune, get_immune_owner_tuples.
 */
import type { AccountId } from '../../../../primitives/account.ts'
import { ZERO_ALPHA } from '../../../../primitives/amounts.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ImmuneOwnerUidsLimit, MinNonImmuneUids } from '../storage/hyperparameters.ts'
import { OwnedHotkeys } from '../storage/keys.ts'
import { BlockAtRegistration, Emission, Keys, Uids } from '../storage/neurons.ts'
import { SubnetOwner, SubnetOwnerHotkey, SubnetworkN } from '../storage/subnet.ts'
import { getNeuronIsImmune } from '../utils/misc.ts'

interface Neuron {
  readonly uid: number
  readonly hotkey: AccountId
}

/**
 * The owner's neurons that are never pruned, as many as the subnet's limit says: the owner hotkey, then the oldest of
 * those that the coldkey owns.
 */
function getImmuneOwnerNeurons(ctx: Ctx, netuid: NetUid, coldkey: AccountId): Neuron[] {
  const limit = ImmuneOwnerUidsLimit.get(ctx, netuid)
  const owned = OwnedHotkeys.get(ctx, coldkey).flatMap(hotkey => {
    const uid = Uids.get(ctx, netuid, hotkey)
    return uid === undefined ? [] : [{ uid, hotkey, block: BlockAtRegistration.get(ctx, netuid, uid) }]
  })
  const immune: Neuron[] = owned.sort((a, b) => compare(a.block, b.block) || a.uid - b.uid).slice(0, limit)
  const hotkey = SubnetOwnerHotkey.find(ctx, netuid)
  const uid = hotkey === undefined ? undefined : Uids.get(ctx, netuid, hotkey)
  if (hotkey === undefined || uid === undefined || immune.some(neuron => neuron.hotkey === hotkey)) return immune
  return [{ uid, hotkey }, ...immune].slice(0, limit)
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)

export const getImmuneOwnerUids = (ctx: Ctx, netuid: NetUid, coldkey: AccountId): number[] =>
  getImmuneOwnerNeurons(ctx, netuid, coldkey).map(({ uid }) => uid)

interface Candidate {
  readonly emission: bigint
  readonly block: bigint
  readonly uid: number
}

/** Least emission first, then the oldest registration, then the lowest uid. */
const weaker = (a: Candidate, b: Candidate): boolean =>
  a.emission !== b.emission ? a.emission < b.emission : a.block !== b.block ? a.block < b.block : a.uid < b.uid

/**
 * The uid that a new neuron would take in a full subnet: the weakest one beyond its immunity, or the weakest immune one
 * while too few are beyond it. `undefined` when all are the owner's.
 */
export function getNeuronToPrune(ctx: Ctx, netuid: NetUid): number | undefined {
  const immortal = new Set(getImmuneOwnerNeurons(ctx, netuid, SubnetOwner.get(ctx, netuid)).map(({ hotkey }) => hotkey))
  const emissions = Emission.get(ctx, netuid)
  const n = SubnetworkN.get(ctx, netuid)
  let free = 0
  let bestFree: Candidate | undefined
  let bestImmune: Candidate | undefined
  for (let uid = 0; uid < n; uid++) {
    const hotkey = Keys.find(ctx, netuid, uid)
    if (hotkey === undefined || immortal.has(hotkey)) continue
    const candidate: Candidate = {
      emission: emissions[uid] ?? ZERO_ALPHA,
      block: BlockAtRegistration.get(ctx, netuid, uid),
      uid,
    }
    if (getNeuronIsImmune(ctx, netuid, uid)) {
      if (bestImmune === undefined || weaker(candidate, bestImmune)) bestImmune = candidate
    } else {
      free++
      if (bestFree === undefined || weaker(candidate, bestFree)) bestFree = candidate
    }
  }
  return free > MinNonImmuneUids.get(ctx, netuid) ? bestFree?.uid : bestImmune?.uid
}
