import { group } from '../kit/command.ts'

export default group({
  summary: 'Locks: alpha that is bound to a hotkey, and the conviction it earns there',
  aliases: ['conviction', 'locks'],
  order: ['list', 'show', 'add', 'mode', 'move', 'targeting', 'accept'],
})
