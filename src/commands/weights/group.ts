import { group } from '../kit/command.ts'

export default group({
  summary: 'Weights: what validators think of their neighbours',
  aliases: ['weight', 'wt'],
  also: ['utils weights', 'utils weight', 'utils wt'],
  order: ['set', 'commit', 'reveal', 'status', 'show'],
})
