import { action } from '../kit/command.ts'
import { COLDKEY_PASSWORD, WALLET_ARGUMENT } from './shared/key-options.ts'
import { KEY_RESULT, viewKey } from './shared/key-result.ts'
import { coldkeyNamed } from './shared/places-taken.ts'
import { planRegain, REGAIN_OPTIONS, REGAIN_REFUSES } from './shared/regaining.ts'

export default action({
  summary: 'Get a coldkey back from its mnemonic, seed, private key or a polkadot.js export',
  description: [
    'Without an option the mnemonic is asked for on the terminal, where it is not shown and leaves no trace.',
  ],
  examples: [
    { line: 'tao wallet regen-coldkey main', does: 'Type the mnemonic on the terminal' },
    { line: 'tao wallet regen-coldkey main --json-path export.json', does: 'Take the key of a browser wallet' },
  ],
  arguments: { wallet: WALLET_ARGUMENT },
  options: { ...REGAIN_OPTIONS, usePassword: COLDKEY_PASSWORD },
  uses: ['walletPath', 'password'],
  refuses: REGAIN_REFUSES,
  output: KEY_RESULT,
  view: viewKey,
  plan: async (input, ctx) => planRegain(coldkeyNamed(input.wallet, await ctx.wallets()), input, ctx),
})
