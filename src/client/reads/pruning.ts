/**
 * Which neuron makes room for the next one in a full subnet. Reference: subnets/registration.rs get_neuron_to_prune
 */
import type { NetUid } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import type { Metagraph, Neuron } from './metagraph.ts'
import { number } from './values.ts'

export const PRUNING: Needs = {
  storage: ['SubtensorModule.ImmuneOwnerUidsLimit', 'SubtensorModule.MinNonImmuneUids'],
}

export interface PruningRules {
  /** How many of the owner's neurons are never pruned. */
  readonly ownerUids: number
  /** While not more than so many neurons are beyond their immunity, an immune one goes. */
  readonly minNonImmune: number
}

export async function getPruningRules(reader: Reader, netuid: NetUid): Promise<PruningRules> {
  const [ownerUids, minNonImmune] = await Promise.all([
    reader.get('SubtensorModule.ImmuneOwnerUidsLimit', netuid),
    reader.get('SubtensorModule.MinNonImmuneUids', netuid),
  ])
  return { ownerUids: number(ownerUids), minNonImmune: number(minNonImmune) }
}

export interface Candidate extends Neuron {
  /** `never`: one of the owner's; `immune`: registered lately. */
  readonly protection: 'never' | 'immune' | 'none'
  /** The first block in which its immunity is over. */
  readonly immuneUntil: number
}

/** The neurons in the order in which they would go at a block; those that never go last. */
export function inOrderOfPruning(metagraph: Metagraph, rules: PruningRules, block: number): Candidate[] {
  const never = new Set(ownersUids(metagraph, rules.ownerUids))
  const candidates = metagraph.neurons.map((neuron): Candidate => {
    const immuneUntil = Number(neuron.registeredAt) + metagraph.immunityPeriod
    const protection = never.has(neuron.uid) ? 'never' : block < immuneUntil ? 'immune' : 'none'
    return { ...neuron, protection, immuneUntil }
  })
  const of = (protection: Candidate['protection']) =>
    candidates.filter(candidate => candidate.protection === protection).sort(weakerFirst)
  const [free, immune] = [of('none'), of('immune')]
  const goers = free.length > rules.minNonImmune ? [...free, ...immune] : [...immune, ...free]
  return [...goers, ...of('never')]
}

/** The neuron that a registration in this block would replace; undefined while there is room, or where all are the owner's. */
export function nextPruned(metagraph: Metagraph, rules: PruningRules, block: number): Candidate | undefined {
  if (metagraph.neurons.length < metagraph.maxUids) return undefined
  const ordered = inOrderOfPruning(metagraph, rules, block)
  const free = ordered.filter(({ protection }) => protection === 'none')
  const wanted = free.length > rules.minNonImmune ? 'none' : 'immune'
  return ordered.find(({ protection }) => protection === wanted)
}

/** Of the owner's neurons the owner hotkey comes first, then the oldest. */
function ownersUids({ neurons, ownerColdkey, ownerHotkey }: Metagraph, limit: number): number[] {
  const owned = neurons
    .filter(({ coldkey }) => coldkey === ownerColdkey)
    .sort((a, b) => Number(a.registeredAt - b.registeredAt) || a.uid - b.uid)
    .slice(0, limit)
  const main = neurons.find(({ hotkey }) => hotkey === ownerHotkey)
  if (main === undefined || owned.includes(main)) return owned.map(({ uid }) => uid)
  return [main, ...owned].slice(0, limit).map(({ uid }) => uid)
}

const weakerFirst = (a: Neuron, b: Neuron): number =>
  Number(a.emission - b.emission) || Number(a.registeredAt - b.registeredAt) || a.uid - b.uid
