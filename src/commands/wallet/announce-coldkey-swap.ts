import { alsoHere } from '../shared/elsewhere.ts'
import announce from './swap-coldkey/announce.ts'

export default alsoHere(announce)
