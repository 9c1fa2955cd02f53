import { group } from '../kit/command.ts'

export default group({
  summary: 'The root network: its validators, and what subnets pay to those who stake there',
  aliases: ['rt'],
  order: ['list', 'register', 'earnings', 'claims', 'claim', 'move'],
})
