import { alsoHere } from '../shared/elsewhere.ts'
import check from './swap-coldkey/check.ts'

export default alsoHere(check)
