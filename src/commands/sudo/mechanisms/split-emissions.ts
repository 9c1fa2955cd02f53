import { alsoHere } from '../../shared/elsewhere.ts'
import command from '../../subnets/mechanisms/split-emissions.ts'

export default alsoHere(command)
