import { group } from '../../kit/command.ts'

export default group({ summary: 'Mechanisms: see tao subnets mechanisms', aliases: ['mech'], hidden: true })
