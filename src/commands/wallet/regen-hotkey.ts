import { action } from '../kit/command.ts'
import { keyPlace } from '../shared/keys.ts'
import { HOTKEY_PASSWORD, WALLET_ARGUMENT } from './shared/key-options.ts'
import { KEY_RESULT, viewKey } from './shared/key-result.ts'
import { planRegain, REGAIN_OPTIONS, REGAIN_REFUSES } from './shared/regaining.ts'

export default action({
  summary: 'Get a hotkey back from its mnemonic, seed, private key or a polkadot.js export',
  description: [
    'Without an option the mnemonic is asked for on the terminal, where it is not shown and leaves no trace.',
  ],
  examples: [{ line: 'tao wallet regen-hotkey main --hotkey validator', does: 'Type the mnemonic on the terminal' }],
  arguments: { wallet: WALLET_ARGUMENT },
  options: { ...REGAIN_OPTIONS, usePassword: HOTKEY_PASSWORD },
  uses: ['walletPath', 'hotkey', 'password'],
  refuses: REGAIN_REFUSES,
  output: KEY_RESULT,
  view: viewKey,
  plan: async (input, ctx) => planRegain(await keyPlace(ctx, true), input, ctx),
})
