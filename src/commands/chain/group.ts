import { group } from '../kit/command.ts'

export default group({
  summary: 'The chain inside: serve it, wind it forward, begin anew',
  order: ['status', 'start', 'stop', 'advance', 'accounts', 'query', 'audit', 'replay', 'reset'],
})
