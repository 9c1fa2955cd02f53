import { listParameters } from '../shared/parameters.ts'

export default listParameters('tao sudo get')
