import { action } from '../kit/command.ts'
import { COLDKEY_PASSWORD, CRYPTO_TYPE, NEW_KEY_OPTIONS, NEW_WALLET_ARGUMENT } from './shared/key-options.ts'
import { KEY_RESULT, keyResult, viewKey } from './shared/key-result.ts'
import { makeKeys } from './shared/making.ts'
import { coldkeyNamed, replacing, requireFree, targetAt } from './shared/places-taken.ts'

export default action({
  summary: 'Make a new coldkey, which holds the money',
  description: ['Its mnemonic is shown once, on this terminal, and is the only way to get the key back.'],
  examples: [{ line: 'tao wallet new-coldkey savings', does: 'Make the coldkey of a wallet called savings' }],
  arguments: { wallet: NEW_WALLET_ARGUMENT },
  options: { ...NEW_KEY_OPTIONS, usePassword: COLDKEY_PASSWORD, cryptoType: CRYPTO_TYPE },
  uses: ['walletPath', 'password'],
  output: KEY_RESULT,
  view: viewKey,
  plan: async ({ wallet, usePassword, cryptoType, ...making }, ctx) => {
    const place = coldkeyNamed(wallet, await ctx.wallets())
    const target = targetAt(place)
    requireFree(target, making.overwrite)
    return {
      summary: `Make a new ${cryptoType} coldkey for the wallet ${wallet}`,
      effects: [`${place.secretFile} and ${place.publicFile} are written.`],
      ...replacing([target]),
      perform: async () => {
        const [made] = await makeKeys([{ place, kind: cryptoType, isProtected: usePassword }], making, ctx)
        return keyResult(made!)
      },
    }
  },
})
