/**
 * Accounts whose keys everybody can make. They exist on development chains only.
 * Reference: node/src/chain_spec/localnet.rs.
 */
import { ACCOUNT_LENGTH, type AccountId, accountId } from '../../primitives/account.ts'
import { type Tao, tao } from '../../primitives/amounts.ts'
import { type Hex, utf8 } from '../../primitives/bytes.ts'
import type { DevelopmentAccount } from '../node/spec.ts'

const account = (hex: string): AccountId => `0x${hex}` as AccountId

const RAO = 1_000_000_000n
const RICH = tao(1_000_000n * RAO)
const POOR = tao(2_000n * RAO)

export interface EndowedAccount extends DevelopmentAccount {
  readonly free: Tao
}

const endowed = (name: string, hex: string, free: Tao, ...roles: string[]): EndowedAccount => ({
  name,
  uri: `//${name}`,
  account: account(hex),
  roles,
  free,
})

export const ALICE = endowed('Alice', 'd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d', RICH, 'sudo')

export const DEVELOPMENT_ACCOUNTS: readonly EndowedAccount[] = [
  ALICE,
  endowed('Bob', '8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48', RICH),
  endowed('Charlie', '90b5ab205c6974c9ea841be688864633dc9ca8a357843eeacf2314649965fe22', RICH),
  endowed('Dave', '306721211d5404bd9da88e0204360a1a9ab8b87c66c1bc2fcdd37f3c2222cc20', POOR),
  endowed('Eve', 'e659a7a1628cdd93febc04a4e0646ea20e9f5f0ce097d9a05290d4a9e054df4e', POOR),
  endowed('Ferdie', '1cbd2d43530a44705ad088af313e18f80b53ef16b36177cd4b77b846f2a5f07c', POOR),
  endowed('One', 'ac859f8a216eeb1b320b4c76d118da3d7407fa523484d0a980126d3b4d0d220a', POOR, 'block author'),
  endowed('Two', '1254f7017f0b8347ce7ab14f96d818802e7e9e0c0d1b7c9acb3c726b080e7a03', POOR, 'block author'),
  endowed('Three', '9026941b7aa2328a8c5ea4e25bb747a2bf92a066fae0cc3722faf58cf44d3502', POOR, 'block author'),
]

/** Accounts that stand for addresses of the EVM (Alith, Baltathar). No key of this chain signs for them. */
export const EVM_ACCOUNTS: readonly { readonly account: AccountId; readonly free: Tao }[] = [
  { account: account('a02a00e549cb104f710d3fe6f2f83e91524d2a40c4ed831658a120883077f9a9'), free: POOR },
  { account: account('caf8959d3c25429e5797758aa16e326839c744a374c3157fdad86e65458f6c59'), free: POOR },
]

/** Who takes turns in making blocks. */
export const AUTHORS: readonly AccountId[] = DEVELOPMENT_ACCOUNTS.filter(({ roles }) =>
  roles.includes('block author'),
).map(({ account }) => account)

/** The ed25519 keys of the same three, who would vote on finality. */
export const FINALITY_VOTERS: readonly Hex[] = [
  '0x16f97016bbea8f7b45ae6757b49efc1080accc175d8f018f9ba719b60b0815e4',
  '0x5079bcd20fd97d7d2f752c4607012600b401950260a91821f73e692071c82bf5',
  '0xecccf9cddf1b329b7c6554e78b0a34ba760de390e351b0ee450a42955fb18470',
]

/** Stands for all who held TAO before a chain that begins with an issuance. Nobody has its key: it spells its name. */
export const EARLIER_HOLDERS: AccountId = accountId(utf8('earlier holders'.padEnd(ACCOUNT_LENGTH, '.')))
