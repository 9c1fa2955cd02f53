import { group } from '../kit/command.ts'

/** btcli 11 calls it `misc`, and keeps there what has groups of its own here. */
export default group({
  summary: 'Small tools: amounts from one unit to the other, how fast nodes answer',
  aliases: ['misc', 'util'],
  order: ['convert', 'latency'],
})
