import command from '../crowd/dissolve.ts'
import { alsoHere } from '../shared/elsewhere.ts'

export default alsoHere(command)
