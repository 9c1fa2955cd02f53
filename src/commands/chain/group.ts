import { group } from '../kit/command.ts'

export default group({
  summary: 'The chain inside: serve it, wind it forward, begin anew',
  order: ['status', 'start', 'advance', 'accounts', 'audit', 'replay', 'reset'],
})
