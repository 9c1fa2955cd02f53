/**
 * Chains as large as one likes, from a seed: subnets full of miners and validators with weights, and stake of many coldkeys.
 *
 * They are made like those on which the reference was timed (shared/reference/native-speed.md): UID 0 is the owner's, then
 * come the validators, the same on every subnet and on root; each has weights on every miner. Epochs are spread evenly
 * over the tempo, root dividends are sold, and the coldkeys on root claim by turns.
 */
import { I96F32 } from '../../src/consensus/fixed/types.ts'
import type { ChainSpec } from '../../src/local-chain/node/spec.ts'
import { Authorities } from '../../src/local-chain/pallets/aura/storage.ts'
import { balancesGenesis } from '../../src/local-chain/pallets/balances/genesis.ts'
import { SubtensorPalletId } from '../../src/local-chain/pallets/subtensor/constants.ts'
import { maybeAddColdkeyIndex } from '../../src/local-chain/pallets/subtensor/staking/claim-root.ts'
import { createAccountIfNonExistent } from '../../src/local-chain/pallets/subtensor/staking/helpers.ts'
import { increaseStakeForHotkeyAndColdkeyOnSubnet } from '../../src/local-chain/pallets/subtensor/staking/stake-utils/shares.ts'
import { SubnetLimit, TotalIssuance, TotalStake } from '../../src/local-chain/pallets/subtensor/storage/global.ts'
import { CommitRevealWeightsEnabled } from '../../src/local-chain/pallets/subtensor/storage/hyperparameters.ts'
import { ValidatorPermit, Weights } from '../../src/local-chain/pallets/subtensor/storage/neurons.ts'
import {
  SubnetAlphaIn,
  SubnetAlphaOut,
  SubnetMovingPrice,
  SubnetTAO,
  SubtokenEnabled,
} from '../../src/local-chain/pallets/subtensor/storage/pool.ts'
import {
  FirstEmissionBlockNumber,
  PendingEpochAt,
  SubnetMechanism,
  SubnetOwner,
  SubnetOwnerHotkey,
} from '../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import { initNewNetwork } from '../../src/local-chain/pallets/subtensor/subnets/subnet.ts'
import { appendNeuron } from '../../src/local-chain/pallets/subtensor/subnets/uids.ts'
import { setLastUpdateForUid } from '../../src/local-chain/pallets/subtensor/utils/misc.ts'
import { systemGenesis } from '../../src/local-chain/pallets/system/genesis.ts'
import { transactionPaymentGenesis } from '../../src/local-chain/pallets/transaction-payment/genesis.ts'
import { AUTHORS } from '../../src/local-chain/profiles/development-accounts.ts'
import { localnetProfile } from '../../src/local-chain/profiles/localnet.ts'
import type { Ctx } from '../../src/local-chain/runtime/context.ts'
import { type AccountId, accountId } from '../../src/primitives/account.ts'
import { type Alpha, alpha, satAdd, type Tao, tao } from '../../src/primitives/amounts.ts'
import { utf8 } from '../../src/primitives/bytes.ts'
import { blake2_256 } from '../../src/primitives/crypto/blake2.ts'
import { type NetUid, ROOT } from '../../src/primitives/netuid.ts'
import { subnetAccount } from '../../src/primitives/pallet-account.ts'

export interface Size {
  readonly subnets: number
  /** On each subnet, validators and the owner's included. */
  readonly uids: number
  readonly validators: number
  /** Stake positions on each subnet, and on root. */
  readonly positions: number
  readonly rootPositions: number
  /** Coldkeys that stake. */
  readonly nominators: number
}

export const TEMPO = 360

const RAO = 1_000_000_000n

/** Numbers that a seed decides. */
export function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Number((BigInt(state) * BigInt(below)) >> 32n)
  }
}

const account = (...name: (string | number)[]): AccountId => accountId(blake2_256(utf8(name.join(' '))))

export function worldOf(size: Size, seed = 1): ChainSpec {
  return {
    profile: localnetProfile('scale', false),
    genesis: ctx => populate(ctx, size, numbersFrom(seed)),
    chainName: 'scale',
    chainType: 'Development',
    accounts: [],
    conveniences: [],
  }
}

type Random = ReturnType<typeof numbersFrom>

interface Pool {
  readonly tao: Tao
  readonly alpha: Alpha
}

function populate(ctx: Ctx, size: Size, random: Random): void {
  const { subnets, rootPositions } = size
  const netuids = Array.from({ length: subnets }, (_, i) => i + 1)
  const pools = netuids.map(() => poolOf(subnets, random))
  const rootStakes = Array.from({ length: rootPositions }, () => BigInt(500 + random(1000)) * RAO)
  const rootTao = tao(rootStakes.reduce((sum, stake) => sum + stake, 0n))
  systemGenesis(ctx)
  Authorities.put(ctx, AUTHORS)
  const held = [[ROOT, rootTao] as const, ...netuids.map((netuid, i) => [netuid, pools[i]!.tao] as const)]
  balancesGenesis(
    ctx,
    held.map(([netuid, amount]) => [subnetAccount(SubtensorPalletId.of(ctx), netuid), amount] as const),
  )
  transactionPaymentGenesis(ctx)
  const issued = held.reduce((sum, [, amount]) => satAdd(sum, amount), tao(0n))
  TotalIssuance.put(ctx, issued)
  TotalStake.put(ctx, issued)
  SubnetLimit.put(ctx, subnets)
  initNewNetwork(ctx, ROOT, 100)
  SubtokenEnabled.put(ctx, ROOT, true)
  for (const validator of validatorsOf(size)) {
    createAccountIfNonExistent(ctx, account('owner of', validator), validator)
    appendNeuron(ctx, ROOT, validator, 0n)
  }
  netuids.forEach((netuid, i) => {
    foundSubnet(ctx, netuid, pools[i]!, size)
    populateSubnet(ctx, netuid, size, random)
  })
  stakeOnRoot(ctx, size, rootStakes)
}

/** 10,000 to 50,000 TAO. All prices together come to about 3, so that root dividends are sold. */
function poolOf(subnets: number, random: Random): Pool {
  const inPool = BigInt(10_000 + random(40_000)) * RAO
  const thousandths = BigInt(2000 + random(2000))
  return { tao: tao(inPool), alpha: alpha((inPool * 1000n * BigInt(subnets)) / thousandths) }
}

const validatorsOf = ({ validators }: Size): AccountId[] =>
  Array.from({ length: validators }, (_, i) => account('validator', i))

function foundSubnet(ctx: Ctx, netuid: NetUid, pool: Pool, { subnets }: Size): void {
  initNewNetwork(ctx, netuid, TEMPO)
  SubnetMechanism.put(ctx, netuid, 1)
  SubnetTAO.put(ctx, netuid, pool.tao)
  SubnetAlphaIn.put(ctx, netuid, pool.alpha)
  SubnetAlphaOut.put(ctx, netuid, alpha(0n))
  SubnetMovingPrice.put(ctx, netuid, I96F32.satDiv(I96F32.satFromInt(pool.tao), I96F32.satFromInt(pool.alpha)))
  SubtokenEnabled.put(ctx, netuid, true)
  FirstEmissionBlockNumber.put(ctx, netuid, 1n)
  CommitRevealWeightsEnabled.put(ctx, netuid, false)
  // The first epoch of each falls in a block of its own, and so do all that follow.
  PendingEpochAt.put(ctx, netuid, 1n + (BigInt(netuid - 1) * BigInt(TEMPO)) / BigInt(subnets))
}

function populateSubnet(ctx: Ctx, netuid: NetUid, size: Size, random: Random): void {
  const owner = account('owner of subnet', netuid)
  const ownerHotkey = account('owner hotkey of subnet', netuid)
  const validators = validatorsOf(size)
  const miners = Array.from({ length: size.uids - 1 - size.validators }, (_, i) => account('miner', netuid, i))
  SubnetOwner.put(ctx, netuid, owner)
  SubnetOwnerHotkey.put(ctx, netuid, ownerHotkey)
  createAccountIfNonExistent(ctx, owner, ownerHotkey)
  for (const miner of miners) createAccountIfNonExistent(ctx, account('owner of', miner), miner)
  for (const hotkey of [ownerHotkey, ...validators, ...miners]) appendNeuron(ctx, netuid, hotkey, 0n)
  ValidatorPermit.put(
    ctx,
    netuid,
    Array.from({ length: size.uids }, (_, uid) => uid > 0 && uid <= validators.length),
  )
  validators.forEach((_, i) => {
    const row = miners.flatMap((_, miner) => [1 + validators.length + miner, 1 + random(0xffff)])
    Weights.put(ctx, netuid, i + 1, Uint16Array.from(row))
    // Weights count for miners who were there before they were set.
    setLastUpdateForUid(ctx, netuid, i + 1, 1n)
  })
  for (let i = 0; i < size.positions; i++) {
    const amount = alpha(BigInt(10 + random(1000)) * RAO)
    const coldkey = account('nominator', random(size.nominators))
    increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, validators[i % validators.length]!, coldkey, netuid, amount)
    SubnetAlphaOut.mutate(ctx, netuid, total => satAdd(total, amount))
  }
}

function stakeOnRoot(ctx: Ctx, size: Size, stakes: readonly bigint[]): void {
  const validators = validatorsOf(size)
  stakes.forEach((stake, i) => {
    const coldkey = account('nominator', i % size.nominators)
    increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, validators[i % validators.length]!, coldkey, ROOT, alpha(stake))
    maybeAddColdkeyIndex(ctx, coldkey)
  })
  const total = stakes.reduce((sum, stake) => sum + stake, 0n)
  SubnetTAO.put(ctx, ROOT, tao(total))
  SubnetAlphaOut.put(ctx, ROOT, alpha(total))
}
