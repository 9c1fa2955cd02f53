import { group } from '../kit/command.ts'

export default group({
  summary: 'Subnets: look at them, found one, become a neuron',
  aliases: ['s', 'subnet'],
  order: [
    ...['list', 'show', 'metagraph', 'payouts', 'price', 'hyperparameters'],
    ...['register', 'burn-cost', 'pruning'],
    ...['create', 'create-cost', 'start', 'check-start'],
    ...['set-identity', 'get-identity', 'set-symbol'],
  ],
})
