import { group } from '../kit/command.ts'

export default group({
  summary: 'Axons: where neurons can be reached',
  also: ['utils axon'],
  order: ['set', 'reset', 'show'],
})
