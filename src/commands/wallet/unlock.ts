import { describePlace } from '../../wallet/places.ts'
import { restorePublicHalf } from '../../wallet/saving.ts'
import { read } from '../kit/command.ts'
import { address, flag, record, text } from '../kit/shape.ts'
import { keyPlace } from '../shared/keys.ts'
import { USE_HOTKEY, WALLET_ARGUMENT } from './shared/key-options.ts'

export default read({
  summary: 'Try the password of a key: does it open, and is it the key that it claims to be?',
  description: ['Nothing stays unlocked. A missing public file is written anew.'],
  examples: [{ line: 'tao wallet unlock main', does: 'Try the password of the coldkey' }],
  arguments: { wallet: WALLET_ARGUMENT },
  options: { useHotkey: USE_HOTKEY },
  uses: ['walletPath', 'hotkey', 'password'],
  output: record({
    ss58: address('Address of the key'),
    cryptoType: text('sr25519 or ed25519'),
    format: text('nacl, ansible, fernet or plain'),
    publicFileRestored: flag('Whether its public file was missing and is there now'),
  }),
  run: async ({ useHotkey }, ctx) => {
    const wallets = await ctx.wallets()
    const place = await keyPlace(ctx, useHotkey)
    const { key, format, hasPublicFile } = await wallets.unlock(place)
    const publicFileRestored = !hasPublicFile && restorePublicHalf(place, key)
    if (publicFileRestored) ctx.note(`The public file of the ${describePlace(place)} was missing; it is there again.`)
    return { ss58: key.address, cryptoType: key.cryptoType, format, publicFileRestored }
  },
})
