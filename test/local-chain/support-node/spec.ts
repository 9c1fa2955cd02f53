/** A small chain: real base pallets beside the counter. */

import type { ChainSpec } from '../../../src/local-chain/node/spec.ts'
import { aura } from '../../../src/local-chain/pallets/aura/pallet.ts'
import { authorOf } from '../../../src/local-chain/pallets/aura/slots.ts'
import { Authorities } from '../../../src/local-chain/pallets/aura/storage.ts'
import {
  CheckGenesis,
  CheckMetadataHash,
  CheckMortality,
  CheckNonce,
  CheckNonZeroSender,
  CheckSpecVersion,
  CheckTxVersion,
  CheckWeight,
} from '../../../src/local-chain/pallets/system/extensions.ts'
import { system } from '../../../src/local-chain/pallets/system/pallet.ts'
import { NEW_ACCOUNT, SystemAccount } from '../../../src/local-chain/pallets/system/storage.ts'
import { timestamp } from '../../../src/local-chain/pallets/timestamp/pallet.ts'
import type { Ctx } from '../../../src/local-chain/runtime/context.ts'
import type { Profile } from '../../../src/local-chain/runtime/profile.ts'
import { type AccountId, accountId, byBytes } from '../../../src/primitives/account.ts'
import { tao } from '../../../src/primitives/amounts.ts'
import { counter } from './counter.ts'
import { accountOf } from './signing.ts'

export const smallProfile: Profile = {
  name: 'small',
  version: {
    specName: 'taokit-small',
    implName: 'taokit-small',
    authoringVersion: 1,
    specVersion: 700,
    implVersion: 1,
    transactionVersion: 1,
    systemVersion: 1,
  },
  pallets: [
    [0, system],
    [2, timestamp],
    [3, aura],
    [9, counter],
  ],
  extensions: [
    CheckNonZeroSender,
    CheckSpecVersion,
    CheckTxVersion,
    CheckGenesis,
    CheckMortality,
    CheckNonce,
    CheckWeight,
    CheckMetadataHash,
  ],
  constants: { fast: false, overrides: new Map() },
  accountOrder: byBytes,
  blockAuthor: authorOf,
}

const NAMES = ['Alice', 'Bob', 'Charlie'] as const
const one = accountOf('//One')
const two = accountOf('//Two')

export const accounts = NAMES.map(name => ({
  name,
  uri: `//${name}`,
  account: accountOf(`//${name}`),
  roles: name === 'Alice' ? ['sudo'] : [],
}))

export const account = (name: (typeof NAMES)[number]): AccountId => accounts.find(each => each.name === name)!.account

export function smallSpec(genesis: (ctx: Ctx) => void = () => {}, profile: Profile = smallProfile): ChainSpec {
  return {
    profile,
    chainName: 'Small',
    chainType: 'Development',
    accounts,
    conveniences: [],
    genesis: ctx => {
      Authorities.put(ctx, [one, two])
      for (const { account: who } of accounts) {
        SystemAccount.put(ctx, who, {
          ...NEW_ACCOUNT,
          providers: 1,
          data: { ...NEW_ACCOUNT.data, free: tao(10n ** 15n) },
        })
      }
      genesis(ctx)
    },
  }
}

export const nobody = accountId(new Uint8Array(32).fill(7))
