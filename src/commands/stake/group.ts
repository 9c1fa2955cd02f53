import { group } from '../kit/command.ts'

export default group({
  summary: 'Stake: add and remove it, move it, give it away; children, dividends, automatic stake',
  aliases: ['st'],
  order: [
    ...['list', 'show', 'add', 'remove', 'unstake-all', 'unstake-all-alpha'],
    ...['move', 'swap', 'transfer'],
    ...['claims', 'claim', 'set-claim', 'auto', 'set-auto'],
    ...['burn', 'recycle'],
  ],
})
