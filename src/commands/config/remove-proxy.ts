import remove from '../proxy/book/remove.ts'
import { alsoHere } from '../shared/elsewhere.ts'

export default alsoHere(remove)
