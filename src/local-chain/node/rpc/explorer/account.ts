import { type AccountId, accountBytes } from '../../../../primitives/account.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import { encodeAddress } from '../../../../primitives/ss58.ts'
import { stakesOf } from '../../../pallets/subtensor/rpc-info/stake-info.ts'
import { Delegates, IdentitiesV2, OwnedHotkeys, Owner } from '../../../pallets/subtensor/storage/keys.ts'
import { IsNetworkMember, Uids } from '../../../pallets/subtensor/storage/neurons.ts'
import { TokenSymbol } from '../../../pallets/subtensor/storage/subnet.ts'
import { SystemAccount } from '../../../pallets/system/storage.ts'
import type { Ctx } from '../../../runtime/context.ts'
import type { Block, Chain } from '../../chain.ts'
import { method } from '../method.ts'
import { blockNumber, optional, param } from '../params.ts'
import { address } from '../system/account-next-index.ts'
import type { AccountHistory, AccountPage, TransactionLine } from './answers.ts'
import { byExtrinsic, endingOf, eventsAt, read } from './extrinsics.ts'
import { identityFields, priceOf, textOf, worthOf } from './facts.ts'
import { walkBack } from './walk.ts'

/** So many stakes, hotkeys and transactions are told at a time. */
const MAX_LINES = 500
const MAX_TRANSACTIONS = 25

/** What an account holds, has staked and owns. */
export const explorerAccount = method({
  name: 'tao_explorerAccount',
  params: [param('account', address)],
  run: ({ chain }, account): AccountPage => {
    const { head } = chain
    return { ...head, ...chain.look(ctx => accountOf(ctx, account)) }
  },
})

/** Transactions that an account signed or that name it, the newest first; those below block `before`, where it is given. */
export const explorerAccountHistory = method({
  name: 'tao_explorerAccountHistory',
  params: [param('account', address), optional('before', blockNumber)],
  run: async ({ chain }, account, before): Promise<AccountHistory> => {
    const transactions: TransactionLine[] = []
    const needle = Buffer.from(accountBytes(account))
    const head = chain.head.number
    const from = before === undefined ? head : Math.min(before - 1, head)
    if (from < 0) return { transactions, searchedTo: null }
    const lowest = await walkBack(chain, from, block => {
      const naming = block.extrinsics.flatMap((encoded, i) => (names(encoded, needle) ? [i] : []))
      if (naming.length > 0) transactions.push(...linesOf(chain, block, naming))
      return transactions.length < MAX_TRANSACTIONS
    })
    return { transactions, searchedTo: lowest === 0 ? null : lowest }
  },
})

/** Whether there is anything on the chain about an account. */
export const isThere = (chain: Chain, account: AccountId): boolean =>
  chain.look(ctx => SystemAccount.has(ctx, account) || Owner.has(ctx, account) || OwnedHotkeys.has(ctx, account))

function accountOf(ctx: Ctx, account: AccountId) {
  const { data, nonce } = SystemAccount.get(ctx, account)
  const stakes = stakesOf(ctx, account).map(({ netuid, hotkey, stake }) => ({
    netuid,
    symbol: textOf(TokenSymbol.get(ctx, netuid)),
    hotkey: encodeAddress(hotkey),
    alpha: stake.toString(),
    value: worthOf(stake, netuid === ROOT ? undefined : priceOf(ctx, netuid)).toString(),
  }))
  const hotkeys = OwnedHotkeys.get(ctx, account)
  const owner = Owner.find(ctx, account)
  return {
    address: encodeAddress(account),
    publicKey: account,
    free: data.free.toString(),
    reserved: data.reserved.toString(),
    frozen: data.frozen.toString(),
    nonce,
    exists: SystemAccount.has(ctx, account),
    identity: identityFields(IdentitiesV2.get(ctx, account)),
    stakes: stakes.slice(0, MAX_LINES),
    moreStakes: Math.max(0, stakes.length - MAX_LINES),
    stakesValue: stakes.reduce((sum, { value }) => sum + BigInt(value), 0n).toString(),
    hotkeys: hotkeys.slice(0, MAX_LINES).map(hotkey => ({
      hotkey: encodeAddress(hotkey),
      take: Delegates.get(ctx, hotkey),
      netuids: netuidsOf(ctx, hotkey),
    })),
    moreHotkeys: Math.max(0, hotkeys.length - MAX_LINES),
    owner: owner === undefined ? null : encodeAddress(owner),
    places: netuidsOf(ctx, account).map(netuid => ({ netuid, uid: Uids.get(ctx, netuid, account) ?? 0 })),
  }
}

function netuidsOf(ctx: Ctx, hotkey: AccountId): NetUid[] {
  const member = IsNetworkMember.entries(ctx, hotkey).filter(({ value }) => value)
  return member.map(({ keys: [, netuid] }) => netuid).sort((a, b) => a - b)
}

/** An account stands in an extrinsic by its 32 bytes, as the signer or in an argument. */
const names = (encoded: Uint8Array, needle: Buffer): boolean =>
  Buffer.from(encoded.buffer, encoded.byteOffset, encoded.byteLength).includes(needle)

function linesOf(chain: Chain, { number, header, extrinsics }: Block, indexes: readonly number[]): TransactionLine[] {
  const { runtime } = chain
  const events = eventsAt(chain, number)
  const own = events && byExtrinsic(events)
  const time = chain.timeOf(header)
  return indexes.toReversed().flatMap(index => {
    const extrinsic = read(runtime, extrinsics[index]!)
    if (extrinsic === undefined) return []
    const ending = own && endingOf(runtime, own.get(index) ?? [])
    return {
      block: number,
      index,
      time: time === undefined ? null : Number(time),
      signer: extrinsic.signature === undefined ? null : encodeAddress(extrinsic.signature.signer),
      call: runtime.callName(extrinsic.call),
      error: ending?.error ?? null,
      success: ending?.success ?? null,
    }
  })
}
