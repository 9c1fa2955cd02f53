/** The keys of the wallets here, by address: whose a key on chain is. */

import { TaoError } from '../../../primitives/errors.ts'
import { listWallets } from '../../../wallet/listing.ts'
import type { Signer } from '../../../wallet/signer.ts'
import type { Context } from '../../kit/context.ts'

export interface OwnHotkey {
  /** `WALLET/HOTKEY` */
  readonly name: string
  readonly wallet: string
  readonly address: string
}

export interface OwnKeys {
  readonly hotkeys: readonly OwnHotkey[]
  /** The coldkeys of wallets, by name. */
  readonly coldkeys: readonly { readonly name: string; readonly address: string }[]
  /** `WALLET/HOTKEY` or `WALLET`; undefined for somebody else's key. */
  nameOf(address: string): string | undefined
  /** The wallet whose coldkey it is, even where a hotkey has the same address. */
  walletOf(address: string): string | undefined
}

export async function ownKeys(ctx: Context): Promise<OwnKeys> {
  const listed = listWallets((await ctx.wallets()).root)
  const coldkeys = listed.flatMap(({ name, coldkey }) => {
    const address = coldkey?.publicHalf?.address
    return address === undefined ? [] : [{ name, address }]
  })
  const hotkeys = listed.flatMap(wallet =>
    wallet.hotkeys.flatMap(({ name, publicHalf }) =>
      publicHalf === undefined
        ? []
        : [{ name: `${wallet.name}/${name}`, wallet: wallet.name, address: publicHalf.address }],
    ),
  )
  const names = new Map([...coldkeys, ...hotkeys].map(({ name, address }) => [address, name]))
  const wallets = new Map(coldkeys.map(({ name, address }) => [address, name]))
  return {
    hotkeys,
    coldkeys,
    nameOf: address => names.get(address),
    walletOf: address => wallets.get(address),
  }
}

/**
 * Who signs: the coldkey of the settings, or of the wallet that `coldkey` names or has the address of.
 * @throws TaoError `not_found` for an address that is of no wallet here
 */
export async function signerOf(ctx: Context, coldkey?: string): Promise<Signer> {
  const wallets = await ctx.wallets()
  if (coldkey === undefined) return wallets.signer(wallets.coldkey())
  const { coldkeys } = await ownKeys(ctx)
  const found = coldkeys.find(({ name, address }) => name === coldkey || address === coldkey)
  if (found !== undefined) return wallets.signer(wallets.coldkey(found.name))
  throw new TaoError('not_found', `There is no wallet here with the coldkey ${coldkey.slice(0, 60)}`, {
    why: 'Only its owner can sign for it.',
    remedy: 'See your wallets with: tao wallet list',
  })
}
