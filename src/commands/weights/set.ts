import { action } from '../kit/command.ts'
import { SUBNET } from '../shared/subnet-option.ts'
import { PAIRS_ASKED, WEIGHTS_OPTIONS } from './shared/given.ts'
import { planWeights, SETTING_OPTIONS, WEIGHTS_OUTPUT, WEIGHTS_PLANNED, weightsView } from './shared/plans.ts'

export default action({
  summary: 'Set the weights of a validator; where the subnet wants it, commit them',
  description: [
    'Weights are given in any unit and scaled so that the greatest is 65535. They replace those before.',
    'Where a subnet has commit-reveal on, as it is by default, the weights are committed: the chain gets a hash, and a private file here keeps weights and salt until tao weights reveal has shown them. With --timelock they are sealed, and open by themselves.',
  ],
  examples: [
    { line: 'tao weights set 2 1:0.7 2:0.3', does: '70 % to neuron 1, 30 % to neuron 2' },
    { line: 'tao weights set 2 --uids 1,2 --weights 0.7,0.3 --wait', does: 'The same, as soon as the chain takes it' },
    { line: 'tao weights set 2 --from weights.json', does: 'From a file' },
  ],
  arguments: { netuid: SUBNET, pairs: PAIRS_ASKED },
  options: { ...WEIGHTS_OPTIONS, ...SETTING_OPTIONS },
  uses: ['wallet', 'hotkey', 'walletPath', 'password', 'network'],
  planned: WEIGHTS_PLANNED,
  output: WEIGHTS_OUTPUT,
  view: weightsView,
  plan: (input, ctx) => planWeights(input, ctx, 'set'),
})
