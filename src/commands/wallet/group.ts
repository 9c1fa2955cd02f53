import { group } from '../kit/command.ts'

export default group({
  summary: 'Keys: make, recover, list, protect; sign with them',
  aliases: ['w', 'wallets'],
  order: [
    ...['create', 'list', 'inspect'],
    ...['new-coldkey', 'new-hotkey'],
    ...['regen-coldkey', 'regen-hotkey', 'regen-coldkeypub', 'regen-hotkeypub'],
    ...['import', 'export', 'password', 'upgrade'],
    ...['unlock', 'sign', 'verify', 'encrypt', 'decrypt'],
  ],
})
