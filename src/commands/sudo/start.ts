import { alsoHere } from '../shared/elsewhere.ts'
import command from '../subnets/start.ts'

export default alsoHere(command)
