import { group } from '../kit/command.ts'

export default group({
  summary: 'Keys: make, recover, list, protect; sign with them',
  aliases: ['w', 'wallets'],
  order: [
    ...['create', 'list', 'show', 'balance', 'overview', 'inspect', 'registrations', 'transfer', 'contacts'],
    ...['new-coldkey', 'new-hotkey'],
    ...['regen-coldkey', 'regen-hotkey', 'regen-coldkeypub', 'regen-hotkeypub'],
    ...['import', 'export', 'password', 'upgrade'],
    ...['associate-hotkey', 'swap-hotkey', 'swap-coldkey'],
    ...['unlock', 'sign', 'verify', 'encrypt', 'decrypt'],
  ],
})
