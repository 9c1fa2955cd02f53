/**
 * What a development chain of taokit lets its owner do: a sandbox, the chain inside, or a node that serves one on this machine.
 * Everything leaves its traces in blocks, so that the chain can be made again from them.
 */
import type { Chain } from '../client/chain.ts'
import type { BlockRef } from '../client/client.ts'
import { encode } from '../client/codec/encode.ts'
import { storageKey } from '../client/codec/storage-keys.ts'
import {
  type Audit,
  auditChain,
  type ChainStatus,
  chainStatus,
  type DevelopmentFunds,
  developmentAccounts,
} from '../client/development.ts'
import { ensureDevelopment } from '../client/open.ts'
import { blocksToEpoch, EPOCHS } from '../client/reads/epochs.ts'
import { getPayouts, PAYOUTS, type Payouts } from '../client/reads/payouts.ts'
import { build } from '../client/transactions/build.ts'
import { type Call, call, callNeeds } from '../client/transactions/call.ts'
import { eventsAt } from '../client/transactions/events.ts'
import { type Outcome, outcomeOf, type Preview, preview } from '../client/transactions/outcome.ts'
import { send } from '../client/transactions/send.ts'
import type { Tao } from '../primitives/amounts.ts'
import { fromHex, type Hex, toHex } from '../primitives/bytes.ts'
import { blake2_256 } from '../primitives/crypto/blake2.ts'
import { assert, TaoError } from '../primitives/errors.ts'
import type { NetUid } from '../primitives/netuid.ts'
import { keyFromUri } from '../wallet/key-sources.ts'

/** What makes a block: a transaction, each slot of real time, only who asks for it, or so many milliseconds of real time. */
export type Sealing = 'instant' | 'interval' | 'manual' | number

export interface Powers {
  /** Makes blocks, each really executed. @returns the newest one */
  advance(blocks: number): Promise<BlockRef>
  /** Makes blocks until the next epoch of a subnet has run. @returns its block @throws TaoError `unsupported` where it has none */
  advanceToEpoch(netuid: NetUid): Promise<BlockRef>
  /** The time of the next block, rounded down to a slot. @returns it @throws TaoError `invalid_argument`: it only goes forward */
  setTime(time: Date | number): Promise<Date>
  /** @returns what made blocks before */
  setSealing(sealing: Sealing): Promise<Sealing>
  /** The newest block, to come back to. It costs nothing. */
  snapshot(): Promise<BlockRef>
  /** Takes back all blocks above one, as far as states are kept. @throws TaoError */
  revert(block: BlockRef): Promise<void>
  /** Gives an account TAO of the richest development account. */
  fund(address: string, amount: Tao): Promise<Outcome>
  /** Makes a block with a call as if the account had signed it. Nobody pays. @throws TaoError the refusal */
  sendAs(address: string, call: Call): Promise<Outcome>
  /** Makes a block with a call as root. Nobody pays. @throws TaoError the refusal */
  sendAsRoot(call: Call): Promise<Outcome>
  /**
   * Writes an entry of the storage, or takes it away where the value is undefined. Nobody checks that it makes sense: `audit`
   * tells which sums no longer hold.
   * @param keys the parts of its key: none for a single value
   */
  setStorage(item: string, keys: readonly unknown[], value: unknown): Promise<BlockRef>
  /** Runs a call as the next block would and takes everything back: what it would do, cost, or be refused for. */
  dryRun(address: string, call: Call): Promise<Preview>
  /** Who was paid what in a subnet, after one block up to another, to the last unit. */
  payouts(netuid: NetUid, after: BlockRef, to: BlockRef): Promise<Payouts>
  /** Whether every sum in the state is that of its parts. */
  audit(): Promise<Audit>
  status(): Promise<ChainStatus>
  /** The development accounts, with what they hold. Their keys are those of their URIs: `//Alice`. */
  accounts(): Promise<DevelopmentFunds[]>
}

/** @throws TaoError `unsupported` for any other chain */
export async function powersOf(chain: Chain): Promise<Powers> {
  await ensureDevelopment(chain)
  return {
    advance: blocks => advance(chain, blocks),
    advanceToEpoch: netuid => advanceToEpoch(chain, netuid),
    setTime: time => setTime(chain, Number(time)),
    setSealing: sealing => chain.rpc('tao_setSealing', sealing),
    snapshot: () => chain.head(),
    revert: async ({ hash }) => {
      await chain.rpc('tao_revert', hash)
    },
    fund: (address, amount) => fund(chain, address, amount),
    sendAs: (address, order) => impersonate(chain, order, address),
    sendAsRoot: order => impersonate(chain, order),
    setStorage: (item, keys, value) => setStorage(chain, item, keys, value),
    dryRun: (address, order) => dryRun(chain, address, order),
    payouts: async (netuid, after, to) => getPayouts(await chain.with(PAYOUTS), netuid, after.number, to.number),
    audit: () => auditChain(chain),
    status: () => chainStatus(chain),
    accounts: () => developmentAccounts(chain),
  }
}

async function advance(chain: Chain, blocks: number): Promise<BlockRef> {
  for (let made = 0; made < blocks; ) {
    made += (await chain.rpc<{ made: number }>('tao_advance', blocks - made)).made
  }
  return chain.head()
}

async function advanceToEpoch(chain: Chain, netuid: NetUid): Promise<BlockRef> {
  return advance(chain, await blocksToEpoch(await chain.with(EPOCHS), netuid))
}

async function setTime(chain: Chain, time: number): Promise<Date> {
  const { time: newest, slotMilliseconds } = await chainStatus(chain)
  const earliest = (newest ?? 0) + slotMilliseconds
  // NaN is no time either.
  if (time >= earliest) return new Date(await chain.rpc<number>('tao_setTime', time))
  throw new TaoError('invalid_argument', 'Time goes forward only', {
    why: `The next block can bear ${new Date(earliest).toISOString()} at the earliest.`,
  })
}

async function fund(chain: Chain, address: string, amount: Tao): Promise<Outcome> {
  const [first, ...others] = await developmentAccounts(chain)
  assert(first !== undefined, 'a development chain has development accounts')
  const giver = others.reduce((richest, account) => (account.free > richest.free ? account : richest), first)
  const transfer = call('Balances.transfer_keep_alive', { dest: address, value: amount })
  return send(chain, keyFromUri(giver.uri), transfer)
}

/** The events by which the Sudo pallet tells how the call within ended. */
const ENDED = ['Sudo.Sudid', 'Sudo.SudoAsDone']

async function impersonate(chain: Chain, order: Call, ...address: [] | [string]): Promise<Outcome> {
  const client = await chain.with(callNeeds('Sudo.sudo', order))
  const { block } = await chain.rpc<{ block: BlockRef }>('tao_impersonate', toHex(build(client, order)), ...address)
  const events = await eventsAt(client, block.hash)
  const index = events.findLast(({ name }) => ENDED.includes(name))?.extrinsic
  assert(index !== undefined, 'a call as sudo tells how it ended')
  const { block: made } = await chain.rpc<{ block: { extrinsics: readonly Hex[] } }>('chain_getBlock', block.hash)
  return outcomeOf(client, { block, index, hash: toHex(blake2_256(fromHex(made.extrinsics[index]!))) })
}

async function setStorage(chain: Chain, item: string, keys: readonly unknown[], value: unknown): Promise<BlockRef> {
  const { lens } = await chain.with({ storage: [item] })
  const shape = lens.storage[item]
  if (shape === undefined) throw new TaoError('unsupported', `${chain.name} does not have the storage item ${item}`)
  if (keys.length !== shape.keys.length) {
    throw new TaoError('invalid_argument', `${item} has ${shape.keys.length} parts of a key, not ${keys.length}`)
  }
  const bytes = value === undefined ? null : toHex(encode(lens.shapes, shape.value, value))
  const pairs = [[storageKey(lens, shape, keys), bytes]]
  const { block, success } = await chain.rpc<{ block: BlockRef; success: boolean }>('tao_setStorage', pairs)
  assert(success, 'sudo may write what it likes')
  return block
}

async function dryRun(chain: Chain, address: string, order: Call): Promise<Preview> {
  const client = await chain.with(callNeeds(order))
  const found = await preview(client, toHex(build(client, order)), address)
  assert(found !== undefined, 'a development chain can run a call dry')
  return found
}
