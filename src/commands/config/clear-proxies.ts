import clear from '../proxy/book/clear.ts'
import { alsoHere } from '../shared/elsewhere.ts'

export default alsoHere(clear)
