import { group } from '../../kit/command.ts'

export default group({
  summary: 'The book of proxies: names for accounts that you act for, and what killing a pure one takes',
  order: ['list', 'add', 'update', 'remove', 'clear'],
})
