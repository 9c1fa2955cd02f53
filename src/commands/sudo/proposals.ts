import { goneCommand } from '../shared/elsewhere.ts'

export default goneCommand(
  'There are no proposals any more',
  'The runtime lost senate and triumvirate: nothing is proposed and nothing is voted on.',
  'See what root may set with: tao sudo get network',
)
