import { alsoHere } from '../shared/elsewhere.ts'
import command from '../subnets/set-symbol.ts'

export default alsoHere(command)
