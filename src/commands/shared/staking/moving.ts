/** Stake on its way to another hotkey, subnet or coldkey. */
import type { Client } from '../../../client/client.ts'
import { mergeNeeds } from '../../../client/metadata/needs.ts'
import { AVAILABILITY, getAvailability } from '../../../client/reads/availability.ts'
import { getOwner, OWNERS } from '../../../client/reads/hotkeys.ts'
import { getMarkets } from '../../../client/reads/markets.ts'
import { MOVES, quoteExchange } from '../../../client/reads/moves.ts'
import { getRootClaims, ROOT_CLAIMS, type RootClaim } from '../../../client/reads/root-claims.ts'
import { getStake, STAKE } from '../../../client/reads/stakes.ts'
import { getStakingRules, STAKING_RULES } from '../../../client/reads/staking-rules.ts'
import { bool } from '../../../client/reads/values.ts'
import { allOf, type Call, call, callNeeds } from '../../../client/transactions/call.ts'
import { feeInAlpha, stakeLegs } from '../../../client/transactions/stake-legs.ts'
import { type Alpha, alpha as asAlpha, U64_MAX } from '../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../primitives/netuid.ts'
import type { Context } from '../../kit/context.ts'
import { details, type Plan } from '../../kit/plan.ts'
import { card } from '../../kit/view.ts'
import { planTransaction, transactionOf } from '../transaction.ts'
import { claimCalls, dueSubnets, lossWarnings } from './claiming.ts'
import { checkMove, isSplittable, type MoveScene, ratiosOf } from './move-checks.ts'
import { MOVING, type Moved, moveEffect, moveFacts, moveIn, moveRow } from './move-shape.ts'
import { ownKeys, signerOf } from './own-keys.ts'
import { hasPrice, idleProtection, type Protection, ratioWarnings, swapLimit } from './protection.ts'
import { stakeText, subnetText } from './words.ts'

export interface MoveOrder {
  readonly originNetuid: NetUid
  readonly originHotkey: string
  readonly destinationNetuid: NetUid
  readonly destinationHotkey: string
  /** One's own if absent. */
  readonly destinationColdkey?: string | undefined
  /** Of what is at the origin. */
  readonly amount: Alpha | 'all'
  readonly protection: Protection
  /** Claim what root stake has coming first, in the same transaction. */
  readonly claimFirst: boolean
  /** The wallet whose stake it is, or its address; that of the settings if absent. */
  readonly signer?: string | undefined
}

const CALLS = ['move_stake', 'swap_stake', 'swap_stake_limit', 'transfer_stake', 'claim_root'].map(
  name => `SubtensorModule.${name}`,
)

const NEEDS = mergeNeeds(
  MOVES,
  STAKE,
  OWNERS,
  AVAILABILITY,
  ROOT_CLAIMS,
  STAKING_RULES,
  { storage: ['SubtensorModule.TransferToggle'], errors: ['Swap'] },
  callNeeds(...CALLS, 'Utility.batch_all'),
)

interface Scene extends MoveScene {
  readonly claims: readonly RootClaim[]
  /** Whether it was to be made in part, possible or not. */
  readonly wantsPart: boolean
  /** What the call asks for. The chain moves no more than there is: what is claimed just before comes along with all. */
  readonly asked: Alpha
}

async function readScene(client: Client, coldkey: string, order: MoveOrder): Promise<Scene> {
  const at = await client.at()
  const { originNetuid, originHotkey, destinationNetuid, destinationHotkey, protection } = order
  const destinationColdkey = order.destinationColdkey ?? coldkey
  const isTransfer = destinationColdkey !== coldkey
  const [markets, held, rules, owner, availability, toggles, claims] = await Promise.all([
    getMarkets(at, [originNetuid, destinationNetuid]),
    getStake(at, originHotkey, coldkey, originNetuid),
    getStakingRules(client),
    getOwner(at, destinationHotkey),
    getAvailability(at, coldkey, originNetuid),
    isTransfer ? at.many('SubtensorModule.TransferToggle', [originNetuid, destinationNetuid]) : [],
    originNetuid === ROOT ? getRootClaims(at, [coldkey]) : [[]],
  ])
  const [from, to] = [markets.get(originNetuid)!, markets.get(destinationNetuid)!]
  const amount = order.amount === 'all' ? held : order.amount
  const isTrade = originNetuid !== destinationNetuid
  const canTrade = isTrade && amount > 0n && amount <= held
  return {
    network: client.chain.name,
    coldkey,
    from,
    to,
    originHotkey,
    destinationHotkey,
    destinationColdkey,
    amount,
    held,
    minStake: rules.minStake,
    availability,
    destinationOwner: owner,
    exchange: canTrade ? await quoteExchange(at, from, to, amount) : undefined,
    transfersAllowed: toggles.map(bool),
    limit: isTrade ? swapLimit(from, to, protection) : undefined,
    partial: protection.partial && isSplittable({ originHotkey, destinationHotkey, coldkey, destinationColdkey }),
    wantsPart: protection.partial,
    claims: claims[0]!.filter(({ hotkey }) => hotkey === originHotkey),
    asked: order.amount === 'all' && order.claimFirst && originNetuid === ROOT ? asAlpha(U64_MAX) : amount,
  }
}

/** @throws TaoError for whatever the chain is sure to refuse */
export async function planMoving(ctx: Context, order: MoveOrder): Promise<Plan<Moved>> {
  const signer = await signerOf(ctx, order.signer)
  const { nameOf } = await ownKeys(ctx)
  const client = await (await ctx.chain()).with(NEEDS)
  const scene = await ctx.progress('Reading stake and prices', () => readScene(client, signer.address, order))
  checkMove(scene)
  const due = order.claimFirst ? dueSubnets(scene.claims) : []
  const quote = moveRow(scene, scene.amount, scene.exchange)
  const goneFrom = (): bigint => (order.originNetuid === ROOT ? scene.amount : 0n)
  return planTransaction(ctx, client, {
    call: allOf([...claimCalls(due), ...callsOf(scene)]),
    signer,
    summary: summaryOf(scene, nameOf),
    effects: tried => [
      ...(due.length === 0
        ? []
        : [`What root stake has coming on ${due.map(subnetText).join(', ')} is claimed first.`]),
      moveEffect(tried === undefined ? quote : moveIn(stakeLegs(tried.events), scene)),
    ],
    warnings: [
      ...lossWarnings(scene.claims, goneFrom, nameOf, order.claimFirst),
      ...warningsOf(scene),
      ...(scene.limit === undefined ? ratioWarnings(ratiosOf(scene), order.protection) : []),
      ...idleProtection(ctx, order.protection, hasPrice(scene.from, scene.to)),
      ...(scene.wantsPart && !scene.partial && scene.limit !== undefined ? [WHOLE_ONLY] : []),
    ],
    details: tried => {
      const row = tried === undefined ? quote : moveIn(stakeLegs(tried.events), scene)
      return details(MOVING, row, [card(moveFacts(row))])
    },
    context: contextOf(scene),
    result: outcome => {
      const row = moveIn(stakeLegs(outcome.events), scene)
      const what = transactionOf(outcome, `Moved ${stakeText(order.originNetuid, row.given, row.originSymbol)}`)
      return { ...what, feeInAlpha: feeInAlpha(outcome.events), coldkey: signer.address, ...row }
    },
  })
}

const WHOLE_ONLY = 'What changes its hotkey or its owner is moved in full or not at all: --partial makes no difference.'

/** The calls that do it: with a limit price where the chain has one for them, in two steps where it takes two. */
function callsOf(scene: Scene): Call[] {
  const { from, to, originHotkey, destinationHotkey, coldkey, destinationColdkey, asked, limit } = scene
  const [origin, destination] = [from.subnet.netuid, to.subnet.netuid]
  const move = (toNetuid: NetUid): Call =>
    call('SubtensorModule.move_stake', {
      origin_hotkey: originHotkey,
      destination_hotkey: destinationHotkey,
      origin_netuid: origin,
      destination_netuid: toNetuid,
      alpha_amount: asked,
    })
  const changesHotkey = originHotkey !== destinationHotkey
  const first = changesHotkey ? [move(origin)] : []
  if (destinationColdkey !== coldkey) {
    const places = { hotkey: destinationHotkey, origin_netuid: origin, destination_netuid: destination }
    const gift = { destination_coldkey: destinationColdkey, ...places, alpha_amount: asked }
    return [...first, call('SubtensorModule.transfer_stake', gift)]
  }
  if (origin === destination) return first
  const places = { hotkey: destinationHotkey, origin_netuid: origin, destination_netuid: destination }
  if (limit !== undefined) {
    const terms = { ...places, alpha_amount: asked, limit_price: limit, allow_partial: scene.partial }
    return [...first, call('SubtensorModule.swap_stake_limit', terms)]
  }
  return changesHotkey ? [move(destination)] : [call('SubtensorModule.swap_stake', { ...places, alpha_amount: asked })]
}

function summaryOf(scene: MoveScene, nameOf: (address: string) => string | undefined): string {
  const { from, to, amount, coldkey, destinationColdkey, originHotkey, destinationHotkey } = scene
  const { netuid, symbol } = from.subnet
  const what = `Move ${stakeText(netuid, amount, symbol)} on ${subnetText(netuid)}`
  const steps = [
    ...(originHotkey === destinationHotkey ? [] : [`to the hotkey ${nameOf(destinationHotkey) ?? destinationHotkey}`]),
    ...(netuid === to.subnet.netuid ? [] : [`to ${subnetText(to.subnet.netuid)}`]),
    ...(destinationColdkey === coldkey ? [] : [`to the coldkey ${nameOf(destinationColdkey) ?? destinationColdkey}`]),
  ]
  return `${what} ${steps.join(' and ')}`
}

function warningsOf(scene: MoveScene): string[] {
  const { from, to, coldkey, destinationColdkey, limit, amount, availability } = scene
  const isTransfer = coldkey !== destinationColdkey
  const isTrade = from.subnet.netuid !== to.subnet.netuid
  const locked = availability !== undefined && amount > availability.available
  return [
    ...(isTransfer ? ['It belongs to somebody else then, and cannot be taken back.'] : []),
    ...(isTransfer && isTrade && limit !== undefined
      ? ['The chain has no limit price for this call: the tolerance was checked now, not when it is carried out.']
      : []),
    ...(isTransfer && !isTrade && locked
      ? ['Part of it is locked: the lock goes along, if the recipient takes it.']
      : []),
  ]
}

function contextOf({ from, originHotkey, coldkey, network, amount }: MoveScene) {
  const { netuid } = from.subnet
  return { netuid, hotkey: originHotkey, coldkey, network, amount: stakeText(netuid, amount) }
}
