import { alsoHere } from '../../shared/elsewhere.ts'
import command from '../../subnets/mechanisms/set.ts'

export default alsoHere(command)
