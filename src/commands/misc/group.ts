import { group } from '../kit/command.ts'

export default group({
  summary: 'Where btcli keeps what has a group of its own here',
  aliases: ['utils'],
  hidden: true,
})
