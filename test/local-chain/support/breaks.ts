/** For each invariant and relation of the chain, ways to break it. */
import { U64F64 } from '../../../src/consensus/fixed/types.ts'
import { fromU64 } from '../../../src/consensus/safe-float.ts'
import { TotalIssuance } from '../../../src/local-chain/pallets/balances/storage.ts'
import { Contributions, Crowdloans } from '../../../src/local-chain/pallets/crowdloan/storage.ts'
import { Multisigs } from '../../../src/local-chain/pallets/multisig/storage.ts'
import { Announcements, Proxies } from '../../../src/local-chain/pallets/proxy/storage.ts'
import { SubtensorPalletId } from '../../../src/local-chain/pallets/subtensor/constants.ts'
import { NumStakingColdkeys, TotalNetworks } from '../../../src/local-chain/pallets/subtensor/storage/global.ts'
import { ChildKeys, OwnedHotkeys, Owner } from '../../../src/local-chain/pallets/subtensor/storage/keys.ts'
import { IsNetworkMember, Keys, Uids } from '../../../src/local-chain/pallets/subtensor/storage/neurons.ts'
import {
  PendingServerEmission,
  SubnetAlphaIn,
  SubnetAlphaOut,
  SubnetTAO,
} from '../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import {
  Alpha,
  AlphaV2,
  StakingColdkeys,
  StakingColdkeysByIndex,
  TotalHotkeyAlpha,
  TotalHotkeySharesV2,
} from '../../../src/local-chain/pallets/subtensor/storage/stake.ts'
import { NetworksAdded, SubnetworkN } from '../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import { SystemAccount } from '../../../src/local-chain/pallets/system/storage.ts'
import type { Ctx } from '../../../src/local-chain/runtime/context.ts'
import { type AccountId, ZERO_ACCOUNT } from '../../../src/primitives/account.ts'
import { alpha, tao } from '../../../src/primitives/amounts.ts'
import { subnetAccount } from '../../../src/primitives/pallet-account.ts'
import { alice, bob, charlie } from './accounts.ts'

export type Break = readonly [name: string, how: string, breaking: (ctx: Ctx) => void]

const setFree = (ctx: Ctx, who: AccountId, change: (free: bigint) => bigint): void =>
  SystemAccount.mutate(ctx, who, account => ({
    ...account,
    data: { ...account.data, free: tao(change(account.data.free)) },
  }))

const reserve = (ctx: Ctx, who: AccountId, amount: bigint): void =>
  SystemAccount.mutate(ctx, who, account => ({
    ...account,
    data: { ...account.data, free: tao(account.data.free - amount), reserved: tao(account.data.reserved + amount) },
  }))

const crowdloan = (raised: bigint, contributors_count: number) => ({
  creator: alice,
  deposit: tao(raised),
  min_contribution: tao(1n),
  end: 100n,
  cap: tao(1000n),
  funds_account: charlie,
  raised: tao(raised),
  target_address: bob,
  call: undefined,
  finalized: false,
  contributors_count,
})

const RESERVED = 'What an account has reserved is the sum of its deposits'
const SHARES = 'The shares of a stake pool add up'
const BACKED = 'The TAO of a pool is in the account of its subnet'

export const BREAKS: readonly Break[] = [
  [
    'The issuance of TAO is what all accounts hold',
    'an account has a rao more',
    ctx => setFree(ctx, bob, free => free + 1n),
  ],
  [
    'The issuance of TAO is what all accounts hold',
    'a rao is issued to nobody',
    ctx => TotalIssuance.mutate(ctx, issued => tao(issued + 1n)),
  ],
  [RESERVED, 'funds are reserved for nothing', ctx => reserve(ctx, bob, 5n)],
  [RESERVED, 'proxies stand for more than is reserved', ctx => Proxies.put(ctx, bob, [[], tao(5n)])],
  [RESERVED, 'announcements do', ctx => Announcements.put(ctx, bob, [[], tao(5n)])],
  [
    RESERVED,
    'an operation of a multisig does',
    ctx =>
      Multisigs.put(ctx, charlie, `0x${'11'.repeat(32)}`, {
        when: { height: 1n, index: 0 },
        deposit: tao(5n),
        depositor: bob,
        approvals: [],
      }),
  ],
  [
    'A crowdloan has raised the sum of its contributions',
    'somebody has contributed more',
    ctx => {
      Crowdloans.put(ctx, 0, crowdloan(5n, 1))
      Contributions.put(ctx, 0, bob, tao(6n))
    },
  ],
  [
    'A crowdloan counts those who contributed',
    'one is not counted',
    ctx => {
      Crowdloans.put(ctx, 0, crowdloan(5n, 0))
      Contributions.put(ctx, 0, bob, tao(5n))
    },
  ],
  ['A subnet counts its hotkeys by UID', 'there is one more', ctx => Keys.put(ctx, 1, 9, charlie)],
  ['A subnet counts its UIDs by hotkey', 'there is one more', ctx => Uids.put(ctx, 1, charlie, 9)],
  ['A subnet counts its members', 'one is none', ctx => IsNetworkMember.put(ctx, bob, 1, false)],
  ['A subnet counts its members', 'it counts one more', ctx => SubnetworkN.mutate(ctx, 1, n => n + 1)],
  ['The chain counts its networks', 'there is one more', ctx => NetworksAdded.put(ctx, 9, true)],
  ['The chain counts its networks', 'it counts one less', ctx => TotalNetworks.mutate(ctx, n => n - 1)],
  ['A coldkey owns the hotkeys that name it', 'one has another owner', ctx => Owner.put(ctx, bob, charlie)],
  ['A coldkey owns the hotkeys that name it', 'one is named twice', ctx => OwnedHotkeys.put(ctx, alice, [bob, bob])],
  ['The chain counts the coldkeys that stake on root', 'it counts one more', ctx => NumStakingColdkeys.put(ctx, 1n)],
  [
    'Each coldkey that stakes on root has an index',
    'one has none',
    ctx => {
      StakingColdkeys.put(ctx, bob, 0n)
      NumStakingColdkeys.put(ctx, 1n)
    },
  ],
  [
    'Each coldkey that stakes on root has an index',
    'an index is nobody’s',
    ctx => StakingColdkeysByIndex.put(ctx, 0n, bob),
  ],
  [SHARES, 'somebody has a share more', ctx => AlphaV2.put(ctx, ZERO_ACCOUNT, bob, 1, fromU64(1000n))],
  [SHARES, 'somebody has one in the older form', ctx => Alpha.put(ctx, ZERO_ACCOUNT, bob, 1, U64F64.satFromInt(1000n))],
  [SHARES, 'the whole is another', ctx => TotalHotkeySharesV2.put(ctx, ZERO_ACCOUNT, 1, fromU64(1000n))],
  ['Stake on root is TAO of root', 'there is stake without TAO', ctx => TotalHotkeyAlpha.put(ctx, bob, 0, alpha(5n))],
  ['Alpha of root is TAO of root', 'there is alpha without TAO', ctx => SubnetAlphaOut.put(ctx, 0, alpha(5n))],
  [
    'A subnet has no more alpha than is minted',
    'there is more in the reserve',
    ctx => SubnetAlphaIn.mutate(ctx, 1, x => alpha(x + 1n)),
  ],
  [
    'A subnet has no more alpha than is minted',
    'there is more outstanding',
    ctx => SubnetAlphaOut.mutate(ctx, 1, x => alpha(x + 1n)),
  ],
  [BACKED, 'the pool has more', ctx => SubnetTAO.mutate(ctx, 1, x => tao(x + 1000n))],
  [
    BACKED,
    'the account has less',
    ctx => setFree(ctx, subnetAccount(SubtensorPalletId.of(ctx), 1), free => free - 1000n),
  ],
]

export const RELATION_BREAKS: readonly (readonly [name: string, breaking: (ctx: Ctx) => void])[] = [
  ['A UID and its hotkey name each other', ctx => Uids.put(ctx, 1, bob, 0)],
  ['A child and its parent name each other', ctx => ChildKeys.put(ctx, bob, 1, [[5n, charlie]])],
  ['A coldkey knows the hotkeys that it stakes behind', ctx => AlphaV2.put(ctx, ZERO_ACCOUNT, bob, 1, fromU64(1000n))],
  ['What is staked and pending is outstanding', ctx => PendingServerEmission.put(ctx, 1, alpha(10n ** 18n))],
]
