/**
 * How prices and emission of subnets went, over the states that are kept. What was found once is kept, so that only new
 * blocks cost anything.
 */
import type { Hex } from '../../../../primitives/bytes.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import {
  SubnetAlphaIn,
  SubnetAlphaOutEmission,
  SubnetExcessTao,
  SubnetTAO,
  SubnetTaoInEmission,
} from '../../../pallets/subtensor/storage/pool.ts'
import { NetworksAdded, SubnetMechanism } from '../../../pallets/subtensor/storage/subnet.ts'
import { getAllSubnetNetuids } from '../../../pallets/subtensor/subnets/subnet.ts'
import { SwapBalancer } from '../../../pallets/swap/storage.ts'
import type { Ctx } from '../../../runtime/context.ts'
import type { Chain } from '../../chain.ts'
import { method } from '../method.ts'
import { optional, u32 } from '../params.ts'
import type { SubnetHistory, SubnetSeries } from './answers.ts'
import { priceOf } from './facts.ts'
import { Rewind } from './rewind.ts'
import { taoEmissionOf } from './subnets.ts'

const DEFAULT_POINTS = 60
const MAX_POINTS = 120
const MAX_SAMPLES = 4 * MAX_POINTS
/** Others are served in between. */
const TURN_MILLISECONDS = 10

/** What a sample depends on. */
const ITEMS = [
  ...[NetworksAdded, SubnetMechanism, SubnetTAO, SubnetAlphaIn, SwapBalancer],
  ...[SubnetTaoInEmission, SubnetExcessTao, SubnetAlphaOutEmission],
]

/** Price and emission of all subnets, or of one, at so many blocks. */
export const explorerHistory = method({
  name: 'tao_explorerHistory',
  params: [optional('netuid', u32), optional('points', u32)],
  run: async ({ chain }, netuid, points = DEFAULT_POINTS): Promise<SubnetHistory> => {
    const existing = chain.look(getAllSubnetNetuids)
    const netuids = netuid === undefined ? existing.sort((a, b) => a - b) : existing.filter(each => each === netuid)
    const head = chain.head.number
    const blocks = heights(Math.max(1, chain.oldestState), head, Math.max(2, Math.min(points, MAX_POINTS)))
    const samples = await samplesAt(chain, blocks)
    return { blocks, subnets: netuids.map(each => seriesOf(each, blocks, samples)) }
  },
})

/**
 * At most so many blocks, and the newest one. They lie on a grid that stays when blocks are added, until it grows wider.
 * @returns ascending
 */
export function heights(oldest: number, newest: number, points: number): number[] {
  if (newest < oldest) return []
  const step = STEPS.find(candidate => (newest - oldest) / candidate < points - 1) ?? STEPS.at(-1)!
  const found: number[] = []
  for (let block = Math.ceil(oldest / step) * step; block < newest; block += step) found.push(block)
  return [...found, newest]
}

/** A wider grid lies on the narrower ones: what was found stays of use. */
const STEPS = Array.from({ length: 24 }, (_, i) => 2 ** i)

interface Sample {
  readonly hash: Hex
  readonly subnets: ReadonlyMap<NetUid, readonly [price: string, taoEmission: string, alphaEmission: string]>
}

interface Samples {
  readonly found: Map<number, Sample>
  /** One walk at a time; who asks meanwhile waits for it and sees what is missing then. */
  walk: Promise<void> | undefined
}

const known = new WeakMap<Chain, Samples>()

async function samplesAt(chain: Chain, blocks: readonly number[]): Promise<ReadonlyMap<number, Sample>> {
  const samples = known.get(chain) ?? { found: new Map<number, Sample>(), walk: undefined }
  known.set(chain, samples)
  while (samples.walk !== undefined) await samples.walk
  const missing = blocks.filter(block => samples.found.get(block)?.hash !== chain.hashAt(block))
  if (missing.length > 0) {
    samples.walk = collect(chain, missing.toReversed(), samples.found).finally(() => {
      samples.walk = undefined
    })
    await samples.walk
    trim(samples.found, blocks)
  }
  return samples.found
}

/** Each new head leaves a sample that lies on no grid. */
function trim(found: Map<number, Sample>, wanted: readonly number[]): void {
  if (found.size <= MAX_SAMPLES) return
  const kept = new Set(wanted)
  for (const block of found.keys()) if (!kept.has(block)) found.delete(block)
}

/** @param blocks descending */
async function collect(chain: Chain, blocks: readonly number[], found: Map<number, Sample>): Promise<void> {
  const rewind = new Rewind(chain, ITEMS)
  const netuids = chain.look(getAllSubnetNetuids)
  let turn = performance.now()
  for (const block of blocks) {
    while (rewind.number > block) {
      if (performance.now() - turn > TURN_MILLISECONDS) {
        await new Promise(resolve => setImmediate(resolve))
        if (!rewind.follow()) return
        turn = performance.now()
      }
      // The oldest states go while others are walked to.
      if (rewind.number <= chain.oldestState) return
      rewind.back()
    }
    const hash = chain.hashAt(block)
    if (hash === undefined) return
    found.set(block, { hash, subnets: rewind.look(ctx => sampleOf(ctx, netuids)) })
  }
}

function sampleOf(ctx: Ctx, netuids: readonly NetUid[]): Sample['subnets'] {
  const there = netuids.filter(netuid => NetworksAdded.get(ctx, netuid))
  return new Map(
    there.map(netuid => [
      netuid,
      [priceOf(ctx, netuid), taoEmissionOf(ctx, netuid), SubnetAlphaOutEmission.get(ctx, netuid)].map(String) as never,
    ]),
  )
}

function seriesOf(netuid: NetUid, blocks: readonly number[], samples: ReadonlyMap<number, Sample>): SubnetSeries {
  const column = (index: 0 | 1 | 2) => blocks.map(block => samples.get(block)?.subnets.get(netuid)?.[index] ?? null)
  return { netuid, price: column(0), taoEmission: column(1), alphaEmission: column(2) }
}
