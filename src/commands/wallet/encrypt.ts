import { toHex, utf8 } from '../../primitives/bytes.ts'
import { encryptFor } from '../../wallet/sealed-messages.ts'
import { read } from '../kit/command.ts'
import { account, text } from '../kit/options.ts'
import { address as addressShape, hex, record } from '../kit/shape.ts'

export default read({
  summary: 'Encrypt a message for the holder of an ed25519 address',
  description: ['Only that key opens it again; who sent it does not show. sr25519 keys have no such form.'],
  examples: [
    {
      line: "tao wallet encrypt --to 5GaaBPHvZt61hiDcv8eNNbXStsfvAvVSRhKxGdv8EgMNeYf2 --message 'see you at nine'",
      does: 'Encrypt a line of text',
    },
  ],
  options: {
    to: account({
      summary: 'Who shall read it',
      short: 't',
      aliases: ['to-ss58', 'recipient'],
      required: true,
      ask: 'For whom?',
    }),
    message: text({ summary: 'The text', short: 'm', required: true, ask: 'Which text?' }),
  },
  uses: ['walletPath'],
  output: record({
    ciphertext: hex('The encrypted message'),
    recipient: addressShape('Who can read it'),
  }),
  run: async ({ to, message }, ctx) => {
    const recipient = (await ctx.wallets()).address(to, 'coldkey')
    return { ciphertext: toHex(encryptFor(recipient, utf8(message))), recipient }
  },
})
