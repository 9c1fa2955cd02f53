import { group } from '../../kit/command.ts'

export default group({
  summary: 'The address book: names for the addresses of others',
  aliases: ['address-book', 'addr', 'contact'],
  order: ['list', 'add', 'remove'],
})
