import update from '../proxy/book/update.ts'
import { alsoHere } from '../shared/elsewhere.ts'

export default alsoHere(update)
