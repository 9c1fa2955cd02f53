import command from '../crowd/finalize.ts'
import { alsoHere } from '../shared/elsewhere.ts'

export default alsoHere(command)
