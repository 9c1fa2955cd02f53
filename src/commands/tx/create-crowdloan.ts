import command from '../crowd/create.ts'
import { alsoHere } from '../shared/elsewhere.ts'

export default alsoHere(command)
