import { rawCallCommand } from '../shared/raw-calls.ts'

export default rawCallCommand('tao sudo call', true)
