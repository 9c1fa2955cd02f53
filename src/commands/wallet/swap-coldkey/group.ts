import { group } from '../../kit/command.ts'

export default group({
  summary: 'Replace a coldkey: everything it has goes to a new one, some days after it was announced',
  otherwise: 'execute',
  order: ['check', 'announce', 'execute', 'dispute', 'clear'],
})
