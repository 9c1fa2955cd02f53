import { goneCommand } from '../shared/elsewhere.ts'

export default goneCommand(
  'No book of proxies is kept',
  'An address is known by its name among the contacts; what a proxy may do stands on the chain.',
  'Keep its address with: tao wallet contacts add NAME ADDRESS',
  { valued: ['name', 'address', 'proxy-type', 'spawner', 'delegator', 'delay', 'note'] },
)
