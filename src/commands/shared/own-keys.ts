/** The keys that are in the wallets here, by address: to mark what is one's own in a list. */
import { listWallets } from '../../wallet/listing.ts'
import { walletRoot } from '../../wallet/places.ts'
import type { Context } from '../kit/context.ts'

/** `main` for a coldkey, `main/validator` for a hotkey. Only public files are read; a command needs `walletPath` for it. */
export function ownKeys(ctx: Context): ReadonlyMap<string, string> {
  const wallets = listWallets(walletRoot(ctx.settings.walletPath, { ...ctx.env }))
  return new Map(
    wallets.flatMap(({ name, coldkey, hotkeys }) => {
      const own: [string, string][] = hotkeys.flatMap(hotkey =>
        hotkey.publicHalf === undefined ? [] : [[hotkey.publicHalf.address, `${name}/${hotkey.name}`] as const],
      ) as [string, string][]
      return coldkey?.publicHalf === undefined ? own : [...own, [coldkey.publicHalf.address, name] as [string, string]]
    }),
  )
}
