import type { Client } from '../../client/client.ts'
import { type Advanced, advance, blockReward, halvingTarget } from '../../client/development.ts'
import { mergeNeeds } from '../../client/metadata/needs.ts'
import { getIssuance, ISSUANCE } from '../../client/reads/emission.ts'
import { blocksToEpoch, EPOCHS } from '../../client/reads/epochs.ts'
import type { Tao } from '../../primitives/amounts.ts'
import { TaoError } from '../../primitives/errors.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import type { Context, Step } from '../kit/context.ts'
import { flag, integer, netuid } from '../kit/options.ts'
import { hex, integer as integerShape, list, record, tao } from '../kit/shape.ts'
import { card, lines } from '../kit/view.ts'

const MOST = 10_000_000
const NEEDS = mergeNeeds(ISSUANCE, EPOCHS)

export default read({
  summary: 'Make blocks of the chain inside, each really executed',
  description: ['The time of the chain moves on with its blocks: 12 seconds each, 250 ms with fast blocks.'],
  examples: [
    { line: 'tao chain advance 360', does: 'Make 360 blocks' },
    { line: 'tao chain advance --to-epoch 2', does: 'Go on until the next epoch of subnet 2 has run' },
    { line: 'tao chain advance --to-halving', does: 'Go on until the reward of a block falls' },
  ],
  arguments: {
    blocks: integer({ min: 1, max: MOST, summary: 'How many blocks', excludes: ['toEpoch', 'toHalving'] }),
  },
  options: {
    toEpoch: netuid({ summary: 'Until the next epoch of this subnet has run', excludes: ['toHalving'] }),
    toHalving: flag({ summary: 'Until the reward of a block falls' }),
  },
  uses: ['network'],
  output: record({
    made: integerShape('How many blocks were made'),
    block: integerShape('The newest block'),
    blockHash: hex('Its hash'),
    issued: tao('TAO issued so far'),
    reward: tao('What the next block creates at most'),
    rewardChanges: list(
      record({
        block: integerShape('The first block with the new reward'),
        from: tao('The reward before'),
        to: tao('The reward from there on'),
      }),
    ),
  }),
  view: ({ made, block, blockHash, issued, reward, rewardChanges: changes }) => [
    card([
      ['Made', cells.count(made, made === 1 ? 'block' : 'blocks')],
      ['Block', cells.integer(block)],
      ['Hash', cells.hex(blockHash)],
      ['Issued', cells.tao(issued)],
      ['Reward', cells.tao(reward)],
    ]),
    ...changes.map(change =>
      lines(
        `The reward fell from ${cells.tao(change.from).text} to ${cells.tao(change.to).text} at block ${change.block}.`,
      ),
    ),
  ],
  run: async ({ blocks = 1, toEpoch, toHalving }, ctx) => {
    const client = await (await ctx.chain()).with(NEEDS)
    const { made, head, issued, changes } = toHalving
      ? await advanceToHalving(client, ctx)
      : await make(client, toEpoch === undefined ? blocks : await blocksToEpoch(client, toEpoch), ctx)
    return {
      made,
      block: head.number,
      blockHash: head.hash,
      issued,
      reward: blockReward(issued),
      rewardChanges: changes,
    }
  },
})

async function make(client: Client, blocks: number, ctx: Context): Promise<Advanced> {
  const text = (made: number): string => `Making blocks: ${made} of ${blocks}`
  const onProgress = (step: Step) => (made: number) => {
    step(text(made))
    return false
  }
  const advanced = await ctx.progress(text(0), step =>
    advance(client, blocks, { signal: ctx.signal, onProgress: onProgress(step) }),
  )
  if (advanced.made < blocks) throw interrupted(advanced)
  return advanced
}

/** After so many blocks without a new rao none will come. A subnet that was started a moment ago takes some blocks. */
const PATIENCE = 1000

async function advanceToHalving(client: Client, ctx: Context): Promise<Advanced> {
  const { issued: start } = await getIssuance(client)
  const { threshold, reward } = halvingTarget(start)
  const left = (issued: bigint): number => Number((threshold - issued + reward - 1n) / reward)
  const text = (blocks: number): string => `Making blocks: about ${blocks} to the halving`
  return ctx.progress(text(left(start)), async step => {
    const onProgress = (made: number, issued: Tao): boolean => {
      step(text(left(issued)))
      return issued >= threshold || (issued <= start && made >= PATIENCE)
    }
    const advanced = await advance(client, Number.MAX_SAFE_INTEGER, { signal: ctx.signal, onProgress })
    if (advanced.issued >= threshold) return advanced
    throw ctx.signal.aborted ? interrupted(advanced) : standsStill(advanced)
  })
}

const interrupted = ({ made, head }: Advanced): TaoError =>
  new TaoError('interrupted', `Interrupted after ${made} blocks, at block ${head.number}`)

const standsStill = ({ made }: Advanced): TaoError =>
  new TaoError('unsupported', 'The issuance does not grow', {
    why: [`${made} blocks were made, and none created TAO.`, 'No subnet takes part in emission.'],
    remedy: 'Create and start a subnet with tao subnets create, or begin with tao chain reset --issuance TAO.',
  })
