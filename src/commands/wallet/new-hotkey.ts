import { lookAt } from '../../wallet/files.ts'
import { action } from '../kit/command.ts'
import { keyPlace } from '../shared/keys.ts'
import { CRYPTO_TYPE, HOTKEY_PASSWORD, NEW_KEY_OPTIONS, WALLET_ARGUMENT } from './shared/key-options.ts'
import { KEY_RESULT, keyResult, viewKey } from './shared/key-result.ts'
import { makeKeys } from './shared/making.ts'
import { replacing, requireFree, targetAt } from './shared/places-taken.ts'

export default action({
  summary: 'Make a new hotkey, which a miner or validator works with',
  description: [
    'Its file is not encrypted unless --use-password is given: the program that works with it must be able to start.',
  ],
  examples: [
    { line: 'tao wallet new-hotkey main --hotkey validator', does: 'Make the hotkey validator in the wallet main' },
  ],
  arguments: { wallet: WALLET_ARGUMENT },
  options: { ...NEW_KEY_OPTIONS, usePassword: HOTKEY_PASSWORD, cryptoType: CRYPTO_TYPE },
  uses: ['walletPath', 'hotkey', 'password'],
  output: KEY_RESULT,
  view: viewKey,
  plan: async ({ usePassword, cryptoType, ...making }, ctx) => {
    const place = await keyPlace(ctx, true)
    const target = targetAt(place)
    requireFree(target, making.overwrite)
    const { wallet } = place
    const isNew = lookAt(wallet.folder) === undefined
    return {
      summary: `Make a new ${cryptoType} hotkey ${place.name} in the wallet ${place.wallet.name}`,
      effects: [`${place.secretFile} and ${place.publicFile} are written.`],
      ...replacing([target]),
      perform: async () => {
        const [made] = await makeKeys([{ place, kind: cryptoType, isProtected: usePassword }], making, ctx)
        if (isNew) ctx.note(`The wallet ${wallet.name} is new, and has no coldkey here: tao wallet list`)
        return keyResult(made!)
      },
    }
  },
})
