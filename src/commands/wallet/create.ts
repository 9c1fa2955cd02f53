import { TaoError } from '../../primitives/errors.ts'
import type { KeyPlace } from '../../wallet/places.ts'
import { type PublicHalf, readAddress } from '../../wallet/public-half.ts'
import { type Cell, cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import { choice } from '../kit/options.ts'
import { address, flag, maybe, record, text } from '../kit/shape.ts'
import { card, lines } from '../kit/view.ts'
import { COLDKEY_PASSWORD, CRYPTO_TYPE, NEW_KEY_OPTIONS, NEW_WALLET_ARGUMENT } from './shared/key-options.ts'
import { type Made, makeKeys, type Order } from './shared/making.ts'
import { replacing, type Target, targetAt } from './shared/places-taken.ts'

export default action({
  summary: 'Make a wallet: a coldkey, which holds the money, and a hotkey, which works',
  description: [
    'Only what is missing is made: an existing coldkey stays, and gets a hotkey.',
    'The coldkey is encrypted with your password. Its mnemonic is shown once, on this terminal. The hotkey is not encrypted, because a miner or validator must be able to start with it; wallet new-hotkey --use-password makes one that is.',
  ],
  examples: [
    { line: 'tao wallet create main', does: 'Make the wallet main with the hotkey default' },
    { line: 'tao wallet create main --hotkey validator', does: 'The same with another name for the hotkey' },
  ],
  arguments: { wallet: NEW_WALLET_ARGUMENT },
  options: {
    ...NEW_KEY_OPTIONS,
    usePassword: COLDKEY_PASSWORD,
    cryptoType: { ...CRYPTO_TYPE, spec: { ...CRYPTO_TYPE.spec, aliases: ['coldkey-crypto-type'] } },
    hotkeyCryptoType: choice(['sr25519', 'ed25519'], { summary: 'The kind of the hotkey', default: 'sr25519' }),
  },
  uses: ['walletPath', 'hotkey', 'password'],
  output: record({
    coldkey: text('Name of the wallet'),
    hotkey: text('Name of the hotkey'),
    coldkeySs58: maybe(address('Address of the coldkey; null when only an encrypted file of it is here')),
    hotkeySs58: maybe(address('Address of the hotkey')),
    coldkeyCryptoType: maybe(text('sr25519 or ed25519')),
    hotkeyCryptoType: maybe(text('sr25519 or ed25519')),
    path: text('The folder of the wallet'),
    coldkeyIsNew: flag('Whether the coldkey was made now'),
    hotkeyIsNew: flag('Whether the hotkey was made now'),
    backup: maybe(text('The folder that holds the files that were there before')),
    coldkeyMnemonic: maybe(text('The mnemonic, only where it was asked for')),
    hotkeyMnemonic: maybe(text('The mnemonic, only where it was asked for')),
  }),
  view: result => {
    const { coldkey, hotkey, path, backup } = result
    const key = (ss58: string | undefined, isNew: boolean): Cell => {
      const cell = ss58 === undefined ? cells.none : cells.address(ss58)
      return isNew ? cell : { ...cell, text: `${cell.text} (was here already)`, bare: cell.text }
    }
    return [
      card([
        ['Wallet', cells.text(coldkey)],
        ['Coldkey', key(result.coldkeySs58, result.coldkeyIsNew)],
        [`Hotkey ${hotkey}`, key(result.hotkeySs58, result.hotkeyIsNew)],
        ['Folder', cells.text(path)],
        ...(backup === undefined ? [] : [['Backup', cells.text(backup)] as const]),
      ]),
      ...(result.coldkeyMnemonic === undefined ? [] : [lines(`Mnemonic of the coldkey: ${result.coldkeyMnemonic}`)]),
      ...(result.hotkeyMnemonic === undefined ? [] : [lines(`Mnemonic of the hotkey: ${result.hotkeyMnemonic}`)]),
    ]
  },
  plan: async ({ usePassword, cryptoType, hotkeyCryptoType, ...making }, ctx) => {
    const wallets = await ctx.wallets()
    const targets = [targetAt(wallets.coldkey()), targetAt(wallets.hotkey())]
    const due = targets.filter(({ occupant }) => occupant === undefined || making.overwrite)
    if (due.length === 0) throw existsAlready(targets)
    const orders = due.map(
      ({ place }): Order => ({
        place,
        kind: place.role === 'coldkey' ? cryptoType : hotkeyCryptoType,
        isProtected: place.role === 'coldkey' && usePassword,
      }),
    )
    const { wallet } = targets[0]!.place
    return {
      summary: `Make the wallet ${wallet.name}`,
      effects: orders.map(({ place }) => `${place.secretFile} and ${place.publicFile} are written.`),
      ...replacing(due),
      perform: async () => resultOf(targets, await makeKeys(orders, making, ctx)),
    }
  },
})

function resultOf([coldkey, hotkey]: readonly Target[], made: readonly Made[]) {
  const of = ({ place }: Target) => {
    const now = made.find(key => key.place === place)
    const half = now ?? identityOf(place)
    return { ss58: half?.address, kind: half?.cryptoType, now }
  }
  const [cold, hot] = [of(coldkey!), of(hotkey!)]
  return {
    coldkey: coldkey!.place.wallet.name,
    hotkey: hotkey!.place.name,
    coldkeySs58: cold.ss58,
    hotkeySs58: hot.ss58,
    coldkeyCryptoType: cold.kind,
    hotkeyCryptoType: hot.kind,
    path: coldkey!.place.wallet.folder,
    coldkeyIsNew: cold.now !== undefined,
    hotkeyIsNew: hot.now !== undefined,
    backup: cold.now?.backup ?? hot.now?.backup,
    coldkeyMnemonic: cold.now?.mnemonic,
    hotkeyMnemonic: hot.now?.mnemonic,
  }
}

/** Who a key is that was here before; unknown when only an encrypted keyfile is. */
function identityOf(place: KeyPlace): PublicHalf | undefined {
  try {
    return readAddress(place)
  } catch (error) {
    if (error instanceof TaoError && error.code === 'locked') return undefined
    throw error
  }
}

function existsAlready([coldkey, hotkey]: readonly Target[]): TaoError {
  const { wallet } = coldkey!.place
  return new TaoError(
    'already_exists',
    `The wallet ${wallet.name} has its coldkey and the hotkey ${hotkey!.place.name} already`,
    {
      why: [
        `Coldkey: ${coldkey!.occupant!.address ?? 'address unknown'}`,
        `Hotkey: ${hotkey!.occupant!.address ?? 'address unknown'}`,
      ],
      remedy: `Choose another name, or make another hotkey: tao wallet new-hotkey ${wallet.name} --hotkey NAME`,
      data: { coldkeySs58: coldkey!.occupant!.address, hotkeySs58: hotkey!.occupant!.address },
    },
  )
}
