import command from '../crowd/update.ts'
import { alsoHere } from '../shared/elsewhere.ts'

export default alsoHere(command)
