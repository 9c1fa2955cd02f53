/**
 * The bonds between a hotkey, its children and its parents on one subnet. A parent hands proportions of its stake to its
 * children; each bond is written at both ends. Nobody is parent and child of the same hotkey.
 * Reference: staking/set_children.rs PCRelations and the functions that load, store and move them.
 */
import type { AccountId } from '../../../../primitives/account.ts'
import { U64_MAX } from '../../../../primitives/amounts.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import type { StorageMap } from '../../../state/storage.ts'
import { errors } from '../errors.ts'
import { ChildKeys, ParentKeys, PendingChildKeys } from '../storage/keys.ts'
import type { Linkage } from '../types.ts'

/** Hotkeys with their proportions of u64::MAX, in the order of accounts. */
type Links = ReadonlyMap<AccountId, bigint>

interface Relations {
  readonly pivot: AccountId
  readonly children: Links
  readonly parents: Links
}

const MAX_CHILDREN = 5

/** Of several proportions for one hotkey the last counts. */
function linksOf(ctx: Ctx, linkage: Linkage): Links {
  const links = new Map(linkage.map(([proportion, hotkey]) => [hotkey, proportion]))
  return new Map([...links].sort(([a], [b]) => ctx.runtime.profile.accountOrder(a, b)))
}

const linkageOf = (links: Links): Linkage => [...links].map(([hotkey, proportion]) => [proportion, hotkey] as const)

const without = (linkage: Linkage, hotkey: AccountId): Linkage => linkage.filter(([, other]) => other !== hotkey)

const ensureNoSelfLoop = (pivot: AccountId, links: Links): void => ensure(!links.has(pivot), errors.InvalidChild)

function ensureTotalProportions(children: Links): void {
  const total = [...children.values()].reduce((sum, proportion) => sum + proportion, 0n)
  ensure(total <= U64_MAX, errors.ProportionOverflow)
}

function ensureBipartiteSeparation(children: Links, parents: Links): void {
  const overlap = [...children.keys()].some(child => parents.has(child))
  ensure(!overlap, errors.ChildParentInconsistency)
}

/** @throws InvalidChild, TooManyChildren, ProportionOverflow, ChildParentInconsistency */
export function ensurePendingConsistency(ctx: Ctx, relations: Relations, pending: Linkage): void {
  const children = linksOf(ctx, pending)
  ensureNoSelfLoop(relations.pivot, children)
  ensure(children.size <= MAX_CHILDREN, errors.TooManyChildren)
  ensureTotalProportions(children)
  ensureBipartiteSeparation(children, relations.parents)
}

/** The hotkey's present bonds. @throws ProportionOverflow, ChildParentInconsistency where what is stored is broken */
export const loadChildParentRelations = (ctx: Ctx, hotkey: AccountId, netuid: NetUid): Relations =>
  loadRelationsFromPending(ctx, hotkey, ChildKeys.get(ctx, hotkey, netuid), netuid)

/** The hotkey's bonds with these children in the place of its own. @throws ProportionOverflow, ChildParentInconsistency */
export function loadRelationsFromPending(ctx: Ctx, pivot: AccountId, pending: Linkage, netuid: NetUid): Relations {
  const children = linksOf(ctx, without(pending, pivot))
  ensureTotalProportions(children)
  const parents = linksOf(ctx, without(ParentKeys.get(ctx, pivot, netuid), pivot))
  ensureBipartiteSeparation(children, parents)
  return { pivot, children, parents }
}

type LinkageMap = StorageMap<readonly [AccountId, NetUid], Linkage, Linkage>

/** No empty lists are kept. */
function setLinkage(ctx: Ctx, item: LinkageMap, hotkey: AccountId, netuid: NetUid, linkage: Linkage): void {
  if (linkage.length === 0) item.remove(ctx, hotkey, netuid)
  else item.put(ctx, hotkey, netuid, linkage)
}

/** Puts a bond in a list: in its place if it is there, else at the end. */
function withLink(linkage: Linkage, proportion: bigint, hotkey: AccountId): Linkage {
  const at = linkage.findIndex(([, other]) => other === hotkey)
  const link = [proportion, hotkey] as const
  return at === -1 ? [...linkage, link] : linkage.with(at, link)
}

/** Writes the pivot's bonds at both ends; those that are not among them are dropped. @returns neighbours that were written */
export function persistChildParentRelations(ctx: Ctx, relations: Relations, netuid: NetUid): number {
  const { pivot, children, parents } = relations
  return (
    persistSide(ctx, pivot, children, netuid, ChildKeys, ParentKeys) +
    persistSide(ctx, pivot, parents, netuid, ParentKeys, ChildKeys)
  )
}

function persistSide(
  ctx: Ctx,
  pivot: AccountId,
  links: Links,
  netuid: NetUid,
  own: LinkageMap,
  others: LinkageMap,
): number {
  const before = new Set(own.get(ctx, pivot, netuid).map(([, hotkey]) => hotkey))
  setLinkage(ctx, own, pivot, netuid, linkageOf(links))
  for (const [hotkey, proportion] of links) {
    setLinkage(ctx, others, hotkey, netuid, withLink(others.get(ctx, hotkey, netuid), proportion, pivot))
  }
  const dropped = [...before].filter(hotkey => !links.has(hotkey))
  for (const hotkey of dropped) {
    setLinkage(ctx, others, hotkey, netuid, without(others.get(ctx, hotkey, netuid), pivot))
  }
  return links.size + dropped.length
}

/**
 * Gives all bonds of a hotkey, those that are pending too, to another.
 * @returns reads and writes, for the weight of the call
 * @throws InvalidChild when the two are bound to each other, and those of pending children
 */
export function parentChildSwapHotkey(
  ctx: Ctx,
  oldHotkey: AccountId,
  newHotkey: AccountId,
  netuid: NetUid,
): { readonly reads: number; readonly writes: number } {
  const old = loadChildParentRelations(ctx, oldHotkey, netuid)
  for (const child of old.children.keys()) {
    setLinkage(ctx, ParentKeys, child, netuid, without(ParentKeys.get(ctx, child, netuid), oldHotkey))
  }
  // Here, unlike everywhere else, the reference leaves empty lists behind.
  for (const parent of old.parents.keys()) {
    ChildKeys.put(ctx, parent, netuid, without(ChildKeys.get(ctx, parent, netuid), oldHotkey))
  }
  ChildKeys.put(ctx, oldHotkey, netuid, [])
  ParentKeys.remove(ctx, oldHotkey, netuid)
  ensureNoSelfLoop(newHotkey, old.children)
  ensureNoSelfLoop(newHotkey, old.parents)
  const relations: Relations = { ...old, pivot: newHotkey }
  const pending = PendingChildKeys.find(ctx, netuid, oldHotkey)
  if (pending !== undefined) {
    ensurePendingConsistency(ctx, relations, pending[0])
    PendingChildKeys.remove(ctx, netuid, oldHotkey)
    PendingChildKeys.put(ctx, netuid, newHotkey, pending)
  }
  const moved = old.children.size + old.parents.size
  const persisted = persistChildParentRelations(ctx, relations, netuid)
  const isPending = pending === undefined ? 0 : 1
  return { reads: 3 + moved + isPending + persisted, writes: 3 + moved + 2 * isPending + persisted }
}
