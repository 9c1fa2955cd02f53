import { isPublicKey, verifyMessage } from '../../wallet/messages.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { account, choice, text } from '../kit/options.ts'
import { address, flag, maybe, record, text as textShape } from '../kit/shape.ts'
import { card } from '../kit/view.ts'

const KINDS = ['sr25519', 'ed25519'] as const

export default read({
  summary: 'Check who signed a message',
  description: [
    'Both kinds of key are tried, and the wrapping that browser wallets put around a message. Exit code 1 when the signature is not valid.',
  ],
  examples: [
    {
      line: "tao wallet verify --message 'I am Alice' --signature 0x… --ss58 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
      does: 'Check a signature',
    },
    {
      line: "tao wallet verify --message 'I am Alice' --signature 0x… --ss58 main",
      does: 'The same for a wallet here',
    },
  ],
  options: {
    message: text({ summary: 'The text', short: 'm', required: true, ask: 'Which text?' }),
    signature: text({ summary: 'The signature, in hexadecimal', short: 's', required: true, ask: 'Which signature?' }),
    ss58: account({
      summary: 'The address, a wallet, WALLET/HOTKEY or contact here, or the public key in hexadecimal',
      aliases: ['address', 'public-key', 'a', 'p'],
      required: true,
      ask: 'Whose signature?',
    }),
    cryptoType: choice(KINDS, { summary: 'The only kind of key that will do' }),
  },
  uses: ['walletPath'],
  output: record({
    valid: flag('Whether this address signed this text'),
    ss58: address('The address'),
    cryptoType: maybe(textShape('The kind of key that fits; null when none does')),
    wrapped: flag('Whether the signature is over <Bytes>…</Bytes> around the text'),
  }),
  view: ({ valid, ss58, cryptoType }) => [
    card([
      ['Signature', valid ? cells.good('valid') : cells.bad('not valid')],
      ['Address', cells.address(ss58)],
      ...(cryptoType === undefined ? [] : [['Kind', cells.text(cryptoType)] as const]),
    ]),
  ],
  exitCode: ({ valid }) => (valid ? 0 : 1),
  run: async ({ message, signature, ss58, cryptoType: wanted }, ctx) => {
    const signer = isPublicKey(ss58) ? ss58 : (await ctx.wallets()).address(ss58, 'coldkey')
    const { valid, address, cryptoType, wrapped } = verifyMessage(message, signature, signer)
    const fits = wanted === undefined || wanted === cryptoType
    return { valid: valid && fits, ss58: address, cryptoType, wrapped }
  },
})
