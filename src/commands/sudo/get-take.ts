import take from '../delegate/take.ts'
import { alsoHere } from '../shared/elsewhere.ts'

/** `delegate take` without a take. */
export default { ...alsoHere(take), summary: 'Show what a hotkey keeps of the dividends of others', arguments: {} }
