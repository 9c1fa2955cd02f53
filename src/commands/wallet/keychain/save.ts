import { goneCommand } from '../../shared/elsewhere.ts'

export default goneCommand(
  'Passwords are not kept in the keychain of macOS',
  'A password kept for programs can be read by programs.',
  'Give it with --wallet-password-file, or TAO_WALLET_PASSWORD.',
)
