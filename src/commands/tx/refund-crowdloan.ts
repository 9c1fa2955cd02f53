import command from '../crowd/refund.ts'
import { alsoHere } from '../shared/elsewhere.ts'

export default alsoHere(command)
