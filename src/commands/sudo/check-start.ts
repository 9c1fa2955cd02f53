import { alsoHere } from '../shared/elsewhere.ts'
import command from '../subnets/check-start.ts'

export default alsoHere(command)
