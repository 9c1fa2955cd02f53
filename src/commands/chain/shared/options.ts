/** Options that the commands of the chain inside share. */
import { choice } from '../../kit/options.ts'

export const PROFILES = ['sandbox', 'localnet', 'localnet-fast'] as const

export const SEALING = choice(['interval', 'instant', 'manual'], {
  summary: 'When blocks are made: each slot, for each transaction, or only by tao chain advance',
  default: 'interval',
  aliases: ['sealing'],
})
