import { alsoHere } from '../../shared/elsewhere.ts'
import command from '../../subnets/mechanisms/emissions.ts'

export default alsoHere(command)
