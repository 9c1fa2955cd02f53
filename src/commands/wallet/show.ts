import { examineKey } from '../../wallet/examining.ts'
import { findWallet } from '../../wallet/listing.ts'
import { coldkeyPlace, hotkeyPlace, type KeyPlace, walletPlace } from '../../wallet/places.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { address, list, maybe, record, text } from '../kit/shape.ts'
import { column, lines, table } from '../kit/view.ts'
import { WALLET_ARGUMENT } from './shared/key-options.ts'

export default read({
  summary: 'Look a wallet over: its keys, how they are protected, and what is wrong',
  description: ['Nothing is unlocked and no password is asked. What it has on a chain tells tao wallet inspect.'],
  examples: [{ line: 'tao wallet show main', does: 'Look the wallet main over' }],
  arguments: { wallet: WALLET_ARGUMENT },
  uses: ['walletPath'],
  output: record({
    wallet: text('Name of the wallet'),
    path: text('Its folder'),
    keys: list(
      record({
        role: text('coldkey or hotkey'),
        name: text('Name of the key'),
        ss58: maybe(address('Its address')),
        publicKey: maybe(text('Its public key, in hexadecimal')),
        cryptoType: maybe(text('sr25519 or ed25519')),
        format: maybe(text('nacl, ansible, fernet or plain; null when the secret is not here')),
        file: text('The keyfile'),
        problems: list(text('Something to put right')),
      }),
    ),
  }),
  view: ({ wallet, path, keys }) => [
    table(
      keys,
      [
        column('Key', ({ role, name }) => cells.text(role === 'coldkey' ? role : `${role} ${name}`)),
        column('Address', ({ ss58 }) => (ss58 === undefined ? cells.none : cells.address(ss58))),
        column('Kind', ({ cryptoType }) => (cryptoType === undefined ? cells.none : cells.text(cryptoType))),
        column('Protection', ({ format }) => protectionOf(format)),
      ],
      { title: `Wallet ${wallet} in ${path}`, empty: 'It holds no keys.' },
    ),
    ...problemLines(keys.flatMap(({ problems }) => problems)),
  ],
  run: async (_, ctx) => {
    const wallets = await ctx.wallets()
    const { name, folder, coldkey, hotkeys, problems } = findWallet(wallets.root, wallets.wallet().name)
    const place = walletPlace(wallets.root, name)
    const places = [
      ...(coldkey === undefined ? [] : [coldkeyPlace(place)]),
      ...hotkeys.map(hotkey => hotkeyPlace(place, hotkey.name)),
    ]
    const listed = [...(coldkey === undefined ? [] : [coldkey]), ...hotkeys]
    const keys = places.map((key, i) => look(key, [...(i === 0 ? problems : []), ...listed[i]!.problems]))
    return { wallet: name, path: folder, keys }
  },
})

function look(place: KeyPlace, listed: readonly string[]) {
  const { role, name, secretFile } = place
  const base = { role, name, file: secretFile }
  // What listing found wrong would make a closer look fail.
  if (listed.length > 0) {
    return {
      ...base,
      ss58: undefined,
      publicKey: undefined,
      cryptoType: undefined,
      format: undefined,
      problems: listed,
    }
  }
  const { publicHalf, format, looseModes, isWeak } = examineKey(place)
  const problems = [
    ...looseModes,
    ...(isWeak ? [`${secretFile} is encrypted in an old, weak way. Renew it with: tao wallet upgrade`] : []),
    ...(format === 'plain' && role === 'coldkey'
      ? [`${secretFile} is not encrypted. Protect it with: tao wallet password`]
      : []),
  ]
  return {
    ...base,
    ss58: publicHalf?.address,
    publicKey: publicHalf?.publicKey,
    cryptoType: publicHalf?.cryptoType,
    format,
    problems,
  }
}

function protectionOf(format: string | undefined) {
  if (format === undefined) return cells.dim('not here')
  if (format === 'plain') return cells.warn('none')
  return format === 'nacl' ? cells.good('password') : cells.warn(`password, weak (${format})`)
}

function problemLines(problems: readonly string[]) {
  const all = [...new Set(problems)]
  return all.length === 0 ? [] : [lines(...all.map(problem => cells.warn(problem)))]
}
