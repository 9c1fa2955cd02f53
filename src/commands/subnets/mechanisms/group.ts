import { group } from '../../kit/command.ts'

export default group({
  summary: 'Mechanisms of a subnet: several schemes of incentives side by side',
  aliases: ['mech', 'mechanism'],
  order: ['count', 'set', 'emissions', 'split-emissions'],
})
