import { goneCommand } from '../shared/elsewhere.ts'

export default goneCommand(
  'There is nothing to vote on any more',
  'The runtime lost senate and triumvirate: root is one key, Sudo.Key.',
  'See what root may set with: tao sudo get network',
  { valued: ['proposal', 'proposal-hash'], flags: ['vote-aye', 'vote-nay'] },
)
