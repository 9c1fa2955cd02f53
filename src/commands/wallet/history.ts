import { goneCommand } from '../shared/elsewhere.ts'

export default goneCommand(
  'The chain keeps no history of an account',
  'Transfers of the past are known to indexers only, which are others’ servers; none is asked.',
  'Look the address up in a block explorer, such as taostats.io.',
  { valued: ['coldkey', 'limit'] },
)
