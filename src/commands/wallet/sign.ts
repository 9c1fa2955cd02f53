import { signMessage } from '../../wallet/messages.ts'
import { read } from '../kit/command.ts'
import { flag, text } from '../kit/options.ts'
import { address, hex, record, text as textShape } from '../kit/shape.ts'
import { keyPlace } from '../shared/keys.ts'
import { WALLET_ARGUMENT } from './shared/key-options.ts'

export default read({
  summary: 'Sign a message, to prove that a key is yours',
  description: [
    'The bytes of the text are signed exactly, as btcli does. What could be a transaction is refused: such a signature could move money.',
  ],
  examples: [
    { line: "tao wallet sign main --message 'I am Alice'", does: 'Sign with the coldkey' },
    { line: "tao wallet sign main --use-hotkey --message 'I am Alice'", does: 'Sign with the hotkey' },
  ],
  arguments: { wallet: WALLET_ARGUMENT },
  options: {
    message: text({ summary: 'The text', short: 'm', required: true, ask: 'Which text?' }),
    useHotkey: flag({
      summary: 'Sign with the hotkey instead of the coldkey',
      off: ['no-use-hotkey'],
      governs: { hotkey: true },
    }),
  },
  uses: ['walletPath', 'hotkey', 'password'],
  output: record({
    signedMessage: hex('The signature, 128 hexadecimal digits'),
    signerAddress: address('The address that signed'),
    cryptoType: textShape('sr25519 or ed25519'),
    message: textShape('What was signed'),
  }),
  run: async ({ message, useHotkey }, ctx) => {
    const wallets = await ctx.wallets()
    const signer = wallets.signer(await keyPlace(ctx, useHotkey))
    const { signature, address, cryptoType } = await signMessage(signer, message)
    return { signedMessage: signature.slice(2), signerAddress: address, cryptoType, message }
  },
})
