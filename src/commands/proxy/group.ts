import { group } from '../kit/command.ts'

export default group({
  summary: 'Let others act for an account, within limits; act for others',
  order: ['list', 'types', 'add', 'remove', 'create', 'kill', 'call', 'announce', 'execute', 'announcements', 'book'],
})
