import { findWallet, type ListedKey, type ListedWallet, listWallets } from '../../wallet/listing.ts'
import { walletRoot } from '../../wallet/places.ts'
import { type Cell, cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { flag, name } from '../kit/options.ts'
import { address, flag as flagShape, list, maybe, record, text, type ValueOf } from '../kit/shape.ts'
import { column, table } from '../kit/view.ts'

const KEY = {
  ss58: maybe(address('Its address; null when its public file is missing or damaged')),
  cryptoType: maybe(text('sr25519 or ed25519')),
  hasSecret: flagShape('Whether the secret is here; without it the account can only be watched'),
  problems: list(text('Something that is wrong with its files')),
}
type KeyFacts = { readonly [K in keyof typeof KEY]: ValueOf<(typeof KEY)[K]> }

const OUTPUT = record({
  path: text('The folder of wallets'),
  coldkeys: list(
    record({
      coldkey: text('Name of the wallet'),
      ...KEY,
      hotkeys: list(record({ name: text('Name of the hotkey'), ...KEY })),
    }),
  ),
})

export default read({
  summary: 'List the wallets here and their hotkeys',
  description: ['Only public files are read: no password is asked, and no chain is asked either.'],
  examples: [
    { line: 'tao wallet list', does: 'List everything' },
    { line: 'tao wallet list --json', does: 'The same for a program' },
  ],
  arguments: {
    wallet: name({
      summary: 'Only these wallets',
      many: true,
      short: 'w',
      aliases: ['wallet-name', 'wallet.name', 'name'],
      complete: 'wallet',
    }),
  },
  options: { coldkeysOnly: flag({ summary: 'Leave the hotkeys out' }) },
  uses: ['walletPath'],
  output: OUTPUT,
  view: ({ path, coldkeys }) => {
    const rows = coldkeys.flatMap(({ coldkey, hotkeys, ...key }) => [
      { wallet: coldkey, hotkey: cells.none, ...key },
      ...hotkeys.map(({ name, ...hotkey }) => ({ wallet: coldkey, hotkey: cells.text(name), ...hotkey })),
    ])
    return [
      table(
        rows,
        [
          column('Wallet', ({ wallet }) => cells.text(wallet), { merge: true }),
          column('Hotkey', ({ hotkey }) => hotkey),
          column('Address', ({ ss58 }) => (ss58 === undefined ? cells.none : cells.address(ss58))),
          column('Kind', ({ cryptoType }) => (cryptoType === undefined ? cells.none : cells.text(cryptoType))),
          column('Remark', remarkOf, { optional: true }),
        ],
        { empty: `No wallets in ${path}. Make one with: tao wallet create` },
      ),
    ]
  },
  run: ({ wallet: names, coldkeysOnly }, ctx) => {
    const root = walletRoot(ctx.settings.walletPath, { ...ctx.env })
    const wallets = names.length === 0 ? listWallets(root) : names.map(wanted => findWallet(root, wanted))
    return {
      path: root.path,
      coldkeys: wallets.map(wallet => ({
        coldkey: wallet.name,
        ...keyFacts(wallet.coldkey, wallet.problems),
        hotkeys: coldkeysOnly ? [] : wallet.hotkeys.map(hotkey => ({ name: hotkey.name, ...keyFacts(hotkey) })),
      })),
    }
  },
})

function keyFacts(key: ListedKey | undefined, more: ListedWallet['problems'] = []): KeyFacts {
  return {
    ss58: key?.publicHalf?.address,
    cryptoType: key?.publicHalf?.cryptoType,
    hasSecret: key?.hasSecret ?? false,
    problems: [...more, ...(key?.problems ?? [])],
  }
}

function remarkOf(key: KeyFacts): Cell {
  if (key.problems.length > 0) return cells.warn(key.problems.join(' '))
  if (key.ss58 === undefined && !key.hasSecret) return cells.dim('no key')
  if (key.ss58 === undefined) return cells.dim('no public file')
  return key.hasSecret ? { text: '' } : cells.dim('watched only')
}
