import command from '../crowd/contribute.ts'
import { alsoHere } from '../shared/elsewhere.ts'

export default alsoHere(command)
