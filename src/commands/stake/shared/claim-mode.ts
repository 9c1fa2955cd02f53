/** Setting what becomes of root dividends that are claimed. */
import { mergeNeeds } from '../../../client/metadata/needs.ts'
import { CLAIM_MODE, type ClaimMode, getClaimMode } from '../../../client/reads/root-claims.ts'
import { getSubnets, noSubnet, SUBNETS } from '../../../client/reads/subnets.ts'
import { call, callNeeds } from '../../../client/transactions/call.ts'
import { TaoError } from '../../../primitives/errors.ts'
import { type NetUid, parseNetuid, ROOT } from '../../../primitives/netuid.ts'
import { cells } from '../../kit/cells.ts'
import type { Context } from '../../kit/context.ts'
import { valued } from '../../kit/options.ts'
import type { Plan } from '../../kit/plan.ts'
import { address, integer, list, record, text, type ValueOf } from '../../kit/shape.ts'
import { NETUID } from '../../kit/values.ts'
import { type Block, card } from '../../kit/view.ts'
import { planTransaction, TRANSACTION, transactionFacts, transactionOf } from '../../shared/transaction.ts'

export const MODES = ['swap', 'keep', 'keep-subnets'] as const
export type ModeName = (typeof MODES)[number]

/** A netuid, or a range of them: `1-5`. */
export const netuidRange = valued<readonly NetUid[]>({
  ...NETUID,
  placeholder: 'NETUIDS',
  parse: text => {
    const [first, last = first] = text.split('-').map(parseNetuid) as [NetUid, NetUid?]
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
  },
  format: range => (range.length > 1 ? `${range[0]}-${range.at(-1)}` : String(range[0])),
  schema: { type: 'string', description: 'A netuid or a range: 1-5' },
})

const CALL = 'SubtensorModule.set_root_claim_type'

export const MODE_SET = record({
  ...TRANSACTION,
  coldkey: address('Whose dividends they are'),
  mode: text('swap, keep or keep-subnets'),
  netuids: list(integer('A subnet whose alpha is kept')),
})
export type ModeSet = ValueOf<typeof MODE_SET>

export const modeView = (result: ModeSet): readonly Block[] => [
  card([
    ['Mode', cells.text(result.mode)],
    ...(result.netuids.length === 0 ? [] : [['Kept on', cells.text(result.netuids.join(', '))] as const]),
    ...transactionFacts(result),
  ]),
]

/** What was asked for: a mode, for the subnets named only. */
export interface ModeWanted {
  readonly name: ModeName
  readonly netuids: readonly NetUid[]
}

/**
 * As btcli has it, `keep` with subnets keeps those and sells the rest, `swap` with subnets sells those and keeps the rest.
 * @throws TaoError `usage` for subnets that are missing
 */
function modeOf({ name, netuids }: ModeWanted, all: readonly NetUid[]): ClaimMode {
  if (netuids.length === 0 && name !== 'keep-subnets') return { kind: name }
  const named = [...new Set(netuids)]
  const kept = name === 'swap' ? all.filter(netuid => netuid !== ROOT && !named.includes(netuid)) : named
  if (kept.length > 0) return { kind: 'keep-subnets', subnets: kept.sort((a, b) => a - b) }
  if (name === 'swap') return { kind: 'swap' }
  throw new TaoError('usage', 'On which subnets is it kept?', { remedy: 'Give --netuids 1,2' })
}

export function modeText(mode: ClaimMode): string {
  if (mode.kind === 'swap') return 'swap: sold, and the TAO staked on root'
  if (mode.kind === 'keep') return 'keep: staked on the subnet it comes from'
  return `keep on ${mode.subnets.join(', ')}, swap on all others`
}

const argument = (mode: ClaimMode) => {
  if (mode.kind === 'swap') return { Swap: null }
  return mode.kind === 'keep' ? { Keep: null } : { KeepSubnets: { subnets: mode.subnets } }
}

export async function planMode(ctx: Context, wanted: ModeWanted): Promise<Plan<ModeSet>> {
  const wallets = await ctx.wallets()
  const signer = wallets.signer(wallets.coldkey())
  const client = await (await ctx.chain()).with(mergeNeeds(CLAIM_MODE, SUBNETS, callNeeds(CALL)))
  const at = await client.at()
  const [before, all] = await Promise.all([getClaimMode(at, signer.address), getSubnets(at)])
  const netuids = all.map(({ netuid }) => netuid)
  const unknown = wanted.netuids.find(netuid => !netuids.includes(netuid))
  if (unknown !== undefined) throw noSubnet(unknown)
  const mode = modeOf(wanted, netuids)
  const subnets = mode.kind === 'keep-subnets' ? mode.subnets : []
  return planTransaction(ctx, client, {
    call: call(CALL, { new_root_claim_type: argument(mode) }),
    signer,
    summary: `Set what becomes of root dividends to ${modeText(mode)}`,
    facts: [['Before', cells.text(modeText(before))]],
    effects: () => ['It holds for every claim from now on, those that the chain makes by itself included.'],
    context: { coldkey: signer.address, network: client.chain.name },
    result: outcome => ({
      ...transactionOf(outcome, `Root dividends: ${modeText(mode)}`),
      coldkey: signer.address,
      mode: mode.kind,
      netuids: subnets,
    }),
  })
}
