import { group } from '../kit/command.ts'

export default group({
  summary: 'How TAO and alpha come into being: rewards, halvings, supply',
  order: ['schedule', 'halvings', 'supply'],
})
