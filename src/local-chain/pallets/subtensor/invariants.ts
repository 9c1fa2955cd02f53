/** What holds of subnets, neurons and stake after every block. */
import type { SafeFloat } from '../../../consensus/safe-float.ts'
import type { AccountId } from '../../../primitives/account.ts'
import { type NetUid, ROOT } from '../../../primitives/netuid.ts'
import { netuidOfAccount } from '../../../primitives/pallet-account.ts'
import { type Amount, type Invariant, ofMap, ofValue } from '../../state/invariants.ts'
import { TotalAlphaIssuance } from '../alpha-assets/alpha-assets.ts'
import { ExistentialDeposit } from '../balances/storage.ts'
import { SystemAccount } from '../system/storage.ts'
import { SubtensorPalletId } from './constants.ts'
import { NumStakingColdkeys, TotalNetworks } from './storage/global.ts'
import { OwnedHotkeys, Owner } from './storage/keys.ts'
import { IsNetworkMember, Keys, Uids } from './storage/neurons.ts'
import { SubnetAlphaIn, SubnetAlphaOut, SubnetTAO } from './storage/pool.ts'
import {
  Alpha,
  AlphaV2,
  StakingColdkeys,
  StakingColdkeysByIndex,
  TotalHotkeyAlpha,
  TotalHotkeyShares,
  TotalHotkeySharesV2,
} from './storage/stake.ts'
import { NetworksAdded, SubnetworkN } from './storage/subnet.ts'

const NOTHING: readonly Amount[] = []
const subnet = (netuid: NetUid): string => `subnet ${netuid}`
const poolOf = (hotkey: AccountId, netuid: NetUid): string => `${hotkey} on subnet ${netuid}`

const neuronCount = ofMap(SubnetworkN, ([netuid], n) => [[subnet(netuid), -BigInt(n)]])

const neurons: readonly Invariant[] = [
  { name: 'A subnet counts its hotkeys by UID', postings: [neuronCount, ofMap(Keys, ([n]) => [[subnet(n), 1n]])] },
  { name: 'A subnet counts its UIDs by hotkey', postings: [neuronCount, ofMap(Uids, ([n]) => [[subnet(n), 1n]])] },
  {
    name: 'A subnet counts its members',
    postings: [
      neuronCount,
      ofMap(IsNetworkMember, ([, netuid], member) => (member ? [[subnet(netuid), 1n]] : NOTHING)),
    ],
  },
]

const counts: readonly Invariant[] = [
  {
    name: 'The chain counts its networks',
    postings: [
      ofValue(TotalNetworks, n => [['', -BigInt(n)]]),
      ofMap(NetworksAdded, (_, added) => (added ? [['', 1n]] : NOTHING)),
    ],
  },
  {
    name: 'A coldkey owns the hotkeys that name it',
    postings: [
      ofMap(OwnedHotkeys, ([coldkey], hotkeys) => [[coldkey, -BigInt(hotkeys.length)]]),
      ofMap(Owner, (_, coldkey) => [[coldkey, 1n]]),
    ],
  },
  {
    name: 'The chain counts the coldkeys that stake on root',
    postings: [ofValue(NumStakingColdkeys, n => [['', -n]]), ofMap(StakingColdkeys, () => [['', 1n]])],
  },
  {
    name: 'Each coldkey that stakes on root has an index',
    postings: [ofMap(StakingColdkeysByIndex, () => [['', -1n]]), ofMap(StakingColdkeys, () => [['', 1n]])],
  },
]

/** Shares are compared in units of 10^-30. */
const PLACES = 30n
const SHARE = 10n ** PLACES

function unitsOf({ mantissa, exponent }: SafeFloat): bigint {
  const shift = exponent + PLACES
  return shift >= 0n ? mantissa * 10n ** shift : mantissa / 10n ** -shift
}

const FRACTION_BITS = 64n
const unitsOfFixed = (bits: bigint): bigint => (bits * SHARE) >> FRACTION_BITS

/**
 * A share has 21 digits and every movement cuts off what is behind them, in the whole and in the part. One share and a
 * part in 10^15 leave room for more movements than a block can hold.
 */
const shareTolerance = (largest: bigint): bigint => SHARE + largest / 10n ** 15n

const stake: readonly Invariant[] = [
  {
    name: 'The shares of a stake pool add up',
    postings: [
      ofMap(TotalHotkeySharesV2, ([hotkey, netuid], shares) => [[poolOf(hotkey, netuid), -unitsOf(shares)]]),
      ofMap(TotalHotkeyShares, ([hotkey, netuid], shares) => [[poolOf(hotkey, netuid), -unitsOfFixed(shares)]]),
      ofMap(AlphaV2, ([hotkey, , netuid], share) => [[poolOf(hotkey, netuid), unitsOf(share)]]),
      ofMap(Alpha, ([hotkey, , netuid], share) => [[poolOf(hotkey, netuid), unitsOfFixed(share)]]),
    ],
    tolerance: shareTolerance,
  },
  {
    name: 'Stake on root is TAO of root',
    postings: [
      ofMap(TotalHotkeyAlpha, ([, netuid], alpha) => (netuid === ROOT ? [['', alpha]] : NOTHING)),
      ofMap(SubnetTAO, ([netuid], tao) => (netuid === ROOT ? [['', -tao]] : NOTHING)),
    ],
  },
  {
    name: 'Alpha of root is TAO of root',
    postings: [
      ofMap(SubnetAlphaOut, ([netuid], alpha) => (netuid === ROOT ? [['', alpha]] : NOTHING)),
      ofMap(SubnetTAO, ([netuid], tao) => (netuid === ROOT ? [['', -tao]] : NOTHING)),
    ],
  },
]

const notOnRoot = (netuid: NetUid, amount: bigint): readonly Amount[] =>
  netuid === ROOT ? NOTHING : [[subnet(netuid), amount]]

const founding: Invariant['renewedBy'] = [
  { item: NetworksAdded, subject: ([netuid]: readonly NetUid[]) => subnet(netuid!) },
]

const pools: readonly Invariant[] = [
  {
    // The alpha that a registration buys is destroyed and not counted as such.
    name: 'A subnet has no more alpha than is minted',
    postings: [
      ofMap(TotalAlphaIssuance, ([netuid], issued) => notOnRoot(netuid, -issued)),
      ofMap(SubnetAlphaIn, ([netuid], amount) => notOnRoot(netuid, amount)),
      ofMap(SubnetAlphaOut, ([netuid], amount) => notOnRoot(netuid, amount)),
    ],
    mayFall: true,
    movesOnly: true,
    renewedBy: founding,
  },
  {
    // The account also holds what was locked, and what the pool did not take of a purchase.
    name: 'The TAO of a pool is in the account of its subnet',
    postings: [
      ofMap(SubnetTAO, ([netuid], tao) => [[subnet(netuid), tao]]),
      ofMap(SystemAccount, ([who], { data }) => {
        const netuid = netuidOfAccount(SubtensorPalletId.spec.normal, who)
        return netuid === undefined ? NOTHING : [[subnet(netuid), -data.free]]
      }),
    ],
    mayFall: true,
    // An account that has less than the existential deposit left goes, and that with it.
    tolerance: () => ExistentialDeposit.spec.normal,
    renewedBy: founding,
  },
]

export const subtensorInvariants: readonly Invariant[] = [...neurons, ...counts, ...stake, ...pools]
