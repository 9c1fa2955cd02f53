/** Claiming root dividends now. */
import type { Client } from '../../../client/client.ts'
import { mergeNeeds } from '../../../client/metadata/needs.ts'
import { getMarkets, MARKETS, type Markets } from '../../../client/reads/markets.ts'
import {
  type ClaimMode,
  getClaimMode,
  getRootClaims,
  keepsOn,
  ROOT_CLAIMS,
  type RootClaim,
} from '../../../client/reads/root-claims.ts'
import { getStakes } from '../../../client/reads/stakes.ts'
import { quoteSell } from '../../../client/reads/swaps.ts'
import { number } from '../../../client/reads/values.ts'
import { build } from '../../../client/transactions/build.ts'
import { allOf, type Call, call, callNeeds } from '../../../client/transactions/call.ts'
import type { Outcome } from '../../../client/transactions/outcome.ts'
import { preview } from '../../../client/transactions/outcome.ts'
import { departures, stakeLegs } from '../../../client/transactions/stake-legs.ts'
import { alpha as asAlpha, tao as asTao, type Tao, U64_MAX } from '../../../primitives/amounts.ts'
import { type Hex, toHex } from '../../../primitives/bytes.ts'
import { TaoError } from '../../../primitives/errors.ts'
import { type NetUid, ROOT } from '../../../primitives/netuid.ts'
import { type Cell, cells } from '../../kit/cells.ts'
import type { Context } from '../../kit/context.ts'
import { details, type Plan } from '../../kit/plan.ts'
import {
  address,
  alpha,
  flag,
  foreign,
  integer,
  list,
  maybe,
  record,
  tao,
  text,
  type ValueOf,
} from '../../kit/shape.ts'
import { type Block, card, column, table } from '../../kit/view.ts'
import { claimCalls, dueSubnets } from '../../shared/staking/claiming.ts'
import { ownKeys, signerOf } from '../../shared/staking/own-keys.ts'
import { hotkeyCell } from '../../shared/staking/trades.ts'
import { stakeText, subnetCell, subnetText } from '../../shared/staking/words.ts'
import { planTransaction, TRANSACTION, taoText, transactionFacts, transactionOf } from '../../shared/transaction.ts'

const CLAIMS = list(
  record({
    netuid: integer('The subnet that pays'),
    subnetName: foreign('Its name'),
    symbol: foreign('The symbol of its alpha'),
    hotkey: address('With whom the root stake is'),
    hotkeyName: maybe(text('The name of that hotkey in the wallets here')),
    claimed: alpha('What is paid, in alpha of the subnet'),
    mode: text('swap (sold, and the TAO staked on root) or keep (staked on the subnet)'),
  }),
)

export const CLAIMED = record({
  ...TRANSACTION,
  coldkey: address('Who claimed'),
  staked: tao('What was staked on root for the alpha that was sold'),
  claims: CLAIMS,
})
export type Claimed = ValueOf<typeof CLAIMED>
type Row = Claimed['claims'][number]

export const CLAIMING = record({
  staked: tao('What is staked on root for the alpha that is sold'),
  stakedIsQuoted: flag('Whether that is a quote for the block that was read, because the chain cannot be asked'),
  claims: CLAIMS,
})

export const claimedView = (result: Claimed): readonly Block[] => [
  card([
    ...(result.staked === 0n ? [] : [['Staked on root', cells.tao(result.staked)] as const]),
    ...transactionFacts(result),
  ]),
  claimsTable(result.claims),
]

const claimsTable = (rows: readonly Row[]): Block =>
  table(rows, [
    column('Subnet', row => subnetCell(Number(row.netuid), row.subnetName)),
    column('Hotkey', hotkeyCell),
    column('Claimed', (row): Cell => cells.alpha(row.claimed, row.symbol)),
    column('Mode', row => cells.text(row.mode)),
  ])

export interface ClaimOrder {
  /** None: wherever something is due. */
  readonly netuids: readonly NetUid[]
  /** Only if nothing is due with another one: the chain claims for all. */
  readonly hotkey: string | undefined
  /** The wallet that claims, or its address; that of the settings if absent. */
  readonly coldkey?: string | undefined
}

const NEEDS = mergeNeeds(
  ROOT_CLAIMS,
  MARKETS,
  { storage: ['Swap.FeeRate'], errors: ['Swap'] },
  callNeeds('SubtensorModule.claim_root', 'SubtensorModule.remove_stake', 'Utility.batch_all'),
)

interface Scene {
  readonly client: Client
  readonly coldkey: string
  readonly mode: ClaimMode
  readonly due: readonly RootClaim[]
  readonly markets: Markets
  readonly nameOf: (address: string) => string | undefined
}

/** @throws TaoError `not_found` where nothing is due */
export async function planClaim(ctx: Context, order: ClaimOrder): Promise<Plan<Claimed>> {
  const signer = await signerOf(ctx, order.coldkey)
  const { nameOf } = await ownKeys(ctx)
  const client = await (await ctx.chain()).with(NEEDS)
  const at = await client.at()
  const [[claims = []], mode] = await ctx.progress('Reading what is owed', () =>
    Promise.all([getRootClaims(at, [signer.address]), getClaimMode(at, signer.address)]),
  )
  const due = dueOf(claims, order)
  const markets = await getMarkets(at, dueSubnets(due))
  const scene: Scene = { client, coldkey: signer.address, mode, due, markets, nameOf }
  const calls = claimCalls(dueSubnets(due))
  const [quote, tried] = await Promise.all([quoted(scene), trial(scene, calls)])
  const staked = tried ?? quote
  const rows = rowsOf(scene, due)
  return planTransaction(ctx, client, {
    call: allOf(calls),
    signer,
    summary: `Claim root dividends on ${dueSubnets(due).map(subnetText).join(', ')}`,
    facts: [['Subnets', cells.integer(dueSubnets(due).length)]],
    effects: () => effectsOf(rows, staked),
    details: details(CLAIMING, { staked, stakedIsQuoted: tried === undefined, claims: rows }, [claimsTable(rows)]),
    context: { coldkey: signer.address, network: client.chain.name },
    result: outcome => resultOf(scene, order, outcome),
  })
}

function dueOf(claims: readonly RootClaim[], { netuids, hotkey }: ClaimOrder): RootClaim[] {
  const meant = claims.filter(({ netuid }) => netuids.length === 0 || netuids.includes(netuid))
  const due = meant.filter(({ isDue }) => isDue)
  const [other] = due.filter(claim => hotkey !== undefined && claim.hotkey !== hotkey)
  if (other !== undefined) {
    throw new TaoError('usage', 'Dividends cannot be claimed for one hotkey alone', {
      why: `Something is due with ${other.hotkey} as well, and the chain claims for all hotkeys at once.`,
      remedy: 'Leave --hotkey out.',
    })
  }
  if (due.length > 0) return due
  const owed = meant.filter(claim => claim.owed > 0n)
  throw new TaoError('not_found', 'No root dividends are due', {
    why:
      owed.length === 0
        ? 'Root stake has nothing coming there.'
        : owed.map(
            ({ netuid, owed: amount, threshold }) =>
              `${subnetText(netuid)}: ${stakeText(netuid, amount)} are owed, and paid from ${stakeText(netuid, threshold)} on.`,
          ),
    remedy: 'See what is owed with: tao stake claims',
  })
}

const rowsOf = ({ markets, mode, nameOf }: Scene, due: readonly RootClaim[]): Row[] =>
  due.map(({ netuid, hotkey, owed }) => ({
    netuid,
    subnetName: markets.get(netuid)?.subnet.name ?? '',
    symbol: markets.get(netuid)?.subnet.symbol ?? 'α',
    hotkey,
    hotkeyName: nameOf(hotkey),
    claimed: owed,
    mode: keepsOn(mode, netuid) ? 'keep' : 'swap',
  }))

const soldIn = ({ due, mode }: Scene): RootClaim[] => due.filter(({ netuid }) => !keepsOn(mode, netuid))

const FEE_WHOLE = 65_535n

/** What the alpha would bring: no fee is taken, so more is asked for by what the fee would be. */
async function quoted(scene: Scene): Promise<Tao> {
  const sums = new Map<NetUid, bigint>()
  for (const { netuid, owed } of soldIn(scene)) sums.set(netuid, (sums.get(netuid) ?? 0n) + owed)
  const brought = await Promise.all(
    [...sums].map(async ([netuid, amount]) => {
      const rate = BigInt(number(await scene.client.get('Swap.FeeRate', netuid)))
      return (await quoteSell(scene.client, netuid, asAlpha((amount * FEE_WHOLE) / (FEE_WHOLE - rate)))).tao
    }),
  )
  return asTao(brought.reduce((sum, each) => sum + each, 0n))
}

/**
 * What it brings, tried on a development chain: no event tells, so all root stake is taken out after the claim, in the
 * trial only. Undefined where the chain cannot try.
 */
async function trial(scene: Scene, calls: readonly Call[]): Promise<Tao | undefined> {
  const { client, coldkey, due } = scene
  if (soldIn(scene).length === 0) return asTao(0n)
  const stakeBefore = new Map(due.map(({ hotkey, stake }) => [hotkey, stake]))
  const out = [...stakeBefore.keys()].map(hotkey =>
    call('SubtensorModule.remove_stake', { hotkey, netuid: ROOT, amount_unstaked: U64_MAX }),
  )
  const encoded = toHex(build(client, allOf([...calls, ...out])))
  const tried = await preview(client, encoded, coldkey)
  if (tried === undefined || tried.refusal !== undefined) return undefined
  const after = departures(stakeLegs(tried.events)).reduce((sum, leg) => sum + leg.alpha, 0n)
  return asTao(after - [...stakeBefore.values()].reduce((sum, stake) => sum + stake, 0n))
}

function effectsOf(rows: readonly Row[], staked: Tao): string[] {
  const sold = rows.filter(({ mode }) => mode === 'swap')
  const kept = rows.filter(({ mode }) => mode === 'keep')
  const text = ({ netuid, claimed, symbol }: Row): string => stakeText(Number(netuid), claimed, symbol)
  return [
    ...(sold.length === 0 ? [] : [`${sold.map(text).join(', ')} are sold, and ${taoText(staked)} staked on root.`]),
    ...kept.map(row => `${text(row)} are staked on ${subnetText(Number(row.netuid))}.`),
  ]
}

/** Nothing but the states before and after tell what was claimed. */
async function resultOf(scene: Scene, order: ClaimOrder, outcome: Outcome): Promise<Claimed> {
  const { client, coldkey } = scene
  const number = outcome.block.number - 1
  const hash = await client.chain.rpc<Hex>('chain_getBlockHash', number)
  const [before, after] = await Promise.all([client.at({ number, hash }), client.at(outcome.block)])
  const [[claims = []], [stakesBefore = []], [stakesAfter = []]] = await Promise.all([
    getRootClaims(before, [coldkey]),
    getStakes(before, [coldkey]),
    getStakes(after, [coldkey]),
  ])
  const onRoot = (stakes: typeof stakesBefore): bigint =>
    stakes.reduce((sum, { netuid, stake }) => (netuid === ROOT ? sum + stake : sum), 0n)
  const paid = claims.filter(
    ({ netuid, isDue }) => isDue && (order.netuids.length === 0 || order.netuids.includes(netuid)),
  )
  const staked = asTao(onRoot(stakesAfter) - onRoot(stakesBefore))
  const what = transactionOf(outcome, `Claimed root dividends on ${dueSubnets(paid).map(subnetText).join(', ')}`)
  return { ...what, coldkey, staked, claims: rowsOf(scene, paid) }
}
