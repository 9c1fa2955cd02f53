import { examineKey } from '../../wallet/examining.ts'
import { secretMissing } from '../../wallet/missing.ts'
import { describePlace } from '../../wallet/places.ts'
import { upgradeFormat } from '../../wallet/reencrypting.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import { flag } from '../kit/options.ts'
import { address, maybe, record, text } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { keyPlace } from '../shared/keys.ts'
import { USE_HOTKEY, WALLET_ARGUMENT } from './shared/key-options.ts'

export default action({
  summary: 'Encrypt a key anew in the current format, under the same password',
  description: [
    'Files of old versions can be guessed at thousands of passwords a second; the current format takes seconds for one.',
  ],
  examples: [{ line: 'tao wallet upgrade main', does: 'Write the coldkey in the current format' }],
  arguments: { wallet: WALLET_ARGUMENT },
  options: { useHotkey: USE_HOTKEY, discardOld: flag({ summary: 'Keep no backup of the old file' }) },
  uses: ['walletPath', 'hotkey', 'password'],
  output: record({
    ss58: address('Address of the key'),
    path: text('The keyfile'),
    formatBefore: text('nacl, ansible or fernet'),
    format: text('The format now'),
    backup: maybe(text('The folder that holds the old file')),
  }),
  view: ({ ss58, path, formatBefore, format, backup }) => [
    card([
      ['Address', cells.address(ss58)],
      ['File', cells.text(path)],
      ['Format', cells.text(formatBefore === format ? format : `${formatBefore} before, ${format} now`)],
      ...(backup === undefined ? [] : [['Backup', cells.text(backup)] as const]),
    ]),
  ],
  plan: async ({ useHotkey, discardOld }, ctx) => {
    const wallets = await ctx.wallets()
    const place = await keyPlace(ctx, useHotkey)
    const { format } = examineKey(place)
    if (format === undefined) throw secretMissing(place)
    return {
      summary: `Write the ${describePlace(place)} in the current format`,
      effects: [`${place.secretFile} is written anew; it is of the format ${format} now.`],
      perform: async () => {
        const { address, before, backup } = await upgradeFormat(place, { ...wallets.passwords(), keepOld: !discardOld })
        return { ss58: address, path: place.secretFile, formatBefore: before, format: 'nacl', backup }
      },
    }
  },
})
