/** How the pallet begins. */

import { expect, test } from 'vitest'
import { subtensorGenesis } from '../../../../src/local-chain/pallets/subtensor/genesis.ts'
import { getStakeForHotkeyAndColdkeyOnSubnet } from '../../../../src/local-chain/pallets/subtensor/staking/stake-utils/shares.ts'
import {
  StartCallDelay,
  TotalIssuance,
  TotalNetworks,
} from '../../../../src/local-chain/pallets/subtensor/storage/global.ts'
import {
  MaxAllowedUids,
  TargetRegistrationsPerInterval,
} from '../../../../src/local-chain/pallets/subtensor/storage/hyperparameters.ts'
import { SubnetAlphaIn, SubnetAlphaOut, SubnetTAO } from '../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import * as storage from '../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import { SYMBOLS } from '../../../../src/local-chain/pallets/subtensor/subnets/symbols.ts'
import { COMPOSITION } from '../../../../src/local-chain/profiles/composition.ts'
import { Ctx } from '../../../../src/local-chain/runtime/context.ts'
import { Runtime } from '../../../../src/local-chain/runtime/runtime.ts'
import { State } from '../../../../src/local-chain/state/state.ts'
import { EMPTY_STORE } from '../../../../src/local-chain/state/store.ts'
import { ZERO_ACCOUNT } from '../../../../src/primitives/account.ts'
import { tao } from '../../../../src/primitives/amounts.ts'
import { keyPairFromUri } from '../../../../src/primitives/crypto/secret-uri.ts'
import { hotkeyRows } from './subnets/world.ts'

function begin(fast: boolean, options?: Parameters<typeof subtensorGenesis>[1]): Ctx {
  const runtime = new Runtime({ ...COMPOSITION, name: 'genesis', constants: { fast, overrides: new Map() } })
  const ctx = new Ctx(new State(EMPTY_STORE, runtime.outer), runtime)
  subtensorGenesis(ctx, options)
  return ctx
}

test('with root, and with subnet 1 that nobody owns', () => {
  const ctx = begin(false)
  expect(storage.NetworksAdded.entries(ctx).map(({ keys }) => keys[0])).toEqual([0, 1])
  expect(TotalNetworks.get(ctx)).toBe(2)
  expect([MaxAllowedUids.get(ctx, 0), MaxAllowedUids.get(ctx, 1)]).toEqual([64, 256])
  expect(storage.TokenSymbol.get(ctx, 1)).toEqual(SYMBOLS[1])
  expect(TargetRegistrationsPerInterval.get(ctx, 0)).toBe(1)
  expect(storage.SubnetOwner.get(ctx, 0)).toBe(ZERO_ACCOUNT)
  expect(hotkeyRows(ctx, 0)).toEqual([])
  expect(hotkeyRows(ctx, 1)).toEqual([ZERO_ACCOUNT])
  expect([SubnetTAO.get(ctx, 1), SubnetAlphaIn.get(ctx, 1)]).toEqual([10_000_000_000n, 10_000_000_000n])
  expect(getStakeForHotkeyAndColdkeyOnSubnet(ctx, ZERO_ACCOUNT, ZERO_ACCOUNT, 1)).toBe(SubnetAlphaOut.get(ctx, 1))
  expect(TotalIssuance.get(ctx)).toBe(0n)
})

test('fast, with root owned by the first development account', () => {
  const ctx = begin(true)
  expect(storage.SubnetOwner.get(ctx, 0)).toBe(keyPairFromUri('sr25519', '//Alice').publicKey)
  expect(storage.SubnetOwnerHotkey.find(ctx, 0)).toBe(keyPairFromUri('sr25519', '//Alice_hk').publicKey)
})

test('with terms of its own', () => {
  const ctx = begin(false, { balancesIssuance: tao(9n), startCallDelay: 3n })
  expect([TotalIssuance.get(ctx), StartCallDelay.get(ctx)]).toEqual([9n, 3n])
})
