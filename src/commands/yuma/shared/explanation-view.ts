/**
 * An explanation as a person reads it: for each quantity of the paper the sum that it is, addend by addend, in whole
 * numbers. Shares are parts of 2^32. What comes from one line above stands again where it is used.
 */
import { type Cell, cells } from '../../kit/cells.ts'
import type { Block } from '../../kit/view.ts'
import { card, column, hint, lines, table } from '../../kit/view.ts'
import { bondsBlocks } from './bonds-view.ts'
import type { ShownExplanation } from './explanation.ts'
import { divided, multiplied, whole } from './steps-view.ts'

export function explanationBlocks(explanation: ShownExplanation): Block[] {
  return [
    lines(cells.strong(`UID ${explanation.uid}`)),
    hint(
      'Shares are parts of 2^32 = 4294967296. Each step is rounded down; what that cuts off stands behind "rest".',
      'The numbers of equations are those of the paper (docs/consensus.md of subtensor).',
    ),
    stakeCard(explanation.stake),
    ...consensusBlocks(explanation.incentive),
    ...incentiveBlocks(explanation.incentive),
    ...trustBlocks(explanation.trust),
    ...bondsBlocks(explanation.bonds),
    emissionCard(explanation.emission),
  ]
}

function stakeCard({
  amount,
  counts,
  share,
  quantised,
  active,
  permit,
  activeShare,
}: ShownExplanation['stake']): Block {
  return card(
    [
      ['Stake', cells.text(`${cells.alpha(amount).text}: ${counts}`)],
      ['Share S', cells.text(`${divided(share)}, stakes in rao`)],
      ['Stored', cells.text(multiplied(quantised))],
      [
        'Active',
        cells.text(
          `${yesNo(active.active)}: its weights of block ${active.lastUpdate} count until block ${active.until}, this is block ${active.block}`,
        ),
      ],
      ['Permit', cells.text(`${yesNo(permit.had)}; from now on ${yesNo(permit.granted)}: ${rankOf(permit)}`)],
      ['Active share S', cells.text(divided(activeShare))],
    ],
    'Stake',
  )
}

function rankOf({ owner, granted, before, places }: ShownExplanation['stake']['permit']): string {
  if (owner) return 'the owner always has one'
  if (!granted && before < places) return 'there is none without stake that counts'
  return `${before} come before it, ${places} places`
}

const yesNo = (flag: boolean): string => (flag ? 'yes' : 'no')

type Incentive = ShownExplanation['incentive']

/** Equation 3. */
function consensusBlocks({ consensus }: Incentive): Block[] {
  const { votes, weight, minority, kappa, quantised } = consensus
  // Without a kappa no votes are more than the minority: the greatest weight stands.
  const first = votes.findIndex(vote => vote.upTo > minority)
  const decides = first === -1 ? votes.length - 1 : first
  const reason = first === -1 ? 'the greatest weight' : 'the first weight up to which votes are more than the minority'
  return [
    table(
      votes.map((vote, i) => ({ ...vote, decides: i === decides })),
      [
        column('Validator', ({ validator }) => cells.integer(validator)),
        column('Weight on it', ({ weight }) => whole(weight)),
        column('Active share', ({ stake }) => whole(stake.a)),
        column('Of all', ({ stake }) => whole(stake.b)),
        column('Vote', ({ stake }) => whole(stake.result)),
        column('Votes up to here', ({ upTo }) => whole(upTo)),
        column('', ({ decides }): Cell => (decides ? cells.strong('consensus') : cells.text(''))),
      ],
      { title: 'Consensus (3): the most weight that kappa of stake supports', empty: 'Nobody votes.' },
    ),
    card([
      ['Kappa', cells.text(divided(kappa))],
      ['Minority', cells.text(`${plus(votes.map(vote => vote.stake.result))} - ${kappa.result} = ${minority}`)],
      ['Consensus', cells.text(`${weight}: ${reason}`)],
      ['Stored', cells.text(multiplied(quantised))],
    ]),
  ]
}

/** The sum as far as it can be read. */
function plus(parts: readonly (number | bigint)[]): string {
  if (parts.length === 0) return '0'
  if (parts.length <= 4) return parts.join(' + ')
  return `all votes, ${parts.reduce<bigint>((sum, part) => sum + BigInt(part), 0n)},`
}

function incentiveBlocks({ ratings, rank, share, quantised }: Incentive): Block[] {
  return [
    table(
      ratings,
      [
        column('Validator', ({ validator }) => cells.integer(validator)),
        column('Set', ({ weight }) => whole(weight.a)),
        column('Of all', ({ weight }) => whole(weight.b)),
        column('Weight W', ({ weight }) => whole(weight.result)),
        column('Cut off', ({ cut }) => whole(cut)),
        column('Clipped', ({ clipped }) => whole(clipped)),
        column('Stake S', ({ part }) => whole(part.a)),
        column('S · clipped', ({ part }) => whole(part.result)),
        column('Rest', ({ part }) => whole(part.remainder)),
      ],
      { title: 'Incentive: who weighed it, with what stake, and what was clipped', empty: 'Nobody weighs it.' },
    ),
    card([
      ['Rank R', cells.text(`${rank}: the sum of S · clipped`)],
      ['Incentive I', cells.text(`of all ranks: ${divided(share)}`)],
      ['Stored', cells.text(multiplied(quantised))],
    ]),
  ]
}

function trustBlocks({ weights, dropped, trust, quantised }: ShownExplanation['trust']): Block[] {
  if (weights.length === 0 && dropped.length === 0) return []
  const droppedTable = table(
    dropped,
    [
      column('Server', ({ server }) => cells.integer(server)),
      column('Set', ({ raw }) => whole(raw)),
      column('Why', ({ because }) => cells.text(because)),
    ],
    { title: 'Its weights that do not count' },
  )
  return [
    table(
      weights,
      [
        column('Server', ({ server }) => cells.integer(server)),
        column('Set', ({ weight }) => whole(weight.a)),
        column('Of all', ({ weight }) => whole(weight.b)),
        column('Weight W', ({ weight }) => whole(weight.result)),
        column('Consensus', ({ consensus }) => whole(consensus)),
        column('Cut off', ({ cut }) => whole(cut)),
        column('Clipped', ({ clipped }) => whole(clipped)),
      ],
      { title: 'Trust: what consensus leaves of its own weights', empty: 'None of its weights count.' },
    ),
    ...(dropped.length === 0 ? [] : [droppedTable]),
    card([
      ['Trust Tv', cells.text(`${trust}: the sum of what is left`)],
      ['Stored', cells.text(multiplied(quantised))],
    ]),
  ]
}

const SHARED_BY: Readonly<Record<string, string>> = {
  consensus: 'by incentive and dividends',
  'active stake': 'by active stake, because there is no consensus',
  stake: 'by stake, because there is neither consensus nor active stake',
}

function emissionCard({
  alpha,
  sharedBy,
  incentives,
  dividends,
  server,
  validator,
  combined,
}: ShownExplanation['emission']): Block {
  const pay = ({ share, amount }: typeof server): Cell => {
    const how = share === undefined ? '' : `${divided(share)}; `
    return cells.text(`${how}${multiplied(amount, ' rao')}`)
  }
  return card(
    [
      ['Alpha', cells.text(`${cells.alpha(alpha).text} = ${alpha} rao, shared ${SHARED_BY[sharedBy]}`)],
      ['All shares', cells.text(`${incentives} + ${dividends} = ${BigInt(incentives) + BigInt(dividends)}`)],
      ['As a server', pay(server)],
      ['As a validator', pay(validator)],
      ['Together', pay(combined)],
    ],
    'Emission E (7)',
  )
}
