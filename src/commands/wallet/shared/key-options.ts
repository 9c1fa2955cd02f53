/** Options that several commands about keys share. */
import { WORD_COUNTS } from '../../../primitives/crypto/mnemonic.ts'
import { setting } from '../../kit/globals.ts'
import { choice, file, flag, text } from '../../kit/options.ts'

export const WALLET_ARGUMENT = setting('wallet', { summary: 'Name of the wallet', placeholder: 'WALLET' })

/** Offered on a terminal: whoever makes something gives it a name. */
export const NEW_WALLET_ARGUMENT = setting('wallet', {
  summary: 'Name of the wallet',
  placeholder: 'WALLET',
  ask: { message: 'Name of the wallet:', offerDefault: true },
})

const KINDS = ['sr25519', 'ed25519'] as const

export const CRYPTO_TYPE = choice(KINDS, { summary: 'The kind of key', default: 'sr25519' })

export const OVERWRITE = flag({
  summary: 'Replace a key that is there; its files are kept as a backup',
  off: ['no-overwrite'],
})

/** Coldkeys have a password unless one says otherwise; `--no-password` is bittensor's spelling, `--no-use-password` btcli's. */
export const COLDKEY_PASSWORD = flag({
  summary: 'Leave the key in the clear: whoever reads the file has the money',
  aliases: [],
  off: ['no-password', 'no-use-password'],
  default: true,
})

/** Hotkeys lie in the clear unless one says otherwise: miners and validators start with them. */
export const HOTKEY_PASSWORD = flag({
  summary: 'Encrypt the hotkey too; a miner or validator then needs the password to start',
  off: ['no-use-password', 'no-password'],
})

export const NEW_KEY_OPTIONS = {
  nWords: choice(WORD_COUNTS.map(String) as ['12', '15', '18', '21', '24'], {
    summary: 'Words of the mnemonic',
    default: '12',
  }),
  uri: text({
    summary: 'Make the key from a secret URI instead, such as //Alice: for development keys, which everybody knows',
    secret: true,
    excludes: ['nWords', 'showMnemonic', 'mnemonicFile'],
  }),
  overwrite: OVERWRITE,
  showMnemonic: flag({ summary: 'Print the mnemonic with the result, where no terminal shows it' }),
  mnemonicFile: file({
    summary: 'Write the mnemonic to a new file that only you can read',
    excludes: ['showMnemonic'],
  }),
} as const

/** For commands that work on one key of a wallet. */
export const USE_HOTKEY = flag({
  summary: 'The hotkey instead of the coldkey',
  off: ['no-use-hotkey'],
  governs: { hotkey: true },
})
