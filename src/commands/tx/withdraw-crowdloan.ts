import command from '../crowd/withdraw.ts'
import { alsoHere } from '../shared/elsewhere.ts'

export default alsoHere(command)
