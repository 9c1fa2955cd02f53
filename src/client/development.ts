/** What a development chain of taokit can do beside what every chain can. */

import { blockEmission, HALVINGS } from '../consensus/emission.ts'
import { type Tao, tao } from '../primitives/amounts.ts'
import type { Hex } from '../primitives/bytes.ts'
import type { Chain } from './chain.ts'
import type { BlockRef, Client } from './client.ts'
import { ensureDevelopment } from './open.ts'
import { getIssuance } from './reads/emission.ts'

export interface ChainStatus {
  readonly version: string
  readonly profile: string
  readonly chain: string
  readonly specVersion: number
  readonly genesisHash: Hex
  readonly head: BlockRef
  readonly oldestState: number
  /** Milliseconds of Unix time in the chain's own time. */
  readonly time: number | null
  readonly slotMilliseconds: number
  /** `instant`, `interval`, `manual`, or milliseconds between blocks. */
  readonly sealing: string | number
  readonly pool: { readonly ready: number; readonly future: number }
  readonly conveniences: readonly string[]
}

/** @throws TaoError `unsupported` on any other chain */
export async function chainStatus(chain: Chain): Promise<ChainStatus> {
  await ensureDevelopment(chain)
  return chain.rpc<ChainStatus>('tao_status')
}

export interface DevelopmentFunds {
  readonly name: string
  readonly uri: string
  readonly address: string
  readonly roles: readonly string[]
  readonly free: Tao
}

export async function developmentAccounts(chain: Chain): Promise<DevelopmentFunds[]> {
  await ensureDevelopment(chain)
  const accounts = await chain.rpc<readonly (Omit<DevelopmentFunds, 'free'> & { free: string })[]>('tao_accounts')
  return accounts.map(account => ({ ...account, free: tao(BigInt(account.free)) }))
}

export interface Advanced {
  readonly made: number
  /** The newest block. */
  readonly head: BlockRef
  readonly issued: Tao
  /** Where the reward of a block fell. */
  readonly changes: readonly RewardChange[]
}

export interface AdvanceOptions {
  readonly signal?: AbortSignal
  /** Hears after some hundreds of blocks each. @returns whether that is enough */
  readonly onProgress?: (made: number, issued: Tao) => boolean
}

/** Less than the blocks whose states are kept, so that a change within can be found. */
const GROUP = 500

/** Makes blocks, each really executed; fewer than asked for after an interruption. */
export async function advance(
  client: Client,
  blocks: number,
  { signal, onProgress }: AdvanceOptions = {},
): Promise<Advanced> {
  const { chain } = client
  await ensureDevelopment(chain)
  const changes: RewardChange[] = []
  let head = await chain.head()
  let { issued } = await getIssuance(client)
  let made = 0
  while (made < blocks && signal?.aborted !== true) {
    const group = await chain.rpc<{ made: number; head: BlockRef }>('tao_advance', Math.min(blocks - made, GROUP))
    const before = issued
    issued = (await getIssuance(client)).issued
    if (blockReward(issued) !== blockReward(before)) changes.push(...(await rewardChanges(client, head, group.head)))
    made += group.made
    head = group.head
    if (onProgress?.(made, issued)) break
  }
  return { made, head, issued, changes }
}

/** What a block creates at most when so much is issued. */
export const blockReward = (issued: Tao): Tao => tao(blockEmission(issued))

/** The issuance at which the reward falls next, and the reward until then. */
export function halvingTarget(issued: Tao): { readonly threshold: Tao; readonly reward: Tao } {
  const next = HALVINGS.find(({ issuance }) => issuance > issued)
  return { threshold: tao(next?.issuance ?? issued), reward: blockReward(issued) }
}

export interface RewardChange {
  /** The first block with the new reward. */
  readonly block: number
  readonly from: Tao
  readonly to: Tao
}

/** Where the reward fell between two blocks whose states are kept. */
async function rewardChanges(client: Client, first: BlockRef, last: BlockRef): Promise<RewardChange[]> {
  const rewardAfter = async (number: number): Promise<Tao> => {
    return blockReward((await getIssuance(await client.at(await client.chain.blockAt(number)))).issued)
  }
  const changes: RewardChange[] = []
  const end = await rewardAfter(last.number)
  let from = first.number
  let reward = await rewardAfter(from)
  while (reward !== end) {
    // The reward only ever falls: the first block after which it is another one.
    let [low, high] = [from, last.number]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((await rewardAfter(middle)) === reward) low = middle
      else high = middle
    }
    const next = await rewardAfter(high)
    changes.push({ block: high + 1, from: reward, to: next })
    from = high
    reward = next
  }
  return changes
}

export interface AuditCheck {
  readonly name: string
  /** At how many places it was looked for. */
  readonly checked: number
  readonly broken: number
  /** The first ones. `off`: how far a sum is off, in its own units. */
  readonly findings: readonly { readonly subject: string; readonly off: string | null }[]
}

export interface Audit {
  readonly head: BlockRef
  readonly checks: readonly AuditCheck[]
}

/** Has the chain look at its whole state. @throws TaoError `unsupported` on any other chain */
export async function auditChain(chain: Chain): Promise<Audit> {
  await ensureDevelopment(chain)
  return chain.rpc<Audit>('tao_audit')
}
