import { group } from '../kit/command.ts'

export default group({
  summary: 'Axons: where neurons can be reached',
  also: ['misc axon'],
  order: ['set', 'reset', 'show'],
})
