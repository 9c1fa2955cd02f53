import { action } from '../kit/command.ts'
import { SUBNET } from '../shared/subnet-option.ts'
import { WAIT } from '../shared/waiting.ts'
import { planServing, SERVED, servedView } from './shared/serving.ts'

export default action({
  summary: 'Announce that a neuron cannot be reached any more',
  examples: [{ line: 'tao axon reset 2', does: 'Take the axon of my neuron on subnet 2 away' }],
  arguments: { netuid: SUBNET },
  options: { wait: WAIT },
  uses: ['wallet', 'hotkey', 'walletPath', 'password', 'network'],
  output: SERVED,
  view: servedView,
  // The chain takes address 0 for none, and wants a port all the same.
  plan: ({ netuid, wait }, ctx) =>
    planServing({ netuid, ip: { type: 4, number: 0n }, port: 1, protocol: 4, version: 0, wait }, ctx),
})
