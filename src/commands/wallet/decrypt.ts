import { fromHex } from '../../primitives/bytes.ts'
import { TaoError } from '../../primitives/errors.ts'
import { decryptMessage } from '../../wallet/sealed-messages.ts'
import { read } from '../kit/command.ts'
import { text } from '../kit/options.ts'
import { address, record, text as textShape } from '../kit/shape.ts'
import { keyPlace } from '../shared/keys.ts'
import { USE_HOTKEY } from './shared/key-options.ts'

export default read({
  summary: 'Read a message that was encrypted for a key of yours',
  examples: [
    { line: 'tao wallet decrypt --wallet main --ciphertext 0x92001cfc', does: 'Read a message with the coldkey' },
  ],
  options: {
    ciphertext: text({
      summary: 'The encrypted message, in hexadecimal',
      short: 'c',
      required: true,
      ask: 'Which message?',
    }),
    useHotkey: USE_HOTKEY,
  },
  uses: ['wallet', 'hotkey', 'password'],
  refuses: { copy: 'What is secret does not belong into a clipboard, where every program can read it.' },
  output: record({
    message: textShape('The text'),
    ss58: address('The key that it was for'),
  }),
  run: async ({ ciphertext, useHotkey }, ctx) => {
    const box = bytesOf(ciphertext)
    const wallets = await ctx.wallets()
    const { key } = await wallets.unlock(await keyPlace(ctx, useHotkey))
    return { message: Buffer.from(decryptMessage(key, box)).toString('utf8'), ss58: key.address }
  },
})

function bytesOf(ciphertext: string): Uint8Array {
  try {
    return fromHex(ciphertext)
  } catch {
    throw new TaoError('invalid_argument', '--ciphertext: Not hexadecimal', {
      remedy: 'Give the line that tao wallet encrypt printed.',
    })
  }
}
