import { group } from '../../kit/command.ts'

export default group({
  summary: 'Children: hotkeys that work with a part of a validator’s stake',
  aliases: ['children'],
  order: ['get', 'set', 'revoke', 'take'],
})
