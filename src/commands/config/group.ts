import { group } from '../kit/command.ts'

export default group({
  summary: 'Defaults for the options that you would otherwise type every time',
  aliases: ['c', 'conf'],
  order: ['set', 'get', 'unset', 'clear', 'path'],
})
