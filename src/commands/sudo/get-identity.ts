import { alsoHere } from '../shared/elsewhere.ts'
import command from '../subnets/get-identity.ts'

export default alsoHere(command)
