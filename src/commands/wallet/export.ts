import { resolve } from 'node:path'
import { utf8 } from '../../primitives/bytes.ts'
import { TaoError } from '../../primitives/errors.ts'
import { examineKey } from '../../wallet/examining.ts'
import { lookAt } from '../../wallet/files.ts'
import { secretMissing } from '../../wallet/missing.ts'
import { readPasswordFile } from '../../wallet/passwords/sources.ts'
import { passwordWeakness } from '../../wallet/passwords/strength.ts'
import { describePlace } from '../../wallet/places.ts'
import { exportPolkadotJson } from '../../wallet/polkadot-json.ts'
import { writePrivateFile } from '../../wallet/writing.ts'
import { action } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import { file } from '../kit/options.ts'
import { address, record, text } from '../kit/shape.ts'
import { keyPlace } from '../shared/keys.ts'
import { USE_HOTKEY, WALLET_ARGUMENT } from './shared/key-options.ts'
import { askNewPassword } from './shared/new-password.ts'

export default action({
  summary: 'Write a key as an encrypted JSON file for polkadot.js, Talisman and their like',
  examples: [{ line: 'tao wallet export main --output main.json', does: 'Take the coldkey to a browser wallet' }],
  arguments: { wallet: WALLET_ARGUMENT },
  options: {
    useHotkey: USE_HOTKEY,
    output: file({ summary: 'The file to write', short: 'o', required: true, ask: 'Into which file?' }),
    exportPasswordFile: file({ summary: 'A file with the password that the export will have, closed to other users' }),
  },
  uses: ['walletPath', 'hotkey', 'password'],
  output: record({
    ss58: address('Address of the key'),
    cryptoType: text('sr25519 or ed25519'),
    path: text('The file'),
  }),
  plan: async ({ useHotkey, output, exportPasswordFile }, ctx) => {
    const wallets = await ctx.wallets()
    const place = await keyPlace(ctx, useHotkey)
    const path = resolve(output)
    if (examineKey(place).format === undefined) throw secretMissing(place)
    if (lookAt(path) !== undefined) {
      throw new TaoError('already_exists', `It exists already: ${path}`, {
        remedy: 'Choose another name for the export.',
      })
    }
    return {
      summary: `Export the ${describePlace(place)} to ${path}`,
      effects: [`${path} is written, encrypted. Whoever has it and its password has the key.`],
      perform: async () => {
        const { key } = await wallets.unlock(place)
        const password = await exportPassword(exportPasswordFile, ctx)
        const name = place.role === 'coldkey' ? place.wallet.name : `${place.wallet.name}/${place.name}`
        const json = await ctx.progress('Encrypting the export', () => exportPolkadotJson(key, { password, name }))
        writePrivateFile(path, utf8(`${json}\n`))
        return { ss58: key.address, cryptoType: key.cryptoType, path }
      },
    }
  },
})

async function exportPassword(path: string | undefined, ctx: Context): Promise<string | Uint8Array> {
  if (path === undefined)
    return askNewPassword('New password for the export', ctx, 'Give it with --export-password-file.')
  const password = readPasswordFile(path)
  const weakness = passwordWeakness(Buffer.from(password).toString('utf8'))
  if (weakness === undefined) return password
  throw new TaoError('invalid_argument', `The password in ${path} is too weak for an export`, { why: weakness })
}
