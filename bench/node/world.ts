/** A chain on disk for the node to serve: a subnet of 256 UIDs, and accounts that can pay. */
import { Chain } from '../../src/local-chain/node/chain.ts'
import type { ChainSpec } from '../../src/local-chain/node/spec.ts'
import { createAccountIfNonExistent } from '../../src/local-chain/pallets/subtensor/staking/helpers.ts'
import { SubnetworkN } from '../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import { appendNeuron } from '../../src/local-chain/pallets/subtensor/subnets/uids.ts'
import { chainSpec } from '../../src/local-chain/profiles/specs.ts'
import { LmdbStore } from '../../src/local-chain/state/lmdb-store.ts'
import { type AccountId, accountId } from '../../src/primitives/account.ts'
import { utf8 } from '../../src/primitives/bytes.ts'
import { blake2_256 } from '../../src/primitives/crypto/blake2.ts'
import { accountOf } from '../../test/local-chain/support-node/signing.ts'
import { transfer } from '../soak/honest.ts'

export const NETUID = 1
export const UIDS = 256
/** Blocks that the chain has before it is measured. */
export const BLOCKS = 1200

/** Secret URIs of those who can pay. */
export const payers = (count: number): string[] => Array.from({ length: count }, (_, i) => `//Payer/${i}`)

const named = (...name: (string | number)[]): AccountId => accountId(blake2_256(utf8(name.join(' '))))

/** The sandbox with a full subnet: what the program opens as one. */
function fullSandbox(): ChainSpec {
  const spec = chainSpec('sandbox')
  return {
    ...spec,
    genesis: ctx => {
      spec.genesis(ctx)
      for (let uid = SubnetworkN.get(ctx, NETUID); uid < UIDS; uid++) {
        createAccountIfNonExistent(ctx, named('owner', uid), named('hotkey', uid))
        appendNeuron(ctx, NETUID, named('hotkey', uid), 0n)
      }
    },
  }
}

/** Makes the chain in a folder, with funds for so many payers. */
export async function makeWorld(folder: string, payerCount: number): Promise<void> {
  const chain = new Chain(fullSandbox(), new LmdbStore(folder), { sealing: 'manual' })
  let nonce = 0
  for (const uri of payers(payerCount)) {
    await chain.submit(transfer(chain, '//Alice', accountOf(uri), nonce++, 1_000_000_000n))
  }
  await chain.advance(BLOCKS)
  if (chain.pending().length > 0) throw new Error('the payers were not paid')
  chain.close()
}
