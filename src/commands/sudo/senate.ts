import { goneCommand } from '../shared/elsewhere.ts'

export default goneCommand(
  'There is no senate any more',
  'The runtime lost senate and triumvirate: root is one key, Sudo.Key.',
  'See what root may set with: tao sudo get network',
)
