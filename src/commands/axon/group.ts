import { group } from '../kit/command.ts'

export default group({ summary: 'Axons: where neurons can be reached', order: ['set', 'reset', 'show'] })
