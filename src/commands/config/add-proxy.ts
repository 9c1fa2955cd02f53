import add from '../proxy/book/add.ts'
import { alsoHere } from '../shared/elsewhere.ts'

export default alsoHere(add)
