import { action } from '../kit/command.ts'
import { file, text, toggle } from '../kit/options.ts'
import { keyPlace } from '../shared/keys.ts'
import { NEW_WALLET_ARGUMENT, OVERWRITE, USE_HOTKEY } from './shared/key-options.ts'
import { KEY_RESULT, viewKey } from './shared/key-result.ts'
import { coldkeyNamed } from './shared/places-taken.ts'
import { planRegain } from './shared/regaining.ts'

export default action({
  summary: 'Take a key from an encrypted JSON file of polkadot.js, Talisman and their like',
  examples: [{ line: 'tao wallet import account.json main', does: 'Make it the coldkey of the wallet main' }],
  arguments: {
    jsonPath: file({
      summary: 'The exported file',
      placeholder: 'FILE',
      aliases: ['file'],
      required: true,
      ask: 'Which file?',
    }),
    wallet: NEW_WALLET_ARGUMENT,
  },
  options: {
    jsonPassword: text({ summary: 'The password of the export', secret: true }),
    jsonPasswordFile: file({ summary: 'A file with the password of the export', excludes: ['jsonPassword'] }),
    useHotkey: USE_HOTKEY,
    usePassword: toggle({
      summary: 'Encrypt the key; a coldkey is, unless --no-password is given, a hotkey is not',
      off: ['no-password', 'no-use-password'],
    }),
    overwrite: OVERWRITE,
  },
  uses: ['walletPath', 'hotkey', 'password'],
  output: KEY_RESULT,
  view: viewKey,
  plan: async ({ wallet, useHotkey, jsonPath, jsonPassword, jsonPasswordFile, usePassword, overwrite }, ctx) => {
    const wallets = await ctx.wallets()
    const place = useHotkey ? await keyPlace(ctx, true) : coldkeyNamed(wallet, wallets)
    const none = { mnemonic: undefined, mnemonicFile: undefined, seed: undefined, privateKey: undefined } as const
    const source = { ...none, jsonPath, jsonPassword, jsonPasswordFile, cryptoType: 'sr25519' as const }
    return planRegain(place, { ...source, overwrite, usePassword: usePassword ?? !useHotkey }, ctx)
  },
})
