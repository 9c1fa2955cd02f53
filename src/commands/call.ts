import { rawCallCommand } from './shared/raw-calls.ts'

export default rawCallCommand('tao call', false)
