import { examineKey } from '../../wallet/examining.ts'
import { secretMissing } from '../../wallet/missing.ts'
import { readPasswordFile } from '../../wallet/passwords/sources.ts'
import { describePlace } from '../../wallet/places.ts'
import { changePassword } from '../../wallet/reencrypting.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import { file, flag } from '../kit/options.ts'
import { address, flag as flagShape, maybe, record, text } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { keyPlace } from '../shared/keys.ts'
import { USE_HOTKEY, WALLET_ARGUMENT } from './shared/key-options.ts'
import { askNewPassword } from './shared/new-password.ts'

export default action({
  summary: 'Change the password of a key, give it one, or take it away',
  description: [
    'The old file is kept as a backup, and still opens with the old password: if that one is known to somebody else, delete the backup, or use --discard-old.',
  ],
  examples: [
    { line: 'tao wallet password main', does: 'Change the password of the coldkey' },
    {
      line: 'tao wallet password main --use-hotkey --hotkey validator',
      does: 'Encrypt a hotkey that lay in the clear',
    },
  ],
  arguments: { wallet: WALLET_ARGUMENT },
  options: {
    useHotkey: USE_HOTKEY,
    newPasswordFile: file({ summary: 'A file with the new password, closed to other users' }),
    encrypt: flag({
      summary: 'Take the password away: whoever reads the file then has the key',
      off: ['no-password', 'no-use-password'],
      default: true,
    }),
    discardOld: flag({ summary: 'Keep no backup of the old file' }),
  },
  uses: ['walletPath', 'hotkey', 'password'],
  output: record({
    ss58: address('Address of the key'),
    path: text('The keyfile'),
    encrypted: flagShape('Whether it has a password now'),
    backup: maybe(text('The folder that holds the old file')),
  }),
  view: ({ ss58, path, encrypted, backup }) => [
    card([
      ['Address', cells.address(ss58)],
      ['File', cells.text(path)],
      ['Password', encrypted ? cells.good('changed') : cells.warn('none: the key lies in the clear')],
      ...(backup === undefined ? [] : [['Backup', cells.text(backup)] as const]),
    ]),
  ],
  plan: async ({ useHotkey, newPasswordFile, encrypt, discardOld }, ctx) => {
    const wallets = await ctx.wallets()
    const place = await keyPlace(ctx, useHotkey)
    const name = describePlace(place)
    if (examineKey(place).format === undefined) throw secretMissing(place)
    return {
      summary: encrypt ? `Give the ${name} a new password` : `Take the password of the ${name} away`,
      effects: [`${place.secretFile} is written anew.`],
      ...(encrypt ? {} : { warnings: ['Whoever can read the file will have the key.'], consent: {} }),
      perform: async () => {
        const newPassword = !encrypt
          ? null
          : newPasswordFile === undefined
            ? await askNewPassword(`New password for the ${name}`, ctx, 'Give it with --new-password-file.')
            : readPasswordFile(newPasswordFile)
        const changed = await changePassword(place, { ...wallets.passwords(), newPassword, keepOld: !discardOld })
        return { ss58: changed.address, path: place.secretFile, encrypted: encrypt, backup: changed.backup }
      },
    }
  },
})
