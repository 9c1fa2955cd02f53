import { group } from '../kit/command.ts'

export default group({ summary: 'Yuma consensus: run an epoch by hand, and see where each number comes from' })
