/** Making new keys: the part that `wallet create`, `new-coldkey` and `new-hotkey` share. */
import type { KeyKind } from '../../../primitives/crypto/kinds.ts'
import type { WordCount } from '../../../primitives/crypto/mnemonic.ts'
import { generateKey, keyFromUri } from '../../../wallet/key-sources.ts'
import type { Password } from '../../../wallet/passwords/sources.ts'
import type { KeyPlace } from '../../../wallet/places.ts'
import { type Saved, saveKey } from '../../../wallet/saving.ts'
import type { WalletKey } from '../../../wallet/wallet-key.ts'
import type { Context } from '../../kit/context.ts'
import { type HandingOver, handOver, mnemonicOf, requireSomewhere } from './mnemonics.ts'
import { newPassword } from './new-password.ts'

/** A key to be made. */
export interface Order {
  readonly place: KeyPlace
  readonly kind: KeyKind
  readonly isProtected: boolean
}

export interface Making extends HandingOver {
  readonly nWords: string
  readonly uri: string | undefined
  readonly overwrite: boolean
}

export interface Made extends Saved {
  readonly place: KeyPlace
  readonly cryptoType: KeyKind
  /** Only when it was asked for. */
  readonly mnemonic: string | undefined
}

/**
 * Makes keys and writes them, all after their mnemonics were handed over.
 * @throws TaoError, and nothing was written, unless another process interfered between two keys
 */
export async function makeKeys(orders: readonly Order[], making: Making, ctx: Context): Promise<readonly Made[]> {
  if (making.uri === undefined) requireSomewhere(making, ctx)
  const passwords: (Password | null)[] = []
  for (const { place, isProtected } of orders) passwords.push(isProtected ? await newPassword(place, ctx) : null)
  const keys = orders.map(({ kind }) => newKey(kind, making))
  for (const key of keys) ctx.defer(() => key.wipe())
  const mnemonics = orders.map(({ place, isProtected }, i) => mnemonicOf(place, keys[i]!, !isProtected))
  const known = mnemonics.filter(mnemonic => mnemonic !== undefined)
  return handOver(known, making, ctx, async () => {
    const made: Made[] = []
    for (const [i, { place, kind }] of orders.entries()) {
      const saved = await writeKey(place, keys[i]!, passwords[i]!, making.overwrite, ctx)
      const mnemonic = making.showMnemonic ? mnemonics[i]?.words : undefined
      made.push({ ...saved, place, cryptoType: kind, mnemonic })
    }
    return made
  })
}

export async function writeKey(
  place: KeyPlace,
  key: WalletKey,
  password: Password | null,
  overwrite: boolean,
  ctx: Context,
): Promise<Saved> {
  const { kdf, signal } = (await ctx.wallets()).passwords()
  return saveKey(place, key, { password, overwrite, kdf, signal })
}

function newKey(kind: KeyKind, { uri, nWords }: Making): WalletKey {
  if (uri === undefined) return generateKey(kind, Number(nWords) as WordCount)
  // btcli writes a development account by its name alone.
  return keyFromUri(/^[A-Za-z][A-Za-z0-9_-]*$/.test(uri) ? `//${uri}` : uri, kind)
}
