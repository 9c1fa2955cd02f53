import { encodeAddress } from '../../../../primitives/ss58.ts'
import { TotalIssuance as BalancesIssuance } from '../../../pallets/balances/storage.ts'
import { TotalIssuance, TotalStake } from '../../../pallets/subtensor/storage/global.ts'
import { getAllSubnetNetuids } from '../../../pallets/subtensor/subnets/subnet.ts'
import { SystemAccount } from '../../../pallets/system/storage.ts'
import type { Chain } from '../../chain.ts'
import { method } from '../method.ts'
import { blockNumber, optional, param, u32 } from '../params.ts'
import type { BlockLine, Overview } from './answers.ts'
import { lineOf } from './block.ts'

const OVERVIEW_BLOCKS = 12
const MAX_BLOCKS = 50

/** What the first page of the explorer shows. */
export const explorerOverview = method({
  name: 'tao_explorerOverview',
  params: [],
  run: ({ chain, version }): Overview => {
    const { head, spec } = chain
    const { profile } = spec
    const time = chain.timeOf(chain.header(head.hash)!)
    return {
      chain: spec.chainName,
      profile: profile.name,
      version,
      specName: profile.version.specName,
      specVersion: profile.version.specVersion,
      genesisHash: chain.genesisHash,
      head,
      finalised: head,
      oldestState: chain.oldestState,
      time: time === undefined ? null : Number(time),
      slotMilliseconds: Number(chain.slotDuration),
      sealing: chain.sealing,
      pool: chain.poolCounts,
      ...chain.look(ctx => ({
        issuance: TotalIssuance.get(ctx).toString(),
        balances: BalancesIssuance.get(ctx).toString(),
        staked: TotalStake.get(ctx).toString(),
        subnets: getAllSubnetNetuids(ctx).length,
        accounts: spec.accounts.map(({ name, account, roles }) => ({
          name,
          address: encodeAddress(account),
          roles,
          free: SystemAccount.get(ctx, account).data.free.toString(),
        })),
      })),
      blocks: linesFrom(chain, head.number, OVERVIEW_BLOCKS),
    }
  },
})

/** Blocks in a line each, from one downwards. */
export const explorerBlocks = method({
  name: 'tao_explorerBlocks',
  params: [param('from', blockNumber), optional('count', u32)],
  run: ({ chain }, from, count = MAX_BLOCKS) => linesFrom(chain, from, Math.min(count, MAX_BLOCKS)),
})

function linesFrom(chain: Chain, from: number, count: number): BlockLine[] {
  const first = Math.min(from, chain.head.number)
  const numbers = Array.from({ length: Math.min(count, first + 1) }, (_, i) => first - i)
  return numbers.map(number => lineOf(chain, { number, hash: chain.hashAt(number)! }))
}
