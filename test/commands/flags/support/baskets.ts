/** A chain whose runtime has the calls of baskets, which spec 425 has not: they take what they are given, and do nothing. */
import { chainInside } from '../../../../src/client/providers/memory.ts'
import { sandboxOf } from '../../../../src/client/sandbox.ts'
import { Chain } from '../../../../src/local-chain/node/chain.ts'
import { chainSpec } from '../../../../src/local-chain/profiles/specs.ts'
import { call } from '../../../../src/local-chain/runtime/call.ts'
import { ensureSigned } from '../../../../src/local-chain/runtime/origin.ts'
import { withChanges } from '../../../../src/local-chain/runtime/successor.ts'
import { accountId, netuid } from '../../../../src/local-chain/runtime/types.ts'
import { weigh } from '../../../../src/local-chain/runtime/weight.ts'
import { u64 } from '../../../../src/local-chain/scale/primitives.ts'
import { MemoryStore } from '../../../../src/local-chain/state/memory-store.ts'
import { keyFromUri } from '../../../../src/wallet/key-sources.ts'
import type { Sandbox } from '../../../support/sandbox.ts'
import type { Stage } from './stage.ts'

const info = { weight: weigh(1_000_000, 0, 0, 0) }
const CALLS = [
  call(
    'stake_into_basket',
    240,
    { hotkey: accountId, amount_staked: u64 },
    info,
    (_, origin) => void ensureSigned(origin),
  ),
  call(
    'swap_basket',
    241,
    { hotkey: accountId, origin_netuid: netuid, destination_netuid: netuid, amount: u64, min_amount_out: u64 },
    info,
    (_, origin) => void ensureSigned(origin),
  ),
]

export async function openBaskets(): Promise<Sandbox> {
  const { profile, ...spec } = chainSpec('sandbox')
  const next = withChanges(profile, { pallets: { SubtensorModule: { calls: CALLS } } })
  const sandbox = await sandboxOf(chainInside(new Chain({ ...spec, profile: next }, new MemoryStore())))
  return { ...sandbox, send: (uri, each) => sandbox.send(keyFromUri(uri), each) }
}

/** Subnets 2 and 3 have started, and have pools to trade with. */
export async function makeMarkets({ does }: Stage): Promise<void> {
  for (const netuid of [2, 3]) {
    await does('subnets create')
    await does(`subnets start ${netuid}`)
  }
}
