import { existsInside, resetInside } from '../../client/providers/inside.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import { choice, tao } from '../kit/options.ts'
import { hex, maybe, record, tao as taoShape, text } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { taoText } from '../shared/transaction.ts'
import { PROFILES, SPEC_425_ONLY } from './shared/options.ts'

export default action({
  summary: 'Throw the chain inside away and begin anew',
  description: [
    'Wallets stay. Everything that was done on the chain is lost.',
    'With --issuance the chain begins as if so much TAO had been issued, and subnet 1 emits from the first block: to see a halving, begin shortly before it.',
  ],
  examples: [
    { line: 'tao chain reset --yes', does: 'Begin anew with the sandbox' },
    { line: 'tao chain reset --profile localnet --yes', does: 'Begin as the local network of the reference does' },
    { line: 'tao chain reset --issuance 10499990 --yes', does: 'Begin ten blocks before the first halving' },
  ],
  options: {
    profile: choice(PROFILES, { summary: 'What the chain is made with', default: 'sandbox' }),
    spec425Only: SPEC_425_ONLY,
    issuance: tao({ summary: 'How much TAO has been issued before; sandbox only' }),
  },
  uses: ['inside'],
  output: record({
    chain: text('The name of the chain'),
    profile: text('sandbox, localnet or localnet-fast, perhaps with -425'),
    genesisHash: hex('The hash of its block 0'),
    issuance: maybe(taoShape('What it began with as issued')),
    folder: text('Where it is kept'),
  }),
  view: ({ chain, profile, genesisHash, issuance }) => [
    card([
      ['Chain', cells.text(`${chain}, anew`)],
      ['Profile', cells.text(profile)],
      ['Genesis', cells.hex(genesisHash)],
      ...(issuance === undefined ? [] : [['Issued', cells.tao(issuance)] as const]),
    ]),
  ],
  plan: ({ profile, spec425Only, issuance }, ctx) => {
    const { chain } = ctx.settings
    const begins = issuance === undefined ? '' : `, with ${taoText(issuance)} issued`
    const exists = existsInside(chain)
    return {
      summary: `Begin the chain ${chain} anew as ${profile}${begins}`,
      effects: exists ? ['Everything that was done on it is lost.'] : ['It is made: there is none of this name yet.'],
      ...(exists ? { consent: { typed: chain } } : {}),
      perform: async () => ({
        chain,
        issuance,
        ...(await resetInside({ chain, profile, only425: spec425Only, issuance })),
      }),
    }
  },
})
