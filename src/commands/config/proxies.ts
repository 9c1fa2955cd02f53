import { goneCommand } from '../shared/elsewhere.ts'

export default goneCommand(
  'No book of proxies is kept',
  'An address is known by its name among the contacts; what a proxy may do stands on the chain.',
  'See your contacts with: tao wallet contacts list',
)
