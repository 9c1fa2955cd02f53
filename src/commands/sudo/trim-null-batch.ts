import { goneCommand } from '../shared/elsewhere.ts'

export default goneCommand(
  'The chain cannot prune in batches',
  'The call for it came after version 425 of the Subtensor runtime, which is the newest that is known here.',
  'Lower the number of places at once with: tao sudo trim',
  { valued: ['target'] },
)
