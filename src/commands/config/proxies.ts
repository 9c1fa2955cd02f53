import list from '../proxy/book/list.ts'
import { alsoHere } from '../shared/elsewhere.ts'

export default alsoHere(list)
