import { group } from '../kit/command.ts'

export default group({
  summary: 'Delegates: hotkeys of others to stake with, what they keep and what they earn',
  aliases: ['delegates'],
  order: ['list', 'show', 'add', 'remove', 'take'],
})
