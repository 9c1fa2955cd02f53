import { action } from '../kit/command.ts'
import { SUBNET } from '../shared/subnet-option.ts'
import { PAIRS_ASKED, SALT_OF_COMMIT, WEIGHTS_OPTIONS } from './shared/given.ts'
import { planWeights, SETTING_OPTIONS, WEIGHTS_OUTPUT, WEIGHTS_PLANNED, weightsView } from './shared/plans.ts'

export default action({
  summary: 'Commit weights: the chain gets their hash now, and the weights later',
  description: [
    'What the reveal needs is kept in a private file here, written before anything is sent. tao weights reveal finds it.',
  ],
  examples: [
    { line: 'tao weights commit 2 1:0.7 2:0.3', does: 'Commit, to be revealed with tao weights reveal' },
    { line: 'tao weights commit 2 1:0.7 2:0.3 --timelock', does: 'Commit sealed weights, which open by themselves' },
  ],
  arguments: { netuid: SUBNET, pairs: PAIRS_ASKED },
  options: { ...WEIGHTS_OPTIONS, salt: SALT_OF_COMMIT, ...SETTING_OPTIONS },
  uses: ['wallet', 'hotkey', 'walletPath', 'password', 'network'],
  planned: WEIGHTS_PLANNED,
  output: WEIGHTS_OUTPUT,
  view: weightsView,
  plan: (input, ctx) => planWeights(input, ctx, 'commit'),
})
