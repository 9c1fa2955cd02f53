import { group } from '../../kit/command.ts'

export default group({
  summary: 'What proxies with a delay are going to do: see it, take it back, or stop it',
  aliases: ['announcement'],
  otherwise: 'list',
  order: ['list', 'reject', 'remove'],
})
